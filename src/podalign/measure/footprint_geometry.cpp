#include "podalign/measure/footprint_geometry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace podalign::measure {
namespace {

constexpr std::size_t kFewestCells = 12;
// Rear part of the print that is the heel, and whose middle is the heel centre.
constexpr double kHeelShare = 0.25;
constexpr double kTouchMm = 1e-6;
// In columns; and the share of the frames that has to lie so near.
constexpr double kOffLattice = 0.25;
constexpr double kFewestNear = 0.3;

// Half of a cell's extent along a direction: support of a rectangle.
double halfExtent(const Footprint& footprint, const Point2& direction) {
  return 0.5 * (footprint.cellWidthMm * std::abs(direction.x()) +
                footprint.cellHeightMm * std::abs(direction.y()));
}

// Share of a rectangle that lies on the lower side of a line across `direction`, `offset` from its
// centre: the area of a rectangle cut by a line, by its two ramps.
double shareBelow(const Footprint& footprint, const Point2& direction, double offset) {
  const double a = footprint.cellWidthMm * std::abs(direction.x());
  const double b = footprint.cellHeightMm * std::abs(direction.y());
  const double longer = std::max(a, b);
  const double shorter = std::min(a, b);
  const double x = offset + 0.5 * (a + b);  // from the lowest corner
  if (x <= 0.0) return 0.0;
  if (x >= a + b) return 1.0;
  if (shorter <= 1e-12 * longer) return x / longer;
  if (x < shorter) return x * x / (2.0 * a * b);
  if (x <= longer) return (x - 0.5 * shorter) / longer;
  const double rest = a + b - x;
  return 1.0 - rest * rest / (2.0 * a * b);
}

// On a belt every edge of a foot meets cells at all their phases, and the union of all frames is
// drawn out by half a column at either end. The frames in which the cells lay near their columns
// are enough for the shape, unless the belt moves in step with them.
std::vector<int> framesOfShape(const plantar::Footfall& footfall) {
  std::vector<int> near;
  std::vector<int> all;
  for (int frame = 0; frame < footfall.frames.count(); ++frame) {
    all.push_back(frame);
    const bool off = !footfall.columnsOff.empty() &&
                     std::abs(footfall.columnsOff[static_cast<std::size_t>(frame)]) > kOffLattice;
    if (!off) near.push_back(frame);
  }
  return static_cast<double>(near.size()) < kFewestNear * static_cast<double>(all.size()) ? all
                                                                                          : near;
}

// Largest pressure of every cell.
std::vector<double> peakImage(const plantar::Footfall& footfall, std::size_t cells) {
  std::vector<float> peaks(cells, 0.0F);
  for (const int frame : framesOfShape(footfall)) {
    const float* pressures = footfall.frame(frame);
    for (std::size_t i = 0; i < cells; ++i) {
      peaks[i] = pressures[i] > peaks[i] ? pressures[i] : peaks[i];
    }
  }
  return {peaks.begin(), peaks.end()};
}

std::vector<double> meanImage(const plantar::Footfall& footfall, std::size_t cells) {
  std::vector<double> means(cells, 0.0);
  for (int frame = 0; frame < footfall.frames.count(); ++frame) {
    const float* pressures = footfall.frame(frame);
    for (std::size_t i = 0; i < cells; ++i) {
      means[i] += static_cast<double>(pressures[i]) / footfall.frames.count();
    }
  }
  return means;
}

// Every cell in contact reaches a threshold of 0.
bool reaches(double kpa, double threshold) { return kpa > 0.0 && kpa >= threshold; }

bool hasNeighbour(const std::vector<double>& image, int rows, int columns, int row, int column,
                  double threshold) {
  for (int r = std::max(row - 1, 0); r <= std::min(row + 1, rows - 1); ++r) {
    for (int c = std::max(column - 1, 0); c <= std::min(column + 1, columns - 1); ++c) {
      const bool self = r == row && c == column;
      if (!self && reaches(image[static_cast<std::size_t>(r * columns + c)], threshold))
        return true;
    }
  }
  return false;
}

Point2 heelCentreOf(const Footprint& footprint) {
  const Extent extent = extentAlong(footprint, footprint.heelToToe, Toes::Included);
  const double end = extent.low + kHeelShare * extent.length();
  Point2 sum = Point2::Zero();
  int count = 0;
  for (const FootprintCell& cell : footprint.cells) {
    if (footprint.heelToToe.dot(cell.centre) > end) continue;
    sum += cell.centre;
    ++count;
  }
  return count > 0 ? Point2(sum / count) : footprint.cells.front().centre;
}

}  // namespace

const char* toString(ToeLine line) {
  switch (line) {
    case ToeLine::Found: return "found";
    case ToeLine::Unclear: return "unclear";
    case ToeLine::NoToes: return "no_toes";
  }
  return "unclear";
}

Point2 planPoint(double xMm, double yMm, plantar::GridView view) {
  return {xMm, view == plantar::GridView::FromBelow ? yMm : -yMm};
}

Point2 planDirection(const plantar::Direction& direction, plantar::GridView view) {
  return planPoint(direction.x, direction.y, view);
}

Point2 medialNormal(const Footprint& footprint, const Point2& direction) {
  return medialSign(footprint.side) * leftNormal(direction);
}

std::vector<double> printImage(const plantar::Footfall& footfall) {
  const auto cells = static_cast<std::size_t>(footfall.rows.count()) *
                     static_cast<std::size_t>(footfall.columns.count());
  const bool standing = footfall.trial == plantar::TrialKind::Standing;
  return standing ? meanImage(footfall, cells) : peakImage(footfall, cells);
}

