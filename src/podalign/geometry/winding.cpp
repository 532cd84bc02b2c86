#include "podalign/geometry/winding.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace podalign::geometry {
namespace {

constexpr double kMixedShare = 0.001;  // of the inner vertices; a few odd ones are no mixed winding

// Around an inner vertex of a consistent surface each neighbour is once the next and once the one
// before: the differences cancel. Their parity (xor) cancels whatever the winding.
bool isMixed(const TriangleMesh& mesh) {
  std::vector<std::int64_t> turn(mesh.vertices.size(), 0);
  std::vector<std::uint32_t> parity(mesh.vertices.size(), 0);
  for (const Triangle& t : mesh.triangles) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t next = t[(k + 1) % 3];
      const std::uint32_t before = t[(k + 2) % 3];
      turn[t[k]] += static_cast<std::int64_t>(next) - static_cast<std::int64_t>(before);
      parity[t[k]] ^= next ^ before;
    }
  }
  std::size_t inner = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < turn.size(); ++i) {
    if (parity[i] != 0) continue;
    ++inner;
    if (turn[i] != 0) ++odd;
  }
  return static_cast<double>(odd) > kMixedShare * static_cast<double>(inner);
}

struct EdgeUse {
  std::uint64_t edge;  // smaller index first
  std::uint32_t triangle;
  bool forward;
  bool operator<(const EdgeUse& other) const {
    return edge != other.edge ? edge < other.edge : triangle < other.triangle;
  }
};

struct Neighbour {
  std::uint32_t triangle;
  bool agrees;  // runs the shared edge the other way, as it should
};

std::vector<std::vector<Neighbour>> neighbours(const TriangleMesh& mesh) {
  std::vector<EdgeUse> uses;
  uses.reserve(3 * mesh.triangles.size());
  for (std::uint32_t i = 0; i < mesh.triangles.size(); ++i) {
    const Triangle& t = mesh.triangles[i];
    for (std::size_t k = 0; k < 3; ++k) {
      const auto [low, high] = std::minmax(t[k], t[(k + 1) % 3]);
      uses.push_back({(std::uint64_t{low} << 32U) | high, i, t[k] == low});
    }
  }
  std::sort(uses.begin(), uses.end());
  std::vector<std::vector<Neighbour>> beside(mesh.triangles.size());
  for (std::size_t i = 0; i < uses.size();) {
    std::size_t end = i + 1;
    while (end < uses.size() && uses[end].edge == uses[i].edge) ++end;
    // Edges of three and more triangles say nothing.
    if (end - i == 2) {
      const bool agrees = uses[i].forward != uses[i + 1].forward;
      beside[uses[i].triangle].push_back({uses[i + 1].triangle, agrees});
      beside[uses[i + 1].triangle].push_back({uses[i].triangle, agrees});
    }
    i = end;
  }
  return beside;
}

// Volume about the part's own middle.
double volumeOf(const TriangleMesh& mesh, const std::vector<std::uint32_t>& part) {
  Point3 middle = Point3::Zero();
  for (const std::uint32_t i : part) middle += mesh.vertices[mesh.triangles[i][0]];
  middle /= static_cast<double>(part.size());
  double volume = 0.0;
  for (const std::uint32_t i : part) {
    const Triangle& t = mesh.triangles[i];
    volume += (mesh.vertices[t[0]] - middle)
                  .dot((mesh.vertices[t[1]] - middle).cross(mesh.vertices[t[2]] - middle));
  }
  return volume;
}

}  // namespace

bool makeWindingConsistent(TriangleMesh& mesh) {
  if (!isMixed(mesh)) return false;
  const auto beside = neighbours(mesh);
  std::vector<bool> reached(mesh.triangles.size(), false);
  const auto turnOver = [&](std::uint32_t i) {
    std::swap(mesh.triangles[i][1], mesh.triangles[i][2]);
  };
  for (std::uint32_t first = 0; first < mesh.triangles.size(); ++first) {
    if (reached[first]) continue;
    std::vector<std::uint32_t> part{first};
    std::vector<bool> turned{false};
    reached[first] = true;
    for (std::size_t at = 0; at < part.size(); ++at) {
      const bool here = turned[at];
      for (const Neighbour& next : beside[part[at]]) {
        if (reached[next.triangle]) continue;
        reached[next.triangle] = true;
        part.push_back(next.triangle);
        turned.push_back(next.agrees ? here : !here);
      }
    }
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (turned[i]) turnOver(part[i]);
    }
    if (volumeOf(mesh, part) < 0.0) {
      for (const std::uint32_t i : part) turnOver(i);
    }
  }
  return true;
}

}  // namespace podalign::geometry
