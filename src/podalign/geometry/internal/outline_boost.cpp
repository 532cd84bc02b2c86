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

}  // namespace

std::vector<Point2> convexHull2(std::span<const Point2> points) {
  bg::model::multi_point<BoostPoint> cloud;
  for (const Point2& point : points) cloud.emplace_back(point.x(), point.y());
  BoostRing hull;
  bg::convex_hull(cloud, hull);
  return fromRing(hull);
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
