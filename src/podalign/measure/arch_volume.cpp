#include <cmath>

#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {

Measurement archVolume(const FootContext& context) {
  constexpr double kThird = 1.0 / 3.0;
  constexpr double kColumnMm = 1.0;
  constexpr double kLooksDown = -0.5;       // z of the unit normal
  constexpr double kUndersideTopMm = 35.0;  // higher, the ray went through a hole to the dorsum
  constexpr double kCubicCentimetre = 1000.0;
  const Message method{"method.arch_volume", {}};
  const double length = context.foot.footLengthMm;
  const auto part = context.across.between(kThird * length, 2.0 * kThird * length);
  double volume = 0.0;
  bool covered = false;
  double before = 0.0;
  double areaBefore = 0.0;
  for (std::size_t i = 0; i < part.xs.size(); ++i) {
    double area = 0.0;
    for (const Column& column : columnsUnder(part.sections[i], kColumnMm)) {
      if (column.facing >= kLooksDown || column.height > kUndersideTopMm) continue;
      area += kColumnMm * column.height;
      covered = true;
    }
    if (i > 0) volume += 0.5 * (part.xs[i] - before) * (area + areaBefore);
    before = part.xs[i];
    areaBefore = area;
  }
  if (!covered) return notValid("cm3", method, {"SCAN.PART_MISSING", {}});
  // The strips at both ends that the sections leave of the third.
  const double seen = part.xs.back() - part.xs.front();
  volume *= kThird * length / seen;
  return ok(volume / kCubicCentimetre, "cm3", 0.0, method);
}

}  // namespace podalign::measure
