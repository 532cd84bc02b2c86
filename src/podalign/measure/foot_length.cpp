#include <cmath>
#include <string>
#include <utility>

#include "podalign/measure/end_depth.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {
namespace {

using anatomy::AlignedFoot;
using anatomy::LandmarkId;

Message lengthMethod(const char* name, const AlignedFoot& foot) {
  switch (foot.axis) {
    case anatomy::AxisKind::SecondToe: break;
    case anatomy::AxisKind::BallCentre: return {std::string(name) + ".ball_centre_axis", {}};
    case anatomy::AxisKind::SetByPerson: return {std::string(name) + ".axis_set_by_person", {}};
  }
  return {name, {}};
}

}  // namespace

Measurement footLength(const FootContext& context) {
  const AlignedFoot& foot = context.foot;
  constexpr double kEndTopMm = 50.0;
  const geometry::Point3 forward = geometry::Point3::UnitX();
  const double depth = std::hypot(endDepth(foot.mesh_in_foot, forward, kEndTopMm),
                                  endDepth(foot.mesh_in_foot, -forward, kEndTopMm));
  return ok(foot.footLengthMm, "mm", depth, lengthMethod("method.foot_length", foot));
}

Measurement truncatedFootLength(const FootContext& context) {
  const AlignedFoot& foot = context.foot;
  const Message method = lengthMethod("method.truncated_foot_length", foot);
  const auto mth1 = foot.landmarks.find(LandmarkId::Mth1);
  if (mth1 == foot.landmarks.end()) {
    return notValid("mm", method, {"LANDMARK.MTH1_NOT_FOUND", {}});
  }
  const auto& position = mth1->second.position_in_foot;
  const double processing = context.error.axisRad * std::abs(position.y());
  Measurement measured = ok(position.x(), "mm", processing, method);
  if (!mth1->second.fromPrior) return measured;
  return lowConfidence(std::move(measured), {"LANDMARK.MTH1_USUAL_PLACE", {}});
}

}  // namespace podalign::measure
