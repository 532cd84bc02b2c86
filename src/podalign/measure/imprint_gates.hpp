#pragma once

#include <string>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/measure/measurement.hpp"

namespace podalign::measure {

/// What a foam imprint allows of a measure: lengths and breadths of the outline with low confidence
/// where the walls reach above the widest places, the hollow of the sole with low confidence and
/// its load named in the method, nothing else.
///
/// Requires: foot.imprint.
[[nodiscard]] Measurement gatedByImprint(const anatomy::AlignedFoot& foot, const std::string& name,
                                         Measurement measured);

}  // namespace podalign::measure
