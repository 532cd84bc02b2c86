#pragma once

#include <Eigen/Core>
#include <functional>
#include <vector>

namespace phantom {

/// Negative inside, near the distance to the skin outside and in.
using ShapeFunction = std::function<double(const Eigen::Vector3d&)>;

struct CutPlane {
  Eigen::Vector3d origin, u, v;  ///< unit directions
  [[nodiscard]] Eigen::Vector3d at(const Eigen::Vector2d& p) const {
    return origin + p.x() * u + p.y() * v;
  }
};
struct Window {
  Eigen::Vector2d low, high;  ///< along u and v
};
/// A piece of a section's curve, ends on the skin within 1e-4 mm.
struct CurvePiece {
  Eigen::Vector2d a, b;
};
using Curve = std::vector<CurvePiece>;

/// The curve in which a plane cuts the shape, in pieces of at most 1.4 cells; a piece lies within
/// cell^2 / (4 * radius) of the skin.
[[nodiscard]] Curve cutCurve(const ShapeFunction& shape, const CutPlane& plane,
                             const Window& window, double cellMm);

/// Farthest point of a curve along `way`, of what lies within heights `low` to `high` of v.
struct Farthest {
  double reach = -1e9;
  Eigen::Vector2d at = Eigen::Vector2d::Zero();
};
[[nodiscard]] Farthest farthest(const Curve& curve, const Eigen::Vector2d& way, double low,
                                double high);
/// Lowest and highest v where the curve crosses u = `u`; low above high where it does not.
struct Crossing {
  double low = 1e9;
  double high = -1e9;
};
[[nodiscard]] Crossing crossingAt(const Curve& curve, double u);

[[nodiscard]] double lengthOf(const Curve& curve);
/// Length of the convex hull's border.
[[nodiscard]] double tapeLength(const Curve& curve);

/// Top of a row of samples (place, value): parabola through the best and its neighbours.
[[nodiscard]] Eigen::Vector2d peakOf(const std::vector<Eigen::Vector2d>& samples);

/// The same, asked again close around that top.
[[nodiscard]] Eigen::Vector2d peakOf(const std::vector<Eigen::Vector2d>& samples,
                                     const std::function<double(double)>& value);

/// The point of the skin farthest along `way`, climbed to from `start`; with `level` it stays at
/// the height it has.
enum class Climb { Free, Level };
[[nodiscard]] Eigen::Vector3d climbTo(const ShapeFunction& shape, Eigen::Vector3d start,
                                      const Eigen::Vector3d& way, Climb climb);
[[nodiscard]] Eigen::Vector3d slopeOf(const ShapeFunction& shape, const Eigen::Vector3d& p);

}  // namespace phantom
