#include "podalign/geometry/section.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace podalign::geometry {
namespace {

Point2 without(const Point3& point, Axis axis) {
  switch (axis) {
    case Axis::X: return {point.y(), point.z()};
    case Axis::Y: return {point.x(), point.z()};
    case Axis::Z: return {point.x(), point.y()};
  }
  return Point2::Zero();
}

// Where the edge from a to b has coordinate `position`. The end points are taken in a fixed order,
// so that neighbours sharing the edge get the same bits.
Point3 onEdge(const Point3& a, const Point3& b, double da, double db) {
  const double t = da / (da - db);
  return a + t * (b - a);
}

}  // namespace

void Extent::include(double value) {
  low = std::min(low, value);
  high = std::max(high, value);
}

std::vector<Section> sectionsAcross(const TriangleMesh& mesh, Axis axis,
                                    std::span<const double> positions) {
  std::vector<Section> sections(positions.size());
  const auto c = static_cast<Eigen::Index>(axis);
  for (const Triangle& triangle : mesh.triangles) {
    const std::array<const Point3*, 3> corner{
        &mesh.vertices[triangle[0]], &mesh.vertices[triangle[1]], &mesh.vertices[triangle[2]]};
    const auto [low, high] = std::minmax({(*corner[0])[c], (*corner[1])[c], (*corner[2])[c]});
    auto first = std::lower_bound(positions.begin(), positions.end(), low);
    if (first == positions.end() || *first > high) continue;
    const Point3 normal = (*corner[1] - *corner[0]).cross(*corner[2] - *corner[0]);
    const double norm = normal.norm();
    const double facing = norm > 0.0 ? normal.z() / norm : 0.0;
    for (auto position = first; position != positions.end() && *position <= high; ++position) {
      std::array<Point3, 2> ends;
      std::size_t found = 0;
      for (std::size_t k = 0; k < 3 && found < 2; ++k) {
        const Point3& a = *corner[k];
        const Point3& b = *corner[(k + 1) % 3];
        const double da = a[c] - *position;
        const double db = b[c] - *position;
        if ((da >= 0.0) != (db >= 0.0)) ends[found++] = onEdge(a, b, da, db);
      }
      if (found == 2) {
        sections[static_cast<std::size_t>(position - positions.begin())].push_back(
            {without(ends[0], axis), without(ends[1], axis), facing});
      }
    }
  }
  return sections;
}

namespace {

// Extent of coordinate `wanted` over the part where the other one lies in [low, high].
Extent clippedExtent(const Section& section, Eigen::Index wanted, double low, double high) {
  const Eigen::Index other = 1 - wanted;
  Extent extent;
  for (const Segment& segment : section) {
    Point2 a = segment.a;
    Point2 b = segment.b;
    if (a[other] > b[other]) std::swap(a, b);
    if (b[other] < low || a[other] > high) continue;
    const double span = b[other] - a[other];
    const double from = a[other] < low ? (low - a[other]) / span : 0.0;
    const double to = b[other] > high ? (high - a[other]) / span : 1.0;
    extent.include(a[wanted] + from * (b[wanted] - a[wanted]));
    extent.include(a[wanted] + to * (b[wanted] - a[wanted]));
  }
  return extent;
}

}  // namespace

Extent extentOfFirst(const Section& section, double low, double high) {
  return clippedExtent(section, 0, low, high);
}

Extent extentOfSecond(const Section& section, double low, double high) {
  return clippedExtent(section, 1, low, high);
}

std::optional<Crossing> lowestCrossing(const Section& section, double first) {
  std::optional<Crossing> lowest;
  for (const Segment& s : section) {
    const auto [from, to] = std::minmax(s.a.x(), s.b.x());
    if (first < from || first > to || to <= from) continue;
    const double second = s.a.y() + (first - s.a.x()) / (s.b.x() - s.a.x()) * (s.b.y() - s.a.y());
    if (!lowest || second < lowest->second) lowest = Crossing{second, s.facing};
  }
  return lowest;
}

