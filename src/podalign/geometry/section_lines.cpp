#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

#include "podalign/geometry/section.hpp"

namespace podalign::geometry {

double Polyline::length() const {
  double sum = 0.0;
  for (std::size_t i = 1; i < points.size(); ++i) sum += (points[i] - points[i - 1]).norm();
  if (closed && points.size() > 2) sum += (points.front() - points.back()).norm();
  return sum;
}

namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// An edge of the mesh that crosses the plane, as its two vertices, the lower index first.
using EdgeKey = std::uint64_t;

EdgeKey edgeKey(std::uint32_t a, std::uint32_t b) {
  return (static_cast<EdgeKey>(std::min(a, b)) << 32U) | std::max(a, b);
}

// A triangle that crosses the plane leads from one edge to another; both as places in `edges`.
using Link = std::array<std::size_t, 2>;

struct Cut {
  std::vector<EdgeKey> edges;  // ascending
  std::vector<Link> links;     // in the order of the triangles
};

Cut cutOf(const TriangleMesh& mesh, const std::vector<double>& side) {
  std::vector<std::array<EdgeKey, 2>> crossed;
  for (const Triangle& triangle : mesh.triangles) {
    const bool a = side[triangle[0]] >= 0.0;
    const bool b = side[triangle[1]] >= 0.0;
    const bool c = side[triangle[2]] >= 0.0;
    if (a == b && b == c) continue;
    std::array<EdgeKey, 2> keys{};
    std::size_t found = 0;
    if (a != b) keys[found++] = edgeKey(triangle[0], triangle[1]);
    if (b != c) keys[found++] = edgeKey(triangle[1], triangle[2]);
    if (c != a) keys[found++] = edgeKey(triangle[2], triangle[0]);
    crossed.push_back(keys);
  }
  Cut cut;
  for (const auto& keys : crossed) cut.edges.insert(cut.edges.end(), keys.begin(), keys.end());
  std::sort(cut.edges.begin(), cut.edges.end());
  cut.edges.erase(std::unique(cut.edges.begin(), cut.edges.end()), cut.edges.end());
  const auto placeOf = [&](EdgeKey key) {
    return static_cast<std::size_t>(std::lower_bound(cut.edges.begin(), cut.edges.end(), key) -
                                    cut.edges.begin());
  };
  for (const auto& keys : crossed) cut.links.push_back({placeOf(keys[0]), placeOf(keys[1])});
  return cut;
}

// The two links that meet at each edge; of more than two the first and the last.
std::vector<Link> meetings(const Cut& cut) {
  std::vector<Link> at(cut.edges.size(), Link{kNone, kNone});
  for (std::size_t i = 0; i < cut.links.size(); ++i) {
    for (const std::size_t edge : cut.links[i]) {
      Link& ends = at[edge];
      (ends[0] == kNone ? ends[0] : ends[1]) = i;
    }
  }
  return at;
}

// Follows links through `edge` until the line closes or ends.
void follow(const Cut& cut, const std::vector<Link>& at, std::vector<bool>& used, std::size_t edge,
            std::vector<std::size_t>& path) {
  for (;;) {
    std::size_t next = kNone;
    for (const std::size_t candidate : at[edge]) {
      if (candidate != kNone && !used[candidate]) next = candidate;
    }
    if (next == kNone) return;
    used[next] = true;
    edge = cut.links[next][0] == edge ? cut.links[next][1] : cut.links[next][0];
    path.push_back(edge);
  }
}

}  // namespace

std::vector<Polyline> sectionLines(const TriangleMesh& mesh, const Point3& origin, const Point3& u,
                                   const Point3& v) {
  const Point3 normal = u.cross(v);
  std::vector<double> side(mesh.vertices.size());
  for (std::size_t i = 0; i < side.size(); ++i) side[i] = normal.dot(mesh.vertices[i] - origin);
  const Cut cut = cutOf(mesh, side);
  const std::vector<Link> at = meetings(cut);
  const auto pointOn = [&](std::size_t edge) {
    const auto a = static_cast<std::uint32_t>(cut.edges[edge] >> 32U);
    const auto b = static_cast<std::uint32_t>(cut.edges[edge]);
    const Point3 point = mesh.vertices[a] +
                         side[a] / (side[a] - side[b]) * (mesh.vertices[b] - mesh.vertices[a]) -
                         origin;
    return Point2(u.dot(point), v.dot(point));
  };

  std::vector<Polyline> lines;
  std::vector<bool> used(cut.links.size(), false);
  for (std::size_t i = 0; i < cut.links.size(); ++i) {
    if (used[i]) continue;
    used[i] = true;
    std::vector<std::size_t> forward{cut.links[i][1]};
    follow(cut, at, used, cut.links[i][1], forward);
    std::vector<std::size_t> path;
    Polyline line;
    line.closed = forward.back() == cut.links[i][0];
    if (!line.closed) {
      follow(cut, at, used, cut.links[i][0], path);
      std::reverse(path.begin(), path.end());
      path.push_back(cut.links[i][0]);
    }
    path.insert(path.end(), forward.begin(), forward.end());
    for (const std::size_t edge : path) line.points.push_back(pointOn(edge));
    lines.push_back(std::move(line));
  }
  // By length, which is not computed anew for every comparison.
  std::vector<double> lengths;
  for (const Polyline& line : lines) lengths.push_back(line.length());
  std::vector<std::size_t> order(lines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t l, std::size_t r) { return lengths[l] > lengths[r]; });
  std::vector<Polyline> sorted;
  for (const std::size_t i : order) sorted.push_back(std::move(lines[i]));
  return sorted;
}

}  // namespace podalign::geometry
