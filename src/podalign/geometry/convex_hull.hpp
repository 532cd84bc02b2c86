#pragma once

#include <span>

#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// Convex hull of a point set as a closed surface, triangles turned outward.
///
/// Shape:    every corner is one of the points.
/// Errors:   NoSurface where the points lie in one plane.
/// Accuracy: no point lies farther outside than 3e-5 of the box's diagonal, a hundredth of a
///           millimetre on a foot: of a smooth surface a hull without that slack would keep half.
[[nodiscard]] Result<TriangleMesh> convexHull(std::span<const Point3> points);

}  // namespace podalign::geometry
