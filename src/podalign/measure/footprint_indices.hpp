#pragma once

#include "podalign/measure/footfall_context.hpp"

/// Indices of a footprint besides the Arch Index, on the print without toes. Undefined, never 0,
/// where the midfoot did not touch the ground.
namespace podalign::measure {

/// Chippaux-Smirak index: smallest midfoot width over largest forefoot width, %.
[[nodiscard]] Measurement chippauxSmirakIndex(const FootfallContext& context);

/// Staheli arch index: smallest midfoot width over largest heel width, ratio. Staheli et al. 1987
[[nodiscard]] Measurement staheliIndex(const FootfallContext& context);

/// Clarke's angle: at the ball, between the medial border line and the line to the deepest point of
/// the medial arch, degrees.
[[nodiscard]] Measurement clarkeAngle(const FootfallContext& context);

/// Footprint index: area between the medial border line and the print over the area in contact,
/// ratio.
[[nodiscard]] Measurement footprintIndex(const FootfallContext& context);

// The values alone, of any print and axis; nothing where they are not defined.
struct BreadthRatios {
  double chippauxSmirakPercent = 0.0;
  double staheli = 0.0;
};
[[nodiscard]] std::optional<BreadthRatios> breadthRatiosOf(const Footprint& footprint,
                                                           const Point2& axis);
/// What the void under the arch says: Clarke's angle in degrees and the footprint index; nothing
/// where a line across the border meets no cell.
struct ArchVoid {
  double clarkeDeg = 0.0;
  double footprintIndex = 0.0;
};
[[nodiscard]] std::optional<ArchVoid> archVoidOf(const Footprint& footprint);

}  // namespace podalign::measure
