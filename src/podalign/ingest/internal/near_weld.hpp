#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::ingest {

/// For every point the point that stands for it: itself, or the first one within `tolerance` of it
/// that stands for itself. Empty when no two points are that close.
///
/// Requires: coordinates of the points with `use[i] != 0` finite; the others stand for themselves.
///           tolerance > 0. Beyond 2^53 tolerances from the rest only equal points are twins.
/// Speed:    linear, whatever the points: those with company within 64 tolerances are found through
///           a table of counts, only they are compared.
[[nodiscard]] std::vector<std::uint32_t> findNearTwins(const std::vector<geometry::Point3>& points,
                                                       const std::vector<std::uint8_t>& use,
                                                       double tolerance);

}  // namespace podalign::ingest
