#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include "podalign/geometry/parabola.hpp"
#include "podalign/geometry/section.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {
namespace {

using anatomy::AlignedFoot;
using geometry::Point2;

constexpr double kMinScanHeightMm = 90.0;
constexpr double kHeelFromMm = 10.0;
constexpr double kHeelToMm = 40.0;
constexpr double kLegFromMm = 60.0;
constexpr double kLegToMm = 100.0;
constexpr double kLegToHighMm = 120.0;  // where the scan reaches further
constexpr double kStepMm = 2.5;
constexpr double kStripMm = 18.0;  // posterior part of a section whose middle is taken
constexpr double kDegrees = 180.0 / std::numbers::pi;

// Tilt of the line through the middles of the posterior sections, from the vertical, positive
// towards the subject's medial side going up.
struct Bisection {
  double medialTiltDeg = 0.0;
  double errorDeg = 0.0;
};

std::optional<Bisection> bisect(const AlignedFoot& foot, double fromZ, double toZ, double surfaceMm) {
  std::vector<double> heights;
  for (double z = fromZ; z <= toZ + 1e-9; z += kStepMm) heights.push_back(z);
  std::vector<Point2> middles;
  const auto sections =
      geometry::sectionsAcross(foot.mesh_in_foot, geometry::Axis::Z, heights);
  for (std::size_t i = 0; i < heights.size(); ++i) {
    geometry::Extent x;
    for (const geometry::Segment& segment : sections[i]) {
      x.include(segment.a.x());
      x.include(segment.b.x());
    }
    if (x.empty()) continue;
    const geometry::Extent y =
        geometry::extentOfSecond(sections[i], x.low, x.low + kStripMm);
    if (!y.empty()) middles.emplace_back(heights[i], y.middle());
  }
  const auto line = geometry::fitLine(middles);
  if (!line || middles.size() < heights.size() / 2) return std::nullopt;
  double squares = 0.0;
  for (const Point2& middle : middles) {
    const double off = middle.y() - line->intercept - line->slope * middle.x();
    squares += off * off;
  }
  const auto n = static_cast<double>(middles.size());
  const double scatter = std::hypot(std::sqrt(squares / n), surfaceMm);
  // Standard error of a slope over evenly spaced heights, twice.
  const double slopeError = 2.0 * scatter * std::sqrt(12.0 / n) / (toZ - fromZ);
  return Bisection{std::atan(medialSign(foot.side.shapeSide) * line->slope) * kDegrees,
                   slopeError * kDegrees};
}

}  // namespace

Measurement rearfootAngle(const AlignedFoot& foot, const FootError& error) {
  const double legTo = foot.scanHeightMm >= kLegToHighMm ? kLegToHighMm : kLegToMm;
  const Message method{"method.rearfoot_angle",
                       {{"leg_to", legTo >= kLegToHighMm ? "120" : "100"}}};
  if (foot.scanHeightMm < kMinScanHeightMm) {
    return notValid("deg", method, {"SCAN.TOO_LOW_FOR_REARFOOT", {}});
  }
  const auto heel = bisect(foot, kHeelFromMm, kHeelToMm, error.surfaceMm);
  const auto leg = bisect(foot, kLegFromMm, std::min(legTo, foot.scanHeightMm - kStepMm), error.surfaceMm);
  if (!heel || !leg) return notValid("deg", method, {"SCAN.PART_MISSING", {}});
  return ok(heel->medialTiltDeg - leg->medialTiltDeg, "deg",
            std::hypot(heel->errorDeg, leg->errorDeg), method);
}

Measurement rearfootAngleVertical(const AlignedFoot& foot, const FootError& error) {
  const Message method{"method.rearfoot_angle_vertical", {}};
  const auto heel = bisect(foot, kHeelFromMm, kHeelToMm, error.surfaceMm);
  if (!heel) return notValid("deg", method, {"SCAN.PART_MISSING", {}});
  return ok(heel->medialTiltDeg, "deg", heel->errorDeg, method);
}

}  // namespace podalign::measure
