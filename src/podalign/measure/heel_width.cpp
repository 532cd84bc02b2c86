#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {

Measurement heelWidth(const FootContext& context) {
  constexpr double kShare = 0.16;  // [Lee2014]
  constexpr double kTopMm = 30.0;
  const geometry::Extent y = geometry::extentOfFirst(
      context.across.nearest(kShare * context.foot.footLengthMm), 0.0, kTopMm);
  const Message method{"method.heel_width", {}};
  if (y.empty()) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  return ok(y.size(), "mm", context.error.ofExtent(0.0), method);
}

}  // namespace podalign::measure
