#include <optional>

#include "podalign/geometry/section.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {
namespace {

constexpr double kFromShare = 0.35;
constexpr double kToShare = 0.65;
constexpr double kInnerFromMm = 6.0;
constexpr double kInnerToMm = 14.0;
constexpr double kGridMm = 1.0;
constexpr double kOutlineTopMm = 60.0;
constexpr double kUndersideTopMm = 35.0;  // higher, the ray went through a hole to the dorsum

// Height of the underside at y: the lowest surface, if it looks down.
std::optional<double> undersideAt(const geometry::Section& section, double y) {
  const auto hit = geometry::lowestCrossing(section, y);
  if (!hit || hit->facing >= 0.0 || hit->second > kUndersideTopMm) return std::nullopt;
  return hit->second;
}

}  // namespace

Measurement medialArchClearance(const FootContext& context) {
  const Message method{"method.medial_arch_clearance", {}};
  const double length = context.foot.footLengthMm;
  const double medial = medialSign(context.foot.side.shapeSide);
  const auto part = context.across.between(kFromShare * length, kToShare * length);
  geometry::Extent clearance;
  for (const geometry::Section& section : part.sections) {
    const geometry::Extent outline = geometry::extentOfFirst(section, 0.0, kOutlineTopMm);
    if (outline.empty()) continue;
    const double border = medial > 0 ? outline.high : outline.low;
    for (double inner = kInnerFromMm; inner <= kInnerToMm; inner += kGridMm) {
      if (const auto z = undersideAt(section, border - medial * inner)) clearance.include(*z);
    }
  }
  if (clearance.empty()) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  return ok(clearance.high, "mm", 0.0, method);
}

}  // namespace podalign::measure
