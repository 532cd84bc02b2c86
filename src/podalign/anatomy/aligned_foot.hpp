#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/laterality.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::anatomy {

enum class LoadState { Unknown, Standing, Sitting, Hanging };
[[nodiscard]] const char* toString(LoadState load);

enum class LandmarkId {
  Pternion,
  Toe1Tip,
  Toe2Tip,
  Toe3Tip,
  Toe4Tip,
  Toe5Tip,
  ForemostToe,
  Mth1,
  Mth5,
  HeelMedial,
  HeelLateral,
  Dorsum50,
  MedialMalleolus,
  LateralMalleolus,
  Navicular
};
[[nodiscard]] const char* toString(LandmarkId id);

struct Landmark {
  geometry::Point3 position_in_foot = geometry::Point3::Zero();  ///< mm
  double spreadMm = 0.0;  ///< half-width of the 95 % band along the direction that matters
  bool setByPerson = false;
  bool fromPrior = false;  ///< nothing stood out: the usual place, not this foot's
};
using Landmarks = std::map<LandmarkId, Landmark>;

/// What was really seen of the sole.
enum class SoleKind {
  Authentic,      ///< scanned, with an arch
  SyntheticFlat,  ///< filled in flat by the scanner's software
  Open            ///< not captured
};
[[nodiscard]] const char* toString(SoleKind kind);

/// Where the millimetres come from. `millimetresPerUnit` is 0 where only the shape is used.
struct UnitDecision {
  std::string unit;    ///< mm, cm, in, m; the scale factor as text where one was given
  std::string source;  ///< declared, inferred, format
  double millimetresPerUnit = 0.0;
};

enum class AxisKind { SecondToe, BallCentre };  ///< pternion to second toe tip; fallback, said so

/// A foot in its own frame F (docs/contract.md): right-handed for both feet, origin at the pternion
/// on the ground, x heel to toe along the foot axis, y to the subject's left, z up; millimetres.
struct AlignedFoot {
  geometry::TriangleMesh mesh_in_foot;  ///< welded, whole (uncropped: leg included), mm
  UnitDecision unit;
  SideDecision side;
  LoadState load = LoadState::Unknown;
  SoleKind sole = SoleKind::Authentic;
  double flatSoleShare = 0.0;  ///< share of the seen sole lying within 1 mm of the ground
  double soleCoverage = 1.0;   ///< share of the sole that was seen at all
  double footLengthMm = 0.0;
  double scanHeightMm = 0.0;
  double noiseMm = 0.0;  ///< estimated surface noise, 1 SD
  AxisKind axis = AxisKind::SecondToe;
  double axisSpreadDeg = 0.0;  ///< how far plausible axes lie apart, half-width
  Landmarks landmarks;
  std::vector<geometry::Point2>
      outline_in_foot;  ///< outline of the foot seen from above, closed ring, mm
};

}  // namespace podalign::anatomy
