#include "podalign/anatomy/axis.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "podalign/geometry/polynomial.hpp"
#include "podalign/geometry/reduce.hpp"
#include "podalign/geometry/section.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Axis;
using geometry::Extent;
using geometry::Point2;
using geometry::Point3;
using geometry::TriangleMesh;

constexpr double kProfileStepShare = 0.0018;  // of the length: 0.5 mm
constexpr double kToeTopShare = 0.17;         // of the length: tips of toes lie below this height
constexpr double kHeelTopShare = 0.16;        // the heel's bulge lies below this height
constexpr double kFrontFromShare = 0.70;      // toes lie beyond
constexpr double kRearToShare = 0.15;
constexpr double kMinValleyShare = 0.004;  // of the length, between two toes that stand apart: 1 mm
constexpr double kMinToeGapShare = 0.035;
// The tip of the second toe lies this far beside that of the big toe, in shares of the length.
constexpr double kSecondToeFrom = 0.045;
constexpr double kSecondToeTo = 0.15;
constexpr double kShoulderReach = 0.16;  // of the length: about to the fourth toe
constexpr double kTipHalfWidthShare = 0.014;
constexpr double kHeelHalfWidthShare = 0.036;
constexpr double kHeelCentreShare = 0.16;
constexpr double kBallCentreShare = 0.72;
constexpr int kMaxRounds = 20;
constexpr double kStillRad = 1e-6;
// Turns get smaller by about the same share from here on.
constexpr double kSteadyTurnRad = 1e-3;
constexpr double kLargestShare = 0.5;
// How well each axis is defined: [Lee2014] landmarks repeat within about 1 mm at each end; the
// centre axis differs from the second-toe axis by 1-3 degrees on real feet.
constexpr double kTipSpreadMm = 1.5;
constexpr double kShoulderSpreadMm = 4.0;
constexpr double kCentreAxisSpreadDeg = 3.0;

struct Profile {
  std::vector<double> y;
  std::vector<double> front;
};

TriangleMesh part(const TriangleMesh& mesh, double fromX, double toX, double toZ) {
  std::vector<bool> keep(mesh.vertices.size());
  for (std::size_t i = 0; i < keep.size(); ++i) {
    const Point3& v = mesh.vertices[i];
    keep[i] = v.x() >= fromX && v.x() <= toX && v.z() <= toZ;
  }
  return geometry::keepVertices(mesh, keep);
}

// The part, turned so that the axis heading lies along +x (or, at the heel, -x).
TriangleMesh turned(TriangleMesh mesh, double heading) {
  const double c = std::cos(heading);
  const double s = std::sin(heading);
  for (Point3& v : mesh.vertices) {
    v = {c * v.x() + s * v.y(), -s * v.x() + c * v.y(), v.z()};
  }
  return mesh;
}

Point2 turnedBack(const Point2& p, double heading) {
  const double c = std::cos(heading);
  const double s = std::sin(heading);
  return {c * p.x() - s * p.y(), s * p.x() + c * p.y()};
}

// Foremost x for every y (`sign` -1: rearmost, as a front by mirroring).
Profile frontProfile(const TriangleMesh& mesh, double sign, double step) {
  Profile profile;
  if (mesh.vertices.empty()) return profile;
  Extent range;
  for (const Point3& v : mesh.vertices) range.include(v.y());
  std::vector<double> ys;
  for (double y = range.low + 0.5 * step; y < range.high; y += step) {
    ys.push_back(y);
  }
  const auto extents = geometry::extentsAcross(mesh, Axis::Y, ys);
  for (std::size_t i = 0; i < ys.size(); ++i) {
    if (extents[i].empty()) continue;
    profile.y.push_back(ys[i]);
    profile.front.push_back(sign > 0 ? extents[i].high : -extents[i].low);
  }
  return profile;
}

