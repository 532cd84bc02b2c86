#include "phantom/truth_girth.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace phantom {
namespace {

using Eigen::Vector2d;
using Eigen::Vector3d;

constexpr double kPi = 3.14159265358979323846;
constexpr double kHeelPointTopMm = 50.0;
constexpr double kHeelPointFrontShare = 0.3;
constexpr double kCreaseBackShare = 0.20;
constexpr double kCreaseLowShare = 0.15;
constexpr double kFarMm = 120.0;

double cross(const Vector2d& o, const Vector2d& a, const Vector2d& b) {
  return (a.x() - o.x()) * (b.y() - o.y()) - (a.y() - o.y()) * (b.x() - o.x());
}

double closedLength(const std::vector<Vector2d>& ring) {
  double sum = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i)
    sum += (ring[(i + 1) % ring.size()] - ring[i]).norm();
  return sum;
}

std::vector<Vector2d> convexHull(std::vector<Vector2d> points) {
  std::sort(points.begin(), points.end(), [](const Vector2d& a, const Vector2d& b) {
    return a.x() < b.x() || (a.x() == b.x() && a.y() < b.y());
  });
  std::vector<Vector2d> hull;
  for (int pass = 0; pass < 2; ++pass) {
    const std::size_t base = hull.size();
    for (const Vector2d& p : points) {
      while (hull.size() >= base + 2 && cross(hull[hull.size() - 2], hull.back(), p) <= 0.0)
        hull.pop_back();
      hull.push_back(p);
    }
    hull.pop_back();
    std::reverse(points.begin(), points.end());
  }
  return hull;
}

struct Plane {
  Vector3d centre, u, v;  // a point inside the section; unit directions, u the wider one
  double aspect = 1.0;    // rays are spread as on an ellipse of this shape: even on the section
};

Girth girthIn(const Probe& probe, const Plane& plane) {
  constexpr int kRays = 720;
  std::vector<Vector2d> ring;
  for (int i = 0; i < kRays; ++i) {
    const double angle = 2.0 * kPi * i / kRays;
    const Vector2d d = Vector2d(plane.aspect * std::cos(angle), std::sin(angle)).normalized();
    const Vector3d way = d.x() * plane.u + d.y() * plane.v;
    const auto hit = probe.cast(plane.centre + kFarMm * way, -way, kFarMm);
    if (hit) ring.push_back((kFarMm - *hit) * d);
  }
  return {closedLength(convexHull(ring)), closedLength(ring)};
}

}  // namespace

Girth ballGirth(const Probe& probe, const Vector3d& mth1, const Vector3d& mth5) {
  const Vector2d across = (mth1 - mth5).head<2>().normalized();
  const Vector2d middle = 0.5 * (mth1 + mth5).head<2>();
  const double height = 0.5 * (probe.underside(middle.x(), middle.y()) +
                               probe.upperside(middle.x(), middle.y(), 90.0));
  return girthIn(
      probe,
      {{middle.x(), middle.y(), height}, {across.x(), across.y(), 0.0}, Vector3d::UnitZ(), 3.0});
}

double instepGirth(const Probe& probe, double x) {
  const double y = 0.5 * (probe.sideReach(x, 1.0, 1.0, 60.0) - probe.sideReach(x, -1.0, 1.0, 60.0));
  const double z = 0.5 * (probe.underside(x, y) + probe.upperside(x, y, 140.0));
  return girthIn(probe, {{x, y, z}, Vector3d::UnitY(), Vector3d::UnitZ(), 1.5}).tape;
}

std::optional<Vector3d> instepCrease(const Probe& probe, double length) {
  const double sine = std::sin(kPi / 3.0);
  const double cosine = std::cos(kPi / 3.0);
  const auto front = [&](double z) {
    const double start = length + 20.0;
    return maximise(
        [&](double y) {
          const auto hit = probe.cast({start, y, z}, {-1.0, 0.0, 0.0}, start);
          return hit ? start - *hit : 0.0;
        },
        -40.0, 50.0, 10, 1e-3);
  };
  const double low = kCreaseLowShare * length;
  const double top = probe.field().topMm();
  const Maximum bend =
      maximise([&](double z) { return -(front(z).value * sine + z * cosine); }, low, top, 16, 1e-3);
  constexpr double kFromBorderMm = 0.5;
  if (bend.at < low + kFromBorderMm || bend.at > top - kFromBorderMm) return std::nullopt;
  const Maximum ridge = front(bend.at);
  if (ridge.value < kCreaseBackShare * length) return std::nullopt;
  return Vector3d(ridge.value, ridge.at, bend.at);
}

double heelGirth(const Probe& probe, const Vector3d& crease, double length) {
  const Maximum lowest =
      maximise([&](double z) { return -(probe.rearAt(z) + z); }, 0.05, kHeelPointTopMm, 25, 1e-3);
  const double x = std::min(-lowest.value - lowest.at, kHeelPointFrontShare * length);
  const Vector3d heel(x, crease.y(), lowest.at);
  Vector3d along = crease - heel;
  along.y() = 0.0;
  along.normalize();
  return girthIn(probe, {0.5 * (heel + crease), along, Vector3d::UnitY(), 1.5}).tape;
}

}  // namespace phantom
