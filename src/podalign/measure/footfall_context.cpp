#include "podalign/measure/footfall_context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "podalign/core/contracts.hpp"

namespace podalign::measure {
namespace {

// Reference: area indices use the larger of the sensor's floor and 10 kPa.
constexpr double kAreaThresholdKpa = 10.0;
// 95 % half-width of a normal error, in standard deviations.
constexpr double kNinetyFive = 1.96;

PrintBorders bordersOf(const std::optional<Footprint>& footprint) {
  return footprint ? bordersOf(*footprint, Toes::Excluded) : PrintBorders{};
}

}  // namespace

FootfallContext makeContext(const plantar::Footfall& footfall, const plantar::Grid& grid,
                            units::Duration framePeriod, const FootfallMeasureOptions& options) {
  const double threshold = areaThresholdOf(footfall, options);
  std::vector<double> image = printImage(footfall);
  auto footprint = makeFootprint(footfall, grid, image, threshold);
  const PrintBorders borders = bordersOf(footprint);
  return {footfall, grid,     framePeriod, options, std::move(image), std::move(footprint),
          borders,  threshold};
}

FootfallContext atThreshold(const FootfallContext& context, const FootfallMeasureOptions& options) {
  const double threshold = areaThresholdOf(context.footfall, options);
  if (threshold == context.areaThresholdKpa) {
    return {context.footfall, context.grid,      context.framePeriod, options,
            context.image,    context.footprint, context.borders,     threshold};
  }
  auto footprint = makeFootprint(context.footfall, context.grid, context.image, threshold);
  const PrintBorders borders = bordersOf(footprint);
  return {context.footfall, context.grid,  context.framePeriod,
          options,          context.image, std::move(footprint),
          borders,          threshold};
}

double areaThresholdOf(const plantar::Footfall& footfall, const FootfallMeasureOptions& options) {
  return options.areaThreshold ? units::inKilopascals(*options.areaThreshold)
                               : std::max(kAreaThresholdKpa, footfall.noiseFloorKpa);
}

Message incompleteReason(const plantar::Footfall& footfall) {
  PODALIGN_EXPECTS(!footfall.incompleteReasons.empty());
  return {footfall.incompleteReasons.front(), {}};
}

std::optional<Message> footprintObstacle(const FootfallContext& context) {
  if (context.footfall.sensor == plantar::SensorKind::InShoe) return Message{"PLATE.IN_SHOE", {}};
  if (context.footfall.movingBelt) return Message{"PLATE.MOVING_BELT", {}};
  if (context.footfall.shod) return Message{"PLATE.SHOD", {}};
  if (!context.footfall.complete) return incompleteReason(context.footfall);
  if (!context.footprint) return Message{"PLATE.PRINT_TOO_SMALL", {}};
  return std::nullopt;
}

std::optional<Message> timeObstacle(const FootfallContext& context) {
  if (context.footfall.peakImage) return Message{"PLATE.PEAK_IMAGE", {}};
  if (context.footfall.trial == plantar::TrialKind::Standing) return Message{"PLATE.STANDING", {}};
  if (!context.footfall.complete) return incompleteReason(context.footfall);
  return std::nullopt;
}

std::optional<Message> pressureObstacle(const FootfallContext& context) {
  if (!context.footfall.forceTrusted) return Message{"PLATE.IMPORT_MISMATCH_MEASURE", {}};
  return std::nullopt;
}

double countingError(double step, double cells) {
  // A value counted in steps is uniform within one step.
  return kNinetyFive * step / std::sqrt(12.0) * std::sqrt(std::max(cells, 0.0));
}

const char* axisVariant(const FootfallMeasureOptions& options) {
  return options.axis == FootprintAxis::HeelToSecondToe ? "" : ".other_axis";
}

const char* modeVariant(const plantar::Footfall& footfall) {
  return footfall.trial == plantar::TrialKind::Standing ? ".static" : ".dynamic";
}

std::string withUnit(double value, int decimals, const char* unit) {
  return fmt::format("{:.{}f} {}", value, decimals, unit);
}

}  // namespace podalign::measure
