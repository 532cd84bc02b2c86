#pragma once

#include <span>
#include <vector>

#include "podalign/geometry/mesh.hpp"

/// Plane figures: closed rings without a repeated last point, counter-clockwise (Boost.Geometry).
namespace podalign::geometry {

[[nodiscard]] std::vector<Point2> convexHull2(std::span<const Point2> points);
[[nodiscard]] double area(std::span<const Point2> ring);  ///< never negative
[[nodiscard]] double perimeter(std::span<const Point2> ring);

/// Fewer points for the same ring: none farther than `tolerance` from it.
[[nodiscard]] std::vector<Point2> simplified(std::span<const Point2> ring, double tolerance);

/// Rectangle of least area around a convex ring: length >= width, `axis` along the length.
struct BoundingRectangle {
  Point2 centre = Point2::Zero();
  Point2 axis = Point2::UnitX();
  double length = 0.0;
  double width = 0.0;
};
[[nodiscard]] BoundingRectangle minimumAreaRectangle(std::span<const Point2> points);

}  // namespace podalign::geometry
