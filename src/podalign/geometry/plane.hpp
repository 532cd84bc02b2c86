#pragma once

#include <optional>
#include <span>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// An oriented plane: points `p` with `normal . p == offset`; the normal has length 1.
struct Plane {
  Point3 normal = Point3::UnitZ();
  double offset = 0.0;
  [[nodiscard]] double height(const Point3& point) const { return normal.dot(point) - offset; }
};

struct PlaneFit {
  Plane plane;
  std::vector<std::size_t> inliers;  ///< ascending indices
};

/// The plane with the most points within `threshold`, by RANSAC (PCL, fixed seed) with a least
/// squares refinement. Absent with fewer than 10 points or where no plane is found.
///
/// Units: `threshold` in the unit of the points.
[[nodiscard]] std::optional<PlaneFit> segmentPlane(std::span<const Point3> points,
                                                   double threshold);

/// Least squares plane through the points, normal turned to `up`. Requires: at least 3 points.
[[nodiscard]] Plane fitPlane(std::span<const Point3> points, const Point3& up);

}  // namespace podalign::geometry
