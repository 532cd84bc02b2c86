#pragma once

#include <optional>
#include <span>

#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// Least squares parabola y = c[0] + c[1] x + c[2] x^2.
struct Parabola {
  Eigen::Vector3d c = Eigen::Vector3d::Zero();
  [[nodiscard]] double operator()(double x) const { return c[0] + x * (c[1] + x * c[2]); }
  /// x of the highest point; absent where the parabola opens upwards.
  [[nodiscard]] std::optional<double> maximum() const;
};

/// Absent with fewer than four points.
[[nodiscard]] std::optional<Parabola> fitParabola(std::span<const Point2> points);

struct Line2 {
  double intercept = 0.0;
  double slope = 0.0;  ///< dy/dx
};
/// Least squares line; absent with fewer than two different x.
[[nodiscard]] std::optional<Line2> fitLine(std::span<const Point2> points);

}  // namespace podalign::geometry
