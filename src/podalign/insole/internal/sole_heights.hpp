#pragma once

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/insole/internal/grid.hpp"

namespace podalign::insole {

inline constexpr double kSoleTopMm = 40.0;  // higher, the foot no longer bears on an insole

// A grid around the foot seen from above, with room for an insole longer than it.
[[nodiscard]] Grid gridAround(const anatomy::AlignedFoot& foot, double room);

// Height of the underside over every node, at most kSoleTopMm; holes of the scan are closed from
// their rim. Surface that software invented counts as a hole.
[[nodiscard]] Heights soleHeights(const anatomy::AlignedFoot& foot, const Grid& grid);

}  // namespace podalign::insole
