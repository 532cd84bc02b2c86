#include "podalign/measure/sole_print.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "podalign/geometry/outline.hpp"
#include "podalign/geometry/section.hpp"
#include "podalign/measure/foot_context.hpp"

namespace podalign::measure {
namespace {

constexpr double kMarginMm = 24.0;
// Over this height a cell changes from covered to free: cells cut by the border count in part.
constexpr double kRampMm = 1.0;
constexpr double kCellMm = 2.0;

float& at(ShareGrid& grid, int column, int row) {
  return grid.shares[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                     static_cast<std::size_t>(column)];
}

double valueAt(const ShareGrid& grid, int column, int row) {
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return 0.0;
  return static_cast<double>(
      grid.shares[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                  static_cast<std::size_t>(column)]);
}

ShareGrid emptyGrid(const Point2& low, const Point2& high, double cellMm) {
  const int margin = static_cast<int>(std::ceil(kMarginMm / cellMm));
  ShareGrid grid;
  grid.cellMm = cellMm;
  grid.columns = static_cast<int>(std::ceil((high.x() - low.x()) / cellMm)) + 2 * margin;
  grid.rows = static_cast<int>(std::ceil((high.y() - low.y()) / cellMm)) + 2 * margin;
  grid.origin_in_foot = low - Point2::Constant(margin * cellMm);
  grid.shares.assign(static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows),
                     0.0F);
  return grid;
}

Point2 middleOf(const ShareGrid& grid, int column, int row) {
  return grid.origin_in_foot + grid.cellMm * Point2(column + 0.5, row + 0.5);
}

// Shares of the cells inside a convex ring, counter-clockwise: by the distance of their middles
// from the nearest edge.
ShareGrid filled(const std::vector<Point2>& ring, ShareGrid grid) {
  struct Edge {
    Point2 from, inward;
  };
  std::vector<Edge> edges;
  Point2 low = ring.front();
  Point2 high = low;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    low = low.cwiseMin(ring[i]);
    high = high.cwiseMax(ring[i]);
    const Point2 edge = ring[(i + 1) % ring.size()] - ring[i];
    if (edge.norm() > 0.0) edges.push_back({ring[i], Point2(-edge.y(), edge.x()).normalized()});
  }
  low -= Point2::Constant(grid.cellMm);
  high += Point2::Constant(grid.cellMm);
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      const Point2 p = middleOf(grid, column, row);
      at(grid, column, row) = 0.0F;
      if ((p.array() < low.array()).any() || (p.array() > high.array()).any()) continue;
      double depth = std::numeric_limits<double>::infinity();
      for (const Edge& edge : edges) depth = std::min(depth, edge.inward.dot(p - edge.from));
      at(grid, column, row) = static_cast<float>(std::clamp(0.5 + depth / grid.cellMm, 0.0, 1.0));
    }
  }
  return grid;
}

}  // namespace

double ShareGrid::areaMm2() const {
  return cellMm * cellMm * std::accumulate(shares.begin(), shares.end(), 0.0);
}

double ShareGrid::at(const Point2& p_in_foot) const {
  const Point2 p = (p_in_foot - origin_in_foot) / cellMm - Point2::Constant(0.5);
  const double column = std::floor(p.x());
  const double row = std::floor(p.y());
  if (column < -1.0 || row < -1.0 || column > columns || row > rows) return 0.0;
  const int c = static_cast<int>(column);
  const int r = static_cast<int>(row);
  const double x = p.x() - column;
  const double y = p.y() - row;
  if (c >= 0 && r >= 0 && c + 1 < columns && r + 1 < rows) {
    const float* low = shares.data() + static_cast<std::ptrdiff_t>(r) * columns + c;
    const float* high = low + columns;
    return (1.0 - y) * ((1.0 - x) * static_cast<double>(low[0]) + x * static_cast<double>(low[1])) +
           y * ((1.0 - x) * static_cast<double>(high[0]) + x * static_cast<double>(high[1]));
  }
  return (1.0 - y) * ((1.0 - x) * valueAt(*this, c, r) + x * valueAt(*this, c + 1, r)) +
         y * ((1.0 - x) * valueAt(*this, c, r + 1) + x * valueAt(*this, c + 1, r + 1));
}

Underside undersideOf(const anatomy::AlignedFoot& foot) {
  std::vector<double> xs;
  for (double x = -kCellMm; x <= foot.footLengthMm + kCellMm; x += kCellMm) xs.push_back(x);
  const auto sections = geometry::sectionsAcross(foot.mesh_in_foot, geometry::Axis::X, xs);
  std::vector<std::vector<Column>> columns;
  geometry::Extent across;
  for (const geometry::Section& section : sections) {
    columns.push_back(columnsUnder(section, kCellMm));
    for (const Column& column : columns.back()) across.include(column.y);
  }
  Underside underside;
  if (across.empty()) return underside;
  const Point2 half = Point2::Constant(0.5 * kCellMm);
  const Point2 low = Point2(xs.front(), across.low) - half;
  const Point2 high = Point2(xs.back(), across.high) + half;
  ShareGrid& grid = underside.grid;
  grid = emptyGrid(low, high, kCellMm);
  underside.heightsMm.assign(grid.shares.size(), std::numeric_limits<double>::infinity());
  const auto margin = static_cast<std::size_t>(std::ceil(kMarginMm / kCellMm));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (const Column& column : columns[i]) {
      if (column.facing >= 0.0) continue;
      const auto row = static_cast<std::size_t>(std::lround((column.y - across.low) / kCellMm));
      underside.heightsMm[(row + margin) * static_cast<std::size_t>(grid.columns) + i + margin] =
          column.height;
    }
  }
  return underside;
}

