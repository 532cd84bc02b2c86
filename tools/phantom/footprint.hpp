#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "phantom/foot.hpp"

namespace phantom {

/// What a step is asked to be. Arch index and CPEI are met within what quantised cells allow; the
/// truth beside the recording says what they really are.
struct StepParameters {
  Side side = Side::Right;
  double footLengthMm = 250.0;
  double ballBreadthMm = 95.0;
  double bodyMassKg = 70.0;
  double peakForceShare = 1.10;  ///< largest vertical force over body weight
  double contactTimeS = 0.66;
  double archIndex = 0.24;    ///< dynamic, dense footprint (met), 0.19-0.34
  double cpeiPercent = 20.0;  ///< (met within 2, before cells and rounding), 4-28
  double toeOutDeg = 6.0;     ///< foot axis against the walking direction, toes outward positive
};

/// One place of the sole that presses: pressure(s) * shape(x, y), s the share of the stance.
/// The shape is an ellipse that ends gently, 1 - r^2; while it is loaded the load moves from behind
/// to front and, in the heel, from lateral to medial.
struct PressZone {
  Eigen::Vector2d centre_in_foot;  ///< right foot: x from the pternion, y medial, mm
  Eigen::Vector2d radii;
  double peakKpa = 0.0;
  double begins = 0.0, peaks = 0.0, ends = 1.0;  ///< shares of the stance
  double rollAlong = 0.0;                        ///< how strongly the load moves forward
  double rollAcross = 0.0;                       ///< how strongly it moves medially
  bool toe = false;
};

/// Weighted shares of a zone at one place: load = time(s) * (even + along(s) * ahead + ...).
struct ZoneShare {
  double even = 0.0, ahead = 0.0, medial = 0.0;
};

/// The sole's pressure as a right foot, in its own frame (x from the pternion to the toes, y
/// medial), before scaling to the force.
class Footprint {
 public:
  /// lateralLoad: -1 all medial to +1 all lateral; midfootHalfWidthMm: the lateral column's width.
  Footprint(const StepParameters& step, double lateralLoad, double midfootHalfWidthMm);

  [[nodiscard]] const std::vector<PressZone>& zones() const { return zones_; }
  [[nodiscard]] static ZoneShare share(const PressZone& zone, const Eigen::Vector2d& p_in_foot);
  [[nodiscard]] static double load(const PressZone& zone, const ZoneShare& share, double stance);
  [[nodiscard]] double at(const Eigen::Vector2d& p_in_foot, double stance) const;

 private:
  std::vector<PressZone> zones_;
};

/// The footprint on a fine square raster: largest pressure over the stance, in kPa after `scale`.
struct DensePrint {
  double stepMm = 1.0;
  Eigen::Vector2d low_in_foot = Eigen::Vector2d::Zero();
  int columns = 0;                     ///< along x
  int rows = 0;                        ///< along y
  std::vector<double> peakKpa;         ///< all zones
  std::vector<double> toelessPeakKpa;  ///< without the toes
};
[[nodiscard]] DensePrint densePrint(const Footprint& footprint, const StepParameters& step,
                                    double scale);

}  // namespace phantom
