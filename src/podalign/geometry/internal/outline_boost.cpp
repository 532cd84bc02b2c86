#include <algorithm>
#include <boost/geometry/algorithms/area.hpp>
#include <boost/geometry/algorithms/convex_hull.hpp>
#include <boost/geometry/algorithms/perimeter.hpp>
#include <boost/geometry/algorithms/simplify.hpp>
#include <boost/geometry/geometries/multi_point.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#include <cmath>
#include <limits>

#include "podalign/geometry/outline.hpp"

namespace podalign::geometry {
namespace {

namespace bg = boost::geometry;
using BoostPoint = bg::model::d2::point_xy<double>;
using BoostRing = bg::model::ring<BoostPoint, false, true>;  // counter-clockwise, closed

BoostRing toRing(std::span<const Point2> points) {
  BoostRing ring;
  for (const Point2& point : points) ring.emplace_back(point.x(), point.y());
  if (!points.empty()) ring.emplace_back(points.front().x(), points.front().y());
  return ring;
}

std::vector<Point2> fromRing(const BoostRing& ring) {
  std::vector<Point2> points;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) points.emplace_back(ring[i].x(), ring[i].y());
  return points;
}

BoostRing hullOf(std::span<const Point2> points) {
  bg::model::multi_point<BoostPoint> cloud;
  for (const Point2& point : points) cloud.emplace_back(point.x(), point.y());
  BoostRing hull;
  bg::convex_hull(cloud, hull);
  return hull;
}

// Points strictly inside the polygon of the farthest ones in sixteen directions cannot be on the
// hull [AklToussaint1978]: most of a dense cloud goes, and the hull stays the same.
std::vector<Point2> withoutInnerPoints(std::span<const Point2> points) {
  constexpr std::size_t kDirections = 16;
  constexpr double kTurn = 2.0 * 3.14159265358979323846 / kDirections;
  std::vector<Point2> farthest;
  for (std::size_t i = 0; i < kDirections; ++i) {
    const Point2 direction(std::cos(kTurn * static_cast<double>(i)),
                           std::sin(kTurn * static_cast<double>(i)));
    farthest.push_back(*std::max_element(
        points.begin(), points.end(),
        [&](const Point2& a, const Point2& b) { return direction.dot(a) < direction.dot(b); }));
  }
  const std::vector<Point2> polygon = fromRing(hullOf(farthest));
  if (polygon.size() < 3) return {points.begin(), points.end()};
  std::vector<Point2> kept;
  for (const Point2& point : points) {
    bool inside = true;
    for (std::size_t i = 0; i < polygon.size() && inside; ++i) {
      const Point2 edge = polygon[(i + 1) % polygon.size()] - polygon[i];
      const Point2 to = point - polygon[i];
      inside = edge.x() * to.y() - edge.y() * to.x() > 0.0;
    }
    if (!inside) kept.push_back(point);
  }
  return kept;
}

}  // namespace

std::vector<Point2> convexHull2(std::span<const Point2> points) {
  constexpr std::size_t kManyPoints = 200;
  if (points.size() < kManyPoints) return fromRing(hullOf(points));
  return fromRing(hullOf(withoutInnerPoints(points)));
}

double area(std::span<const Point2> ring) { return std::abs(bg::area(toRing(ring))); }

double perimeter(std::span<const Point2> ring) {
  // Boost 1.74 returns long double for double rings.
  return static_cast<double>(bg::perimeter(toRing(ring)));
}

std::vector<Point2> simplified(std::span<const Point2> ring, double tolerance) {
  BoostRing result;
  bg::simplify(toRing(ring), result, tolerance);
  return fromRing(result);
}

BoundingRectangle minimumAreaRectangle(std::span<const Point2> points) {
  const std::vector<Point2> hull = convexHull2(points);
  BoundingRectangle best;
  double bestArea = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const Point2 edge = hull[(i + 1) % hull.size()] - hull[i];
    if (edge.norm() <= 0.0) continue;
    const Point2 u = edge.normalized();
    const Point2 v(-u.y(), u.x());
    Point2 low = Point2::Constant(std::numeric_limits<double>::infinity());
    Point2 high = -low;
    for (const Point2& point : hull) {
      const Point2 local(u.dot(point), v.dot(point));
      low = low.cwiseMin(local);
      high = high.cwiseMax(local);
    }
    const Point2 size = high - low;
    if (size.prod() >= bestArea) continue;
    bestArea = size.prod();
    const Point2 middle = 0.5 * (low + high);
    best.centre = middle.x() * u + middle.y() * v;
    best.axis = size.x() >= size.y() ? u : v;
    best.length = size.maxCoeff();
    best.width = size.minCoeff();
  }
  return best;
}

}  // namespace podalign::geometry
