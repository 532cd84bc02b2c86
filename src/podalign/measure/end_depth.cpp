#include "podalign/measure/end_depth.hpp"

#include <algorithm>
#include <limits>

namespace podalign::measure {
namespace {

std::uint32_t endVertex(const geometry::TriangleMesh& mesh, const geometry::Point3& direction,
                        double top) {
  std::uint32_t end = 0;
  double farthest = -std::numeric_limits<double>::max();
  for (std::uint32_t i = 0; i < mesh.vertices.size(); ++i) {
    const geometry::Point3& vertex = mesh.vertices[i];
    const double along = direction.dot(vertex);
    if (vertex.z() > top || along <= farthest) continue;
    farthest = along;
    end = i;
  }
  return end;
}

}  // namespace

double endDepth(const geometry::TriangleMesh& mesh, const geometry::Point3& direction, double top) {
  const std::uint32_t end = endVertex(mesh, direction, top);
  double beside = 0.0;
  int count = 0;
  for (const geometry::Triangle& t : mesh.triangles) {
    if (std::find(t.begin(), t.end(), end) == t.end()) continue;
    for (const std::uint32_t index : t) {
      if (index == end) continue;
      beside += direction.dot(mesh.vertices[index]);
      ++count;
    }
  }
  return count == 0 ? 0.0 : direction.dot(mesh.vertices[end]) - beside / count;
}

}  // namespace podalign::measure
