#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "podalign/geometry/mesh.hpp"

/// Whether a mesh is a body: checks that share nothing with what makes bodies.
namespace podalign::testing {

using geometry::Point3;
using geometry::TriangleMesh;

/// Empty where every edge is shared by exactly two triangles that run through it in opposite
/// directions.
inline std::string openOrTwisted(const TriangleMesh& mesh) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (const auto& t : mesh.triangles) {
    for (std::size_t k = 0; k < 3; ++k) edges.emplace_back(t.at(k), t.at((k + 1) % 3));
  }
  std::sort(edges.begin(), edges.end());
  if (std::adjacent_find(edges.begin(), edges.end()) != edges.end()) return "an edge runs twice";
  for (const auto& [a, b] : edges) {
    if (a == b) return "an edge without length";
    if (!std::binary_search(edges.begin(), edges.end(), std::pair{b, a})) return "an open edge";
  }
  return {};
}

inline double volumeOf(const TriangleMesh& mesh) {
  double six = 0.0;
  for (const auto& t : mesh.triangles) {
    six += mesh.vertices[t[0]].dot(mesh.vertices[t[1]].cross(mesh.vertices[t[2]]));
  }
  return six / 6.0;
}

namespace detail {

// Does the segment a-b pass through the inside of the triangle?
inline bool pierces(const Point3& a, const Point3& b, const std::array<Point3, 3>& t) {
  const Point3 normal = (t[1] - t[0]).cross(t[2] - t[0]);
  const double da = normal.dot(a - t[0]);
  const double db = normal.dot(b - t[0]);
  if (da * db >= 0.0) return false;
  const Point3 p = a + (b - a) * (da / (da - db));
  for (std::size_t k = 0; k < 3; ++k) {
    if (normal.dot((t.at((k + 1) % 3) - t.at(k)).cross(p - t.at(k))) <= 1e-12) return false;
  }
  return true;
}

}  // namespace detail

/// Number of pairs of triangles without a common vertex that pass through one another (up to the
/// first ten). Triangles are sought in cubes of `cellMm`.
inline int selfIntersections(const TriangleMesh& mesh, double cellMm = 2.0) {
  std::vector<std::pair<std::int64_t, std::uint32_t>> cells;
  const auto key = [](std::int64_t x, std::int64_t y, std::int64_t z) {
    constexpr std::int64_t kBias = 1 << 19;
    return ((x + kBias) << 42) | ((y + kBias) << 21) | (z + kBias);
  };
  const auto cell = [cellMm](double v) {
    return static_cast<std::int64_t>(std::floor(v / cellMm));
  };
  const auto corners = [&](std::uint32_t i) {
    const auto& t = mesh.triangles[i];
    return std::array<Point3, 3>{mesh.vertices[t[0]], mesh.vertices[t[1]], mesh.vertices[t[2]]};
  };
  for (std::uint32_t i = 0; i < mesh.triangles.size(); ++i) {
    const auto t = corners(i);
    const Point3 low = t[0].cwiseMin(t[1]).cwiseMin(t[2]);
    const Point3 high = t[0].cwiseMax(t[1]).cwiseMax(t[2]);
    for (auto x = cell(low.x()); x <= cell(high.x()); ++x) {
      for (auto y = cell(low.y()); y <= cell(high.y()); ++y) {
        for (auto z = cell(low.z()); z <= cell(high.z()); ++z) cells.emplace_back(key(x, y, z), i);
      }
    }
  }
  std::sort(cells.begin(), cells.end());
  std::vector<std::array<Point3, 2>> boxes(mesh.triangles.size());
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    const auto t = corners(i);
    boxes[i] = {t[0].cwiseMin(t[1]).cwiseMin(t[2]), t[0].cwiseMax(t[1]).cwiseMax(t[2])};
  }
  const auto apart = [&](std::uint32_t i, std::uint32_t j) {
    for (Eigen::Index axis = 0; axis < 3; ++axis) {
      if (boxes[i][0][axis] > boxes[j][1][axis] || boxes[j][0][axis] > boxes[i][1][axis])
        return true;
    }
    return false;
  };
  const auto share = [&](std::uint32_t i, std::uint32_t j) {
    const auto& a = mesh.triangles[i];
    const auto& b = mesh.triangles[j];
    return std::any_of(a.begin(), a.end(), [&b](std::uint32_t v) {
      return std::find(b.begin(), b.end(), v) != b.end();
    });
  };
  int found = 0;
  for (std::size_t first = 0; first < cells.size();) {
    std::size_t last = first;
    while (last < cells.size() && cells[last].first == cells[first].first) ++last;
    for (std::size_t m = first; m < last; ++m) {
      for (std::size_t n = m + 1; n < last; ++n) {
        const std::uint32_t i = cells[m].second;
        const std::uint32_t j = cells[n].second;
        if (apart(i, j) || share(i, j)) continue;
        const auto a = corners(i);
        const auto b = corners(j);
        bool through = false;
        for (std::size_t k = 0; k < 3; ++k) {
          through = through || detail::pierces(a.at(k), a.at((k + 1) % 3), b) ||
                    detail::pierces(b.at(k), b.at((k + 1) % 3), a);
        }
        if (through && ++found >= 10) return found;
      }
    }
    first = last;
  }
  return found;
}

