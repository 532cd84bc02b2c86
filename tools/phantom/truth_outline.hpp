#pragma once

#include <Eigen/Core>
#include <functional>
#include <vector>

#include "phantom/probe.hpp"

namespace phantom {

/// Distance of one border of a foot from the axis over x: sign * y, outward positive.
using Border = std::function<double(double)>;

/// The border over a range: a coarse table, and the border itself for the last step.
class BorderRange {
 public:
  BorderRange(const Border& border, double from, double to, double tolerance);
  /// Where a line of this slope touches from outside: (x, distance).
  [[nodiscard]] Eigen::Vector2d touch(double slope) const;
  /// Where the line through `from`, a point behind the range, touches.
  [[nodiscard]] Eigen::Vector2d touchFrom(const Eigen::Vector2d& from) const;

 private:
  [[nodiscard]] Eigen::Vector2d best(const std::function<double(const Eigen::Vector2d&)>& f) const;

  const Border& border_;
  double tolerance_;
  std::vector<Eigen::Vector2d> table_;
};

struct Tangent {
  Eigen::Vector2d heel, ball;  // (x, distance)
  [[nodiscard]] double degrees() const;
};
/// Common tangent of heel and ball on one border: the line that lies outside both.
[[nodiscard]] Tangent commonTangent(const BorderRange& heel, const BorderRange& ball);

/// A straight line y(x) by least squares.
struct Line {
  double at0 = 0.0;
  double slope = 0.0;
};
[[nodiscard]] Line fitLine(const std::vector<Eigen::Vector2d>& points);

}  // namespace phantom
