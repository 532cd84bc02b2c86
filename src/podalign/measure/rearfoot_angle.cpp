#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include "podalign/geometry/polynomial.hpp"
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
// Posterior part of a section whose middle is taken; the others show how much the choice matters.
constexpr double kStripMm = 18.0;
constexpr std::array<double, 2> kOtherStripsMm{15.0, 21.0};
constexpr double kDegrees = 180.0 / std::numbers::pi;

// Tilt of the line through the middles of the posterior sections, from the vertical, positive
// towards the subject's medial side going up.
struct Bisection {
  double medialTiltDeg = 0.0;
  double errorDeg = 0.0;
};

std::vector<Point2> posteriorMiddles(const std::vector<geometry::Section>& sections,
                                     const std::vector<double>& heights, double stripMm) {
  std::vector<Point2> middles;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    geometry::Extent x;
    for (const geometry::Segment& segment : sections[i]) {
      x.include(segment.a.x());
      x.include(segment.b.x());
    }
    if (x.empty()) continue;
    const geometry::Extent y = geometry::extentOfSecond(sections[i], x.low, x.low + stripMm);
    if (!y.empty()) middles.emplace_back(heights[i], y.middle());
  }
  return middles;
}

// Half-width of the 95 % band of a slope from the scatter about its line.
double slopeError(const std::vector<Point2>& middles, const geometry::Line2& line) {
  const auto n = static_cast<double>(middles.size());
  const double scatter = geometry::scatterAbout(line, middles);
  const double span = middles.back().x() - middles.front().x();
  return 2.0 * scatter * std::sqrt(12.0 / n) / span;
}

std::optional<Bisection> bisect(const AlignedFoot& foot, double fromZ, double toZ) {
  std::vector<double> heights;
  for (double z = fromZ; z <= toZ + 1e-9; z += kStepMm) heights.push_back(z);
  const auto sections = geometry::sectionsAcross(foot.mesh_in_foot, geometry::Axis::Z, heights);
  const std::vector<Point2> middles = posteriorMiddles(sections, heights, kStripMm);
  const auto line = geometry::fitLine(middles);
  if (!line || 2 * middles.size() < heights.size()) return std::nullopt;
  double choice = 0.0;
  for (const double strip : kOtherStripsMm) {
    const auto other = geometry::fitLine(posteriorMiddles(sections, heights, strip));
    if (other) choice = std::max(choice, std::abs(other->slope - line->slope));
  }
  const double error = std::hypot(slopeError(middles, *line), choice);
  return Bisection{std::atan(medialSign(foot.side.shapeSide) * line->slope) * kDegrees,
                   error * kDegrees};
}

}  // namespace

Measurement rearfootAngle(const FootContext& context) {
  const AlignedFoot& foot = context.foot;
  const double legTo = foot.scanHeightMm >= kLegToHighMm ? kLegToHighMm : kLegToMm;
  const Message method{"method.rearfoot_angle",
                       {{"leg_to", legTo >= kLegToHighMm ? "120" : "100"}}};
  if (foot.scanHeightMm < kMinScanHeightMm) {
    return notValid("deg", method, {"SCAN.TOO_LOW_FOR_REARFOOT", {}});
  }
  const auto heel = bisect(foot, kHeelFromMm, kHeelToMm);
  const auto leg = bisect(foot, kLegFromMm, std::min(legTo, foot.scanHeightMm - kStepMm));
  if (!heel || !leg) return notValid("deg", method, {"SCAN.PART_MISSING", {}});
  return ok(heel->medialTiltDeg - leg->medialTiltDeg, "deg",
            std::hypot(heel->errorDeg, leg->errorDeg), method);
}

Measurement rearfootAngleVertical(const FootContext& context) {
  const AlignedFoot& foot = context.foot;
  const Message method{"method.rearfoot_angle_vertical", {}};
  const auto heel = bisect(foot, kHeelFromMm, kHeelToMm);
  if (!heel) return notValid("deg", method, {"SCAN.PART_MISSING", {}});
  return ok(heel->medialTiltDeg, "deg", heel->errorDeg, method);
}

}  // namespace podalign::measure
