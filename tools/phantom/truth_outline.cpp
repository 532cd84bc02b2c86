#include "phantom/truth_outline.hpp"

#include <algorithm>
#include <cmath>

namespace phantom {

using Eigen::Vector2d;

BorderRange::BorderRange(const Border& border, double from, double to, double tolerance)
    : border_(border), tolerance_(tolerance) {
  constexpr int kSteps = 14;
  for (int i = 0; i <= kSteps; ++i) {
    const double x = from + (to - from) * i / kSteps;
    table_.emplace_back(x, border(x));
  }
}

Vector2d BorderRange::best(const std::function<double(const Vector2d&)>& f) const {
  std::size_t most = 0;
  for (std::size_t i = 1; i < table_.size(); ++i)
    if (f(table_[i]) > f(table_[most])) most = i;
  const double low = table_[most == 0 ? 0 : most - 1].x();
  const double high = table_[std::min(most + 1, table_.size() - 1)].x();
  const Maximum found = maximise(
      [&](double x) {
        return f({x, border_(x)});
      },
      low, high, 2, tolerance_);
  return {found.at, border_(found.at)};
}

Vector2d BorderRange::touch(double slope) const {
  return best([slope](const Vector2d& p) { return p.y() - slope * p.x(); });
}

Vector2d BorderRange::touchFrom(const Vector2d& from) const {
  return best([&from](const Vector2d& p) { return (p.y() - from.y()) / (p.x() - from.x()); });
}

double Tangent::degrees() const {
  constexpr double kDegrees = 180.0 / 3.14159265358979323846;
  return kDegrees * std::atan2(ball.y() - heel.y(), ball.x() - heel.x());
}

Tangent commonTangent(const BorderRange& heel, const BorderRange& ball) {
  Tangent t;
  double slope = 0.0;
  for (int i = 0; i < 12; ++i) {
    t = {heel.touch(slope), ball.touch(slope)};
    const double next = (t.ball.y() - t.heel.y()) / (t.ball.x() - t.heel.x());
    if (std::abs(next - slope) < 1e-6) break;
    slope = next;
  }
  return t;
}

Line fitLine(const std::vector<Vector2d>& points) {
  Vector2d mean = Vector2d::Zero();
  for (const Vector2d& p : points) mean += p;
  mean /= static_cast<double>(points.size());
  double xx = 0.0;
  double xy = 0.0;
  for (const Vector2d& p : points) {
    xx += (p.x() - mean.x()) * (p.x() - mean.x());
    xy += (p.x() - mean.x()) * (p.y() - mean.y());
  }
  const double slope = xy / xx;
  return {mean.y() - slope * mean.x(), slope};
}

}  // namespace phantom
