#include "podalign/measure/arch_index.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "podalign/measure/footprint_axis.hpp"

namespace podalign::measure {
namespace {

constexpr const char* kUnit = "ratio";
// Plausible axes of one print lie within about 6 degrees of each other.
constexpr double kAxisHalfSpreadDeg = 3.0;
constexpr double kSmallestStepKpa = 1.0;

using Index = double (*)(const FootprintThirds&);

double byArea(const FootprintThirds& thirds) { return thirds.midfootMm2 / thirds.total(); }
double byLoad(const FootprintThirds& thirds) { return thirds.midfootLoad / thirds.totalLoad; }

double halfRange(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return 0.5 * (*high - *low);
}

double processingError(const FootfallContext& context, const Point2& axis, Index index) {
  const Footprint& footprint = *context.footprint;
  std::vector<double> turns;
  for (const double degrees : {-kAxisHalfSpreadDeg, 0.0, kAxisHalfSpreadDeg}) {
    turns.push_back(index(thirdsOf(footprint, turned(axis, units::degrees(degrees)))));
  }
  const double step = std::max(context.footfall.noiseFloorKpa, kSmallestStepKpa);
  std::vector<double> thresholds{turns[1]};
  for (const double threshold :
       {context.areaThresholdKpa - step, context.areaThresholdKpa + step}) {
    const auto other = makeFootprint(context.footfall, context.grid, std::max(threshold, 0.0));
    if (other) thresholds.push_back(index(thirdsOf(*other, axis)));
  }
  // Both borders of the midfoot are known to a cell on every line of cells across it: one that a
  // loaded edge only just touches counts whole.
  const double cell = std::max(footprint.cellWidthMm, footprint.cellHeightMm);
  const Extent length = extentAlong(footprint, axis, Toes::Excluded);
  const double lines = length.length() / 3.0 / cell;
  const double borders =
      countingError(2.0 * cell, 2.0 * lines) * cell / thirdsOf(footprint, axis).total();
  return std::hypot(halfRange(turns), halfRange(thresholds), borders);
}

Message methodOf(const FootfallContext& context, const std::string& id) {
  return {id + axisVariant(context.options) + modeVariant(context.footfall),
          {{"axis", toString(context.options.axis)},
           {"threshold", withUnit(context.areaThresholdKpa, 0, "kPa")},
           {"mode", modeVariant(context.footfall) + 1},
           {"toes", context.footprint ? toString(context.footprint->toeLine) : "unclear"}}};
}

Measurement indexOf(const FootfallContext& context, const Message& method, Index index) {
  if (const auto obstacle = footprintObstacle(context)) return notValid(kUnit, method, *obstacle);
  const Footprint& footprint = *context.footprint;
  const auto axis =
      footprintAxis(footprint, context.footfall, context.grid.view, context.options.axis);
  if (!axis) return notValid(kUnit, method, {"PLATE.NO_AXIS", {}});
  const FootprintThirds thirds = thirdsOf(footprint, *axis);
  if (!(thirds.midfootMm2 > 0.0)) return notValid(kUnit, method, {"PLATE.NO_MIDFOOT_CONTACT", {}});
  Measurement measured = ok(index(thirds), kUnit, processingError(context, *axis, index), method);
  if (midfootIsInterrupted(footprint, *axis)) {
    return lowConfidence(std::move(measured), {"PLATE.NO_MIDFOOT_CONTACT", {}});
  }
  if (footprint.toeLine != ToeLine::Found) {
    return lowConfidence(std::move(measured), {"PLATE.TOES_NOT_SEPARATED", {}});
  }
  return measured;
}

}  // namespace

FootprintThirds thirdsOf(const Footprint& footprint, const Point2& axis) {
  const Extent length = extentAlong(footprint, axis, Toes::Excluded);
  const double third = length.length() / 3.0;
  const auto band = [&](double from, double to) {
    return sumBetween(footprint, axis, {length.low + from * third, length.low + to * third},
                      Toes::Excluded);
  };
  const BandSum heel = band(0.0, 1.0);
  const BandSum midfoot = band(1.0, 2.0);
  const BandSum forefoot = band(2.0, 3.0);
  return {heel.areaMm2, midfoot.areaMm2, forefoot.areaMm2, midfoot.load,
          heel.load + midfoot.load + forefoot.load};
}

bool midfootIsInterrupted(const Footprint& footprint, const Point2& axis) {
  const Extent length = extentAlong(footprint, axis, Toes::Excluded);
  const double step = 0.5 * std::min(footprint.cellWidthMm, footprint.cellHeightMm);
  const double third = length.length() / 3.0;
  const Crosscuts cuts(footprint, axis, Toes::Excluded);
  for (double s = length.low + third + 0.5 * step; s < length.low + 2.0 * third; s += step) {
    if (!cuts.at(s)) return true;
  }
  return false;
}

Measurement archIndex(const FootfallContext& context) {
  return indexOf(context, methodOf(context, "method.arch_index"), &byArea);
}

Measurement modifiedArchIndex(const FootfallContext& context) {
  const Message method = methodOf(context, "method.modified_arch_index");
  if (const auto obstacle = pressureObstacle(context)) return notValid(kUnit, method, *obstacle);
  return indexOf(context, method, &byLoad);
}

}  // namespace podalign::measure
