#include "podalign/geometry/reduce.hpp"

#include <algorithm>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include "podalign/core/contracts.hpp"
#include "podalign/geometry/cell_means.hpp"
#include "podalign/geometry/normals.hpp"

namespace podalign::geometry {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

std::uint32_t rootOf(std::vector<std::uint32_t>& parent, std::uint32_t vertex) {
  while (parent[vertex] != vertex) {
    parent[vertex] = parent[parent[vertex]];
    vertex = parent[vertex];
  }
  return vertex;
}

}  // namespace

TriangleMesh clusterVertices(const TriangleMesh& mesh, double cell) {
  PODALIGN_EXPECTS(cell > 0.0);
  if (mesh.vertices.empty()) return {};
  Eigen::AlignedBox3d box;
  for (const Point3& vertex : mesh.vertices) box.extend(vertex);
  CellMeans means(box, cell);
  std::vector<std::uint32_t> cellOf;
  cellOf.reserve(mesh.vertices.size());
  for (const Point3& vertex : mesh.vertices) cellOf.push_back(means.add(vertex));
  TriangleMesh reduced{means.means(), {}};
  for (const Triangle& triangle : mesh.triangles) {
    const Triangle merged{cellOf[triangle[0]], cellOf[triangle[1]], cellOf[triangle[2]]};
    if (merged[0] == merged[1] || merged[1] == merged[2] || merged[2] == merged[0]) continue;
    reduced.triangles.push_back(merged);
  }
  return reduced;
}

Components findComponents(const TriangleMesh& mesh) {
  std::vector<std::uint32_t> parent(mesh.vertices.size());
  std::iota(parent.begin(), parent.end(), 0U);
  for (const Triangle& triangle : mesh.triangles) {
    const std::uint32_t a = rootOf(parent, triangle[0]);
    const std::uint32_t b = rootOf(parent, triangle[1]);
    parent[std::max(a, b)] = std::min(a, b);
    const std::uint32_t c = rootOf(parent, triangle[2]);
    const std::uint32_t d = std::min(a, b);
    parent[std::max(c, d)] = std::min(c, d);
  }
  std::vector<std::size_t> count(mesh.vertices.size(), 0);
  for (const Triangle& triangle : mesh.triangles) ++count[rootOf(parent, triangle[0])];
  std::vector<std::uint32_t> roots;
  for (std::uint32_t i = 0; i < count.size(); ++i) {
    if (count[i] > 0) roots.push_back(i);
  }
  std::stable_sort(roots.begin(), roots.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return count[a] > count[b]; });
  Components components;
  std::vector<std::uint32_t> labelOfRoot(count.size(), kNone);
  for (std::uint32_t label = 0; label < roots.size(); ++label) {
    labelOfRoot[roots[label]] = label;
    components.triangles.push_back(count[roots[label]]);
  }
  components.labelOfVertex.resize(mesh.vertices.size());
  for (std::uint32_t i = 0; i < parent.size(); ++i) {
    components.labelOfVertex[i] = labelOfRoot[rootOf(parent, i)];
  }
  return components;
}

TriangleMesh keepVertices(const TriangleMesh& mesh, const std::vector<bool>& keep) {
  PODALIGN_EXPECTS(keep.size() == mesh.vertices.size());
  TriangleMesh kept;
  std::vector<std::uint32_t> indexOf(mesh.vertices.size(), kNone);
  for (const Triangle& triangle : mesh.triangles) {
    if (!keep[triangle[0]] || !keep[triangle[1]] || !keep[triangle[2]]) continue;
    Triangle moved{};
    for (std::size_t k = 0; k < 3; ++k) {
      std::uint32_t& index = indexOf[triangle[k]];
      if (index == kNone) {
        index = static_cast<std::uint32_t>(kept.vertices.size());
        kept.vertices.push_back(mesh.vertices[triangle[k]]);
      }
      moved[k] = index;
    }
    kept.triangles.push_back(moved);
  }
  return kept;
}

std::vector<std::vector<std::uint32_t>> findRims(const TriangleMesh& mesh) {
  // Around an inner vertex every neighbour is met twice and cancels; on a rim two are left.
  std::vector<std::uint32_t> left(mesh.vertices.size(), 0);
  for (const Triangle& t : mesh.triangles) {
    left[t[0]] ^= t[1] ^ t[2];
    left[t[1]] ^= t[2] ^ t[0];
    left[t[2]] ^= t[0] ^ t[1];
  }
  // Among those, directed edges without their opposite: each leads to the rim's next vertex.
  std::vector<std::uint64_t> edges;
  for (const Triangle& t : mesh.triangles) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t from = t[k];
      const std::uint32_t to = t[(k + 1) % 3];
      if (left[from] != 0 && left[to] != 0) edges.push_back((std::uint64_t{from} << 32U) | to);
    }
  }
  std::sort(edges.begin(), edges.end());
  std::vector<std::uint32_t> next(mesh.vertices.size(), kNone);
  for (const std::uint64_t edge : edges) {
    const std::uint64_t opposite = (edge << 32U) | (edge >> 32U);
    if (std::binary_search(edges.begin(), edges.end(), opposite)) continue;
    next[static_cast<std::uint32_t>(edge >> 32U)] = static_cast<std::uint32_t>(edge);
  }
  std::vector<std::vector<std::uint32_t>> rims;
  for (std::uint32_t start = 0; start < next.size(); ++start) {
    if (next[start] == kNone) continue;
    std::vector<std::uint32_t> rim;
    for (std::uint32_t at = start; next[at] != kNone;) {
      rim.push_back(at);
      at = std::exchange(next[at], kNone);
    }
    rims.push_back(std::move(rim));
  }
  std::stable_sort(rims.begin(), rims.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return rims;
}

double surfaceArea(const TriangleMesh& mesh) {
  double doubled = 0.0;
  for (const Triangle& triangle : mesh.triangles) {
    doubled += doubledNormal(mesh, triangle).norm();
  }
  return 0.5 * doubled;
}

double usualEdge(const TriangleMesh& mesh) {
  constexpr std::size_t kSamples = 4000;
  if (mesh.triangles.empty()) return 0.0;
  std::vector<double> doubled;
  const std::size_t step = mesh.triangles.size() / kSamples + 1;
  for (std::size_t i = 0; i < mesh.triangles.size(); i += step) {
    doubled.push_back(doubledNormal(mesh, mesh.triangles[i]).norm());
  }
  const auto middle = doubled.begin() + static_cast<std::ptrdiff_t>((doubled.size() - 1) / 2);
  std::nth_element(doubled.begin(), middle, doubled.end());
  return std::sqrt(2.0 / std::numbers::sqrt3 * *middle);
}

}  // namespace podalign::geometry
