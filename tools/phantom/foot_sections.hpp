#pragma once

#include <map>
#include <vector>

#include "phantom/loft_truth.hpp"

namespace phantom {

/// Both ends and the multiples of `step` between them: ranges that overlap share their places.
[[nodiscard]] std::vector<double> spread(double from, double to, double step);

/// Section curves of a foot in its frame F; those across x are kept.
class FootSections {
 public:
  FootSections(const FootShape& shape, const FootFrame& frame, double cellMm);
  FootSections(const FootSections&) = delete;
  FootSections& operator=(const FootSections&) = delete;

  /// Across x: u = y, v = z.
  [[nodiscard]] const Curve& across(double x);
  /// Farthest skin along `way` (y, z) at x, heights low to high, good to 1e-4 mm.
  [[nodiscard]] Farthest outermost(double x, const Eigen::Vector2d& way, double low, double high);
  /// At a height, x within a range: u = x, v = y.
  [[nodiscard]] Curve level(double z, const Eigen::Vector2d& xRange) const;
  [[nodiscard]] Curve oblique(const CutPlane& plane_in_foot, const Window& window,
                              double cellMm) const;
  /// (x, sign * y) of the outermost skin at heights low to high.
  [[nodiscard]] std::vector<Eigen::Vector2d> border(double sign, double low, double high,
                                                    double from, double to, double step);
  [[nodiscard]] Eigen::Vector3d farthestFrom(const Eigen::Vector3d& start,
                                             const Eigen::Vector3d& way) const;
  [[nodiscard]] Eigen::Vector3d slope(const Eigen::Vector3d& p) const;
  [[nodiscard]] double topMm() const { return shape_.topMm; }

 private:
  const FootShape& shape_;
  FootFrame frame_;
  double cellMm_;
  ShapeFunction at_;  // in frame F
  std::map<double, Curve> across_;
};

/// Malleoli, navicular and what rests on them.
void addAnkle(FootSections& sections, const FootShape& shape, const FootFrame& frame,
              FootTruth& truth);

}  // namespace phantom
