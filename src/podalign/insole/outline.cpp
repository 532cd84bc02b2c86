#include "podalign/insole/internal/outline.hpp"

#include <functional>
#include <limits>

#include "podalign/geometry/outline.hpp"
#include "podalign/insole/internal/sole_heights.hpp"
#include "podalign/insole/internal/solid.hpp"
#include "podalign/insole/refusal.hpp"

namespace podalign::insole {
namespace {

using anatomy::LandmarkId;
using geometry::Point2;
using geometry::Ring;

constexpr double kToeBridgeMm = 12.0;        // closes the gaps between toes
constexpr double kSmallestBendMm = 20.0;     // of the outline, outwards
constexpr double kSmallestHollowMm = 150.0;  // inwards: along the arch and behind the ball
constexpr double kToleranceMm = 0.05;
constexpr double kFar = 1000.0;

tl::unexpected<Error> cannot(const std::string& why) {
  return failure(kCannotBeMade, "INSOLE.CANNOT_BE_MADE: " + why +
                                    " Scan the foot again, or set its landmarks; no insole was "
                                    "made.");
}

// Grown and shrunk again (or the other way round): hollows (bends) narrower than `radius` go.
Ring closed(const Ring& ring, double radius) {
  const auto grown = geometry::offsetRing(ring, radius);
  if (grown.empty()) return ring;
  const auto back = geometry::offsetRing(grown.front(), -radius);
  return back.empty() ? ring : back.front();
}
Ring opened(const Ring& ring, double radius) { return closed(ring, -radius); }

Ring thinned(const Ring& ring) { return geometry::simplified(ring, kToleranceMm); }

// Every point moved outwards by what is asked at its x.
Ring moved(const Ring& ring, const std::function<double(double)>& by) {
  Ring result;
  const std::size_t n = ring.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Point2 along = ring[(i + 1) % n] - ring[(i + n - 1) % n];
    if (along.norm() <= 0.0) continue;
    const Point2 outwards(along.y(), -along.x());
    result.push_back(ring[i] + outwards.normalized() * by(ring[i].x()));
  }
  return result;
}

// The half plane behind the line through a point with this direction, as a large ring.
Ring behind(const Point2& through, const Point2& inwards) {
  const Point2 side = inwards.normalized();
  const Point2 back(-kFar, 0.0);
  const Point2 a = through - kFar * side;
  const Point2 b = through + kFar * side;
  return {a + back, a, b, b + back};
}

// The foot seen from above, cut at a height that grows from the depth of the cup at the heel to the
// whole foot at the arch and to the pads of the toes in front.
Ring footOutline(const Grid& grid, const Heights& sole, const FootPlaces& places, double cupMm,
                 const profile::InsoleConstants& k) {
  constexpr double kToePadMm = 12.0;
  constexpr double kFallShare = 0.14;  // of the length
  constexpr double kWholeMm = kSoleTopMm - 1.0;
  Heights field(grid.size());
  for (int column = 0; column < grid.columns; ++column) {
    const double share = grid.x(column) / places.length;
    const double rise = smoothStep(k.cupEnd, k.archApexLow, share);
    // Only in front of the ball: a high arch must not part the forefoot from the heel.
    const double fall = smoothStep(k.archEnd, k.archEnd + kFallShare, share);
    const double cut = cupMm + (kWholeMm - cupMm) * rise + (kToePadMm - kWholeMm) * fall;
    for (int row = 0; row < grid.rows; ++row) {
      field[grid.at(column, row)] = cut - sole[grid.at(column, row)];
    }
  }
  const Region region = regionOf(grid, field);
  if (region.loops.empty()) return {};
  return ringOf(region, region.loops.front());
}

// In front of the ball: what the toes span, drawn out to the length of the insole.
Ring drawnOut(const Ring& ring, const FootPlaces& places, double front, double length) {
  const double from = std::min(places.ballInner.x(), places.ballOuter.x());
  constexpr double kOverlapMm = 8.0;
  std::vector<Point2> fore;
  for (const Point2& p : ring) {
    if (p.x() < from - kOverlapMm) continue;
    const double t = std::max(0.0, p.x() - from) / (front - from);
    fore.emplace_back(p.x() + t * (length - front), p.y());
  }
  if (fore.size() < 3) return {};
  const Ring hull = geometry::convexHull2(fore);
  const auto rear = geometry::intersectionOf(ring, behind({from, 0.0}, Point2::UnitY()));
  if (rear.empty()) return {};
  const auto both = geometry::unionOf(rear.front(), hull);
  return both.empty() ? Ring{} : both.front();
}

// Rounding takes something off the tip: the length is given back in front of the ball.
Ring reaching(Ring ring, const FootPlaces& places, double length) {
  const double from = std::min(places.ballInner.x(), places.ballOuter.x());
  double front = from;
  for (const Point2& p : ring) front = std::max(front, p.x());
  if (!(front > from)) return ring;
  const double factor = (length - from) / (front - from);
  for (Point2& p : ring) {
    if (p.x() > from) p.x() = from + (p.x() - from) * factor;
  }
  return ring;
}

Ring widened(const Ring& ring, const FootPlaces& places, double width) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Point2& p : ring) {
    low = std::min(low, p.y());
    high = std::max(high, p.y());
  }
  const double factor = width / (high - low);
  const double middle = 0.5 * (low + high);
  Ring result = ring;
  constexpr double kFromShare = 0.3;
  constexpr double kFullShare = 0.65;
  for (Point2& p : result) {
    const double share = smoothStep(kFromShare * places.length, kFullShare * places.length, p.x());
    p.y() = middle + (p.y() - middle) * (1.0 + (factor - 1.0) * share);
  }
  return result;
}

