#include "podalign/insole/internal/sole_heights.hpp"

#include <array>

namespace podalign::insole {
namespace {

using geometry::Point3;

constexpr double kPitchMm = 1.0;

double cross(const Point3& a, const Point3& b, double x, double m) {
  return (b.x() - a.x()) * (m - a.y()) - (b.y() - a.y()) * (x - a.x());
}

// Lowers the nodes under one triangle to it. Corners are (x, m, z).
void lowerTo(const Grid& grid, const std::array<Point3, 3>& corner, Heights& heights) {
  const double area = cross(corner[0], corner[1], corner[2].x(), corner[2].y());
  if (area == 0.0) return;
  const auto [xLow, xHigh] = std::minmax({corner[0].x(), corner[1].x(), corner[2].x()});
  const auto [mLow, mHigh] = std::minmax({corner[0].y(), corner[1].y(), corner[2].y()});
  const auto first = [&](double low, double origin) {
    return std::max(0, static_cast<int>(std::ceil((low - origin) / grid.pitch)));
  };
  const auto last = [&](double high, double origin, int count) {
    return std::min(count - 1, static_cast<int>(std::floor((high - origin) / grid.pitch)));
  };
  const int columnEnd = last(xHigh, grid.x0, grid.columns);
  const int rowEnd = last(mHigh, grid.m0, grid.rows);
  for (int row = first(mLow, grid.m0); row <= rowEnd; ++row) {
    for (int column = first(xLow, grid.x0); column <= columnEnd; ++column) {
      const double x = grid.x(column);
      const double m = grid.m(row);
      const double a = cross(corner[1], corner[2], x, m) / area;
      const double b = cross(corner[2], corner[0], x, m) / area;
      const double c = 1.0 - a - b;
      if (a < 0.0 || b < 0.0 || c < 0.0) continue;
      double& own = heights[grid.at(column, row)];
      own = std::min(own, a * corner[0].z() + b * corner[1].z() + c * corner[2].z());
    }
  }
}

constexpr std::array<std::array<int, 2>, 4> kBeside{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};

// Nodes without a sole from which the border is reached over others without one.
std::vector<bool> outsideOf(const Grid& grid, const Heights& heights) {
  std::vector<bool> outside(grid.size(), false);
  std::vector<std::array<int, 2>> open;
  const auto visit = [&](int column, int row) {
    if (!grid.holds(column, row)) return;
    const std::size_t i = grid.at(column, row);
    if (outside[i] || heights[i] < kSoleTopMm) return;
    outside[i] = true;
    open.push_back({column, row});
  };
  for (int column = 0; column < grid.columns; ++column) {
    visit(column, 0);
    visit(column, grid.rows - 1);
  }
  for (int row = 0; row < grid.rows; ++row) {
    visit(0, row);
    visit(grid.columns - 1, row);
  }
  while (!open.empty()) {
    const auto [column, row] = open.back();
    open.pop_back();
    for (const auto& step : kBeside) visit(column + step[0], row + step[1]);
  }
  return outside;
}

// From the rim inwards, each ring the mean of what is known around it.
void closeHoles(const Grid& grid, Heights& heights) {
  const std::vector<bool> outside = outsideOf(grid, heights);
  std::vector<bool> known(grid.size(), true);
  std::vector<std::array<int, 2>> missing;
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      const std::size_t i = grid.at(column, row);
      if (outside[i] || heights[i] < kSoleTopMm) continue;
      known[i] = false;
      missing.push_back({column, row});
    }
  }
  while (!missing.empty()) {
    std::vector<std::array<int, 2>> left;
    std::vector<std::pair<std::size_t, double>> filled;
    for (const auto& [column, row] : missing) {
      double sum = 0.0;
      int count = 0;
      for (const auto& step : kBeside) {
        if (!grid.holds(column + step[0], row + step[1])) continue;
        const std::size_t i = grid.at(column + step[0], row + step[1]);
        if (!known[i] || outside[i]) continue;
        sum += heights[i];
        ++count;
      }
      if (count > 0) {
        filled.emplace_back(grid.at(column, row), sum / count);
      } else {
        left.push_back({column, row});
      }
    }
    if (filled.empty()) return;
    for (const auto& [i, height] : filled) {
      heights[i] = height;
      known[i] = true;
    }
    missing = std::move(left);
  }
}

}  // namespace

Grid gridAround(const anatomy::AlignedFoot& foot, double room) {
  const double medial = medialSign(foot.side.side);
  Point3 low = Point3::Constant(1e9);
  Point3 high = -low;
  for (const Point3& vertex : foot.mesh_in_foot.vertices) {
    if (vertex.z() > kSoleTopMm) continue;
    const Point3 turned(vertex.x(), medial * vertex.y(), vertex.z());
    low = low.cwiseMin(turned);
    high = high.cwiseMax(turned);
  }
  Grid grid;
  grid.pitch = kPitchMm;
  grid.x0 = std::floor(low.x() - room);
  grid.m0 = std::floor(low.y() - room);
  grid.columns = static_cast<int>(std::ceil((high.x() + room - grid.x0) / grid.pitch)) + 1;
  grid.rows = static_cast<int>(std::ceil((high.y() + room - grid.m0) / grid.pitch)) + 1;
  return grid;
}

Heights soleHeights(const anatomy::AlignedFoot& foot, const Grid& grid) {
  const double medial = medialSign(foot.side.side);
  Heights heights(grid.size(), kSoleTopMm);
  const auto& mesh = foot.mesh_in_foot;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    if (i < foot.inventedTriangle.size() && foot.inventedTriangle[i]) continue;
    std::array<Point3, 3> corner;
    double lowest = kSoleTopMm;
    for (std::size_t k = 0; k < corner.size(); ++k) {
      const Point3& vertex = mesh.vertices[mesh.triangles[i].at(k)];
      corner.at(k) = {vertex.x(), medial * vertex.y(), std::max(0.0, vertex.z())};
      lowest = std::min(lowest, vertex.z());
    }
    // A mirrored foot winds the other way; its corners come in the same order.
    if (medial < 0.0) std::swap(corner[1], corner[2]);
    if (lowest < kSoleTopMm) lowerTo(grid, corner, heights);
  }
  closeHoles(grid, heights);
  return heights;
}

}  // namespace podalign::insole
