#include "phantom/spline.hpp"

#include <cstddef>

namespace phantom {

Spline::Spline(std::vector<std::pair<double, double>> knots) : knots_(std::move(knots)) {
  const std::size_t n = knots_.size();
  curvature_.assign(n, 0.0);
  std::vector<double> upper(n, 0.0);
  std::vector<double> right(n, 0.0);
  for (std::size_t i = 1; i + 1 < n; ++i) {  // Thomas algorithm; the end curvatures are zero
    const double before = knots_[i].first - knots_[i - 1].first;
    const double after = knots_[i + 1].first - knots_[i].first;
    const double slopeChange = (knots_[i + 1].second - knots_[i].second) / after -
                               (knots_[i].second - knots_[i - 1].second) / before;
    const double pivot = 2.0 * (before + after) - before * upper[i - 1];
    upper[i] = after / pivot;
    right[i] = (6.0 * slopeChange - before * right[i - 1]) / pivot;
  }
  for (std::size_t i = n - 1; i-- > 1;) curvature_[i] = right[i] - upper[i] * curvature_[i + 1];
}

double Spline::at(double x) const {
  if (x <= knots_.front().first) return knots_.front().second;
  if (x >= knots_.back().first) return knots_.back().second;
  std::size_t i = 1;
  while (knots_[i].first < x) ++i;
  const auto& [x0, y0] = knots_[i - 1];
  const auto& [x1, y1] = knots_[i];
  const double width = x1 - x0;
  const double a = (x1 - x) / width;
  const double b = (x - x0) / width;
  return a * y0 + b * y1 +
         ((a * a * a - a) * curvature_[i - 1] + (b * b * b - b) * curvature_[i]) * width * width /
             6.0;
}

}  // namespace phantom
