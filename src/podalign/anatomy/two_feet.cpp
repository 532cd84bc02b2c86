#include "podalign/anatomy/internal/two_feet.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace podalign::anatomy {
namespace {

using geometry::Point3;

constexpr double kSameUpCosine = 0.94;      // 20 degrees
constexpr double kSameHeadingCosine = 0.5;  // feet of a stance open by less than 60 degrees
constexpr double kMinApartShare = 0.2;      // of the length: a foot is at least that broad

}  // namespace

std::optional<std::array<Laterality, 2>> sidesByPosition(const RoughPose& first,
                                                         const RoughPose& second) {
  const Point3 up = first.rough_from_scan.linear().row(2);
  const Point3 otherUp = second.rough_from_scan.linear().row(2);
  const Point3 heading = first.rough_from_scan.linear().row(0);
  const Point3 otherHeading = second.rough_from_scan.linear().row(0);
  if (up.dot(otherUp) < kSameUpCosine || heading.dot(otherHeading) < kSameHeadingCosine) {
    return std::nullopt;
  }
  const Point3 left = (up + otherUp).cross(heading + otherHeading).normalized();
  const Point3 apart = second.rough_from_scan.inverse().translation() -
                       first.rough_from_scan.inverse().translation();
  const double beside = apart.dot(left);
  const double length = std::max(first.roughLength, second.roughLength);
  if (std::abs(beside) < kMinApartShare * length) return std::nullopt;
  if (beside > 0.0) return std::array{Laterality::Right, Laterality::Left};
  return std::array{Laterality::Left, Laterality::Right};
}

double turnedOutDeg(const Point3& leftAxis, const Point3& rightAxis, const Point3& up) {
  const double between =
      std::atan2(rightAxis.cross(leftAxis).dot(up.normalized()), rightAxis.dot(leftAxis));
  return 0.5 * between * 180.0 / std::numbers::pi;
}

}  // namespace podalign::anatomy
