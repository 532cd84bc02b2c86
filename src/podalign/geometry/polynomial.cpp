#include "podalign/geometry/polynomial.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

namespace podalign::geometry {

namespace {

std::optional<Polynomial> fit(std::span<const Point2> points, Eigen::Index degree) {
  constexpr std::size_t kMinPoints = 6;
  if (points.size() < kMinPoints) return std::nullopt;
  Eigen::MatrixXd powers(static_cast<Eigen::Index>(points.size()), degree + 1);
  Eigen::VectorXd values(powers.rows());
  for (Eigen::Index i = 0; i < powers.rows(); ++i) {
    const Point2& point = points[static_cast<std::size_t>(i)];
    double power = 1.0;
    for (Eigen::Index k = 0; k <= degree; ++k, power *= point.x()) powers(i, k) = power;
    values[i] = point.y();
  }
  Polynomial polynomial;
  polynomial.c.head(degree + 1) = powers.colPivHouseholderQr().solve(values);
  return polynomial;
}

}  // namespace

std::optional<double> Polynomial::maximum() const {
  // Roots of c1 + 2 c2 x + 3 c3 x^2, in the form that stays exact as c3 goes to 0; on this one the
  // second derivative is -2 sqrt(discriminant).
  const double discriminant = c[2] * c[2] - 3.0 * c[1] * c[3];
  const double denominator = -c[2] + std::sqrt(std::max(0.0, discriminant));
  if (discriminant <= 0.0 || denominator <= 0.0) return std::nullopt;
  return c[1] / denominator;
}

std::optional<Polynomial> fitParabola(std::span<const Point2> points) { return fit(points, 2); }
std::optional<Polynomial> fitCubic(std::span<const Point2> points) { return fit(points, 3); }

std::optional<Line2> fitLine(std::span<const Point2> points) {
  Point2 mean = Point2::Zero();
  for (const Point2& point : points) mean += point;
  if (points.size() < 2) return std::nullopt;
  mean /= static_cast<double>(points.size());
  double xx = 0.0;
  double xy = 0.0;
  for (const Point2& point : points) {
    xx += (point.x() - mean.x()) * (point.x() - mean.x());
    xy += (point.x() - mean.x()) * (point.y() - mean.y());
  }
  if (xx <= 0.0) return std::nullopt;
  return Line2{mean.y() - xy / xx * mean.x(), xy / xx};
}

double scatterAbout(const Line2& line, std::span<const Point2> points) {
  double squares = 0.0;
  for (const Point2& point : points) {
    const double off = point.y() - line.intercept - line.slope * point.x();
    squares += off * off;
  }
  return std::sqrt(squares / static_cast<double>(points.size()));
}

}  // namespace podalign::geometry
