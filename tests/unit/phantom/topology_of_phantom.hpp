#pragma once

#include <Eigen/Geometry>
#include <map>
#include <utility>

#include "phantom/foot.hpp"

namespace phantom::test {

struct Topology {
  bool closedManifold = true;  ///< every edge exactly once in each direction
  long euler = 0;              ///< 2 per closed piece without handles
  double volume = 0.0;
};

inline Topology topologyOf(const Surface& surface) {
  Topology found;
  std::map<std::pair<int, int>, int> edges;
  for (const auto& t : surface.triangles) {
    const auto at = [&](int i) -> const Eigen::Vector3d& {
      return surface.vertices[static_cast<std::size_t>(t[static_cast<std::size_t>(i)])];
    };
    for (std::size_t i = 0; i < 3; ++i) ++edges[{t[i], t[(i + 1) % 3]}];
    found.volume += at(0).dot(at(1).cross(at(2))) / 6.0;
  }
  for (const auto& [edge, count] : edges)
    if (count != 1 || edges.count({edge.second, edge.first}) == 0) found.closedManifold = false;
  found.euler = static_cast<long>(surface.vertices.size()) - static_cast<long>(edges.size() / 2) +
                static_cast<long>(surface.triangles.size());
  return found;
}

}  // namespace phantom::test
