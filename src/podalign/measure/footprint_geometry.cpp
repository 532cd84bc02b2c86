#include "podalign/measure/footprint_geometry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include "podalign/core/contracts.hpp"

namespace podalign::measure {
namespace {

constexpr std::size_t kFewestCells = 12;
// Rear part of the print that is the heel, and whose middle is the heel centre.
constexpr double kHeelShare = 0.25;
constexpr double kTouchMm = 1e-6;
constexpr double kMostStrips = 4096.0;
constexpr double kSurelyMm = 1e-3;  // more than rounding and kTouchMm make
// In columns; and the share of the frames that has to lie so near.
constexpr double kOffLattice = 0.25;
constexpr double kFewestNear = 0.3;

// Half of a cell's extent along a direction: support of a rectangle.
double halfExtent(const Footprint& footprint, const Point2& direction) {
  return 0.5 * (footprint.cellWidthMm * std::abs(direction.x()) +
                footprint.cellHeightMm * std::abs(direction.y()));
}

// Share of a cell that lies on the lower side of a line across a direction: the area of a rectangle
// cut by a line, by its two ramps.
class CutCell {
 public:
  CutCell(const Footprint& footprint, const Point2& direction)
      : a_(footprint.cellWidthMm * std::abs(direction.x())),
        b_(footprint.cellHeightMm * std::abs(direction.y())),
        longer_(std::max(a_, b_)),
        shorter_(std::min(a_, b_)) {}
  // `offset`: of the line from the centre of the cell.
  [[nodiscard]] double shareBelow(double offset) const {
    const double x = offset + 0.5 * (a_ + b_);  // from the lowest corner
    if (x <= 0.0) return 0.0;
    if (x >= a_ + b_) return 1.0;
    if (shorter_ <= 1e-12 * longer_) return x / longer_;
    if (x < shorter_) return x * x / (2.0 * a_ * b_);
    if (x <= longer_) return (x - 0.5 * shorter_) / longer_;
    const double rest = a_ + b_ - x;
    return 1.0 - rest * rest / (2.0 * a_ * b_);
  }

 private:
  double a_, b_, longer_, shorter_;
};

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
  const std::array borders{band.low, band.high};
  BandSum sum;
  sumBands(footprint, direction, borders, {&sum, 1}, toes);
  return sum;
}

void sumBands(const Footprint& footprint, const Point2& direction, std::span<const double> borders,
              std::span<BandSum> sums, Toes toes) {
  PODALIGN_EXPECTS(borders.size() == sums.size() + 1);
  const CutCell cut(footprint, direction);
  for (const FootprintCell& cell : footprint.cells) {
    if (cell.toe && toes == Toes::Excluded) continue;
    const double s = direction.dot(cell.centre);
    double below = cut.shareBelow(borders[0] - s);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const double belowNext = cut.shareBelow(borders[i + 1] - s);
      const double share = belowNext - below;
      sums[i].areaMm2 += share * footprint.cellAreaMm2;
      sums[i].load += share * footprint.cellAreaMm2 * cell.kpa;
      below = belowNext;
    }
  }
}

Crosscuts::Crosscuts(const Footprint& footprint, const Point2& direction, Toes toes)
    : footprint_(footprint),
      direction_(direction),
      across_(leftNormal(direction)),
      half_(halfExtent(footprint, direction)) {
  std::vector<Place> places;
  places.reserve(footprint.cells.size());
  double high = -std::numeric_limits<double>::infinity();
  low_ = -high;
  for (const FootprintCell& cell : footprint.cells) {
    if (cell.toe && toes == Toes::Excluded) continue;
    places.push_back({direction.dot(cell.centre), across_.dot(cell.centre)});
    low_ = std::min(low_, places.back().along);
    high = std::max(high, places.back().along);
  }
  if (places.empty()) low_ = high = 0.0;
  stripsPerMm_ = 1.0 / half_;
  stripStarts_.assign(
      static_cast<std::size_t>(std::min((high - low_) * stripsPerMm_, kMostStrips)) + 2, 0);
  for (const Place& place : places) ++stripStarts_[stripOf(place.along) + 1];
  std::partial_sum(stripStarts_.begin(), stripStarts_.end(), stripStarts_.begin());
  cells_.resize(places.size());
  std::vector<std::size_t> next = stripStarts_;
  for (const Place& place : places) cells_[next[stripOf(place.along)]++] = place;
}

// As wide as half a cell reaches along the direction.
std::size_t Crosscuts::stripOf(double along) const {
  const auto last = static_cast<double>(stripStarts_.size() - 2);
  return static_cast<std::size_t>(std::clamp((along - low_) * stripsPerMm_, 0.0, last));
}

void Crosscuts::widen(Extent& extent, const Place& cell, double at) const {
  const std::array<double, 2> halves{0.5 * footprint_.cellWidthMm, 0.5 * footprint_.cellHeightMm};
  const double offset = at - cell.along;
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
  if (high < low - kTouchMm) return;
  extent.low = std::min(extent.low, cell.across + low);
  extent.high = std::max(extent.high, cell.across + high);
}

std::optional<Extent> Crosscuts::at(double at) const {
  // A line along the border between two rows of cells touches both, whatever rounding says.
  const double reach = half_ + kTouchMm;
  const std::span<const Place> cells(cells_.data() + stripStarts_[stripOf(at - reach)],
                                     cells_.data() + stripStarts_[stripOf(at + reach) + 1]);
  const auto near = [&](const Place& cell) {
    return cell.along >= at - reach && cell.along <= at + reach;
  };
  Extent extent{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  const Place* lowest = nullptr;
  const Place* highest = nullptr;
  for (const Place& cell : cells) {
    if (!near(cell)) continue;
    if (lowest == nullptr || cell.across < lowest->across) lowest = &cell;
    if (highest == nullptr || cell.across > highest->across) highest = &cell;
  }
  if (lowest == nullptr) return std::nullopt;
  widen(extent, *lowest, at);
  widen(extent, *highest, at);
  // The others lie between the two, and most so far that nothing of them reaches beyond.
  const double room = halfExtent(footprint_, across_) + kSurelyMm;
  for (const Place& cell : cells) {
    const bool between = cell.across - room >= extent.low && cell.across + room <= extent.high;
    if (!between && near(cell)) widen(extent, cell, at);
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