// Where the length ends before the toes: behind the heads, or in the hollow in front of them.
Ring shortened(const Ring& ring, const FootPlaces& places, const InsolePlan& plan) {
  constexpr double kBehindHeadsMm = 8.0;
  constexpr double kSulcusShare = 0.095;
  constexpr double kCornerMm = 9.0;
  if (plan.length == "full") return ring;
  const Point2 across = places.ballInner - places.ballOuter;
  const double by = plan.length == "sulcus" ? kSulcusShare * places.length : -kBehindHeadsMm;
  const auto cut =
      geometry::intersectionOf(ring, behind(places.ballOuter + Point2(by, 0.0), across));
  return cut.empty() ? ring : opened(cut.front(), kCornerMm);
}

// The first ray is cut out of a shell that ends behind the heads.
Ring withoutFirstRay(const Ring& ring, const FootPlaces& places, const InsolePlan& plan,
                     const profile::InsoleConstants& k) {
  if (plan.firstRayMm <= 0.0 || plan.length != "three_quarter") return ring;
  constexpr double kCornerMm = 4.0;
  const double border = 0.5 * (places.heads[0].y() + places.heads[1].y());
  double front = -kFar;
  for (const Point2& p : ring) {
    if (p.y() > border) front = std::max(front, p.x());
  }
  const Ring notch{{front - k.cutOutBehindMm, border},
                   {kFar, border},
                   {kFar, kFar},
                   {front - k.cutOutBehindMm, kFar}};
  const auto left = geometry::differenceOf(ring, notch);
  return left.empty() ? ring : closed(opened(left.front(), kCornerMm), kCornerMm);
}

}  // namespace

Result<FootPlaces> placesOf(const anatomy::AlignedFoot& foot, const profile::InsoleShape& shape) {
  const double medial = medialSign(foot.side.side);
  FootPlaces places;
  places.length = foot.footLengthMm;
  const auto inner = foot.landmarks.find(LandmarkId::Mth1);
  const auto outer = foot.landmarks.find(LandmarkId::Mth5);
  if (inner == foot.landmarks.end() || outer == foot.landmarks.end()) {
    return cannot("the ends of the ball were not found on the scan.");
  }
  const auto placed = [medial](const anatomy::Landmark& landmark) {
    return Point2(landmark.position_in_foot.x(), medial * landmark.position_in_foot.y());
  };
  places.ballInner = placed(inner->second);
  places.ballOuter = placed(outer->second);
  for (std::size_t i = 0; i < places.heads.size(); ++i) {
    const profile::HeadPlace& head = shape.heads.at(i);
    places.heads.at(i) = places.ballInner + head.across * (places.ballOuter - places.ballInner) +
                         Point2(head.ahead * places.length, 0.0);
  }
  return places;
}

