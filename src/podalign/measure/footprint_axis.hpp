#pragma once

#include <optional>

#include "podalign/measure/footfall_measures.hpp"
#include "podalign/measure/footprint_geometry.hpp"

namespace podalign::measure {

/// Direction of the long axis of a print by the chosen method, heel to toe, unit length, in the
/// footprint's frame; nothing where the method cannot be used (no roll-over for CopChord).
[[nodiscard]] std::optional<Point2> footprintAxis(const Footprint& footprint,
                                                  const plantar::Footfall& footfall,
                                                  plantar::GridView view, FootprintAxis axis);

struct Line {
  Point2 from = Point2::Zero();
  Point2 to = Point2::Zero();
  [[nodiscard]] Point2 direction() const { return (to - from).normalized(); }
  [[nodiscard]] double length() const { return (to - from).norm(); }
};

/// Straight edges laid against the inner and the outer side of the print, from where they touch the
/// heel to where they touch the ball: the longest edge of the print's hull there.
struct PrintBorders {
  std::optional<Line> medial, lateral;
};
[[nodiscard]] PrintBorders bordersOf(const Footprint& footprint, Toes toes);

/// Direction turned by an angle, counter-clockwise.
[[nodiscard]] Point2 turned(const Point2& direction, units::Angle angle);

/// Angle from `from` to `to`, counter-clockwise, -180 to 180 degrees.
[[nodiscard]] units::Angle angleBetween(const Point2& from, const Point2& to);

}  // namespace podalign::measure