std::optional<SolePrint> solePrint(const Underside& underside, double heightMm) {
  SolePrint print{heightMm, underside.grid};
  bool any = false;
  for (std::size_t i = 0; i < underside.heightsMm.size(); ++i) {
    const double share = 0.5 + (heightMm - underside.heightsMm[i]) / kRampMm;
    if (share <= 0.0) continue;
    print.grid.shares[i] = static_cast<float>(std::min(share, 1.0));
    any = any || share >= 0.5;
  }
  if (!any) return std::nullopt;
  return print;
}

SolePrint hullOf(const SolePrint& print) {
  std::vector<Point2> middles;
  for (int row = 0; row < print.grid.rows; ++row) {
    for (int column = 0; column < print.grid.columns; ++column) {
      if (valueAt(print.grid, column, row) >= 0.5) {
        middles.push_back(middleOf(print.grid, column, row));
      }
    }
  }
  SolePrint hull = print;
  hull.grid = filled(geometry::convexHull2(middles), print.grid);
  return hull;
}

std::optional<SolePrint> outlinePrint(const anatomy::AlignedFoot& foot) {
  if (foot.outline_in_foot.size() < 3) return std::nullopt;
  Point2 low = foot.outline_in_foot.front();
  Point2 high = low;
  for (const Point2& p : foot.outline_in_foot) {
    low = low.cwiseMin(p);
    high = high.cwiseMax(p);
  }
  return SolePrint{
      0.0, filled(geometry::convexHull2(foot.outline_in_foot), emptyGrid(low, high, kCellMm))};
}

ShareGrid mirrored(ShareGrid grid) {
  const ShareGrid original = grid;
  grid.origin_in_foot.y() = -(original.origin_in_foot.y() + original.cellMm * original.rows);
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      at(grid, column, row) = static_cast<float>(valueAt(original, column, grid.rows - 1 - row));
    }
  }
  return grid;
}

ShareGrid blurred(const ShareGrid& grid, double sigmaMm) {
  const double sigma = sigmaMm / grid.cellMm;
  const int reach = static_cast<int>(std::ceil(3.0 * sigma));
  std::vector<double> weights;
  for (int k = -reach; k <= reach; ++k) weights.push_back(std::exp(-0.5 * k * k / (sigma * sigma)));
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<float> shares;
  for (const double weight : weights) shares.push_back(static_cast<float>(weight / sum));
  // The margin is empty and as wide as the blur reaches.
  const auto pass = [&](const ShareGrid& from, int stride, int first, int last) {
    ShareGrid to = from;
    std::fill(to.shares.begin(), to.shares.end(), 0.0F);
    for (int i = first; i < last; ++i) {
      float value = 0.0F;
      for (int k = -reach; k <= reach; ++k) {
        value += shares[static_cast<std::size_t>(k + reach)] *
                 from.shares[static_cast<std::size_t>(i + k * stride)];
      }
      to.shares[static_cast<std::size_t>(i)] = value;
    }
    return to;
  };
  const int cells = static_cast<int>(grid.shares.size());
  const ShareGrid along = pass(grid, 1, reach, cells - reach);
  return pass(along, grid.columns, reach * grid.columns, cells - reach * grid.columns);
}

double lengthOf(const ShareGrid& grid) {
  int first = grid.columns;
  int last = -1;
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      if (valueAt(grid, column, row) < 0.5) continue;
      first = std::min(first, column);
      last = std::max(last, column);
    }
  }
  return last < first ? 0.0 : grid.cellMm * (last - first + 1);
}

double breadthBetween(const ShareGrid& grid, double fromMm, double toMm) {
  double sum = 0.0;
  int lines = 0;
  for (int column = 0; column < grid.columns; ++column) {
    const double x = middleOf(grid, column, 0).x();
    if (x < fromMm || x > toMm) continue;
    int first = grid.rows;
    int last = -1;
    for (int row = 0; row < grid.rows; ++row) {
      if (valueAt(grid, column, row) < 0.5) continue;
      first = std::min(first, row);
      last = row;
    }
    if (last < first) continue;
    sum += grid.cellMm * (last - first + 1);
    ++lines;
  }
  return lines == 0 ? 0.0 : sum / lines;
}

}  // namespace podalign::measure
