#pragma once

#include <Eigen/Geometry>

#include "phantom/foot.hpp"

/// What else stands in a scan. Surfaces in frame F on z = 0 (withFloorSlab: degrade.hpp). All of
/// the truth stays unless the words say otherwise.
namespace phantom {

/// One layer of floor or glass without thickness, looking up, at z = -gapMm.
[[nodiscard]] Surface withFloorSheet(const Surface& surface, double marginMm, double gapMm);

struct Tray {
  double marginMm = 30.0;
  double rimWidthMm = 15.0;
  double rimHeightMm = 40.0;
  double thicknessMm = 20.0;
  double edgeMm = 5.0;  ///< of its squares; the walls are that much aslant
};
/// Foot standing in a box with a rim all around; the box's floor is z = 0.
[[nodiscard]] Surface inTray(const Surface& surface, const Tray& tray);

/// Foot and floor grown together in one closed surface, as reconstruction from photographs does:
/// what lies under the rounded seam is gone. A new mesh of `edgeMm`; skin above 8 mm stays within
/// 0.3 mm. Sole, arch clearance and volume stay only where the hollow is higher than the seam.
struct WeldedFloor {
  double marginMm = 40.0;
  double thicknessMm = 8.0;
  double seamMm = 4.0;
  double edgeMm = 3.0;
};
[[nodiscard]] Surface weldedToFloor(const Surface& closed, const WeldedFloor& floor);

/// Sock: skin moved out by `thicknessMm`, gaps between toes closed, standing on z = 0. Lengths grow
/// by twice the thickness, girths by 2 pi times it, heights by twice it; toes 2-5 show no tips.
[[nodiscard]] Surface inSock(const Surface& closed, double thicknessMm, double edgeMm);

struct Stance {
  double apartMm = 150.0;  ///< between both heels, across
  double leftAheadMm = 0.0;
  double leftToeOutDeg = 8.0;
  double rightToeOutDeg = 8.0;
};
struct TwoFeet {
  Surface surface;
  Eigen::Isometry3d scene_from_left, scene_from_right;  ///< from each foot's frame F
};
/// Both feet in one surface, x forward, y to the left; each keeps its truth in its own frame. The
/// angle between both axes is the sum of the toe-outs.
[[nodiscard]] TwoFeet twoFeet(const Surface& left, const Surface& right, const Stance& stance);

struct Foam {
  double depthMm = 30.0;  ///< how deep the foot stood in the block
  double marginMm = 25.0;
  double thicknessMm = 25.0;  ///< of the block below the deepest point
  double cellMm = 1.0;
};
/// The block with the imprint of everything that can be seen from below, a closed surface: the sole
/// shows as its bottom at z = 0, the block's top at z = depth. Nothing overhangs. Sole, arch,
/// length and widths up to that depth stay, within a cell.
[[nodiscard]] Surface foamNegative(const Surface& surface, const Foam& foam);
/// The cast poured into that block, closed flat at its top: what lay above the toes is filled too.
[[nodiscard]] Surface foamPositive(const Surface& surface, const Foam& foam);

}  // namespace phantom
