#include "podalign/measure/cpei.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "podalign/geometry/outline.hpp"
#include "podalign/measure/footprint_axis.hpp"

namespace podalign::measure {
namespace {

constexpr const char* kUnit = "%";
// Song et al. 1996: the distal third of the print.
constexpr double kLineAt = 2.0 / 3.0;
// Crossings of the line closer to each other than this are one.
constexpr double kSameCrossingMm = 5.0;
// Ends of the line of the centre of pressure that jump: below 5 % of the largest force or 20 N.
constexpr double kTrimShare = 0.05;
constexpr double kTrimN = 20.0;
constexpr double kJustWithin = 0.02;  // cells: off the border between two of them

// The line across the medial border, and how to place points on it.
struct Crossing {
  Point2 along;            // the medial border, heel to toe
  Point2 lateral;          // across it
  double at = 0.0;         // along . p on the line
  double breadthMm = 0.0;  // of the print on the line
  double borderMm = 0.0;   // length of the medial border
};

// The border turned, and the line moved along it, by as much as the cells leave open.
struct Play {
  double turn = 0.0;   // radians
  double shift = 0.0;  // mm
};

double kpaAt(const Footprint& footprint, const Point2& point) {
  for (const FootprintCell& cell : footprint.cells) {
    const Point2 away = (point - cell.centre).cwiseAbs();
    if (away.x() <= 0.5 * footprint.cellWidthMm && away.y() <= 0.5 * footprint.cellHeightMm)
      return cell.kpa;
  }
  return 0.0;
}

// Share of a border cell that the foot covers, from its pressure and that of the cell within it.
// Under soft tissue the load ends with the square of the distance: a cell covered to the part c
// holds c^3 where the next one holds (1 + c)^3 - c^3. A seventh of it is a whole cell.
double coveredShare(double border, double within) {
  if (!(within > 0.0)) return 1.0;
  const double root = std::cbrt(border / (border + within));  // c / (1 + c)
  return std::min(root / (1.0 - root), 1.0);
}

// Breadth of the print on a line across `along`, border cells by the share that is covered; nothing
// where it meets no cell.
std::optional<double> breadthOnLine(const Footprint& footprint, const Point2& along, double at) {
  const auto cells = extentOnLine(footprint, along, at, Toes::Included);
  if (!cells) return std::nullopt;
  const Point2 across = leftNormal(along);
  const double pitch = 1.0 / std::max(std::abs(across.x()) / footprint.cellWidthMm,
                                      std::abs(across.y()) / footprint.cellHeightMm);
  double breadth = cells->length();
  for (const double inward : {1.0, -1.0}) {
    const double end = inward > 0.0 ? cells->low : cells->high;
    const Point2 border = along * at + across * (end + inward * kJustWithin * pitch);
    const Point2 within = border + across * (inward * pitch);
    breadth -= pitch * (1.0 - coveredShare(kpaAt(footprint, border), kpaAt(footprint, within)));
  }
  return breadth;
}

std::optional<Crossing> crossingLine(const Footprint& footprint, const std::optional<Line>& border,
                                     const Play& play) {
  if (!border) return std::nullopt;
  Crossing crossing;
  crossing.along = turned(border->direction(), units::radians(play.turn));
  crossing.lateral = -medialNormal(footprint, crossing.along);
  const Extent length = extentAlong(footprint, crossing.along, Toes::Included);
  crossing.at = length.low + kLineAt * length.length() + play.shift;
  const auto breadth = breadthOnLine(footprint, crossing.along, crossing.at);
  if (!breadth || !(*breadth > 0.0)) return std::nullopt;
  crossing.breadthMm = *breadth;
  crossing.borderMm = border->length();
  return crossing;
}

// Where the segment a-b, made longer if need be, meets the line: distance across it.
std::optional<double> lateralWhere(const Crossing& line, const Point2& a, const Point2& b) {
  const double from = line.along.dot(a);
  const double to = line.along.dot(b);
  if (!(std::abs(to - from) > 0.0)) return std::nullopt;
  const double t = (line.at - from) / (to - from);
  return line.lateral.dot(a) + t * line.lateral.dot(b - a);
}

enum class Trim { AsValid, Harder };

std::vector<Point2> copPoints(const FootfallContext& context, Trim trim) {
  const plantar::Footfall& footfall = context.footfall;
  const double largest = *std::max_element(footfall.forcesN.begin(), footfall.forcesN.end());
  const double limit = trim == Trim::Harder ? std::max(kTrimN, kTrimShare * largest) : 0.0;
  std::vector<Point2> points;
  for (std::size_t i = 0; i < footfall.cop.size(); ++i) {
    const plantar::CopPoint& point = footfall.cop[i];
    if (!point.valid || footfall.forcesN[i] < limit) continue;
    points.push_back(planPoint(point.xMm, point.yMm, context.grid.view));
  }
  return points;
}

std::optional<Line> chordOf(const std::vector<Point2>& points, CpeiChord chord) {
  if (points.size() < 3) return std::nullopt;
  if (chord == CpeiChord::FirstToLastCop) return Line{points.front(), points.back()};
  const auto hull = geometry::convexHull2(points);
  std::optional<Line> longest;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const Line edge{hull[i], hull[(i + 1) % hull.size()]};
    if (!longest || (edge.to - edge.from).norm() > (longest->to - longest->from).norm())
      longest = edge;
  }
  return longest;
}

struct Excursion {
  double percent = 0.0;
};

// The excursion, or the id of the finding that says why there is none.
struct ExcursionResult {
  std::optional<Excursion> excursion;
  const char* obstacle = nullptr;
};

ExcursionResult excursionOf(const Crossing& line, const std::vector<Point2>& points,
                            CpeiChord kind) {
  const auto chord = chordOf(points, kind);
  const auto chordAt = chord ? lateralWhere(line, chord->from, chord->to) : std::nullopt;
  if (!chordAt) return {{}, "PLATE.COP_NO_CROSSING"};
  std::vector<double> crossings;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double before = line.along.dot(points[i - 1]) - line.at;
    const double after = line.along.dot(points[i]) - line.at;
    if ((before < 0.0) == (after < 0.0)) continue;
    crossings.push_back(*lateralWhere(line, points[i - 1], points[i]));
  }
  if (crossings.empty()) return {{}, "PLATE.COP_NO_CROSSING"};
  const auto [low, high] = std::minmax_element(crossings.begin(), crossings.end());
  if (*high - *low > kSameCrossingMm) return {{}, "PLATE.COP_CROSSES_OFTEN"};
  double sum = 0.0;
  for (const double crossing : crossings) sum += crossing;
  const double distance = sum / static_cast<double>(crossings.size()) - *chordAt;
  if (std::abs(distance) > line.breadthMm) return {{}, "PLATE.COP_OUTSIDE_PRINT"};
  return {Excursion{100.0 * distance / line.breadthMm}, nullptr};
}

