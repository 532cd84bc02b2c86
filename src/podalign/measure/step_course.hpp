#pragma once

#include "podalign/measure/footfall_context.hpp"

/// What follows the whole foot through time.
namespace podalign::measure {

/// Mean slope of the force between 20 and 80 % of its first maximum, N/s. Low confidence where that
/// takes less than two frames.
[[nodiscard]] Measurement loadingRate(const FootfallContext& context);

/// Mean and largest speed of the centre of pressure while it is valid, mm/s: central differences
/// over the true time between frames.
[[nodiscard]] Measurement copVelocity(const FootfallContext& context);
[[nodiscard]] Measurement copVelocityPeak(const FootfallContext& context);

}  // namespace podalign::measure
