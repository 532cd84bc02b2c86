#include "podalign/anatomy/landmarks.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "podalign/anatomy/ankle_landmarks.hpp"
#include "podalign/anatomy/border.hpp"
#include "podalign/anatomy/patch.hpp"
#include "podalign/anatomy/toe_landmarks.hpp"
#include "podalign/geometry/section.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Axis;
using geometry::Extent;
using geometry::Point2;
using geometry::Point3;
using geometry::Section;
using geometry::TriangleMesh;

constexpr double kOutlineStepMm = 1.0;
constexpr double kStepShare = 0.0035;  // of the length: about 1 mm
constexpr double kBallHeightMm = 15.0;
constexpr double kFitShare = 0.035;        // of the length, on either side of the farthest point
constexpr double kPeakReachShare = 0.020;  // over which a ball stands out
constexpr double kHeelWidthShare = 0.16;   // [Lee2014] heel breadth
constexpr double kHeelTopMm = 30.0;

// Where a ball may lie, and where it usually lies with its 95 % spread, in shares of the length:
// ANSUR II ball-of-foot length 0.740 SD 0.015; MTH5 0.62-0.64 (docs/dev/scans.md).
struct BallRange {
  double from, to, prior, priorSpread;
};
constexpr BallRange kMth1{0.70, 0.78, 0.740, 0.030};
constexpr BallRange kMth5{0.56, 0.70, 0.630, 0.040};

// From this noise on the ball is sought on a patch: a clean border follows a nearly straight ball
// closer. Half widths of the patch, in shares of the length; the noisier, the longer.
constexpr double kPatchFromNoiseMm = 0.05;
constexpr double kPatchX = 0.048;
constexpr double kWidestPatchX = 0.080;
constexpr double kWidestPatchNoiseMm = 0.3;
constexpr double kPatchZ = 0.041;
constexpr double kPatchDepthShare = 0.04;

// Samples that no other within reach exceeds; plateaus count once.
std::vector<std::size_t> localMaxima(const Border& border, double reach) {
  std::vector<std::size_t> maxima;
  for (std::size_t i = 0; i < border.size(); ++i) {
    const double x = border[i].x();
    // At an end of the border nobody knows whether it rises further.
    if (x - border.front().x() < reach || border.back().x() - x < reach) continue;
    bool highest = true;
    for (std::size_t j = i; j-- > 0 && highest && x - border[j].x() <= reach;) {
      highest = border[j].y() < border[i].y();
    }
    for (std::size_t j = i + 1; j < border.size() && highest && border[j].x() - x <= reach; ++j) {
      highest = border[j].y() <= border[i].y();
    }
    if (highest) maxima.push_back(i);
  }
  return maxima;
}

// The point of the ball farthest from the axis.
std::optional<Landmark> ballLandmark(const Border& border, double outward, double length,
                                     const BallRange& range) {
  std::optional<Landmark> best;
  double farthest = 0.0;
  for (const std::size_t peak : localMaxima(border, kPeakReachShare * length)) {
    const auto fitted = touchNear(border, border[peak].x(), 0.0, kFitShare * length);
    if (!fitted || fitted->point.y() <= farthest) continue;
    if (fitted->point.x() < range.from * length || fitted->point.x() > range.to * length) continue;
    farthest = fitted->point.y();
    Landmark landmark;
    landmark.position_in_foot = {fitted->point.x(), outward * fitted->point.y(), kBallHeightMm};
    landmark.spreadMm = 1.96 * fitted->spreadMm;
    best = landmark;
  }
  return best;
}

// The same point from every vertex of the ball's side instead of the outermost ones only; stays
// where it is where that side has no top.
void refineBall(Landmark& ball, const TriangleMesh& mesh, double outward, double length,
                double noiseMm) {
  const double noisy = std::min(1.0, noiseMm / kWidestPatchNoiseMm);
  const double halfZ = kPatchZ * length;
  const Point3& start = ball.position_in_foot;
  std::vector<Point3> skin;  // (x, z, y outward)
  for (const Point3& v : mesh.vertices) {
    if (std::abs(v.x() - start.x()) > 1.25 * kWidestPatchX * length) continue;
    if (std::abs(v.z() - start.z()) > 1.5 * halfZ) continue;
    const double depth = outward * (start.y() - v.y());
    if (std::abs(depth) < kPatchDepthShare * length) {
      skin.emplace_back(v.x(), v.z(), outward * v.y());
    }
  }
  // A patch as small as the noise allows; where it has no top, the widest.
  for (const double share : {kPatchX + noisy * (kWidestPatchX - kPatchX), kWidestPatchX}) {
    const auto top = findPatchTop(skin, {{start.x(), start.z()}, share * length, halfZ});
    if (!top || std::abs(top->at.x() - start.x()) > kPeakReachShare * length) continue;
    if (top->at.y() < kBorderHeights.low || top->at.y() > kBorderHeights.high) continue;
    ball.position_in_foot = {top->at.x(), outward * top->height, top->at.y()};
    ball.spreadMm = 1.96 * top->spread.x();
    return;
  }
}

// No ball stands out: its usual place on the border, said to be that.
Landmark usualBall(const Border& border, double outward, double length, const BallRange& range) {
  Landmark landmark;
  landmark.fromPrior = true;
  landmark.spreadMm = range.priorSpread * length;
  landmark.position_in_foot = {range.prior * length, 0.0, kBallHeightMm};
  double nearest = length;
  for (const Point2& point : border) {
    const double apart = std::abs(point.x() - range.prior * length);
    if (apart >= nearest) continue;
    nearest = apart;
    landmark.position_in_foot.y() = outward * point.y();
  }
  return landmark;
}

