#include "podalign/measure/footprint_axis.hpp"

#include <cmath>
#include <utility>

#include "podalign/geometry/outline.hpp"

namespace podalign::measure {
namespace {

// The medial border begins in this part of the print's length.
constexpr double kHeelPart = 0.4;

Point2 towardsToes(const Point2& direction, const Footprint& footprint) {
  return direction.dot(footprint.heelToToe) < 0.0 ? Point2(-direction) : direction;
}

Point2 nearestSensorAxis(const Point2& direction) {
  if (std::abs(direction.x()) > std::abs(direction.y())) {
    return {direction.x() < 0.0 ? -1.0 : 1.0, 0.0};
  }
  return {0.0, direction.y() < 0.0 ? -1.0 : 1.0};
}

Point2 principalAxis(const Footprint& footprint) {
  Point2 mean = Point2::Zero();
  for (const FootprintCell& cell : footprint.cells) mean += cell.centre;
  mean /= static_cast<double>(footprint.cells.size());
  double xx = 0.0;
  double xy = 0.0;
  double yy = 0.0;
  for (const FootprintCell& cell : footprint.cells) {
    const Point2 d = cell.centre - mean;
    xx += d.x() * d.x();
    xy += d.x() * d.y();
    yy += d.y() * d.y();
  }
  const double angle = 0.5 * std::atan2(2.0 * xy, xx - yy);
  return {std::cos(angle), std::sin(angle)};
}

std::optional<Point2> copChord(const plantar::Footfall& footfall, plantar::GridView view) {
  const plantar::CopPoint* first = nullptr;
  const plantar::CopPoint* last = nullptr;
  for (const plantar::CopPoint& point : footfall.cop) {
    if (!point.valid) continue;
    if (first == nullptr) first = &point;
    last = &point;
  }
  if (first == nullptr) return std::nullopt;
  const Point2 chord =
      planPoint(last->xMm, last->yMm, view) - planPoint(first->xMm, first->yMm, view);
  if (!(chord.norm() > 0.0)) return std::nullopt;
  return chord.normalized();
}

}  // namespace

std::optional<Point2> footprintAxis(const Footprint& footprint, const plantar::Footfall& footfall,
                                    plantar::GridView view, FootprintAxis axis) {
  switch (axis) {
    case FootprintAxis::HeelToSecondToe: {
      const Point2 way = footprint.secondToe - footprint.heelCentre;
      if (!(way.norm() > 0.0)) return std::nullopt;
      return way.normalized();
    }
    case FootprintAxis::MinimumAreaBox:
      return towardsToes(
          geometry::minimumAreaRectangle(outerCorners(footprint, Toes::Included)).axis, footprint);
    case FootprintAxis::Plate: return nearestSensorAxis(footprint.heelToToe);
    case FootprintAxis::PrincipalAxis: return towardsToes(principalAxis(footprint), footprint);
    case FootprintAxis::CopChord: return copChord(footfall, view);
  }
  return std::nullopt;
}

namespace {

std::optional<Line> borderOf(const Footprint& footprint, const std::vector<Point2>& hull,
                             const Extent& length, const Point2& outward) {
  std::optional<Line> longest;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    Line edge{hull[i], hull[(i + 1) % hull.size()]};
    if (footprint.heelToToe.dot(edge.to - edge.from) < 0.0) std::swap(edge.from, edge.to);
    const bool onSide = outward.dot(0.5 * (edge.from + edge.to) - footprint.heelCentre) > 0.0;
    const bool atHeel =
        footprint.heelToToe.dot(edge.from) < length.low + kHeelPart * length.length();
    if (onSide && atHeel && (!longest || edge.length() > longest->length())) longest = edge;
  }
  return longest;
}

}  // namespace

PrintBorders bordersOf(const Footprint& footprint, Toes toes) {
  const auto hull = geometry::convexHull2(outerCorners(footprint, toes));
  const Extent length = extentAlong(footprint, footprint.heelToToe, toes);
  const Point2 medial = medialNormal(footprint, footprint.heelToToe);
  return {borderOf(footprint, hull, length, medial), borderOf(footprint, hull, length, -medial)};
}

Point2 turned(const Point2& direction, units::Angle angle) {
  const double c = std::cos(units::inRadians(angle));
  const double s = std::sin(units::inRadians(angle));
  return {c * direction.x() - s * direction.y(), s * direction.x() + c * direction.y()};
}

units::Angle angleBetween(const Point2& from, const Point2& to) {
  return units::radians(
      std::atan2(from.x() * to.y() - from.y() * to.x(), from.x() * to.x() + from.y() * to.y()));
}

}  // namespace podalign::measure