double Polyline::length() const {
  double sum = 0.0;
  for (std::size_t i = 1; i < points.size(); ++i) sum += (points[i] - points[i - 1]).norm();
  if (closed && points.size() > 2) sum += (points.front() - points.back()).norm();
  return sum;
}

namespace {

using EdgeKey = std::uint64_t;

EdgeKey edgeKey(std::uint32_t a, std::uint32_t b) {
  return (static_cast<EdgeKey>(std::min(a, b)) << 32U) | std::max(a, b);
}

struct Link {
  std::array<EdgeKey, 2> edges;
};

// Follows links from `start` through `edge` until the line closes or ends.
void follow(const std::vector<Link>& links,
            const std::unordered_map<EdgeKey, std::array<std::size_t, 2>>& atEdge,
            std::vector<bool>& used, EdgeKey edge, std::vector<EdgeKey>& path) {
  for (;;) {
    std::size_t next = links.size();
    for (const std::size_t candidate : atEdge.at(edge)) {
      if (candidate < links.size() && !used[candidate]) next = candidate;
    }
    if (next == links.size()) return;
    used[next] = true;
    edge = links[next].edges[0] == edge ? links[next].edges[1] : links[next].edges[0];
    path.push_back(edge);
  }
}

}  // namespace

std::vector<Polyline> sectionLines(const TriangleMesh& mesh, const Point3& origin, const Point3& u,
                                   const Point3& v) {
  const Point3 normal = u.cross(v);
  std::vector<double> side(mesh.vertices.size());
  for (std::size_t i = 0; i < side.size(); ++i) side[i] = normal.dot(mesh.vertices[i] - origin);

  std::vector<Link> links;
  std::unordered_map<EdgeKey, Point2> position;
  std::unordered_map<EdgeKey, std::array<std::size_t, 2>> atEdge;
  const std::size_t none = std::numeric_limits<std::size_t>::max();
  for (const Triangle& triangle : mesh.triangles) {
    Link link{};
    std::size_t found = 0;
    for (std::size_t k = 0; k < 3 && found < 2; ++k) {
      const std::uint32_t a = std::min(triangle[k], triangle[(k + 1) % 3]);
      const std::uint32_t b = std::max(triangle[k], triangle[(k + 1) % 3]);
      if ((side[a] >= 0.0) == (side[b] >= 0.0)) continue;
      const EdgeKey key = edgeKey(a, b);
      link.edges[found++] = key;
      const Point3 cut = onEdge(mesh.vertices[a], mesh.vertices[b], side[a], side[b]) - origin;
      position.emplace(key, Point2(u.dot(cut), v.dot(cut)));
    }
    if (found < 2) continue;
    for (const EdgeKey key : link.edges) {
      auto& ends = atEdge.try_emplace(key, std::array<std::size_t, 2>{none, none}).first->second;
      (ends[0] == none ? ends[0] : ends[1]) = links.size();
    }
    links.push_back(link);
  }

  std::vector<Polyline> lines;
  std::vector<bool> used(links.size(), false);
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (used[i]) continue;
    used[i] = true;
    std::vector<EdgeKey> forward{links[i].edges[1]};
    follow(links, atEdge, used, links[i].edges[1], forward);
    std::vector<EdgeKey> path;
    const bool closed = forward.back() == links[i].edges[0];
    if (!closed) {
      follow(links, atEdge, used, links[i].edges[0], path);
      std::reverse(path.begin(), path.end());
      path.push_back(links[i].edges[0]);
    }
    path.insert(path.end(), forward.begin(), forward.end());
    Polyline line;
    line.closed = closed;
    for (const EdgeKey key : path) line.points.push_back(position.at(key));
    lines.push_back(std::move(line));
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Polyline& left, const Polyline& right) {
    return left.length() > right.length();
  });
  return lines;
}

}  // namespace podalign::geometry