// Top of the cubic through the profile around sample `peak`, moved there until it stands still:
// neither single facets nor the sampling move it. x is the profile's own height.
Point2 smoothPeak(const Profile& profile, std::size_t peak, double halfWidthMm) {
  constexpr int kRounds = 5;
  double centre = profile.y[peak];
  for (int round = 0; round < kRounds; ++round) {
    std::vector<Point2> near;
    for (std::size_t i = 0; i < profile.y.size(); ++i) {
      const double d = profile.y[i] - centre;
      if (std::abs(d) <= halfWidthMm) near.emplace_back(d, profile.front[i]);
    }
    const auto curve = geometry::fitCubic(near);
    const auto top = curve ? curve->maximum() : std::nullopt;
    if (!top || std::abs(centre + *top - profile.y[peak]) > halfWidthMm) break;
    centre += *top;
  }
  return {profile.front[peak], centre};
}

std::vector<std::size_t> toePeaks(const Profile& profile, double minValley, double minGap) {
  std::vector<std::size_t> peaks;
  const std::vector<double>& f = profile.front;
  for (std::size_t i = 1; i + 1 < f.size(); ++i) {
    if (f[i] < f[i - 1] || f[i] <= f[i + 1]) continue;
    if (peaks.empty()) {
      peaks.push_back(i);
      continue;
    }
    const std::size_t last = peaks.back();
    const double valley = *std::min_element(f.begin() + static_cast<std::ptrdiff_t>(last),
                                            f.begin() + static_cast<std::ptrdiff_t>(i));
    const bool apart =
        std::min(f[last], f[i]) - valley >= minValley && profile.y[i] - profile.y[last] >= minGap;
    if (apart) {
      peaks.push_back(i);
    } else if (f[i] > f[last]) {
      peaks.back() = i;
    }
  }
  return peaks;
}

bool isSecondToe(const Point3& first, const Point3& second, double length, Laterality side) {
  const double apart = (first.y() - second.y()) * medialSign(side) / length;
  return apart >= kSecondToeFrom && apart <= kSecondToeTo;
}

// Where toes touch, the second shows as a shoulder beside the big toe: a peak once half of the
// toes' own slope is taken out.
std::optional<Point3> secondToeShoulder(const Profile& profile, const Point3& first, double length,
                                        Laterality side) {
  const double lateral = -medialSign(side);
  Profile levelled;
  double drop = -1.0;
  for (std::size_t i = 0; i < profile.y.size(); ++i) {
    const double d = (profile.y[i] - first.y()) * lateral;
    if (d >= kShoulderReach * length && (drop < 0.0 || side == Laterality::Right)) {
      drop = first.x() - profile.front[i];
    }
  }
  const double slope = 0.5 * drop / (kShoulderReach * length);
  if (!(slope > 0.0)) return std::nullopt;
  for (std::size_t i = 0; i < profile.y.size(); ++i) {
    const double d = (profile.y[i] - first.y()) * lateral;
    if (d < kSecondToeFrom * length || d > kSecondToeTo * length) continue;
    levelled.y.push_back(profile.y[i]);
    levelled.front.push_back(profile.front[i] + slope * d);
  }
  const auto top = std::max_element(levelled.front.begin(), levelled.front.end());
  const auto peak = static_cast<std::size_t>(top - levelled.front.begin());
  // At an end of the stretch the profile only rises: that is no shoulder.
  if (levelled.y.size() < 3 || peak == 0 || peak + 1 == levelled.y.size()) return std::nullopt;
  const Point2 tip = smoothPeak(levelled, peak, kTipHalfWidthShare * length);
  const double d = (tip.y() - first.y()) * lateral;
  return Point3(tip.x() - slope * d, tip.y(), 0.0);
}

