#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "podalign/measure/footfall_context.hpp"
#include "podalign/measure/roll_over.hpp"
#include "podalign/measure/zone_place.hpp"

namespace podalign::measure {
namespace {

constexpr double kMm2PerCm2 = 100.0;
constexpr double kPercent = 100.0;

double largest(const std::vector<double>& values) {
  return values.empty() ? 0.0 : *std::max_element(values.begin(), values.end());
}

double trapezoid(const std::vector<double>& values, double period) {
  double sum = 0.0;
  for (std::size_t i = 1; i < values.size(); ++i) sum += 0.5 * (values[i - 1] + values[i]);
  return sum * period;
}

// From the first to the last frame with load, s.
double contactSeconds(const ZoneCourse& course, double period) {
  const auto loaded = [](double kpa) { return kpa > 0.0; };
  const auto first = std::find_if(course.peaksKpa.begin(), course.peaksKpa.end(), loaded);
  const auto last = std::find_if(course.peaksKpa.rbegin(), course.peaksKpa.rend(), loaded);
  if (first == course.peaksKpa.end()) return 0.0;
  return static_cast<double>(last.base() - first) * period;
}

struct ZoneMeasure {
  const char* name;
  const char* unit;
  bool force;  ///< rests on areas
  double (*of)(const ZoneCourse&, double period);
};

constexpr std::array<ZoneMeasure, 6> kMeasures{{
    {"peak_pressure", "kPa", false,
     [](const ZoneCourse& c, double) { return largest(c.peaksKpa); }},
    {"max_force", "N", true, [](const ZoneCourse& c, double) { return largest(c.forcesN); }},
    {"force_time_integral", "N s", true,
     [](const ZoneCourse& c, double period) { return trapezoid(c.forcesN, period); }},
    {"pressure_time_integral", "kPa s", false,
     [](const ZoneCourse& c, double period) { return trapezoid(c.peaksKpa, period); }},
    {"contact_area", "cm2", true,
     [](const ZoneCourse& c, double) { return largest(c.areasMm2) / kMm2PerCm2; }},
    {"contact_time", "s", false,
     [](const ZoneCourse& c, double period) { return contactSeconds(c, period); }},
}};

Message methodOf(const ZoneMeasure& measure, const ZoneMask& mask, Zone zone,
                 const ZoneShares& shares) {
  const auto percent = [](double share) { return fmt::format("{:.0f} %", kPercent * share); };
  if (mask.lines.steps == 0) {
    return {std::string("method.zones.set.") + measure.name,
            {{"contrast", fmt::format("{:.2f}", mask.contrast[static_cast<std::size_t>(zone)])}}};
  }
  return {std::string("method.zones.") + measure.name,
          {{"heel_end", percent(shares.heelEnd)},
           {"midfoot_end", percent(shares.midfootEnd)},
           {"lines_of", fmt::format("{}", mask.lines.steps)},
           {"contrast", fmt::format("{:.2f}", mask.contrast[static_cast<std::size_t>(zone)])}}};
}

// Half-width from what the sensor counts: one step in the cell, both ends of a contact.
double countingPart(const ZoneMeasure& measure, const StepOfFoot& step) {
  const double period = units::inSeconds(step.framePeriod);
  const std::string_view name = measure.name;
  if (name == "peak_pressure") return countingError(step.footfall.noiseFloorKpa, 1.0);
  if (name == "contact_time") return 2.0 * period;
  return 0.0;
}

// Reason why nothing of a zone can be given, the same for all zones of a step.
std::optional<Message> obstacleOf(const FootfallContext& context) {
  if (const auto obstacle = footprintObstacle(context)) return obstacle;
  if (const auto obstacle = timeObstacle(context)) return obstacle;
  return pressureObstacle(context);
}

void refuseAll(const StepOfFoot& step, const Message& reason,
               const FootfallMeasureOptions& options) {
  for (std::size_t zone = 0; zone < kZones; ++zone) {
    for (const ZoneMeasure& measure : kMeasures) {
      step.measures.insert_or_assign(
          std::string("zones.") + toString(static_cast<Zone>(zone)) + "." + measure.name,
          notValid(measure.unit, {"method.zones.none", {}}, reason));
    }
  }
  if (!options.phases) return;
  for (const auto& [name, unit] : rollOverNames(options)) {
    step.measures.insert_or_assign(name, notValid(unit, {"method.roll_over.none", {}}, reason));
  }
}

void measureStep(const StepOfFoot& step, const ZoneMask& mask,
                 const FootfallMeasureOptions& options, bool toesSeen) {
  const double period = units::inSeconds(step.framePeriod);
  const LoadedCells loaded = loadedCells(step.footfall, step.grid);
  const ZoneCourses courses = coursesOf(step.footfall, step.grid, loaded, mask);
  // Every line is known to half a cell along and across the foot.
  const double half = 0.5 * std::max(step.grid.columnSpacingMm, step.grid.rowSpacingMm);
  const std::vector<double> peaks = peaksOf(step.footfall);
  std::vector<ZoneCourses> moved;
  for (const ZoneShift& shift :
       {ZoneShift{half, 0.0}, ZoneShift{-half, 0.0}, ZoneShift{0.0, half}, ZoneShift{0.0, -half}}) {
    moved.push_back(
        coursesOf(step.footfall, step.grid, loaded,
                  layMask(step.footfall, step.grid, peaks, mask.lines, mask.place, shift)));
  }
  for (std::size_t zone = 0; zone < kZones; ++zone) {
    for (const ZoneMeasure& measure : kMeasures) {
      const auto which = static_cast<Zone>(zone);
      const Message method = methodOf(measure, mask, which, *options.zones);
      const std::string name = std::string("zones.") + toString(which) + "." + measure.name;
      if (!courses[zone].loaded()) {
        step.measures.insert_or_assign(
            name, notValid(measure.unit, method, {"PLATE.ZONE_NOT_LOADED", {}}));
        continue;
      }
      const double value = measure.of(courses[zone], period);
      const auto away = [&](std::size_t i) {
        return std::abs(measure.of(moved[i][zone], period) - value);
      };
      const double error = std::hypot(std::max(away(0), away(1)), std::max(away(2), away(3)),
                                      countingPart(measure, step));
      Measurement measured = ok(value, measure.unit, error, method);
      measured.confidence = mask.contrast[zone];
      const bool behindToeLine = which >= Zone::Mt1;
      if (behindToeLine && !toesSeen) {
        measured = lowConfidence(std::move(measured), {"PLATE.TOES_NOT_SEPARATED", {}});
      } else if (step.footfall.saturated) {
        measured = lowConfidence(std::move(measured), {"PLATE.SATURATED", {}});
      }
      step.measures.insert_or_assign(name, std::move(measured));
    }
  }
  if (options.phases) step.measures.merge(rollOver(step, courses, moved, options));
}

}  // namespace

FootZoneLines measureZones(std::span<const StepOfFoot> steps, const FootfallMeasureOptions& options,
                           const FootZoneLines& set) {
  if (!options.zones) return {};
  std::vector<FootfallContext> contexts;
  for (const StepOfFoot& step : steps) {
    contexts.push_back(makeContext(step.footfall, step.grid, step.framePeriod, options));
  }
  FootZoneLines lines;
  for (const Laterality side : kBothSides)
    lines[side] = set[side] ? set[side] : linesOfFoot(contexts, side);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const StepOfFoot& step = steps[i];
    const FootfallContext& context = contexts[i];
    const auto& own = lines[step.footfall.side.side];
    auto obstacle = obstacleOf(context);
    const auto place =
        obstacle || !own ? std::nullopt : placeOf(*context.footprint, context.borders);
    if (!obstacle && !place) obstacle = Message{"PLATE.NO_AXIS", {}};
    if (obstacle) {
      refuseAll(step, *obstacle, options);
      continue;
    }
    const ZoneMask mask =
        layMask(step.footfall, step.grid, peaksOf(step.footfall), *own, *place, {});
    measureStep(step, mask, options, context.footprint->toeLine == ToeLine::Found);
  }
  return lines;
}

}  // namespace podalign::measure
