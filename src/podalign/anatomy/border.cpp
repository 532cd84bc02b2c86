#include "podalign/anatomy/border.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "podalign/geometry/polynomial.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Extent;
using geometry::Point2;

// The slope of a cubic at the middle of its window scatters 2.5 times as much as that of a line.
constexpr double kCubicSlope = 2.5;
constexpr double kMinCurvature = 1.0 / 400;  // 1/mm: straighter borders give no point
constexpr double kCorrelationMm = 3.0;       // borders nearer than about two facets scatter alike

// Highest point above the line of `slope` between two x.
std::optional<Point2> highest(const Border& border, const XRange& range, double slope) {
  std::optional<Point2> best;
  for (const Point2& point : border) {
    if (point.x() < range.from || point.x() > range.to) continue;
    if (!best || point.y() - slope * point.x() > best->y() - slope * best->x()) best = point;
  }
  return best;
}

double scatterAbout(const geometry::Polynomial& curve, const Border& points) {
  constexpr double kCoefficients = 4.0;
  double squares = 0.0;
  for (const Point2& point : points) {
    const double off = point.y() - curve(point.x());
    squares += off * off;
  }
  return std::sqrt(squares / std::max(1.0, static_cast<double>(points.size()) - kCoefficients));
}

// Beyond its points a cubic says nothing.
bool within(const Border& points, double x) {
  return !points.empty() && x >= points.front().x() && x <= points.back().x();
}

// The border's smooth height at x, which may lie between samples.
std::optional<BorderPoint> smoothAt(const Border& border, double x, double halfWidthMm) {
  Border near;
  for (const Point2& point : border) {
    const double d = point.x() - x;
    if (std::abs(d) <= halfWidthMm) near.emplace_back(d, point.y());
  }
  const auto curve = geometry::fitCubic(near);
  if (!curve || !within(near, 0.0)) return std::nullopt;
  return BorderPoint{{x, (*curve)(0.0)}, curve->bendAt(0.0), scatterAbout(*curve, near), 0.0};
}

// The touching point within the range: where the line touches inside, else the range's end.
std::optional<BorderPoint> touchWithin(const Border& border, const XRange& range, double slope,
                                       double halfWidthMm) {
  const auto start = highest(border, range, slope);
  if (!start) return std::nullopt;
  auto fitted = touchNear(border, start->x(), slope, halfWidthMm);
  if (fitted && fitted->point.x() >= range.from && fitted->point.x() <= range.to) return fitted;
  const double middle = 0.5 * (range.from + range.to);
  const double end = (fitted ? fitted->point.x() : start->x()) < middle ? range.from : range.to;
  auto atEnd = smoothAt(border, end, halfWidthMm);
  return atEnd ? atEnd : BorderPoint{*start, 0.0, 0.0, 0.0};
}

}  // namespace

Border borderOf(std::span<const double> xs, std::span<const Extent> widths, double outward) {
  Border border;
  border.reserve(xs.size());
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const Extent& y = widths[i];
    if (!y.empty()) border.emplace_back(xs[i], outward > 0 ? y.high : -y.low);
  }
  return border;
}

std::optional<BorderPoint> touchNear(const Border& border, double startX, double slope,
                                     double halfWidthMm) {
  constexpr int kRounds = 5;
  double centre = startX;
  std::optional<BorderPoint> touched;
  Border near;
  for (int round = 0; round < kRounds; ++round) {
    near.clear();
    for (const Point2& point : border) {
      const double d = point.x() - centre;
      if (std::abs(d) <= halfWidthMm) near.emplace_back(d, point.y() - slope * point.x());
    }
    const auto curve = geometry::fitCubic(near);
    const auto top = curve ? curve->maximum() : std::nullopt;
    if (!top || !within(near, *top)) return touched;
    const double x = centre + *top;
    BorderPoint found{{x, (*curve)(*top) + slope * x}, curve->bendAt(*top), 0.0, 0.0};
    found.offMm = scatterAbout(*curve, near);
    const double apart =
        std::max(kCorrelationMm, 2.0 * halfWidthMm / static_cast<double>(near.size()));
    const double independent = 2.0 * halfWidthMm / apart;
    const double slopeSpread =
        kCubicSlope * found.offMm / (halfWidthMm * std::sqrt(independent / 3.0));
    found.spreadMm = slopeSpread / std::max(found.curvature, kMinCurvature);
    touched = found;
    centre = x;
    if (std::abs(*top) < 1e-6) break;
  }
  return touched;
}

std::optional<BorderPoint> touchFrom(const Border& border, const Point2& pivot, double fromX,
                                     double toX, double halfWidthMm) {
  const auto slopeTo = [&pivot](const Point2& point) {
    return (point.y() - pivot.y()) / (point.x() - pivot.x());
  };
  std::optional<Point2> outermost;
  for (const Point2& point : border) {
    if (point.x() < fromX || point.x() > toX || point.x() <= pivot.x()) continue;
    if (!outermost || slopeTo(point) > slopeTo(*outermost)) outermost = point;
  }
  if (!outermost) return std::nullopt;
  constexpr int kRounds = 4;
  double slope = slopeTo(*outermost);
  std::optional<BorderPoint> touched;
  for (int round = 0; round < kRounds; ++round) {
    touched = touchWithin(border, {fromX, toX}, slope, halfWidthMm);
    if (!touched) break;
    slope = slopeTo(touched->point);
  }
  // A border torn by a hole can lead the curve inwards, away from what lies farthest out.
  constexpr double kAstrayMm = 2.0;
  const double farOut = slopeTo(*outermost) - slope;
  if (touched && farOut * (outermost->x() - pivot.x()) > kAstrayMm) {
    return BorderPoint{*outermost, 0.0, kAstrayMm, kAstrayMm};
  }
  return touched;
}

std::optional<CommonTangent> commonTangent(const Border& border, const XRange& heel,
                                           const XRange& ball, double halfWidthMm) {
  constexpr int kRounds = 8;
  constexpr double kStill = 1e-7;
  CommonTangent tangent;
  double slope = 0.0;
  for (int round = 0; round < kRounds; ++round) {
    const auto atHeel = touchWithin(border, heel, slope, halfWidthMm);
    const auto atBall = touchWithin(border, ball, slope, halfWidthMm);
    if (!atHeel || !atBall) return std::nullopt;
    tangent = {*atHeel, *atBall};
    const double next = tangent.slope();
    if (std::abs(next - slope) < kStill) break;
    slope = next;
  }
  return tangent;
}

}  // namespace podalign::anatomy