/// Highest and lowest surface over places half-way between whole and half millimetres, from the
/// triangles alone.
class HeightsOfMesh {
 public:
  explicit HeightsOfMesh(const TriangleMesh& mesh) {
    Point3 low = Point3::Constant(std::numeric_limits<double>::infinity());
    Point3 high = -low;
    for (const Point3& p : mesh.vertices) {
      low = low.cwiseMin(p);
      high = high.cwiseMax(p);
    }
    x0_ = std::floor(low.x()) + 0.25;
    y0_ = std::floor(low.y()) + 0.25;
    columns_ = static_cast<int>((high.x() - x0_) / kStep) + 2;
    rows_ = static_cast<int>((high.y() - y0_) / kStep) + 2;
    top_.assign(static_cast<std::size_t>(columns_ * rows_), -1.0);
    bottom_.assign(top_.size(), 1e9);
    for (const auto& t : mesh.triangles) {
      take(mesh.vertices[t[0]], mesh.vertices[t[1]], mesh.vertices[t[2]]);
    }
  }

  static constexpr double kStep = 0.5;
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] double x(int column) const { return x0_ + kStep * column; }
  [[nodiscard]] double y(int row) const { return y0_ + kStep * row; }
  /// Below 0: nothing there.
  [[nodiscard]] double top(int column, int row) const { return top_[index(column, row)]; }
  [[nodiscard]] double bottom(int column, int row) const { return bottom_[index(column, row)]; }
  [[nodiscard]] bool holds(int column, int row) const {
    return column >= 0 && row >= 0 && column < columns_ && row < rows_ && top(column, row) >= 0.0;
  }
  /// Of the upper surface between two rows; below 0 where there is none.
  [[nodiscard]] double topBetween(int column, double y) const {
    const double at = (y - y0_) / kStep;
    const int row = static_cast<int>(std::floor(at));
    if (!holds(column, row) || !holds(column, row + 1)) return -1.0;
    return top(column, row) + (top(column, row + 1) - top(column, row)) * (at - row);
  }
  [[nodiscard]] int columnAt(double x) const {
    return static_cast<int>(std::lround((x - x0_) / kStep));
  }
  [[nodiscard]] int rowAt(double y) const {
    return static_cast<int>(std::lround((y - y0_) / kStep));
  }

 private:
  [[nodiscard]] std::size_t index(int column, int row) const {
    return static_cast<std::size_t>(row * columns_ + column);
  }
  void take(const Point3& a, const Point3& b, const Point3& c) {
    const double area = (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    if (std::abs(area) < 1e-9) return;
    const auto [xLow, xHigh] = std::minmax({a.x(), b.x(), c.x()});
    const auto [yLow, yHigh] = std::minmax({a.y(), b.y(), c.y()});
    for (int row = static_cast<int>(std::ceil((yLow - y0_) / kStep)); y(row) <= yHigh; ++row) {
      for (int column = static_cast<int>(std::ceil((xLow - x0_) / kStep)); x(column) <= xHigh;
           ++column) {
        const double u =
            ((c.x() - b.x()) * (y(row) - b.y()) - (c.y() - b.y()) * (x(column) - b.x())) / area;
        const double v =
            ((a.x() - c.x()) * (y(row) - c.y()) - (a.y() - c.y()) * (x(column) - c.x())) / area;
        const double w = 1.0 - u - v;
        if (u < -1e-9 || v < -1e-9 || w < -1e-9) continue;
        const double z = u * a.z() + v * b.z() + w * c.z();
        top_[index(column, row)] = std::max(top_[index(column, row)], z);
        bottom_[index(column, row)] = std::min(bottom_[index(column, row)], z);
      }
    }
  }

  double x0_ = 0.0, y0_ = 0.0;
  int columns_ = 0, rows_ = 0;
  std::vector<double> top_, bottom_;
};

/// Smallest distance between the upper and the lower surface, over places every `stride` columns.
inline double thinnestOf(const HeightsOfMesh& heights, int stride) {
  constexpr int kReach = 8;
  double least = std::numeric_limits<double>::infinity();
  for (int row = 0; row < heights.rows(); row += stride) {
    for (int column = 0; column < heights.columns(); column += stride) {
      if (!heights.holds(column, row)) continue;
      for (int dr = -kReach; dr <= kReach; ++dr) {
        for (int dc = -kReach; dc <= kReach; ++dc) {
          if (!heights.holds(column + dc, row + dr)) continue;
          const double dz = heights.top(column, row) - heights.bottom(column + dc, row + dr);
          const double d = HeightsOfMesh::kStep * std::hypot(dc, dr);
          least = std::min(least, std::hypot(d, dz));
        }
      }
    }
  }
  return least;
}

}  // namespace podalign::testing
