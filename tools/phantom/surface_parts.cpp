#include "phantom/surface_parts.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace phantom {
namespace {

using Eigen::Vector3d;

const Vector3d& at(const Surface& s, int vertex) {
  return s.vertices[static_cast<std::size_t>(vertex)];
}

// A closed box of square faces.
class Box {
 public:
  Box(Surface& surface, Vector3d low, Vector3d high, double edge)
      : surface_(surface), low_(low), high_(high) {
    for (int i = 0; i < 3; ++i)
      parts_[i] = std::max(1, static_cast<int>(std::ceil((high[i] - low[i]) / edge)));
    number_.assign(static_cast<std::size_t>((parts_.x() + 1) * (parts_.y() + 1) * (parts_.z() + 1)),
                   -1);
    for (int axis = 0; axis < 3; ++axis)
      for (const int end : {0, parts_[axis]}) face(axis, end);
  }

 private:
  void face(int axis, int end) {
    const int u = (axis + 1) % 3;
    const int v = (axis + 2) % 3;
    for (int i = 0; i < parts_[u]; ++i) {
      for (int j = 0; j < parts_[v]; ++j) {
        std::array<int, 4> q{};
        for (int k = 0; k < 4; ++k) {
          Eigen::Vector3i at = Eigen::Vector3i::Zero();
          at[axis] = end;
          at[u] = i + (k == 1 || k == 2 ? 1 : 0);
          at[v] = j + (k >= 2 ? 1 : 0);
          q[static_cast<std::size_t>(k)] = vertex(at);
        }
        if (end == 0) std::swap(q[1], q[3]);
        surface_.triangles.push_back({q[0], q[1], q[2]});
        surface_.triangles.push_back({q[0], q[2], q[3]});
      }
    }
  }
  int vertex(const Eigen::Vector3i& at) {
    int& n = number_[static_cast<std::size_t>(
        (at.z() * (parts_.y() + 1) + at.y()) * (parts_.x() + 1) + at.x())];
    if (n < 0) {
      n = static_cast<int>(surface_.vertices.size());
      const Vector3d share = at.cast<double>().cwiseQuotient(parts_.cast<double>());
      surface_.vertices.emplace_back(low_ + share.cwiseProduct(high_ - low_));
    }
    return n;
  }

  Surface& surface_;
  Vector3d low_, high_;
  Eigen::Vector3i parts_ = Eigen::Vector3i::Ones();
  std::vector<int> number_;
};

}  // namespace

Vector3d areaNormal(const Surface& s, const std::array<int, 3>& t) {
  return (at(s, t[1]) - at(s, t[0])).cross(at(s, t[2]) - at(s, t[0]));
}

Vector3d centreOf(const Surface& s, const std::array<int, 3>& t) {
  return (at(s, t[0]) + at(s, t[1]) + at(s, t[2])) / 3.0;
}

std::vector<Vector3d> vertexNormals(const Surface& surface) {
  std::vector<Vector3d> normals(surface.vertices.size(), Vector3d::Zero());
  for (const auto& t : surface.triangles)
    for (const int v : t) normals[static_cast<std::size_t>(v)] += areaNormal(surface, t);
  for (Vector3d& n : normals) n.normalize();
  return normals;
}

Surface withoutUnused(const Surface& surface) {
  std::vector<int> number(surface.vertices.size(), -1);
  Surface kept;
  for (auto t : surface.triangles) {
    for (int& v : t) {
      int& n = number[static_cast<std::size_t>(v)];
      if (n < 0) {
        n = static_cast<int>(kept.vertices.size());
        kept.vertices.push_back(surface.vertices[static_cast<std::size_t>(v)]);
      }
      v = n;
    }
    kept.triangles.push_back(t);
  }
  return kept;
}

std::vector<std::vector<int>> openRings(const Surface& surface) {
  std::set<std::pair<int, int>> edges;
  for (const auto& t : surface.triangles)
    for (std::size_t i = 0; i < 3; ++i) edges.emplace(t[i], t[(i + 1) % 3]);
  std::map<int, int> next;
  for (const auto& [a, b] : edges)
    if (edges.count({b, a}) == 0) next[b] = a;
  std::vector<std::vector<int>> rings;
  while (!next.empty()) {
    std::vector<int> ring;
    int vertex = next.begin()->first;
    for (auto step = next.find(vertex); step != next.end(); step = next.find(vertex)) {
      ring.push_back(vertex);
      vertex = step->second;
      next.erase(step);
    }
    rings.push_back(ring);
  }
  return rings;
}

Surface together(const Surface& first, const Surface& second) {
  Surface both = first;
  const int offset = static_cast<int>(first.vertices.size());
  both.vertices.insert(both.vertices.end(), second.vertices.begin(), second.vertices.end());
  for (const auto& t : second.triangles)
    both.triangles.push_back({t[0] + offset, t[1] + offset, t[2] + offset});
  return both;
}

Bounds boundsOf(const Surface& surface) {
  Bounds bounds{surface.vertices.front(), surface.vertices.front()};
  for (const Vector3d& v : surface.vertices) {
    bounds.low = bounds.low.cwiseMin(v);
    bounds.high = bounds.high.cwiseMax(v);
  }
  return bounds;
}

void addBox(Surface& surface, const Bounds& bounds, double edge) {
  Box(surface, bounds.low, bounds.high, edge);
}

}  // namespace phantom
