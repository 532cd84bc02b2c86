#pragma once

#include <optional>
#include <span>

#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// Least squares polynomial y = c[0] + c[1] x + c[2] x^2 + c[3] x^3; c[3] is 0 for a parabola.
struct Polynomial {
  Eigen::Vector4d c = Eigen::Vector4d::Zero();
  [[nodiscard]] double operator()(double x) const {
    return c[0] + x * (c[1] + x * (c[2] + x * c[3]));
  }
  /// -d2y/dx2: how sharply it bends down there.
  [[nodiscard]] double bendAt(double x) const { return -2.0 * c[2] - 6.0 * c[3] * x; }
  /// x of the local maximum nearest 0; absent where there is none.
  [[nodiscard]] std::optional<double> maximum() const;
};

/// Absent with fewer than six points.
[[nodiscard]] std::optional<Polynomial> fitParabola(std::span<const Point2> points);
[[nodiscard]] std::optional<Polynomial> fitCubic(std::span<const Point2> points);

struct Line2 {
  double intercept = 0.0;
  double slope = 0.0;  ///< dy/dx
};
/// Least squares line; absent with fewer than two different x.
[[nodiscard]] std::optional<Line2> fitLine(std::span<const Point2> points);
/// Root mean square of the points' distances from the line along y; the points are not none.
[[nodiscard]] double scatterAbout(const Line2& line, std::span<const Point2> points);

}  // namespace podalign::geometry
