#pragma once

#include <string>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/measure/measurement.hpp"

namespace podalign::measure {

/// What the scan allows of a measure: the measure as it is, with low confidence, or not at all,
/// judged by what it rests on (docs/dev/scans.md, "What a measure rests on"): the parts of the
/// surface that were seen or invented, the kind of sole, the noise, the ground, the toes. The worst
/// judgement wins; what was not valid before stays so, with its own reason.
[[nodiscard]] Measurement gated(const anatomy::AlignedFoot& foot, const std::string& name,
                                Measurement measured);

}  // namespace podalign::measure
