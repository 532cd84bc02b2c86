// Angles of the big and the fifth toe against the border of the foot, seen from above.
#include <cmath>
#include <numbers>

#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {
namespace {

using anatomy::LandmarkId;

constexpr double kDegrees = 180.0 / std::numbers::pi;
constexpr double kTwoSigma = 1.96;
constexpr double kFitShare = 0.035;
// In shares of the length, docs/contract.md.
constexpr anatomy::XRange kHeel{0.03, 0.35};
constexpr anatomy::XRange kMedialBall{0.62, 0.80};
constexpr anatomy::XRange kLateralBall{0.54, 0.72};

struct ToeSide {
  LandmarkId ball, toe;
  const anatomy::Border* border;
  anatomy::XRange ballPart;
  double outward;  // +1 where y grows outward
};

Measurement toeAngle(const FootContext& context, const ToeSide& side, const Message& method) {
  const anatomy::Landmark* ball = context.find(side.ball);
  const anatomy::Landmark* toe = context.find(side.toe);
  if (ball == nullptr || toe == nullptr) {
    return notValid("deg", method, {"LANDMARK.TOE_SIDE_NOT_FOUND", {}});
  }
  const double length = context.foot.footLengthMm;
  const auto tangent = anatomy::commonTangent(
      *side.border, {kHeel.from * length, kHeel.to * length},
      {side.ballPart.from * length, side.ballPart.to * length}, kFitShare * length);
  if (!tangent) return notValid("deg", method, {"SCAN.PART_MISSING", {}});
  const geometry::Point3 along = toe->position_in_foot - ball->position_in_foot;
  // Towards the middle of the foot is positive on either side of either foot.
  const double angle =
      (std::atan(tangent->slope()) - std::atan2(side.outward * along.y(), along.x())) * kDegrees;
  // What the borders scatter about their curves, at both ends of either line.
  const double ofToe = std::hypot(tangent->ball.offMm, toe->spreadMm) / std::abs(along.x());
  const double ofTangent = std::hypot(tangent->ball.offMm, tangent->heel.offMm) /
                           std::abs(tangent->ball.point.x() - tangent->heel.point.x());
  // The ball's point slides along its border, which the toe's line does not follow.
  const double ofBall =
      ball->spreadMm / kTwoSigma * std::sin(std::abs(angle) / kDegrees) / std::abs(along.x());
  return ok(angle, "deg", std::hypot(ofToe, ofTangent, ofBall) * kDegrees, method);
}

}  // namespace

Measurement halluxAngle(const FootContext& context) {
  return toeAngle(context,
                  {LandmarkId::Mth1, LandmarkId::HalluxMedial, &context.medial, kMedialBall,
                   medialSign(context.foot.side.shapeSide)},
                  {"method.hallux_angle", {}});
}

Measurement fifthToeAngle(const FootContext& context) {
  return toeAngle(context,
                  {LandmarkId::Mth5, LandmarkId::FifthToeLateral, &context.lateral, kLateralBall,
                   -medialSign(context.foot.side.shapeSide)},
                  {"method.fifth_toe_angle", {}});
}

}  // namespace podalign::measure
