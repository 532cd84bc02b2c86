#include <algorithm>
#include <cmath>
#include <vector>

#include "podalign/geometry/section.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {

Measurement dorsumHeight50(const FootContext& context) {
  // Five sections through a slab of 1 % of the length: their median is robust to a spike.
  constexpr double kFromShare = 0.496;
  constexpr double kToShare = 0.504;
  constexpr std::size_t kSections = 5;
  const double length = context.foot.footLengthMm;
  const auto part = context.across.between(kFromShare * length, kToShare * length);
  std::vector<double> tops;
  for (const geometry::Section& section : part.sections) {
    geometry::Extent z;
    for (const geometry::Segment& segment : section) {
      z.include(segment.a.y());
      z.include(segment.b.y());
    }
    if (!z.empty()) tops.push_back(z.high);
  }
  const Message method{"method.dorsum_height_50", {}};
  if (tops.size() < kSections) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  std::sort(tops.begin(), tops.end());
  // The dorsum climbs towards the ankle: an error of the length moves the section.
  const double slope = (tops.back() - tops.front()) / ((kToShare - kFromShare) * length);
  return ok(tops[tops.size() / 2], "mm",
            std::hypot(context.error.ofHeight(), 0.5 * slope * context.error.ofExtent(0.0)),
            method);
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
