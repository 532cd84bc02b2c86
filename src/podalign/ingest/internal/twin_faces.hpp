#pragma once

#include <cstddef>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::ingest {

/// Drops every triangle whose three corners an earlier one has, in any order; keeps the order of
/// the rest. Returns how many went.
[[nodiscard]] std::size_t dropTwinFaces(std::size_t vertices,
                                        std::vector<geometry::Triangle>& triangles);

}  // namespace podalign::ingest
