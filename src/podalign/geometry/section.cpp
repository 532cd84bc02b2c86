#include "podalign/geometry/section.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "podalign/geometry/internal/crossings.hpp"
#include "podalign/geometry/normals.hpp"

namespace podalign::geometry {
namespace {

// Positions are mostly evenly spaced: the first guess is right but for a step.
class LevelFinder {
 public:
  explicit LevelFinder(std::span<const double> positions) : positions_(positions) {
    if (positions.size() < 2) return;
    perUnit_ = static_cast<double>(positions.size() - 1) / (positions.back() - positions.front());
  }
  [[nodiscard]] std::uint32_t levelOf(double value) const {
    const std::size_t count = positions_.size();
    if (count == 0 || value < positions_.front()) return 0;
    if (value >= positions_.back()) return static_cast<std::uint32_t>(count);
    auto level = static_cast<std::size_t>((value - positions_.front()) * perUnit_);
    while (positions_[level] > value) --level;
    while (positions_[level + 1] <= value) ++level;
    return static_cast<std::uint32_t>(level + 1);
  }

 private:
  std::span<const double> positions_;
  double perUnit_ = 0.0;
};

double facingOf(const Triangle& triangle, const TriangleMesh& mesh) {
  const Point3 normal = doubledNormal(mesh, triangle);
  const double norm = normal.norm();
  return norm > 0.0 ? normal.z() / norm : 0.0;
}

}  // namespace

std::vector<std::uint32_t> levelsOf(const TriangleMesh& mesh, Axis axis,
                                    std::span<const double> positions) {
  const LevelFinder finder(positions);
  const auto c = static_cast<Eigen::Index>(axis);
  std::vector<std::uint32_t> levels(mesh.vertices.size());
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i] = finder.levelOf(mesh.vertices[i][c]);
  return levels;
}

std::vector<Section> sectionsAcross(const TriangleMesh& mesh, Axis axis,
                                    std::span<const double> positions) {
  const std::vector<std::uint32_t> levels = levelsOf(mesh, axis, positions);
  // Room first: how many triangles begin and end at each position.
  std::vector<std::ptrdiff_t> more(positions.size() + 1, 0);
  std::vector<std::uint32_t> cut;
  for (std::size_t t = 0; t < mesh.triangles.size(); ++t) {
    const Triangle& triangle = mesh.triangles[t];
    const auto [low, high] =
        std::minmax({levels[triangle[0]], levels[triangle[1]], levels[triangle[2]]});
    if (low == high) continue;
    ++more[low];
    --more[high];
    cut.push_back(static_cast<std::uint32_t>(t));
  }
  std::vector<Section> sections(positions.size());
  std::ptrdiff_t count = 0;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    count += more[i];
    sections[i].reserve(static_cast<std::size_t>(count));
  }
  const RisingEdge::Axes axes = axesAcross(axis);
  for (const std::uint32_t t : cut) {
    const double facing = facingOf(mesh.triangles[t], mesh);
    visitCrossings(byLevel(mesh, levels, mesh.triangles[t]), axes, positions,
                   [&](std::uint32_t i, const Point2& a, const Point2& b) {
                     sections[i].push_back({a, b, facing});
                   });
  }
  return sections;
}

namespace {

// Whether an extent has all of these values and more room than rounding takes: what lies between
// them cannot widen it, whatever comes first.
bool holds(const Extent& extent, const Window& values) {
  constexpr double kRounding = 1e-9;
  return values.low > extent.low + kRounding && values.high < extent.high - kRounding;
}

// By value: three numbers in registers, no list in memory.
Window rangeOf(double a, double b, double c) {
  return {std::min(std::min(a, b), c), std::max(std::max(a, b), c)};
}

// Takes in coordinate `wanted` of the part of a segment where the other one lies in the window.
void includeClipped(Extent& extent, Eigen::Index wanted, Point2 a, Point2 b, const Window& window) {
  if (holds(extent, rangeOf(a[wanted], a[wanted], b[wanted]))) return;
  const Eigen::Index other = 1 - wanted;
  if (a[other] > b[other]) std::swap(a, b);
  if (b[other] < window.low || a[other] > window.high) return;
  const double span = b[other] - a[other];
  const double from = a[other] < window.low ? (window.low - a[other]) / span : 0.0;
  const double to = b[other] > window.high ? (window.high - a[other]) / span : 1.0;
  extent.include(a[wanted] + from * (b[wanted] - a[wanted]));
  extent.include(a[wanted] + to * (b[wanted] - a[wanted]));
}

Extent clippedExtent(const Section& section, Eigen::Index wanted, const Window& window) {
  Extent extent;
  for (const Segment& segment : section) {
    includeClipped(extent, wanted, segment.a, segment.b, window);
  }
  return extent;
}

}  // namespace

Extent extentOfFirst(const Section& section, double low, double high) {
  return clippedExtent(section, 0, {low, high});
}

Extent extentOfSecond(const Section& section, double low, double high) {
  return clippedExtent(section, 1, {low, high});
}

std::vector<Extent> extentsAcross(const TriangleMesh& mesh, Axis axis,
                                  std::span<const double> positions, const Window& second) {
  const std::vector<std::uint32_t> levels = levelsOf(mesh, axis, positions);
  const RisingEdge::Axes axes = axesAcross(axis);
  std::vector<Extent> extents(positions.size());
  for (const Triangle& t : mesh.triangles) {
    if (levels[t[0]] == levels[t[1]] && levels[t[1]] == levels[t[2]]) continue;
    const Point3& a = mesh.vertices[t[0]];
    const Point3& b = mesh.vertices[t[1]];
    const Point3& c = mesh.vertices[t[2]];
    const Window height = rangeOf(a[axes.second], b[axes.second], c[axes.second]);
    if (height.high < second.low || height.low > second.high) continue;
    // Most triangles lie between what is known already.
    const Window width = rangeOf(a[axes.first], b[axes.first], c[axes.first]);
    const std::uint32_t from = std::min(std::min(levels[t[0]], levels[t[1]]), levels[t[2]]);
    const std::uint32_t to = std::max(std::max(levels[t[0]], levels[t[1]]), levels[t[2]]);
    bool known = true;
    for (std::uint32_t i = from; i < to && known; ++i) known = holds(extents[i], width);
    if (known) continue;
    const CrossingTriangle triangle = byLevel(mesh, levels, t);
    const bool inside = height.low >= second.low && height.high <= second.high;
    visitCrossings(triangle, axes, positions,
                   [&](std::uint32_t i, const Point2& p, const Point2& q) {
                     if (!inside) return includeClipped(extents[i], 0, p, q, second);
                     extents[i].include(p.x());
                     extents[i].include(q.x());
                   });
  }
  return extents;
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

}  // namespace podalign::geometry
