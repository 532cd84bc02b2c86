#include <cmath>
#include <vector>

#include "podalign/geometry/polynomial.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {

Measurement malleolarValgusIndex(const FootContext& context) {
  constexpr double kFromShare = 0.06;
  constexpr double kToShare = 0.20;
  constexpr double kTopMm = 30.0;
  constexpr double kPercent = 100.0;
  const Message method{"method.malleolar_valgus_index", {}};
  const auto* medial = context.find(anatomy::LandmarkId::MedialMalleolus);
  const auto* lateral = context.find(anatomy::LandmarkId::LateralMalleolus);
  if (medial == nullptr || lateral == nullptr) {
    return notValid("%", method, {"LANDMARK.MALLEOLUS_NOT_FOUND", {}});
  }
  const double length = context.foot.footLengthMm;
  const auto part = context.across.between(kFromShare * length, kToShare * length);
  std::vector<geometry::Point2> middles;
  for (std::size_t i = 0; i < part.xs.size(); ++i) {
    const geometry::Extent y = geometry::extentOfFirst(part.sections[i], 0.0, kTopMm);
    if (!y.empty()) middles.emplace_back(part.xs[i], y.middle());
  }
  const auto line = geometry::fitLine(middles);
  const geometry::Point3 middle = 0.5 * (medial->position_in_foot + lateral->position_in_foot);
  const double breadth = std::abs(medial->position_in_foot.y() - lateral->position_in_foot.y());
  if (!line || !(breadth > 0.0)) return notValid("%", method, {"SCAN.PART_MISSING", {}});
  const double offset = medialSign(context.foot.side.shapeSide) *
                        (middle.y() - line->intercept - line->slope * middle.x());
  // Both ends of the line move by what its points scatter; the malleoli lie beyond its end.
  const double moved = geometry::scatterAbout(*line, middles) * (middle.x() - middles.front().x()) /
                       (middles.back().x() - middles.front().x());
  return ok(kPercent * offset / breadth, "%",
            kPercent * std::hypot(moved, 0.5 * medial->spreadMm, 0.5 * lateral->spreadMm) / breadth,
            method);
}

}  // namespace podalign::measure
