// Boost 1.74 hands an unset point to a test that says it is not used; the compiler cannot see that.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <algorithm>
#include <boost/geometry/algorithms/area.hpp>
#include <boost/geometry/algorithms/buffer.hpp>
#include <boost/geometry/algorithms/correct.hpp>
#include <boost/geometry/algorithms/difference.hpp>
#include <boost/geometry/algorithms/intersection.hpp>
#include <boost/geometry/algorithms/union.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#include <cmath>

#include "podalign/geometry/rings.hpp"

namespace podalign::geometry {
namespace {

namespace bg = boost::geometry;
using BoostPoint = bg::model::d2::point_xy<double>;
using BoostPolygon = bg::model::polygon<BoostPoint, false, true>;  // counter-clockwise, closed
using BoostPolygons = bg::model::multi_polygon<BoostPolygon>;

BoostPolygon toPolygon(std::span<const Point2> points) {
  BoostPolygon polygon;
  for (const Point2& point : points) polygon.outer().emplace_back(point.x(), point.y());
  if (!points.empty()) polygon.outer().emplace_back(points.front().x(), points.front().y());
  bg::correct(polygon);
  return polygon;
}

std::vector<Ring> outerRings(const BoostPolygons& polygons) {
  std::vector<Ring> rings;
  for (const BoostPolygon& polygon : polygons) {
    Ring ring;
    const auto& outer = polygon.outer();
    for (std::size_t i = 0; i + 1 < outer.size(); ++i)
      ring.emplace_back(outer[i].x(), outer[i].y());
    if (ring.size() >= 3) rings.push_back(std::move(ring));
  }
  std::stable_sort(rings.begin(), rings.end(), [](const Ring& a, const Ring& b) {
    return std::abs(bg::area(toPolygon(a))) > std::abs(bg::area(toPolygon(b)));
  });
  return rings;
}

}  // namespace

std::vector<Ring> offsetRing(std::span<const Point2> ring, double distance) {
  constexpr std::size_t kPointsPerCircle = 48;
  BoostPolygons result;
  bg::buffer(toPolygon(ring), result, bg::strategy::buffer::distance_symmetric<double>(distance),
             bg::strategy::buffer::side_straight(),
             bg::strategy::buffer::join_round(kPointsPerCircle), bg::strategy::buffer::end_flat(),
             bg::strategy::buffer::point_circle(kPointsPerCircle));
  return outerRings(result);
}

std::vector<Ring> unionOf(std::span<const Point2> a, std::span<const Point2> b) {
  BoostPolygons result;
  bg::union_(toPolygon(a), toPolygon(b), result);
  return outerRings(result);
}

std::vector<Ring> intersectionOf(std::span<const Point2> a, std::span<const Point2> b) {
  BoostPolygons result;
  bg::intersection(toPolygon(a), toPolygon(b), result);
  return outerRings(result);
}

std::vector<Ring> differenceOf(std::span<const Point2> a, std::span<const Point2> b) {
  BoostPolygons result;
  bg::difference(toPolygon(a), toPolygon(b), result);
  return outerRings(result);
}

}  // namespace podalign::geometry
