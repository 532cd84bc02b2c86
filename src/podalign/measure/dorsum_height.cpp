#include <algorithm>
#include <cmath>
#include <vector>

#include "podalign/geometry/polynomial.hpp"
#include "podalign/geometry/section.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {
namespace {

// Highest skin of each section: (x, z).
std::vector<geometry::Point2> topsOf(const FootSections::Part& part) {
  std::vector<geometry::Point2> tops;
  for (std::size_t i = 0; i < part.xs.size(); ++i) {
    geometry::Extent z;
    for (const geometry::Segment& segment : part.sections[i]) {
      z.include(segment.a.y());
      z.include(segment.b.y());
    }
    if (!z.empty()) tops.emplace_back(part.xs[i], z.high);
  }
  return tops;
}

}  // namespace

Measurement dorsumHeight50(const FootContext& context) {
  // Five sections through a slab of 1 % of the length: their median is robust to a spike.
  constexpr double kMiddle = 0.5;
  constexpr double kHalfSlab = 0.004;
  constexpr double kAround = 0.016;  // what its neighbours say of its roughness
  constexpr std::size_t kSections = 5;
  const double length = context.foot.footLengthMm;
  const auto within = [&](double reach) {
    return topsOf(context.across.between((kMiddle - reach) * length, (kMiddle + reach) * length));
  };
  std::vector<geometry::Point2> tops = within(kHalfSlab);
  const Message method{"method.dorsum_height_50", {}};
  if (tops.size() < kSections) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  const auto median = tops.begin() + static_cast<std::ptrdiff_t>(tops.size() / 2);
  std::nth_element(tops.begin(), median, tops.end(),
                   [](const auto& l, const auto& r) { return l.y() < r.y(); });
  const double height = median->y();
  const auto around = within(kAround);
  const auto line = geometry::fitLine(around);
  return ok(height, "mm", line ? geometry::scatterAbout(*line, around) : 0.0, method);
}

Measurement ratio(const char* name, const Measurement& numerator, const Measurement& denominator) {
  const Message method{std::string("method.") + name, {}};
  if (!numerator.value) return notValid("ratio", method, *numerator.reason);
  if (!denominator.value) return notValid("ratio", method, *denominator.reason);
  const double value = *numerator.value / *denominator.value;
  const double processing =
      std::abs(value) * std::hypot(numerator.error.processing / *numerator.value,
                                   denominator.error.processing / *denominator.value);
  Measurement result = ok(value, "ratio", processing, method);
  if (numerator.status == Status::LowConfidence) return lowConfidence(result, *numerator.reason);
  if (denominator.status == Status::LowConfidence)
    return lowConfidence(result, *denominator.reason);
  return result;
}

}  // namespace podalign::measure
