#pragma once

#include <cstdint>
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
  Navicular,
  HalluxMedial,     ///< most medial point of the big toe
  FifthToeLateral,  ///< most lateral point of the little toe
  InstepCrease      ///< where the instep bends up into the leg, in the middle of its front
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
  Shallow,        ///< seen, but its hollow was spanned or smoothed away: lower than the foot's own
  SyntheticFlat,  ///< filled in flat by the scanner's software
  Open            ///< not captured
};
[[nodiscard]] const char* toString(SoleKind kind);

/// What the ground plane z = 0 rests on.
enum class GroundKind {
  Support,      ///< the foot's own three-point support
  FlatSole,     ///< a plane fitted to a flat sole
  Floor,        ///< a slab, tray or plate that was in the scan and was taken out
  ThreePoints,  ///< hanging foot: no ground, heights are from heel, MTH1 and MTH5
};
[[nodiscard]] const char* toString(GroundKind kind);

/// A foot's imprint in foam instead of the foot.
enum class ImprintKind {
  Negative,  ///< the hollow in the block
  Positive   ///< the cast poured into it
};
[[nodiscard]] const char* toString(ImprintKind kind);

/// The sole with the walls that the foam held, up to the block's top; nothing lies above.
struct Imprint {
  ImprintKind kind = ImprintKind::Negative;
  double depthMm = 0.0;  ///< of the deepest point below the block's top
};

/// Parts of the surface that measures rest on.
enum class Region { Sole, MedialArch, Heel, Ball, Toes, Dorsum, Ankle };
[[nodiscard]] const char* toString(Region region);

/// How much of a part was scanned. Shares of its area, 0-1.
struct RegionView {
  double seen = 1.0;  ///< what is there at all
  double invented =
      0.0;  ///< of what is there: giant triangles or surface reconstructed from nothing
};

/// What was seen of the sole, from below: a grid of square cells in the ground plane.
struct SoleMap {
  enum class Cell : std::uint8_t { Outside, Missing, Invented, Seen };
  double cellMm = 2.0;
  geometry::Point2 origin_in_foot = geometry::Point2::Zero();  ///< corner of cell (0, 0)
  std::size_t columns = 0;                                     ///< along x
  std::size_t rows = 0;                                        ///< along y
  std::vector<Cell> cells;                                     ///< row by row
  std::vector<float> heightMm;                                 ///< of the sole; NaN where not seen
};

/// Where the millimetres come from. `millimetresPerUnit` is 0 where only the shape is used.
struct UnitDecision {
  std::string unit;    ///< mm, cm, in, m; the scale factor as text where one was given
  std::string source;  ///< declared, inferred, format
  double millimetresPerUnit = 0.0;
};

/// Pternion to second toe tip; the fallback where toes are not apart; set by a person's landmarks.
enum class AxisKind { SecondToe, BallCentre, SetByPerson };

/// A foot in its own frame F (docs/contract.md): right-handed for both feet, origin at the pternion
/// on the ground, x heel to toe along the foot axis, y to the subject's left, z up; millimetres.
struct AlignedFoot {
  geometry::TriangleMesh mesh_in_foot;  ///< welded, leg up to 0.6 of the length (150 mm), mm
  UnitDecision unit;
  SideDecision side;
  LoadState load = LoadState::Unknown;
  SoleKind sole = SoleKind::Authentic;
  double flatSoleShare = 0.0;  ///< share of the seen sole lying within 1 mm of the ground
  double soleCoverage = 1.0;   ///< share of the sole that was seen at all
  double footLengthMm = 0.0;
  double scanHeightMm = 0.0;  ///< of all that was scanned, leg included
  double noiseMm = 0.0;       ///< estimated surface noise as it came, 1 SD
  double noiseLeftMm = 0.0;   ///< of it in the mesh that is measured
  double bumpsMm = 0.0;       ///< what neighbouring vertices agree on, 4-10 mm across, 1 SD
  bool noisy = false;         ///< too noisy for what hangs on fine shape: arch and sole
  GroundKind ground = GroundKind::Support;
  /// How far the ground rests on all of the sole that touches instead of on the lowest points, 0-1.
  double groundSettled = 0.0;
  std::optional<Imprint> imprint;  ///< the scan is no foot but its imprint
  double groundSpreadMm = 0.0;     ///< half-width of the 95 % band of the ground's height
  std::map<Region, RegionView> regions;
  SoleMap soleMap;
  std::vector<bool> inventedTriangle;  ///< per triangle of the mesh; empty: none
  bool toesMerged = false;             ///< sock or webbed scan: toes cannot be told apart
  std::optional<LoadState> shapeLoad;  ///< what the shape says of the load, where it says anything
  /// Two feet in one scan: how far this foot's axis is turned out of the direction half-way between
  /// both, deg.
  std::optional<double> stanceAngleDeg;
  AxisKind axis = AxisKind::SecondToe;
  double axisSpreadDeg = 0.0;  ///< how far plausible axes lie apart, half-width
  Landmarks landmarks;
  /// Where a person set some: all of them in the frame found from the shape, as in the file that
  /// was edited; else empty.
  Landmarks landmarkSheet;
  std::vector<geometry::Point2>
      outline_in_foot;  ///< outline of the foot seen from above, closed ring, mm
};

}  // namespace podalign::anatomy
