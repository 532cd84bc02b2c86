#pragma once

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/measure/measurement.hpp"

namespace podalign::measure {

/// All measures of one scanned foot, by their contract name. Pure: a function of the foot alone.
///
/// Frame: foot frame F. Units: mm, deg, ratio.
/// Errors: none; what cannot be measured is NotValid with its reason. Device and repositioning
/// parts are added by the caller, who knows the device. A foot of which only the shape is known has
/// ratios and angles; its millimetres are NotValid.
[[nodiscard]] Measurements measureFoot(const anatomy::AlignedFoot& foot);

}  // namespace podalign::measure
