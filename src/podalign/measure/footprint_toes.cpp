#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "podalign/measure/footprint_geometry.hpp"

namespace podalign::measure {
namespace {

// The line between ball and toes runs across the distal part of the print, from the root of the
// great toe to that of the little toe; shares of the print's length from the heel. The root of the
// great toe lies at about 0.83, that of the little toe at about 0.72 of the foot length.
constexpr double kLowestMedial = 0.74;
constexpr double kLowestLateral = 0.60;
constexpr double kHighestMedial = 0.91;
constexpr double kHighestLateral = 0.88;
// Where the ball is: its breadth, and the head of the second metatarsal.
constexpr double kBallFrom = 0.60;
constexpr double kBallTo = 0.80;
// Middle of the second ray, share of the ball's breadth from its medial border: the first ray takes
// 0.30, the second 0.17 (novel PRC mask).
constexpr double kSecondRay = 0.385;
constexpr double kSecondToeReach = 0.15;  // a toe this far from the second ray, in ball breadths
constexpr double kGreatToePart = 0.35;    // the great toe presses in this inner part of the breadth
constexpr double kToeDistance = 0.14;     // from the great toe to the next one, in ball breadths
// The line may climb this many steps per step across.
constexpr int kSteepest = 2;
constexpr double kClimbCostKpa = 3.0;
// A valley is at most half as high as the toes and the ball on its sides.
constexpr double kValleyShare = 0.5;
// Length over ball breadth: a print with toes is about 2.7, one without about 2.3.
constexpr double kLengthOverBreadthWithToes = 2.5;

// Largest pressure of the print at a point, 0 beside it. Cells lie on a regular lattice.
class PressureMap {
 public:
  explicit PressureMap(const Footprint& footprint) : footprint_(footprint) {
    low_ = footprint.cells.front().centre;
    Point2 high = low_;
    for (const FootprintCell& cell : footprint.cells) {
      low_ = low_.cwiseMin(cell.centre);
      high = high.cwiseMax(cell.centre);
    }
    columns_ = indexOf(high.x() - low_.x(), footprint.cellWidthMm) + 1;
    rows_ = indexOf(high.y() - low_.y(), footprint.cellHeightMm) + 1;
    kpa_.assign(static_cast<std::size_t>(columns_ * rows_), 0.0);
    for (const FootprintCell& cell : footprint.cells) {
      kpa_[slot(cell.centre).value_or(0)] = cell.kpa;
    }
  }
  [[nodiscard]] double at(const Point2& point) const {
    const auto index = slot(point);
    return index ? kpa_[*index] : 0.0;
  }
  // No neighbour is higher.
  [[nodiscard]] bool isPeak(const Point2& centre) const {
    const double here = at(centre);
    for (int i = 0; i < 9; ++i) {
      const Point2 step((i % 3 - 1) * footprint_.cellWidthMm,
                        (i / 3 - 1) * footprint_.cellHeightMm);
      if (at(centre + step) > here) return false;
    }
    return true;
  }

 private:
  // As std::lround, without a call: this is asked for every point of every way across a print.
  static int indexOf(double distance, double spacing) {
    const double index = distance / spacing;
    const int whole = static_cast<int>(index);
    const double rest = index - whole;
    return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
  }
  [[nodiscard]] std::optional<std::size_t> slot(const Point2& point) const {
    const int column = indexOf(point.x() - low_.x(), footprint_.cellWidthMm);
    const int row = indexOf(point.y() - low_.y(), footprint_.cellHeightMm);
    if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return std::nullopt;
    return static_cast<std::size_t>(row * columns_ + column);
  }
  const Footprint& footprint_;
  Point2 low_;
  int columns_ = 0;
  int rows_ = 0;
  std::vector<double> kpa_;
};

// Coordinates of a print: s from the heel along the foot, m towards the inner side.
struct PrintAxes {
  Point2 forward;
  Point2 medial;
  Extent length;
  double step = 0.0;  // mm, half a cell
  [[nodiscard]] double s(const Point2& p) const { return forward.dot(p) - length.low; }
  [[nodiscard]] double m(const Point2& p) const { return medial.dot(p); }
  [[nodiscard]] Point2 point(double sMm, double mMm) const {
    return forward * (sMm + length.low) + medial * mMm;
  }
};

Extent breadthBetween(const Footprint& footprint, const PrintAxes& axes, double from, double to) {
  Extent breadth{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const FootprintCell& cell : footprint.cells) {
    const double share = axes.s(cell.centre) / axes.length.length();
    if (share < from || share > to) continue;
    breadth.low = std::min(breadth.low, axes.m(cell.centre));
    breadth.high = std::max(breadth.high, axes.m(cell.centre));
  }
  return breadth;
}

// The way of least pressure across the print, as s (mm) at regular steps from medial to lateral.
class ToePath {
 public:
  ToePath(const Footprint& footprint, const PrintAxes& axes, const PressureMap& map)
      : axes_(axes), map_(map), across_(breadthBetween(footprint, axes, kLowestLateral, 1.0)) {
    columns_ = static_cast<int>(std::ceil(across_.length() / axes.step)) + 1;
    rows_ = static_cast<int>(std::ceil(axes.length.length() / axes.step)) + 1;
    for (int row = 0; row < rows_; ++row) shares_.push_back(row * axes.step / axes.length.length());
    search();
  }
  [[nodiscard]] std::vector<Point2> points() const {
    std::vector<Point2> points;
    for (int column = 0; column < columns_; ++column) {
      points.push_back(axes_.point(line_[static_cast<std::size_t>(column)] * axes_.step,
                                   across_.high - column * axes_.step));
    }
    return points;
  }
  [[nodiscard]] double at(double mMm) const {
    const double column = (across_.high - mMm) / axes_.step;
    const int i = std::clamp(static_cast<int>(std::lround(column)), 0, columns_ - 1);
    return line_[static_cast<std::size_t>(i)] * axes_.step;
  }