Landmark findBall(const Border& border, double outward, double length, const BallRange& range) {
  const auto found = ballLandmark(border, outward, length, range);
  return found ? *found : usualBall(border, outward, length, range);
}

// Height of the surface's foremost point beside y: toe tips are found from above.
double tipHeight(const TriangleMesh& mesh, const Point2& tip) {
  double best = 1e9;
  double height = 0.0;
  for (const Point3& v : mesh.vertices) {
    const double distance = (v.head<2>() - tip).squaredNorm();
    if (distance < best && v.z() < 60.0) {
      best = distance;
      height = v.z();
    }
  }
  return height;
}

Point3 foremostPoint(const TriangleMesh& mesh, double length) {
  constexpr double kToeTopShare = 0.22;
  Point3 foremost = Point3::Zero();
  for (const Point3& v : mesh.vertices) {
    if (v.x() > foremost.x() && v.z() < kToeTopShare * length) foremost = v;
  }
  foremost.x() = length;
  return foremost;
}

}  // namespace

Landmarks findLandmarks(const TriangleMesh& mesh, double length, Laterality side,
                        const ToeTips& toes, double noiseMm) {
  std::vector<double> xs;
  for (double x = 0.5 * kStepShare; x < 1.0; x += kStepShare) xs.push_back(x * length);
  const auto widths = geometry::extentsAcross(mesh, Axis::X, xs, kBorderHeights);
  const double medial = medialSign(side);
  const Border medialBorder = borderOf(xs, widths, medial);
  const Border lateralBorder = borderOf(xs, widths, -medial);

  Landmarks landmarks;
  landmarks[LandmarkId::Pternion] = {};
  landmarks[LandmarkId::Mth1] = findBall(medialBorder, medial, length, kMth1);
  landmarks[LandmarkId::Mth5] = findBall(lateralBorder, -medial, length, kMth5);
  for (const auto& [id, outward] :
       {std::pair{LandmarkId::Mth1, medial}, std::pair{LandmarkId::Mth5, -medial}}) {
    if (noiseMm > kPatchFromNoiseMm && !landmarks[id].fromPrior) {
      refineBall(landmarks[id], mesh, outward, length, noiseMm);
    }
  }
  addAnkleLandmarks(landmarks, mesh, length, side);
  const std::vector<double> heel{kHeelWidthShare * length};
  const Extent width = geometry::extentsAcross(mesh, Axis::X, heel, {0.0, kHeelTopMm})[0];
  if (!width.empty()) {
    const double medialY = medial > 0 ? width.high : width.low;
    const double lateralY = medial > 0 ? width.low : width.high;
    landmarks[LandmarkId::HeelMedial].position_in_foot = {heel[0], medialY, 0.5 * kHeelTopMm};
    landmarks[LandmarkId::HeelLateral].position_in_foot = {heel[0], lateralY, 0.5 * kHeelTopMm};
  }
  constexpr std::array<LandmarkId, 5> kToes{LandmarkId::Toe1Tip, LandmarkId::Toe2Tip,
                                            LandmarkId::Toe3Tip, LandmarkId::Toe4Tip,
                                            LandmarkId::Toe5Tip};
  // Further tips get their number only when all five stand apart: a missing one would shift them.
  const std::size_t named =
      toes.tips.size() == 5 ? 5 : (toes.secondToe == SecondToe::Unseen ? 0 : 2);
  for (std::size_t i = 0; i < named; ++i) {
    const Point2 tip = toes.tips[i].head<2>();
    landmarks[kToes[i]].position_in_foot = {tip.x(), tip.y(), tipHeight(mesh, tip)};
  }
  addToeSides(landmarks, {medialBorder, lateralBorder}, length, side);
  landmarks[LandmarkId::ForemostToe].position_in_foot = foremostPoint(mesh, length);
  return landmarks;
}

void refreshToeSides(Landmarks& landmarks, const TriangleMesh& mesh, double length,
                     Laterality side) {
  std::vector<double> xs;
  for (double x = 0.55; x < 1.0; x += kStepShare) xs.push_back(x * length);
  const auto widths = geometry::extentsAcross(mesh, Axis::X, xs, kBorderHeights);
  const double medial = medialSign(side);
  addToeSides(landmarks, {borderOf(xs, widths, medial), borderOf(xs, widths, -medial)}, length,
              side);
}

std::vector<Point2> findOutline(const TriangleMesh& mesh, double length, double top) {
  constexpr double kToesFrom = 0.80;
  std::vector<double> xs;
  for (double x = 0.25; x < kToesFrom * length; x += kOutlineStepMm) xs.push_back(x);
  const auto across = geometry::extentsAcross(mesh, Axis::X, xs, {0.0, top});
  std::vector<Point2> right;
  std::vector<Point2> left;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const Extent& y = across[i];
    if (y.empty()) continue;
    right.emplace_back(xs[i], y.low);
    left.emplace_back(xs[i], y.high);
  }
  std::vector<double> ys;
  if (!right.empty()) {
    for (double y = -0.35 * length; y < 0.35 * length; y += kOutlineStepMm) ys.push_back(y);
  }
  const auto along = geometry::extentsAcross(mesh, Axis::Y, ys, {0.0, top});
  std::vector<Point2> ring = right;
  for (std::size_t i = 0; i < ys.size(); ++i) {
    const Extent& x = along[i];
    if (!x.empty() && x.high > kToesFrom * length) ring.emplace_back(x.high, ys[i]);
  }
  ring.insert(ring.end(), left.rbegin(), left.rend());
  return ring;
}

}  // namespace podalign::anatomy
