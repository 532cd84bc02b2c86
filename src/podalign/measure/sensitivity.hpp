#pragma once

#include "podalign/measure/footfall_context.hpp"

namespace podalign::measure {

/// Adds to every footprint index with a value how far it goes over the axes and thresholds of
/// `options.sensitivity`, and the CPEI over its chords: one foot spans several classes by such
/// choices alone. The value itself is always within.
///
/// Requires: options.sensitivity.
void addSensitivity(Measurements& measures, const FootfallContext& context);

}  // namespace podalign::measure