std::optional<Footprint> makeFootprint(const plantar::Footfall& footfall, const plantar::Grid& grid,
                                       double thresholdKpa) {
  return makeFootprint(footfall, grid, printImage(footfall), thresholdKpa);
}

std::optional<Footprint> makeFootprint(const plantar::Footfall& footfall, const plantar::Grid& grid,
                                       const std::vector<double>& image, double thresholdKpa) {
  const bool standing = footfall.trial == plantar::TrialKind::Standing;
  Footprint footprint;
  footprint.side = footfall.side.side;
  footprint.dynamic = !standing;
  footprint.thresholdKpa = thresholdKpa;
  footprint.cellWidthMm = grid.columnSpacingMm;
  footprint.cellHeightMm = grid.rowSpacingMm;
  footprint.cellAreaMm2 = grid.cellAreaMm2;
  footprint.heelToToe = planDirection(footfall.heelToToe, grid.view);
  const int rows = footfall.rows.count();
  const int columns = footfall.columns.count();
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const double kpa = image[static_cast<std::size_t>(row * columns + column)];
      if (!reaches(kpa, thresholdKpa) ||
          !hasNeighbour(image, rows, columns, row, column, thresholdKpa)) {
        continue;
      }
      const plantar::GridPoint centre =
          grid.centreOf(footfall.rows.first + row, footfall.columns.first + column);
      footprint.cells.push_back({planPoint(centre.xMm, centre.yMm, grid.view), kpa, false});
    }
  }
  if (footprint.cells.size() < kFewestCells) return std::nullopt;
  footprint.heelCentre = heelCentreOf(footprint);
  findToes(footprint);
  return footprint;
}

Extent extentAlong(const Footprint& footprint, const Point2& direction, Toes toes) {
  Extent extent{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const FootprintCell& cell : footprint.cells) {
    if (cell.toe && toes == Toes::Excluded) continue;
    const double s = direction.dot(cell.centre);
    extent.low = std::min(extent.low, s);
    extent.high = std::max(extent.high, s);
  }
  if (extent.high < extent.low) return {};
  const double half = halfExtent(footprint, direction);
  return {extent.low - half, extent.high + half};
}

BandSum sumBetween(const Footprint& footprint, const Point2& direction, const Extent& band,
                   Toes toes) {
  BandSum sum;
  for (const FootprintCell& cell : footprint.cells) {
    if (cell.toe && toes == Toes::Excluded) continue;
    const double s = direction.dot(cell.centre);
    const double share = shareBelow(footprint, direction, band.high - s) -
                         shareBelow(footprint, direction, band.low - s);
    sum.areaMm2 += share * footprint.cellAreaMm2;
    sum.load += share * footprint.cellAreaMm2 * cell.kpa;
  }
  return sum;
}

Crosscuts::Crosscuts(const Footprint& footprint, const Point2& direction, Toes toes)
    : footprint_(footprint),
      direction_(direction),
      across_(leftNormal(direction)),
      half_(halfExtent(footprint, direction)) {
  for (const FootprintCell& cell : footprint.cells) {
    if (cell.toe && toes == Toes::Excluded) continue;
    cells_.push_back({direction.dot(cell.centre), across_.dot(cell.centre)});
  }
  std::sort(cells_.begin(), cells_.end());
}

std::optional<Extent> Crosscuts::at(double at) const {
  // A line along the border between two rows of cells touches both, whatever rounding says.
  const double reach = half_ + kTouchMm;
  Extent extent{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  const std::array<double, 2> halves{0.5 * footprint_.cellWidthMm, 0.5 * footprint_.cellHeightMm};
  for (auto cell = std::lower_bound(cells_.begin(), cells_.end(), Place{at - reach, -1e9});
       cell != cells_.end() && cell->along <= at + reach; ++cell) {
    const double offset = at - cell->along;
    // Where the line offset * direction + t * across leaves the rectangle on either side.
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    for (int k = 0; k < 2; ++k) {
      if (std::abs(across_[k]) < 1e-12) continue;
      const double half = halves[static_cast<std::size_t>(k)];
      const double from = (-half - offset * direction_[k]) / across_[k];
      const double to = (half - offset * direction_[k]) / across_[k];
      low = std::max(low, std::min(from, to));
      high = std::min(high, std::max(from, to));
    }
    if (high < low - kTouchMm) continue;
    extent.low = std::min(extent.low, cell->across + low);
    extent.high = std::max(extent.high, cell->across + high);
  }
  if (extent.high < extent.low) return std::nullopt;
  return extent;
}

std::optional<Extent> extentOnLine(const Footprint& footprint, const Point2& direction, double at,
                                   Toes toes) {
  return Crosscuts(footprint, direction, toes).at(at);
}

std::vector<Point2> outerCorners(const Footprint& footprint, Toes toes) {
  std::vector<Point2> corners;
  const Point2 half(0.5 * footprint.cellWidthMm, 0.5 * footprint.cellHeightMm);
  double left = 0.0;  // of the line of cells at `y`
  double right = 0.0;
  double y = 0.0;
  bool any = false;
  const auto add = [&] {
    if (!any) return;
    corners.emplace_back(left - half.x(), y - half.y());
    corners.emplace_back(right + half.x(), y - half.y());
    corners.emplace_back(right + half.x(), y + half.y());
    corners.emplace_back(left - half.x(), y + half.y());
  };
  for (const FootprintCell& cell : footprint.cells) {
    if (cell.toe && toes == Toes::Excluded) continue;
    const bool sameLine = any && cell.centre.y() == y;
    if (!sameLine) {
      add();
      left = right = cell.centre.x();
    }
    left = std::min(left, cell.centre.x());
    right = std::max(right, cell.centre.x());
    y = cell.centre.y();
    any = true;
  }
  add();
  return corners;
}

}  // namespace podalign::measure
