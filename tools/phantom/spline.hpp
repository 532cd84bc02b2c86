#pragma once

#include <utility>
#include <vector>

namespace phantom {

/// Natural cubic through the knots, constant beyond the ends.
class Spline {
 public:
  Spline() = default;
  explicit Spline(std::vector<std::pair<double, double>> knots);
  [[nodiscard]] double at(double x) const;

 private:
  std::vector<std::pair<double, double>> knots_;
  std::vector<double> curvature_;  // second derivatives at the knots
};

}  // namespace phantom
