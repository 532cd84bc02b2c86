#include <vector>

#include "podalign/geometry/polynomial.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {

Measurement heelWidth(const FootContext& context) {
  constexpr double kShare = 0.16;  // [Lee2014]
  constexpr double kTopMm = 30.0;
  constexpr double kAround = 0.02;  // of the length: what its neighbours say of its roughness
  const double length = context.foot.footLengthMm;
  const geometry::Extent y =
      geometry::extentOfFirst(context.across.nearest(kShare * length), 0.0, kTopMm);
  const Message method{"method.heel_width", {}};
  if (y.empty()) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  const auto around =
      context.across.between((kShare - kAround) * length, (kShare + kAround) * length);
  std::vector<geometry::Point2> widths;
  for (std::size_t i = 0; i < around.xs.size(); ++i) {
    const geometry::Extent breadth = geometry::extentOfFirst(around.sections[i], 0.0, kTopMm);
    if (!breadth.empty()) widths.emplace_back(around.xs[i], breadth.size());
  }
  const auto line = geometry::fitLine(widths);
  const double scatter = line ? geometry::scatterAbout(*line, widths) : 0.0;
  return ok(y.size(), "mm", scatter, method);
}

}  // namespace podalign::measure