// `best`: the clearest way of seeing the second toe that may be used.
ToeTips findToes(const TriangleMesh& front, double length, Laterality side, double noise,
                 SecondToe best) {
  ToeTips toes;
  const Profile profile = frontProfile(front, +1.0, kProfileStepShare * length);
  if (profile.y.size() < 10) return toes;
  const double minGap = kMinToeGapShare * length;
  std::vector<std::size_t> peaks =
      toePeaks(profile, std::max(kMinValleyShare * length, 2.0 * noise), minGap);
  // From the medial side: +y on a right foot.
  if (side == Laterality::Right) std::reverse(peaks.begin(), peaks.end());
  for (const std::size_t peak : peaks) {
    const Point2 tip = smoothPeak(profile, peak, kTipHalfWidthShare * length);
    toes.tips.emplace_back(tip.x(), tip.y(), 0.0);
  }
  if (toes.tips.empty()) return toes;
  if (best == SecondToe::Unseen) return toes;
  if (best == SecondToe::Separate && toes.tips.size() >= 2 &&
      isSecondToe(toes.tips[0], toes.tips[1], length, side)) {
    toes.secondToe = SecondToe::Separate;
  } else if (const auto tip = secondToeShoulder(profile, toes.tips[0], length, side)) {
    toes.tips = {toes.tips[0], *tip};
    toes.secondToe = SecondToe::Shoulder;
  }
  return toes;
}

Point2 rearmost(const TriangleMesh& rear, double length) {
  const Profile profile = frontProfile(rear, -1.0, kProfileStepShare * length);
  if (profile.y.empty()) return Point2::Zero();
  const auto peak = static_cast<std::size_t>(
      std::max_element(profile.front.begin(), profile.front.end()) - profile.front.begin());
  const Point2 point = smoothPeak(profile, peak, kHeelHalfWidthShare * length);
  return {-point.x(), point.y()};
}

double centreY(const TriangleMesh& mesh, double x, double topZ) {
  const std::vector<double> at{x};
  return geometry::extentsAcross(mesh, Axis::X, at, {0.0, topZ})[0].middle();
}

}  // namespace

FootAxis findFootAxis(const TriangleMesh& mesh, double length, Laterality side, double noiseMm) {
  const TriangleMesh front =
      part(mesh, kFrontFromShare * length, 1.2 * length, kToeTopShare * length);
  const TriangleMesh rear =
      part(mesh, -0.2 * length, kRearToShare * length, kHeelTopShare * length);
  FootAxis axis;
  SecondToe best = SecondToe::Separate;
  double heading = 0.0;
  double lastTurn = 0.0;
  for (int round = 0; round < kMaxRounds; ++round) {
    const Point2 heel = rearmost(turned(rear, heading), length);
    axis.pternion = turnedBack(heel, heading);
    double turn = 0.0;
    ToeTips toes = findToes(turned(front, heading), length, side, noiseMm, best);
    // Never back to a clearer way: between two of them the search would swing for ever.
    if (toes.secondToe != best) lastTurn = 0.0;
    best = toes.secondToe;
    axis.kind = best == SecondToe::Unseen ? AxisKind::BallCentre : AxisKind::SecondToe;
    if (axis.kind == AxisKind::SecondToe) {
      const Point3& tip = toes.tips[1];
      turn = std::atan2(tip.y() - heel.y(), tip.x() - heel.x());
    } else {
      const TriangleMesh whole = turned(mesh, heading);
      const double heelY = centreY(whole, heel.x() + kHeelCentreShare * length, 0.2 * length);
      const double ballY = centreY(whole, heel.x() + kBallCentreShare * length, 0.2 * length);
      turn = std::atan2(ballY - heelY, (kBallCentreShare - kHeelCentreShare) * length);
    }
    for (Point3& tip : toes.tips) {
      const Point2 back = turnedBack(tip.head<2>(), heading);
      tip = {back.x(), back.y(), 0.0};
    }
    axis.toes = std::move(toes);
    // All the turns that would follow at once.
    const double share =
        std::abs(lastTurn) < kSteadyTurnRad && lastTurn != 0.0 ? turn / lastTurn : 0.0;
    heading += std::abs(share) < kLargestShare ? turn / (1.0 - share) : turn;
    lastTurn = turn;
    if (std::abs(turn) < kStillRad) break;
  }
  axis.headingRad = heading;
  const double tipMm =
      axis.toes.secondToe == SecondToe::Separate ? kTipSpreadMm : kShoulderSpreadMm;
  axis.spreadDeg = axis.kind == AxisKind::SecondToe
                       ? std::hypot(tipMm, kTipSpreadMm) / length * 180.0 / std::numbers::pi
                       : kCentreAxisSpreadDeg;
  return axis;
}

}  // namespace podalign::anatomy
