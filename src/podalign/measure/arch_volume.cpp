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
  double covered = 0.0;
  double before = 0.0;
  double areaBefore = 0.0;
  double widthBefore = 0.0;
  for (std::size_t i = 0; i < part.xs.size(); ++i) {
    double area = 0.0;
    double width = 0.0;
    for (const Column& column : columnsUnder(part.sections[i], kColumnMm)) {
      if (column.facing >= kLooksDown || column.height > kUndersideTopMm) continue;
      area += kColumnMm * column.height;
      width += kColumnMm;
    }
    if (i > 0) {
      const double step = part.xs[i] - before;
      volume += 0.5 * step * (area + areaBefore);
      covered += 0.5 * step * (width + widthBefore);
    }
    before = part.xs[i];
    areaBefore = area;
    widthBefore = width;
  }
  if (!(covered > 0.0)) return notValid("cm3", method, {"SCAN.PART_MISSING", {}});
  // The strips at both ends that the sections leave of the third.
  const double seen = part.xs.back() - part.xs.front();
  volume *= kThird * length / seen;
  const double ground = covered * context.error.ofHeight() / kCubicCentimetre;
  return ok(volume / kCubicCentimetre, "cm3", ground, method);
}

}  // namespace podalign::measure
