#include <open3d/geometry/PointCloud.h>
#include <open3d/geometry/TriangleMesh.h>

#include <exception>

#include "podalign/geometry/convex_hull.hpp"

namespace podalign::geometry {
namespace {

tl::unexpected<Error> flat() {
  return failure(ErrorCode::NoSurface,
                 "the points lie in one plane or line, so this is not the surface of a foot. "
                 "Export the whole scan as a surface.");
}

}  // namespace

Result<TriangleMesh> convexHull(std::span<const Point3> points) {
  if (points.size() < 4) return flat();
  try {
    open3d::geometry::PointCloud cloud;
    cloud.points_.assign(points.begin(), points.end());
    const auto hull = std::get<0>(cloud.ComputeConvexHull());
    TriangleMesh mesh;
    mesh.vertices.assign(hull->vertices_.begin(), hull->vertices_.end());
    Point3 inside = Point3::Zero();
    for (const Point3& vertex : mesh.vertices) inside += vertex;
    if (mesh.vertices.empty()) return flat();
    inside /= static_cast<double>(mesh.vertices.size());
    for (const Eigen::Vector3i& face : hull->triangles_) {
      Triangle triangle{static_cast<std::uint32_t>(face[0]), static_cast<std::uint32_t>(face[1]),
                        static_cast<std::uint32_t>(face[2])};
      const Point3& a = mesh.vertices[triangle[0]];
      const Point3 normal = (mesh.vertices[triangle[1]] - a).cross(mesh.vertices[triangle[2]] - a);
      // Qhull's facets are not turned consistently.
      if (normal.dot(a - inside) < 0.0) std::swap(triangle[1], triangle[2]);
      mesh.triangles.push_back(triangle);
    }
    return mesh;
  } catch (const std::exception&) {
    return flat();  // Qhull throws on input without volume
  }
}

}  // namespace podalign::geometry
