#pragma once

#include <span>
#include <vector>

#include "podalign/geometry/mesh.hpp"

/// Plane figures made from others (Boost.Geometry). Rings as in outline.hpp: closed, without a
/// repeated last point, counter-clockwise. Results are outer rings, the largest first; holes are
/// left out.
namespace podalign::geometry {

using Ring = std::vector<Point2>;

/// Grown by `distance` with round corners; shrunk where it is negative.
[[nodiscard]] std::vector<Ring> offsetRing(std::span<const Point2> ring, double distance);
[[nodiscard]] std::vector<Ring> unionOf(std::span<const Point2> a, std::span<const Point2> b);
[[nodiscard]] std::vector<Ring> intersectionOf(std::span<const Point2> a,
                                               std::span<const Point2> b);
/// What of `a` lies outside `b`.
[[nodiscard]] std::vector<Ring> differenceOf(std::span<const Point2> a, std::span<const Point2> b);

}  // namespace podalign::geometry
