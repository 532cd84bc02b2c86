#pragma once

#include <span>

#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// Convex hull of a point set as a closed surface, triangles turned outward (Open3D, Qhull).
///
/// Errors: NoSurface where the points lie in one plane.
[[nodiscard]] Result<TriangleMesh> convexHull(std::span<const Point3> points);

}  // namespace podalign::geometry
