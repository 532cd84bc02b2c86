#pragma once

#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::ingest {

/// That many points are enough to tell.
constexpr std::size_t kPointsThatTell = 400'000;

/// Whether points are spread over a space and not over a surface in it: when cells are halved,
/// those that hold points become eight times as many and not four. False where there are too few
/// points to tell. Requires: finite points.
[[nodiscard]] bool fillSpace(const std::vector<geometry::Point3>& points);

}  // namespace podalign::ingest
