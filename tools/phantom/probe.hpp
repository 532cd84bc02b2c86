#pragma once

#include <Eigen/Core>
#include <functional>
#include <optional>

#include "phantom/field.hpp"

namespace phantom {

/// The foot frame F within the construction frame of a right foot: turned about the vertical and
/// moved, the ground stays.
struct FootFrame {
  double cosine = 1.0;
  double sine = 0.0;
  Eigen::Vector2d origin_in_construction = Eigen::Vector2d::Zero();

  [[nodiscard]] Eigen::Vector3d toConstruction(const Eigen::Vector3d& p_in_foot) const;
  [[nodiscard]] Eigen::Vector3d toFoot(const Eigen::Vector3d& p_in_construction) const;
  [[nodiscard]] Eigen::Vector3d turnToConstruction(const Eigen::Vector3d& direction_in_foot) const;
};

/// Exact questions to the analytic surface, in frame F of a right foot, answered by root finding
/// (1e-7 mm) and one-dimensional searches; no mesh is involved.
class Probe {
 public:
  Probe(const FootField& field, const FootFrame& frame) : field_(field), frame_(frame) {}

  /// First skin met from `start` (outside) along the unit `direction`; nothing within `reachMm`.
  [[nodiscard]] std::optional<double> cast(const Eigen::Vector3d& start,
                                           const Eigen::Vector3d& direction, double reachMm) const;
  /// Outermost skin at x within heights z: +y side for sign = +1, -y side for sign = -1; the
  /// returned number is sign * y.
  [[nodiscard]] double sideReach(double x, double sign, double zLow, double zHigh) const;
  /// The same at one height; nothing where the section is empty there.
  [[nodiscard]] double sideReachAt(double x, double z, double sign) const;
  /// Rearmost x at height z.
  [[nodiscard]] double rearAt(double z) const;
  [[nodiscard]] Eigen::Vector3d rearmost(double zLow, double zHigh) const;
  /// Foremost point of toe 1..5.
  [[nodiscard]] Eigen::Vector3d toeTip(int toe) const;
  [[nodiscard]] double underside(double x, double y) const;
  [[nodiscard]] double upperside(double x, double y, double zStart) const;
  [[nodiscard]] const FootField& field() const { return field_; }
  [[nodiscard]] const FootFrame& frame() const { return frame_; }

 private:
  [[nodiscard]] double rearAtPoint(double y, double z) const;

  const FootField& field_;
  FootFrame frame_;
};

struct Maximum {
  double at = 0.0;
  double value = 0.0;
};
/// Largest value of `f` on [low, high]: `samples` equal steps, then Brent's search around the best.
[[nodiscard]] Maximum maximise(const std::function<double(double)>& f, double low, double high,
                               int samples, double tolerance);

}  // namespace phantom
