#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>
#include <vector>

#include "podalign/geometry/outline.hpp"
#include "podalign/geometry/section.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {
namespace {

using anatomy::AlignedFoot;
using anatomy::LandmarkId;
using geometry::Extent;
using geometry::Point2;
using geometry::Point3;

constexpr double kBallFromShare = 0.55;
constexpr double kBallToShare = 0.80;
constexpr double kOutlineTopMm = 60.0;

struct BallPoints {
  Point3 mth1, mth5;
  double spreadMm;
  bool usualPlace;
};

std::optional<BallPoints> ballPoints(const AlignedFoot& foot) {
  const auto mth1 = foot.landmarks.find(LandmarkId::Mth1);
  const auto mth5 = foot.landmarks.find(LandmarkId::Mth5);
  if (mth1 == foot.landmarks.end() || mth5 == foot.landmarks.end()) return std::nullopt;
  return BallPoints{mth1->second.position_in_foot, mth5->second.position_in_foot,
                    std::hypot(mth1->second.spreadMm, mth5->second.spreadMm),
                    mth1->second.fromPrior || mth5->second.fromPrior};
}

Message missingBall(const AlignedFoot& foot) {
  const bool first = foot.landmarks.count(LandmarkId::Mth1) == 0;
  return {first ? "LANDMARK.MTH1_NOT_FOUND" : "LANDMARK.MTH5_NOT_FOUND", {}};
}

Measurement rated(Measurement measured, const BallPoints& ball) {
  if (!ball.usualPlace) return measured;
  return lowConfidence(std::move(measured), {"LANDMARK.BALL_USUAL_PLACE", {}});
}

struct Girth {
  double tape = 0.0;
  double surface = 0.0;
  bool closed = false;
};

std::optional<Girth> ballGirth(const AlignedFoot& foot, const BallPoints& ball) {
  Point3 along = ball.mth5 - ball.mth1;
  along.z() = 0.0;
  if (along.norm() <= 0.0) return std::nullopt;
  const auto lines =
      geometry::sectionLines(foot.mesh_in_foot, ball.mth1, along.normalized(), Point3::UnitZ());
  if (lines.empty()) return std::nullopt;
  // A hole parts the skin's line: the tape goes round all of it.
  std::vector<Point2> points;
  for (const geometry::Polyline& line : lines) {
    points.insert(points.end(), line.points.begin(), line.points.end());
  }
  return Girth{geometry::perimeter(geometry::convexHull2(points)), lines[0].length(),
               lines[0].closed};
}

// How far a border's points scatter about its curve where it reaches farthest out, mm.
double scatterAtTop(const anatomy::Border& border) {
  constexpr double kReachMm = 10.0;
  const auto top = std::max_element(border.begin(), border.end(),
                                    [](const Point2& l, const Point2& r) { return l.y() < r.y(); });
  const auto touched = anatomy::touchNear(border, top->x(), 0.0, kReachMm);
  return touched ? touched->offMm : 0.0;
}

}  // namespace

Measurement ballWidth(const FootContext& context) {
  const AlignedFoot& foot = context.foot;
  Extent breadth;
  anatomy::Border left;
  anatomy::Border right;
  const auto part =
      context.across.between(kBallFromShare * foot.footLengthMm, kBallToShare * foot.footLengthMm);
  for (std::size_t i = 0; i < part.xs.size(); ++i) {
    const Extent y = geometry::extentOfFirst(part.sections[i], 0.0, kOutlineTopMm);
    if (y.empty()) continue;
    left.emplace_back(part.xs[i], y.high);
    right.emplace_back(part.xs[i], -y.low);
    breadth.include(y.low);
    breadth.include(y.high);
  }
  const Message method{"method.ball_width", {}};
  if (breadth.empty()) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  return ok(breadth.size(), "mm", std::hypot(scatterAtTop(left), scatterAtTop(right)), method);
}

Measurement ballWidthOblique(const FootContext& context) {
  const Message method{"method.ball_width_oblique", {}};
  const auto ball = ballPoints(context.foot);
  if (!ball) return notValid("mm", method, missingBall(context.foot));
  const Point3 across = ball->mth1 - ball->mth5;
  // Sliding along the outline changes the oblique width by the sine of the angle between them.
  const double slide = ball->spreadMm * std::abs(across.x()) / across.head<2>().norm();
  return rated(ok(across.head<2>().norm(), "mm", slide, method), *ball);
}

BallGirths ballGirths(const FootContext& context) {
  const Message tapeMethod{"method.ball_girth_tape", {}};
  const Message surfaceMethod{"method.ball_girth_surface", {}};
  const auto refused = [&](const Message& reason) {
    return BallGirths{notValid("mm", tapeMethod, reason), notValid("mm", surfaceMethod, reason)};
  };
  const auto ball = ballPoints(context.foot);
  if (!ball) return refused(missingBall(context.foot));
  const auto girth = ballGirth(context.foot, *ball);
  if (!girth) return refused({"SCAN.PART_MISSING", {}});
  // The plane follows the landmarks; a rough skin's line is longer than what the tape bridges.
  constexpr double kGirthPerMm = 0.3;  // ball to waist: about 0.3 mm of girth per mm of length
  const double moved = kGirthPerMm * ball->spreadMm;
  const double rough = girth->closed ? girth->surface - girth->tape : 0.0;
  return {rated(ok(girth->tape, "mm", moved, tapeMethod), *ball),
          girth->closed
              ? rated(ok(girth->surface, "mm", std::hypot(moved, rough), surfaceMethod), *ball)
              : notValid("mm", surfaceMethod, {"SCAN.SECTION_OPEN", {}})};
}

}  // namespace podalign::measure