// Largest difference that another chord or other ends of the line make.
double choiceError(const FootfallContext& context, const Crossing& line, double percent) {
  double largest = 0.0;
  for (const Trim trim : {Trim::AsValid, Trim::Harder}) {
    const std::vector<Point2> points = copPoints(context, trim);
    for (const CpeiChord chord : kCpeiChords) {
      const auto other = excursionOf(line, points, chord);
      if (other.excursion)
        largest = std::max(largest, std::abs(other.excursion->percent - percent));
    }
  }
  return largest;
}

// Largest difference that the place of the border and of the line makes, which are known to a cell:
// one row farther on, the print may be much broader or narrower.
double placementError(const FootfallContext& context, const std::optional<Line>& border,
                      const Crossing& line, double percent) {
  const std::vector<Point2> points = copPoints(context, Trim::AsValid);
  const double cell = std::max(context.grid.columnSpacingMm, context.grid.rowSpacingMm);
  const double ends = countingError(cell, 2.0);
  const double turn = ends / line.borderMm;
  double largest = 0.0;
  for (const Play& play : {Play{turn, 0.0}, Play{-turn, 0.0}, Play{0.0, cell}, Play{0.0, -cell}}) {
    const auto moved = crossingLine(*context.footprint, border, play);
    if (!moved) continue;
    const auto other = excursionOf(*moved, points, context.options.chord);
    if (other.excursion) {
      largest = std::max(largest, std::abs(other.excursion->percent - percent));
    }
  }
  // A cell that a loaded edge only just touches counts whole: the breadth is one cell too large on
  // average.
  return std::hypot(largest, std::abs(percent) * std::hypot(ends, cell) / line.breadthMm);
}

double processingError(const FootfallContext& context, const std::optional<Line>& border,
                       const Crossing& line, double percent) {
  return std::hypot(choiceError(context, line, percent),
                    placementError(context, border, line, percent));
}

std::optional<Message> obstacleOf(const FootfallContext& context) {
  if (const auto obstacle = footprintObstacle(context)) return obstacle;
  if (const auto obstacle = timeObstacle(context)) return obstacle;
  return pressureObstacle(context);
}

}  // namespace

std::array<std::optional<double>, 2> cpeiByChord(const FootfallContext& context) {
  std::array<std::optional<double>, 2> found;
  if (!context.footprint) return found;
  const auto line = crossingLine(*context.footprint, context.borders.medial, {});
  if (!line) return found;
  const std::vector<Point2> points = copPoints(context, Trim::AsValid);
  for (const CpeiChord chord : kCpeiChords) {
    const auto one = excursionOf(*line, points, chord).excursion;
    if (one) found[static_cast<std::size_t>(chord)] = one->percent;
  }
  return found;
}

Measurement cpei(const FootfallContext& context) {
  const Message method{std::string("method.cpei.") + toString(context.options.chord),
                       {{"chord", toString(context.options.chord)},
                        {"trial", plantar::toString(context.footfall.trial)},
                        {"threshold", withUnit(context.areaThresholdKpa, 0, "kPa")}}};
  if (const auto obstacle = obstacleOf(context)) return notValid(kUnit, method, *obstacle);
  const auto& border = context.borders.medial;
  const auto line = crossingLine(*context.footprint, border, {});
  if (!line) return notValid(kUnit, method, {"PLATE.NO_AXIS", {}});
  const auto found = excursionOf(*line, copPoints(context, Trim::AsValid), context.options.chord);
  if (!found.excursion) return notValid(kUnit, method, {found.obstacle, {}});
  return ok(found.excursion->percent, kUnit,
            processingError(context, border, *line, found.excursion->percent), method);
}

}  // namespace podalign::measure
