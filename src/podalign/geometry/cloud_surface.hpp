#pragma once

#include <span>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// A surface through a cloud of points: thinned on a grid anchored at the origin, freed of lone
/// points, with normals turned the same way, as a Poisson surface (Open3D) that ends where the
/// points end. Where no point lies near, there is no surface: holes of the scan stay holes.
///
/// Shape:    `normals` as many as points, or none.
/// Errors:   NoSurface with fewer than 500 points, or where no surface passes through them.
/// Accuracy: a grid cell is a 220th of the diagonal (1.5 mm of a foot); the surface lies within a
///           fifth of that on smooth shapes.
/// Deterministic: one thread.
[[nodiscard]] Result<TriangleMesh> surfaceThrough(std::span<const Point3> points,
                                                  std::span<const Point3> normals);

}  // namespace podalign::geometry
