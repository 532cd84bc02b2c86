#pragma once

#include "podalign/measure/footfall_context.hpp"

/// Indices of a footprint besides the Arch Index, on the print without toes. Undefined, never 0,
/// where the midfoot did not touch the ground.
namespace podalign::measure {

/// Of the breadths of the print, which are measured once for both.
struct BreadthIndices {
  Measurement chippauxSmirak;  ///< smallest midfoot width over largest forefoot width, %
  Measurement staheli;         ///< over largest heel width, ratio; Staheli et al. 1987
};
[[nodiscard]] BreadthIndices breadthIndices(const FootfallContext& context);

/// Of what lies between the medial border line and the print.
struct ArchVoidIndices {
  Measurement clarke;     ///< at the ball, from that line to the deepest point of the arch, degrees
  Measurement footprint;  ///< area of the void over the area in contact, ratio
};
[[nodiscard]] ArchVoidIndices archVoidIndices(const FootfallContext& context);

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
[[nodiscard]] std::optional<ArchVoid> archVoidOf(const FootfallContext& context);

}  // namespace podalign::measure
