#include "podalign/measure/arch_index.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "podalign/measure/footprint_axis.hpp"

namespace podalign::measure {
namespace {

constexpr const char* kUnit = "ratio";
// Plausible axes of one print lie within about 6 degrees of each other.
constexpr double kAxisHalfSpreadDeg = 3.0;
constexpr double kSmallestStepKpa = 1.0;

// Both indices of one cut.
struct Indices {
  double byArea = 0.0;
  double byLoad = 0.0;
};
using Index = double Indices::*;

Indices indicesOf(const FootprintThirds& thirds) {
  return {thirds.midfootMm2 / thirds.total(), thirds.midfootLoad / thirds.totalLoad};
}

double halfRange(const std::vector<Indices>& values, Index index) {
  const auto [low, high] =
      std::minmax_element(values.begin(), values.end(),
                          [index](const auto& a, const auto& b) { return a.*index < b.*index; });
  return 0.5 * ((*high).*index - (*low).*index);
}

Indices processingErrors(const FootfallContext& context, const Point2& axis,
                         const FootprintThirds& thirds) {
  const Footprint& footprint = *context.footprint;
  std::vector<Indices> turns;
  for (const double degrees : {-kAxisHalfSpreadDeg, 0.0, kAxisHalfSpreadDeg}) {
    turns.push_back(indicesOf(thirdsOf(footprint, turned(axis, units::degrees(degrees)))));
  }
  const double step = std::max(context.footfall.noiseFloorKpa, kSmallestStepKpa);
  std::vector<Indices> thresholds{turns[1]};
  for (const double threshold :
       {context.areaThresholdKpa - step, context.areaThresholdKpa + step}) {
    const auto other =
        makeFootprint(context.footfall, context.grid, context.image, std::max(threshold, 0.0));
    if (other) thresholds.push_back(indicesOf(thirdsOf(*other, axis)));
  }
  // Both borders of the midfoot are known to a cell on every line of cells across it: one that a
  // loaded edge only just touches counts whole.
  const double cell = std::max(footprint.cellWidthMm, footprint.cellHeightMm);
  const Extent length = extentAlong(footprint, axis, Toes::Excluded);
  const double lines = length.length() / 3.0 / cell;
  const double borders = countingError(2.0 * cell, 2.0 * lines) * cell / thirds.total();
  const auto whole = [&](Index index) {
    return std::hypot(halfRange(turns, index), halfRange(thresholds, index), borders);
  };
  return {whole(&Indices::byArea), whole(&Indices::byLoad)};
}

Message methodOf(const FootfallContext& context, const std::string& id) {
  return {id + axisVariant(context.options) + modeVariant(context.footfall),
          {{"axis", toString(context.options.axis)},
           {"threshold", withUnit(context.areaThresholdKpa, 0, "kPa")},
           {"mode", modeVariant(context.footfall) + 1},
           {"toes", context.footprint ? toString(context.footprint->toeLine) : "unclear"}}};
}

Measurement checked(const Footprint& footprint, bool interrupted, Measurement measured) {
  if (interrupted) return lowConfidence(std::move(measured), {"PLATE.NO_MIDFOOT_CONTACT", {}});
  if (footprint.toeLine != ToeLine::Found) {
    return lowConfidence(std::move(measured), {"PLATE.TOES_NOT_SEPARATED", {}});
  }
  return measured;
}

}  // namespace

FootprintThirds thirdsOf(const Footprint& footprint, const Point2& axis) {
  const Extent length = extentAlong(footprint, axis, Toes::Excluded);
  const double third = length.length() / 3.0;
  const std::array borders{length.low, length.low + third, length.low + 2.0 * third,
                           length.low + 3.0 * third};
  std::array<BandSum, 3> sums;
  sumBands(footprint, axis, borders, sums, Toes::Excluded);
  const auto& [heel, midfoot, forefoot] = sums;
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

ArchIndices archIndices(const FootfallContext& context) {
  const Message method = methodOf(context, "method.arch_index");
  const Message modifiedMethod = methodOf(context, "method.modified_arch_index");
  const auto neither = [&](const Message& reason) {
    return ArchIndices{notValid(kUnit, method, reason), notValid(kUnit, modifiedMethod, reason)};
  };
  const auto untrusted = pressureObstacle(context);  // areas stand, loads do not
  const auto finish = [&](ArchIndices indices) {
    if (untrusted) indices.modified = notValid(kUnit, modifiedMethod, *untrusted);
    return indices;
  };
  if (const auto obstacle = footprintObstacle(context)) return finish(neither(*obstacle));
  const Footprint& footprint = *context.footprint;
  const auto axis =
      footprintAxis(footprint, context.footfall, context.grid.view, context.options.axis);
  if (!axis) return finish(neither({"PLATE.NO_AXIS", {}}));
  const FootprintThirds thirds = thirdsOf(footprint, *axis);
  if (!(thirds.midfootMm2 > 0.0)) return finish(neither({"PLATE.NO_MIDFOOT_CONTACT", {}}));
  const Indices values = indicesOf(thirds);
  const Indices errors = processingErrors(context, *axis, thirds);
  const bool interrupted = midfootIsInterrupted(footprint, *axis);
  return finish(
      {checked(footprint, interrupted, ok(values.byArea, kUnit, errors.byArea, method)),
       checked(footprint, interrupted, ok(values.byLoad, kUnit, errors.byLoad, modifiedMethod))});
}

}  // namespace podalign::measure
