#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "podalign/geometry/mesh.hpp"
#include "podalign/geometry/section.hpp"

namespace podalign::geometry {

/// How many of the positions lie at or below the coordinate of every vertex. A triangle crosses
/// exactly the positions between the least and the greatest of its corners' numbers, which decides
/// it in four bytes a corner.
[[nodiscard]] std::vector<std::uint32_t> levelsOf(const TriangleMesh& mesh, Axis axis,
                                                  std::span<const double> positions);

/// A triangle with its corners by level.
struct CrossingTriangle {
  std::array<const Point3*, 3> corner;
  std::array<std::uint32_t, 3> level;
  [[nodiscard]] bool crosses() const { return level[0] != level[2]; }
};

[[nodiscard]] inline CrossingTriangle byLevel(const TriangleMesh& mesh,
                                              const std::vector<std::uint32_t>& levels,
                                              const Triangle& t) {
  std::array<std::uint32_t, 3> v = t;
  if (levels[v[0]] > levels[v[1]]) std::swap(v[0], v[1]);
  if (levels[v[1]] > levels[v[2]]) std::swap(v[1], v[2]);
  if (levels[v[0]] > levels[v[1]]) std::swap(v[0], v[1]);
  return {{&mesh.vertices[v[0]], &mesh.vertices[v[1]], &mesh.vertices[v[2]]},
          {levels[v[0]], levels[v[1]], levels[v[2]]}};
}

/// An edge, from its end at the lower level to the other: neighbours that share it get the same
/// bits, whatever their winding.
class RisingEdge {
 public:
  struct Axes {
    Eigen::Index cut, first, second;
  };
  RisingEdge(const Point3& from, const Point3& to, const Axes& axes)
      : start_(from[axes.cut]),
        perUnit_(1.0 / (to[axes.cut] - from[axes.cut])),
        from_(from[axes.first], from[axes.second]),
        way_(to[axes.first] - from[axes.first], to[axes.second] - from[axes.second]) {}
  [[nodiscard]] Point2 at(double position) const {
    return from_ + (position - start_) * perUnit_ * way_;
  }

 private:
  double start_;
  double perUnit_;
  Point2 from_;
  Point2 way_;
};

[[nodiscard]] inline RisingEdge::Axes axesAcross(Axis axis) {
  switch (axis) {
    case Axis::X: return {0, 1, 2};
    case Axis::Y: return {1, 0, 2};
    case Axis::Z: return {2, 0, 1};
  }
  return {0, 1, 2};
}

/// Calls visit(index of the position, a, b) for every position that the triangle crosses.
template <class Visit>
void visitCrossings(const CrossingTriangle& triangle, const RisingEdge::Axes& axes,
                    std::span<const double> positions, const Visit& visit) {
  const auto& [low, middle, high] = triangle.corner;
  const RisingEdge whole(*low, *high, axes);
  if (triangle.level[0] < triangle.level[1]) {
    const RisingEdge edge(*low, *middle, axes);
    for (std::uint32_t i = triangle.level[0]; i < triangle.level[1]; ++i) {
      visit(i, edge.at(positions[i]), whole.at(positions[i]));
    }
  }
  if (triangle.level[1] < triangle.level[2]) {
    const RisingEdge edge(*middle, *high, axes);
    for (std::uint32_t i = triangle.level[1]; i < triangle.level[2]; ++i) {
      visit(i, edge.at(positions[i]), whole.at(positions[i]));
    }
  }
}

}  // namespace podalign::geometry