 private:
  // The first row and the one behind the last that the line may take in a column.
  [[nodiscard]] std::array<int, 2> allowedRows(int column) const {
    const double t = columns_ > 1 ? static_cast<double>(column) / (columns_ - 1) : 0.0;
    const auto first = std::lower_bound(shares_.begin(), shares_.end(),
                                        kLowestMedial + t * (kLowestLateral - kLowestMedial));
    const auto last = std::upper_bound(first, shares_.end(),
                                       kHighestMedial + t * (kHighestLateral - kHighestMedial));
    return {static_cast<int>(first - shares_.begin()), static_cast<int>(last - shares_.begin())};
  }
  [[nodiscard]] std::size_t index(int column, int row) const {
    return static_cast<std::size_t>(column) * static_cast<std::size_t>(rows_) +
           static_cast<std::size_t>(row);
  }
  void search();

  const PrintAxes& axes_;
  const PressureMap& map_;
  Extent across_;
  int columns_ = 0;
  int rows_ = 0;
  std::vector<double> shares_;  // of the print's length, by row
  std::vector<int> line_;
};

void ToePath::search() {
  constexpr double kNever = std::numeric_limits<double>::infinity();
  std::vector<double> cost(index(columns_, 0), kNever);
  std::vector<int> from(cost.size(), 0);
  for (int column = 0; column < columns_; ++column) {
    const double mMm = across_.high - column * axes_.step;
    const auto [first, last] = allowedRows(column);
    double* const own = cost.data() + index(column, 0);
    const double* const before = column > 0 ? own - rows_ : nullptr;
    for (int row = first; row < last; ++row) {
      const double here = map_.at(axes_.point(row * axes_.step, mMm));
      if (before == nullptr) {
        own[row] = here;
        continue;
      }
      double least = kNever;
      int best = 0;
      for (int climb = -kSteepest; climb <= kSteepest; ++climb) {
        const int previous = row + climb;
        if (previous < 0 || previous >= rows_) continue;
        const double sum = before[previous] + here + kClimbCostKpa * std::abs(climb);
        best = sum < least ? previous : best;
        least = sum < least ? sum : least;
      }
      own[row] = least;
      from[index(column, row)] = best;
    }
  }
  // Among equally cheap ways beside the print, the one in the middle of the free strip.
  const auto end = [&](int row) { return cost[index(columns_ - 1, row)]; };
  int first = 0;
  for (int row = 1; row < rows_; ++row) {
    if (end(row) < end(first)) first = row;
  }
  int last = first;
  while (last + 1 < rows_ && end(last + 1) <= end(first)) ++last;
  line_.assign(static_cast<std::size_t>(columns_), (first + last) / 2);
  for (int column = columns_ - 1; column > 0; --column) {
    line_[static_cast<std::size_t>(column - 1)] =
        from[index(column, line_[static_cast<std::size_t>(column)])];
  }
}

// Mean pressure on the line where there is contact on both sides of it, and the peaks there.
ToeLine judge(const Footprint& footprint, const PrintAxes& axes, const PressureMap& map,
              const ToePath& path, double ballBreadth) {
  double toePeak = 0.0;
  double ballPeak = 0.0;
  for (const FootprintCell& cell : footprint.cells) {
    if (cell.toe)
      toePeak = std::max(toePeak, cell.kpa);
    else if (axes.s(cell.centre) > kBallFrom * axes.length.length())
      ballPeak = std::max(ballPeak, cell.kpa);
  }
  if (!(toePeak > 0.0)) return ToeLine::NoToes;
  double sum = 0.0;
  int count = 0;
  for (const FootprintCell& cell : footprint.cells) {
    if (!cell.toe) continue;
    const double m = axes.m(cell.centre);
    sum += map.at(axes.point(path.at(m), m)) * cell.kpa;
    count += 1;
  }
  // Weighted by the load of the toes behind it: the great toe decides.
  double weights = 0.0;
  for (const FootprintCell& cell : footprint.cells) weights += cell.toe ? cell.kpa : 0.0;
  const double valley = count > 0 ? sum / weights : 0.0;
  if (valley <= kValleyShare * std::min(toePeak, ballPeak)) return ToeLine::Found;
  return axes.length.length() / ballBreadth < kLengthOverBreadthWithToes ? ToeLine::NoToes
                                                                         : ToeLine::Unclear;
}

void findSecondToe(Footprint& footprint, const PrintAxes& axes, const PressureMap& map,
                   const Extent& ball) {
  const double breadth = ball.length();
  const double secondRay = ball.high - kSecondRay * breadth;
  footprint.secondToe = axes.point(0.5 * (kBallFrom + kBallTo) * axes.length.length(), secondRay);
  footprint.secondToeSeen = false;
  // The ray from the heel centre through the second metatarsal head, at the toes.
  const double heelS = axes.s(footprint.heelCentre);
  const double heelM = axes.m(footprint.heelCentre);
  const double slope = (secondRay - heelM) / (axes.s(footprint.secondToe) - heelS);
  const FootprintCell* greatToe = nullptr;
  for (const FootprintCell& cell : footprint.cells) {
    if (!cell.toe || axes.m(cell.centre) < ball.high - kGreatToePart * breadth) continue;
    const bool inner = greatToe != nullptr && cell.kpa == greatToe->kpa &&
                       axes.m(cell.centre) > axes.m(greatToe->centre);
    if (greatToe == nullptr || cell.kpa > greatToe->kpa || inner) greatToe = &cell;
  }
  const double outermost =
      greatToe == nullptr ? ball.high : axes.m(greatToe->centre) - kToeDistance * breadth;
  double best = kSecondToeReach * breadth;
  Point2 found = footprint.secondToe;
  for (const FootprintCell& cell : footprint.cells) {
    if (!cell.toe || !map.isPeak(cell.centre)) continue;
    if (axes.m(cell.centre) > outermost) continue;
    const double expected = heelM + slope * (axes.s(cell.centre) - heelS);
    const double away = std::abs(axes.m(cell.centre) - expected);
    if (away >= best) continue;
    best = away;
    found = cell.centre;
    footprint.secondToeSeen = true;
  }
  footprint.secondToe = found;
}

}  // namespace

void findToes(Footprint& footprint) {
  PrintAxes axes;
  axes.forward = footprint.heelToToe;
  axes.medial = medialNormal(footprint, axes.forward);
  axes.length = extentAlong(footprint, axes.forward, Toes::Included);
  axes.step = 0.5 * std::min(footprint.cellWidthMm, footprint.cellHeightMm);
  const Extent ball = breadthBetween(footprint, axes, kBallFrom, kBallTo);
  footprint.toeLine = ToeLine::NoToes;
  footprint.secondToe = footprint.heelCentre + axes.forward * axes.length.length();
  if (!(ball.length() > 0.0)) return;
  const PressureMap map(footprint);
  const ToePath path(footprint, axes, map);
  for (FootprintCell& cell : footprint.cells) {
    cell.toe = axes.s(cell.centre) > path.at(axes.m(cell.centre));
  }
  const double breadth = ball.length() + 2.0 * axes.step;  // with the halves of the outer cells
  footprint.toeLine = judge(footprint, axes, map, path, breadth);
  if (footprint.toeLine == ToeLine::NoToes) {
    for (FootprintCell& cell : footprint.cells) cell.toe = false;
  } else {
    footprint.toePath = path.points();
  }
  findSecondToe(footprint, axes, map, ball);
}

}  // namespace podalign::measure
