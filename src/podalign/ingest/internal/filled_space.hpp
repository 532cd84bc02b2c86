#pragma once

#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::ingest {

/// That many points are enough to tell.
constexpr std::size_t kPointsThatTell = 400'000;

/// Whether points are spread over a space and not over a surface in it: in most cells of a 32nd of
/// the box's diagonal that hold enough points to tell, all eight octants hold some. False where
/// most points lie too far apart to tell. Requires: finite points.
[[nodiscard]] bool fillSpace(const std::vector<geometry::Point3>& points);

}  // namespace podalign::ingest
