#pragma once

#include <optional>
#include <span>
#include <vector>

#include "podalign/geometry/mesh.hpp"
#include "podalign/geometry/section.hpp"

namespace podalign::anatomy {

/// One side of the outline seen from above: points (x, distance outward from y = 0), x ascending.
/// Outward is +1 for the side of +y and -1 for that of -y.
using Border = std::vector<geometry::Point2>;

/// The heights whose outline carries the ball, the toes and the tangents (docs/contract.md).
inline constexpr geometry::Window kBorderHeights{5.0, 25.0};

/// One side of the outline whose extents in y at these heights are `widths`, one for each x.
[[nodiscard]] Border borderOf(std::span<const double> xs, std::span<const geometry::Extent> widths,
                              double outward);

/// A point of a border with how well it is known.
struct BorderPoint {
  geometry::Point2 point = geometry::Point2::Zero();
  double curvature = 0.0;  ///< 1/mm, of the border there, outward bulge positive
  double offMm = 0.0;      ///< scatter of the border about its fitted curve, 1 SD
  double spreadMm = 0.0;   ///< 1 SD along the border, from that scatter
};

/// Where a line of the given slope, moved in from outside, first touches the border within
/// `halfWidthMm` of `startX`: top of the cubic through the border there, moved until it stands
/// still, so that neither single facets nor the sampling move it.
[[nodiscard]] std::optional<BorderPoint> touchNear(const Border& border, double startX,
                                                   double slope, double halfWidthMm);

/// Where a line turned about `pivot` from outside first touches the border between two x.
[[nodiscard]] std::optional<BorderPoint> touchFrom(const Border& border,
                                                   const geometry::Point2& pivot, double fromX,
                                                   double toX, double halfWidthMm);

/// The line outside the border that touches it both between heel.from and heel.to and between
/// ball.from and ball.to.
struct XRange {
  double from = 0.0;
  double to = 0.0;
};
struct CommonTangent {
  BorderPoint heel, ball;
  [[nodiscard]] double slope() const {
    return (ball.point.y() - heel.point.y()) / (ball.point.x() - heel.point.x());
  }
};
[[nodiscard]] std::optional<CommonTangent> commonTangent(const Border& border, const XRange& heel,
                                                         const XRange& ball, double halfWidthMm);

}  // namespace podalign::anatomy
