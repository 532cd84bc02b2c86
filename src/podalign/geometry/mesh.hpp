#pragma once

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <vector>

namespace podalign::geometry {

using Point3 = Eigen::Vector3d;
using Point2 = Eigen::Vector2d;
using Triangle = std::array<std::uint32_t,
                            3>;  ///< indices of three vertices, counter-clockwise seen from outside

/// An indexed triangle surface. Every index is below `vertices.size()`, every coordinate is finite:
/// readers guarantee it. The unit and the frame are named by whoever holds the mesh.
struct TriangleMesh {
  std::vector<Point3> vertices;
  std::vector<Triangle> triangles;
};

}  // namespace podalign::geometry
