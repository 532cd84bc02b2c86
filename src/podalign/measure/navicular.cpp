// Navicular height and arch angle: only as good as the places a person set.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {
namespace {

using anatomy::Landmark;
using anatomy::LandmarkId;
using geometry::Point2;
using geometry::Point3;

constexpr double kDegrees = 180.0 / std::numbers::pi;

Point2 sideView(const Landmark& landmark) {
  return {landmark.position_in_foot.x(), landmark.position_in_foot.z()};
}

Measurement unlessSet(Measurement measured, bool set) {
  return set ? measured : lowConfidence(std::move(measured), {"LANDMARK.NAVICULAR_NOT_SET", {}});
}

}  // namespace

Measurement navicularHeight(const FootContext& context) {
  const Message method{"method.navicular_height", {}};
  const Landmark* navicular = context.find(LandmarkId::Navicular);
  if (navicular == nullptr) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  return unlessSet(ok(navicular->position_in_foot.z(), "mm",
                      std::hypot(context.error.ofHeight(), navicular->spreadMm), method),
                   navicular->setByPerson);
}

Measurement archAngle(const FootContext& context) {
  const Message method{"method.arch_angle", {}};
  const Landmark* navicular = context.find(LandmarkId::Navicular);
  const Landmark* malleolus = context.find(LandmarkId::MedialMalleolus);
  const Landmark* mth1 = context.find(LandmarkId::Mth1);
  if (malleolus == nullptr) return notValid("deg", method, {"LANDMARK.MALLEOLUS_NOT_FOUND", {}});
  if (navicular == nullptr || mth1 == nullptr) {
    return notValid("deg", method, {"SCAN.PART_MISSING", {}});
  }
  const Point2 back = sideView(*malleolus) - sideView(*navicular);
  const Point2 front = sideView(*mth1) - sideView(*navicular);
  if (!(back.norm() > 0.0 && front.norm() > 0.0)) {
    return notValid("deg", method, {"MEASURE.NOT_FINITE", {}});
  }
  const double cosine = std::clamp(back.normalized().dot(front.normalized()), -1.0, 1.0);
  // How the angle turns with either end of the arms; with the navicular by both, the other way.
  const Point2 atBack = Point2(-back.y(), back.x()) / back.squaredNorm();
  const Point2 atFront = Point2(front.y(), -front.x()) / front.squaredNorm();
  const double moved =
      std::hypot(navicular->spreadMm * (atBack + atFront).norm(),
                 malleolus->spreadMm * atBack.norm(), mth1->spreadMm * atFront.norm());
  return unlessSet(ok(std::acos(cosine) * kDegrees, "deg", moved * kDegrees, method),
                   navicular->setByPerson && malleolus->setByPerson);
}

}  // namespace podalign::measure
