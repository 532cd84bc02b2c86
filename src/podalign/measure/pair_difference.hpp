#pragma once

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/measure/measurement.hpp"

namespace podalign::measure {

/// How the two feet of one person differ in shape: the right foot, mirrored, is laid onto the left
/// one by point-to-plane registration, ankle and leg left out.
///
/// Frame: foot frames. Units: mm.
/// `left_right_surface_difference`: root mean square distance of the surfaces;
/// `left_right_surface_p95`: 95 % of the surface differ by less.
/// Not valid where a side is in doubt, the sole is open on one side only, or nothing fits.
[[nodiscard]] Measurements measurePair(const anatomy::AlignedFoot& left,
                                       const anatomy::AlignedFoot& right);

}  // namespace podalign::measure
