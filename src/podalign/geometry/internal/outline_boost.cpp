#include <algorithm>
#include <array>
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
  cloud.reserve(points.size());
  for (const Point2& point : points) cloud.emplace_back(point.x(), point.y());
  BoostRing hull;
  bg::convex_hull(cloud, hull);
  return hull;
}

// Upright strips of equal width over a cloud: which stretch of each strip surely lies inside the
// hull, so that the points in it cannot be corners. Most of a dense cloud goes, and the hull stays.
class InnerStrips {
 public:
  explicit InnerStrips(std::span<const Point2> points) {
    double right = points[0].x();
    left_ = right;
    for (const Point2& point : points) {
      left_ = std::min(left_, point.x());
      right = std::max(right, point.x());
    }
    count_ = std::clamp<std::size_t>(points.size() / kPointsPerStrip, 1, kMostStrips);
    width_ = (right - left_) / static_cast<double>(count_);
    if (!(width_ > 0.0)) return;
    findInside(hullOf(outermost(points)));
  }

  [[nodiscard]] bool surelyInside(const Point2& point) const {
    if (inside_.empty()) return false;
    const Stretch& stretch = inside_[stripOf(point.x())];
    return point.y() > stretch.low && point.y() < stretch.high;
  }

 private:
  static constexpr std::size_t kPointsPerStrip = 8;
  static constexpr std::size_t kMostStrips = 160;
  struct Stretch {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
  };

  [[nodiscard]] std::size_t stripOf(double x) const {
    return std::min(count_ - 1, static_cast<std::size_t>((x - left_) / width_));
  }

  // The lowest and the highest point of every strip.
  [[nodiscard]] std::vector<Point2> outermost(std::span<const Point2> points) const {
    constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
    std::vector<std::array<std::size_t, 2>> ends(count_, {kNone, kNone});
    for (std::size_t i = 0; i < points.size(); ++i) {
      auto& [lowest, highest] = ends[stripOf(points[i].x())];
      if (lowest == kNone || points[i].y() < points[lowest].y()) lowest = i;
      if (highest == kNone || points[i].y() > points[highest].y()) highest = i;
    }
    std::vector<Point2> outer;
    for (const auto& [lowest, highest] : ends) {
      if (lowest == kNone) continue;
      outer.push_back(points[lowest]);
      if (highest != lowest) outer.push_back(points[highest]);
    }
    return outer;
  }

  // The lower border of a hull bends up, so over a strip it is highest at one of the strip's sides;
  // the upper one is lowest there. Strips that the hull does not span keep an empty stretch.
  void findInside(const BoostRing& hull) {
    const Stretch empty{std::numeric_limits<double>::infinity(),
                        -std::numeric_limits<double>::infinity()};
    std::vector<Stretch> across(count_ + 1, empty);
    for (std::size_t i = 0; i + 1 < hull.size(); ++i) {
      const bool lower = hull[i].x() < hull[i + 1].x();  // counter-clockwise
      const BoostPoint& a = lower ? hull[i] : hull[i + 1];
      const BoostPoint& b = lower ? hull[i + 1] : hull[i];
      if (!(a.x() < b.x())) continue;
      const double slope = (b.y() - a.y()) / (b.x() - a.x());
      for (auto k = static_cast<std::size_t>(std::ceil((a.x() - left_) / width_));
           k <= count_ && left_ + static_cast<double>(k) * width_ <= b.x(); ++k) {
        const double y = a.y() + (left_ + static_cast<double>(k) * width_ - a.x()) * slope;
        (lower ? across[k].low : across[k].high) = y;
      }
    }
    // A little inwards, so that rounding drops no corner.
    const double margin = 1e-9 * static_cast<double>(count_) * width_;
    inside_.assign(count_, empty);
    for (std::size_t k = 0; k < count_; ++k) {
      inside_[k] = {std::max(across[k].low, across[k + 1].low) + margin,
                    std::min(across[k].high, across[k + 1].high) - margin};
    }
  }

  double left_ = 0.0;
  double width_ = 0.0;
  std::size_t count_ = 0;
  std::vector<Stretch> inside_;
};

std::vector<Point2> withoutInnerPoints(std::span<const Point2> points) {
  const InnerStrips strips(points);
  std::vector<Point2> kept;
  for (const Point2& point : points) {
    if (!strips.surelyInside(point)) kept.push_back(point);
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
