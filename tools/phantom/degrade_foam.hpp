#pragma once

#include "phantom/foot.hpp"

/// What scanners make of foam blocks and casts (foamNegative, foamPositive: degrade_scene.hpp).
namespace phantom {

/// The same surface with no edge longer than `mostMm`: steep walls get points as a scanner gives
/// them. The truth stays.
[[nodiscard]] Surface walledFinely(const Surface& surface, double mostMm);

/// Only what is seen from above: of a block its top and its hollow, one open surface. The truth
/// stays as the block holds it.
[[nodiscard]] Surface seenFromAbove(const Surface& block);

/// A tray of foam that nobody stepped into: as foamNegative's, with a hollow of straight walls and
/// a plane bottom.
struct EmptyTray {
  double lengthMm = 320.0;
  double widthMm = 140.0;
  double depthMm = 35.0;
  double rimMm = 20.0;
  double thicknessMm = 25.0;
  double cellMm = 2.0;
};
[[nodiscard]] Surface emptyTray(const EmptyTray& tray);

}  // namespace phantom
