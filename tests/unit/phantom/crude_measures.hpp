#pragma once

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "phantom/foot.hpp"

/// Measures taken from the mesh in the plainest way, as another witness than the searches on the
/// analytic shape that make the truth. Right feet in frame F; mirror a left one first.
namespace phantom::test {

using Eigen::Vector2d;
using Eigen::Vector3d;

/// Points where the edges of the mesh pass through a plane.
inline std::vector<Vector3d> sectionOf(const Surface& s, const Vector3d& point,
                                       const Vector3d& normal) {
  std::vector<Vector3d> section;
  for (const auto& t : s.triangles) {
    for (std::size_t i = 0; i < 3; ++i) {
      const Vector3d& a = s.vertices[static_cast<std::size_t>(t[i])];
      const Vector3d& b = s.vertices[static_cast<std::size_t>(t[(i + 1) % 3])];
      const double da = (a - point).dot(normal);
      const double db = (b - point).dot(normal);
      if (da * db < 0.0) section.push_back(a + da / (da - db) * (b - a));
    }
  }
  return section;
}

/// Length of a tape around points of a plane spanned by u and v: the integral of the support
/// function over all directions (Cauchy).
inline double tapeAround(const std::vector<Vector3d>& points, const Vector3d& u,
                         const Vector3d& v) {
  constexpr int kDirections = 720;
  const double step = 2.0 * 3.14159265358979323846 / kDirections;
  double sum = 0.0;
  for (int i = 0; i < kDirections; ++i) {
    const Vector3d way = std::cos(step * i) * u + std::sin(step * i) * v;
    double reach = -1e9;
    for (const Vector3d& p : points) reach = std::max(reach, way.dot(p));
    sum += reach * step;
  }
  return sum;
}

/// Lowest and highest `what` over the mesh's points in a section across x, heights low to high.
struct Range {
  double low = 1e9;
  double high = -1e9;
};
inline Range extentAcross(const Surface& s, double x, double zLow, double zHigh) {
  Range range;
  for (const Vector3d& p : sectionOf(s, Vector3d(x, 0, 0), Vector3d::UnitX())) {
    if (p.z() < zLow || p.z() > zHigh) continue;
    range.low = std::min(range.low, p.y());
    range.high = std::max(range.high, p.y());
  }
  return range;
}

/// Largest `score` of the mesh's points that are `wanted`, and where.
struct Best {
  double score = -1e9;
  Vector3d at = Vector3d::Zero();
};
inline Best bestPoint(const Surface& s, const std::function<bool(const Vector3d&)>& wanted,
                      const std::function<double(const Vector3d&)>& score) {
  Best best;
  for (const Vector3d& p : s.vertices)
    if (wanted(p) && score(p) > best.score) best = {score(p), p};
  return best;
}

/// Outline of heights 5-25 mm over x, distance from the axis on the side `sign`.
inline std::vector<Vector2d> borderOf(const Surface& s, double sign, double from, double to) {
  std::vector<Vector2d> border;
  for (int i = 0; i <= 40; ++i) {
    const double x = from + (to - from) * i / 40.0;
    const Range y = extentAcross(s, x, 5.0, 25.0);
    border.emplace_back(x, sign > 0.0 ? y.high : -y.low);
  }
  return border;
}

/// Slope in degrees of the steepest line from a point to a border in front of it.
inline double steepestFrom(const Vector2d& from, const std::vector<Vector2d>& border) {
  double best = -90.0;
  for (const Vector2d& p : border)
    best = std::max(best, std::atan2(p.y() - from.y(), p.x() - from.x()) * 180.0 / M_PI);
  return best;
}

/// Slope in degrees of the line outside of two borders, the second in front of the first.
inline double tangentOf(const std::vector<Vector2d>& heel, const std::vector<Vector2d>& ball) {
  // The tangent's slope is the one at which both reach equally far: bisection.
  const auto reach = [](const std::vector<Vector2d>& border, double slope) {
    double most = -1e9;
    for (const Vector2d& p : border) most = std::max(most, p.y() - slope * p.x());
    return most;
  };
  double low = -1.0;
  double high = 1.0;
  for (int i = 0; i < 40; ++i) {
    const double slope = 0.5 * (low + high);
    (reach(ball, slope) > reach(heel, slope) ? low : high) = slope;
  }
  return std::atan(low) * 180.0 / M_PI;
}

/// Everything below the sole that looks down, middle third, cm3.
inline double volumeUnderSole(const Surface& s, double length) {
  double sum = 0.0;
  for (const auto& t : s.triangles) {
    const Vector3d& a = s.vertices[static_cast<std::size_t>(t[0])];
    const Vector3d& b = s.vertices[static_cast<std::size_t>(t[1])];
    const Vector3d& c = s.vertices[static_cast<std::size_t>(t[2])];
    const Vector3d area = 0.5 * (b - a).cross(c - a);
    const Vector3d middle = (a + b + c) / 3.0;
    if (middle.x() < length / 3.0 || middle.x() > 2.0 * length / 3.0) continue;
    if (area.z() < -0.5 * area.norm()) sum -= area.z() * middle.z();
  }
  return sum / 1000.0;
}

/// Front border seen from the side: least x sin 60 + z cos 60 over slices of height.
inline double creaseScore(const Surface& s, double length, double top) {
  double least = 1e9;
  for (double z = 0.16 * length; z < top - 1.0; z += 1.0) {
    double front = 0.0;
    for (const Vector3d& p : sectionOf(s, Vector3d(0, 0, z), Vector3d::UnitZ()))
      front = std::max(front, p.x());
    least = std::min(least, front * std::sin(M_PI / 3.0) + z * std::cos(M_PI / 3.0));
  }
  return least;
}

inline PhantomFoot asRightFoot(PhantomFoot foot) {
  if (foot.truth.side == Side::Right) return foot;
  for (auto& v : foot.vertices) v.y() = -v.y();
  for (auto& t : foot.triangles) std::swap(t[1], t[2]);
  for (auto& [name, p] : foot.truth.landmarks_in_foot) p.y() = -p.y();
  foot.truth.side = Side::Right;
  return foot;
}

}  // namespace phantom::test
