#include <vector>

#include "podalign/geometry/section.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {

Measurement heelWidth(const anatomy::AlignedFoot& foot, const FootError& error) {
  constexpr double kShare = 0.16;  // [Lee2014]
  constexpr double kTopMm = 30.0;
  const std::vector<double> at{kShare * foot.footLengthMm};
  const geometry::Extent y = geometry::extentOfFirst(
      geometry::sectionsAcross(foot.mesh_in_foot, geometry::Axis::X, at)[0], 0.0, kTopMm);
  const Message method{"method.heel_width", {}};
  if (y.empty()) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  return ok(y.size(), "mm", error.ofExtent(0.0), method);
}

}  // namespace podalign::measure
