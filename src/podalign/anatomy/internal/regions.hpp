#pragma once

#include <map>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"

namespace podalign::anatomy {

/// How much of each part of the foot was scanned: area that is there, area of the holes by their
/// rims, area of invented triangles. The sole by its map.
///
/// Frame: foot frame F, mm. Reads mesh, side, length, height and sole map of `foot`.
[[nodiscard]] std::map<Region, RegionView> viewRegions(const AlignedFoot& foot);

}  // namespace podalign::anatomy
