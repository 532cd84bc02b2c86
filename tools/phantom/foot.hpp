#pragma once

#include <Eigen/Core>
#include <array>
#include <map>
#include <string>
#include <vector>

/// Parametric feet whose true measures are known from the shape that made them. Shares no code with
/// the measuring side, so that one cannot repeat the other's mistake.
namespace phantom {

enum class Side { Left, Right };
enum class ToePattern { Egyptian, Greek, Square };

/// What a foot is asked to be. The finished foot meets the numbers marked (met) within 0.2 mm or
/// 0.1 degree where the shape can; its truth always says what it really is.
struct FootParameters {
  Side side = Side::Right;
  double footLengthMm = 260.0;          ///< (met)
  double truncatedLengthMm = 192.4;     ///< pternion to MTH1 (met)
  double ballBreadthMm = 98.0;          ///< orthogonal, ANSUR foot breadth (met)
  double heelBreadthMm = 68.0;          ///< at 16 % of foot length (met)
  double dorsumHeightMm = 66.0;         ///< at 50 % of foot length (met)
  double medialArchClearanceMm = 13.0;  ///< (met from about 4 mm up)
  double rearfootAngleDeg = 6.5;        ///< heel against leg, eversion positive (met)
  double legVarumDeg = 2.0;             ///< leg leans away from the other one on the way up
  double outsideBallLengthMm = 166.4;   ///< pternion to MTH5 (met)
  double halluxAngleDeg = 8.0;          ///< big toe's centre line, valgus positive, 0-25
  ToePattern toes = ToePattern::Egyptian;
  double archApexFraction = 0.44;  ///< of foot length
  double lateralMalleolusHeightMm = 68.0;
  double bimalleolarBreadthMm = 71.0;
  double navicularBumpMm = 2.0;
  double scanHeightMm = 120.0;  ///< the leg is cut flat here
};

/// True values by their contract names (mm, degrees, ratios) and landmarks in the foot frame F.
/// Frame F: right-handed, origin at the pternion on the ground, x heel to toe along the axis from
/// the pternion to the foremost point of the second toe seen from above, y to the subject's left,
/// z up; the ground z = 0 carries heel, forefoot and toe pads. Medial is +y on a right foot.
/// Definitions: truthDefinitions(), also written beside every file.
struct FootTruth {
  Side side = Side::Right;
  std::map<std::string, double> measures;
  std::map<std::string, Eigen::Vector3d> landmarks_in_foot;
};

/// The definition of each name in FootTruth (measures and landmarks), one sentence each.
[[nodiscard]] const std::map<std::string, std::string>& truthDefinitions();

struct Surface {
  std::vector<Eigen::Vector3d> vertices;      ///< mm
  std::vector<std::array<int, 3>> triangles;  ///< counter-clockwise seen from outside
};

/// A closed surface of one component in frame F with its truth.
struct PhantomFoot : Surface {
  FootTruth truth;
  FootParameters parameters;
};

/// A plausible person's foot: lengths and breadths from the ANSUR II regressions, arch independent
/// of length, rearfoot about +6.5 degrees everted; even seeds are women, sides alternate every two
/// seeds. Source: reference figures of ANSUR II (public domain), Sobel 1999, Astrom 1995.
[[nodiscard]] FootParameters randomFoot(unsigned seed);

/// Builds the foot; edges are about `edgeMm` long from 0.24 (3 M triangles) to 8 (2 k). Same
/// parameters, same bytes.
[[nodiscard]] PhantomFoot makeFoot(const FootParameters& parameters, double edgeMm);

}  // namespace phantom
