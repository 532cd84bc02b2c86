#include "podalign/geometry/parabola.hpp"

#include <Eigen/QR>

namespace podalign::geometry {

std::optional<double> Parabola::maximum() const {
  if (!(c[2] < 0.0)) return std::nullopt;
  return -c[1] / (2.0 * c[2]);
}

std::optional<Parabola> fitParabola(std::span<const Point2> points) {
  if (points.size() < 4) return std::nullopt;
  Eigen::MatrixX3d powers(static_cast<Eigen::Index>(points.size()), 3);
  Eigen::VectorXd values(powers.rows());
  for (Eigen::Index i = 0; i < powers.rows(); ++i) {
    const Point2& point = points[static_cast<std::size_t>(i)];
    powers.row(i) << 1.0, point.x(), point.x() * point.x();
    values[i] = point.y();
  }
  return Parabola{powers.colPivHouseholderQr().solve(values)};
}

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

}  // namespace podalign::geometry
