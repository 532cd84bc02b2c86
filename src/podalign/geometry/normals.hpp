#pragma once

#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// Normal of the triangle a, b, c, twice as long as its area.
[[nodiscard]] inline Point3 doubledNormal(const Point3& a, const Point3& b, const Point3& c) {
  // Not Eigen's cross(): the linker may take another library's copy of it, which is a call for
  // every triangle.
  const double ux = b.x() - a.x();
  const double uy = b.y() - a.y();
  const double uz = b.z() - a.z();
  const double vx = c.x() - a.x();
  const double vy = c.y() - a.y();
  const double vz = c.z() - a.z();
  return {uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx};
}
[[nodiscard]] inline Point3 doubledNormal(const TriangleMesh& mesh, const Triangle& t) {
  return doubledNormal(mesh.vertices[t[0]], mesh.vertices[t[1]], mesh.vertices[t[2]]);
}

}  // namespace podalign::geometry