Result<Outlines> outlinesOf(const Grid& grid, const Heights& sole, const FootPlaces& places,
                            const InsolePlan& plan, const profile::InsoleShape& shape) {
  const profile::InsoleConstants& k = shape.constants;
  const profile::ShoeRoom& shoe = *shape.findShoe(plan.shoe);
  Ring ring = footOutline(grid, sole, places, plan.heelCupMm, k);
  if (ring.size() < 3) return cannot("no outline was found on the scan.");
  ring = thinned(closed(thinned(ring), kToeBridgeMm));
  double front = 0.0;
  double back = 0.0;
  for (const Point2& p : ring) {
    front = std::max(front, p.x());
    back = std::min(back, p.x());
  }
  constexpr double kReachShare = 0.85;  // of the foot's length: less is a part of a foot
  if (front < kReachShare * places.length) {
    return cannot("the outline of the sole does not reach the toes.");
  }
  // The rim and the cover lie outside the foot around the heel.
  const double wall = k.rimMm + plan.topCoverMm;
  const double edge = plan.widthMm ? 0.0 : shoe.edge;
  const double length =
      plan.lengthMm ? *plan.lengthMm + back - wall - 2.0 * edge : front + shoe.toeAllowance;
  if (length < std::max(places.ballInner.x(), places.ballOuter.x()) + kToeBridgeMm) {
    return cannot("the stated length of the insole ends behind the toes of this foot.");
  }
  ring = drawnOut(ring, places, front, length);
  if (ring.size() < 3) return cannot("the outline of the scan has no forefoot.");
  ring = thinned(opened(closed(ring, kSmallestHollowMm), kSmallestBendMm));
  if (plan.widthMm) ring = widened(ring, places, *plan.widthMm);
  ring = moved(ring, [&](double x) {
    return edge + wall * (1.0 - smoothStep(k.cupEnd, k.cupFaded, x / places.length));
  });
  double heel = 0.0;
  for (const Point2& p : ring) heel = std::min(heel, p.x());
  ring = reaching(ring, places, plan.lengthMm ? heel + *plan.lengthMm : length + edge);
  Outlines outlines;
  outlines.whole = thinned(ring);
  outlines.made = withoutFirstRay(shortened(outlines.whole, places, plan), places, plan, k);
  return outlines;
}

Borders bordersOf(const Grid& grid, const Ring& ring, double seatX) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  Borders borders;
  borders.inner.assign(static_cast<std::size_t>(grid.columns), none);
  borders.outer = borders.inner;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    Point2 a = ring[i];
    Point2 b = ring[(i + 1) % ring.size()];
    if (a.x() > b.x()) std::swap(a, b);
    const int from = std::max(0, static_cast<int>(std::ceil((a.x() - grid.x0) / grid.pitch)));
    for (int column = from; column < grid.columns && grid.x(column) < b.x(); ++column) {
      const double m = a.y() + (b.y() - a.y()) * (grid.x(column) - a.x()) / (b.x() - a.x());
      double& inner = borders.inner[static_cast<std::size_t>(column)];
      double& outer = borders.outer[static_cast<std::size_t>(column)];
      if (!(inner >= m)) inner = m;
      if (!(outer <= m)) outer = m;
    }
  }
  const auto extend = [](std::vector<double>& values) {
    const auto known = [](double v) { return !std::isnan(v); };
    const auto first = std::find_if(values.begin(), values.end(), known);
    const auto last = std::find_if(values.rbegin(), values.rend(), known);
    if (first == values.end()) return;
    std::fill(values.begin(), first, *first);
    std::fill(values.rbegin(), last, *last);
  };
  extend(borders.inner);
  extend(borders.outer);
  const int seat = std::clamp(static_cast<int>(std::lround((seatX - grid.x0) / grid.pitch)), 0,
                              grid.columns - 1);
  borders.heelInner = borders.inner[static_cast<std::size_t>(seat)];
  borders.heelOuter = borders.outer[static_cast<std::size_t>(seat)];
  return borders;
}

}  // namespace podalign::insole
