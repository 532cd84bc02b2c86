#include "podalign/measure/pressure_loading.hpp"

#include <algorithm>
#include <cmath>

#include "podalign/plantar/footfalls.hpp"

namespace podalign::measure {
namespace {

constexpr double kMm2PerCm2 = 100.0;

std::size_t cellsPerFrame(const plantar::Footfall& footfall) {
  return static_cast<std::size_t>(footfall.rows.count()) *
         static_cast<std::size_t>(footfall.columns.count());
}

// Of one pressure for each cell of the footfall. Without a branch for each cell where all are
// alike.
FrameSummary summaryOf(const float* pressures, const FootfallContext& context) {
  const plantar::Footfall& footfall = context.footfall;
  FrameSummary summary;
  if (context.grid.cells.empty()) {
    float peak = 0.0F;
    int light = 0;
    for (std::size_t i = 0; i < cellsPerFrame(footfall); ++i) {
      const float kpa = pressures[i];
      peak = kpa > peak ? kpa : peak;
      summary.loadedCells += kpa > 0.0F ? 1 : 0;
      light += kpa > 0.0F && static_cast<double>(kpa) <= footfall.noiseFloorKpa ? 1 : 0;
    }
    summary.peakKpa = static_cast<double>(peak);
    summary.loadedMm2 = summary.loadedCells * context.grid.cellAreaMm2;
    summary.lightMm2 = light * context.grid.cellAreaMm2;
    return summary;
  }
  for (int row = footfall.rows.first; row <= footfall.rows.last; ++row) {
    for (int column = footfall.columns.first; column <= footfall.columns.last; ++column) {
      const auto kpa = static_cast<double>(*pressures++);
      if (!(kpa > 0.0)) continue;
      const double area = context.grid.areaOf(row, column);
      summary.peakKpa = std::max(summary.peakKpa, kpa);
      ++summary.loadedCells;
      summary.loadedMm2 += area;
      if (kpa <= footfall.noiseFloorKpa) summary.lightMm2 += area;
    }
  }
  return summary;
}

// Reason why nothing that rests on the area of the cells can be given.
std::optional<Message> areaObstacle(const FootfallContext& context) {
  if (!context.grid.areasKnown) return Message{"PLATE.AREAS_UNKNOWN", {}};
  return std::nullopt;
}

std::optional<Message> forceObstacle(const FootfallContext& context) {
  if (context.footfall.peakImage) return Message{"PLATE.PEAK_IMAGE", {}};
  if (const auto obstacle = pressureObstacle(context)) return obstacle;
  return areaObstacle(context);
}

double trapezoid(const std::vector<double>& values, double period) {
  double sum = 0.0;
  for (std::size_t i = 1; i < values.size(); ++i) sum += 0.5 * (values[i - 1] + values[i]);
  return sum * period;
}

// A value of one moment: given of an incomplete step too, but with low confidence.
Measurement momentary(const FootfallContext& context, double value, const char* unit, double error,
                      const Message& method) {
  Measurement measured = ok(value, unit, error, method);
  if (!context.footfall.complete) {
    return lowConfidence(std::move(measured), incompleteReason(context.footfall));
  }
  return measured;
}

Measurement saturationChecked(const FootfallContext& context, Measurement measured) {
  if (!context.footfall.saturated) return measured;
  return lowConfidence(std::move(measured), {"PLATE.SATURATED", {}});
}

}  // namespace

FrameSummaries summariesOf(const FootfallContext& context) {
  FrameSummaries summaries;
  for (int frame = 0; frame < context.footfall.frames.count(); ++frame) {
    summaries.push_back(summaryOf(context.footfall.frame(frame), context));
  }
  return summaries;
}

Measurement maxForce(const FootfallContext& context, const FrameSummaries& frames) {
  const Message method{"method.max_force", {}};
  if (const auto obstacle = forceObstacle(context)) return notValid("N", method, *obstacle);
  const auto& forces = context.footfall.forcesN;
  const auto largest = std::max_element(forces.begin(), forces.end());
  const int cells = frames[static_cast<std::size_t>(largest - forces.begin())].loadedCells;
  const double perCellN = context.footfall.noiseFloorKpa * context.grid.cellAreaMm2 / 1000.0;
  return saturationChecked(
      context, momentary(context, *largest, "N", countingError(perCellN, cells), method));
}

Measurement peakPressure(const FootfallContext& context, const FrameSummaries& frames) {
  const Message method{"method.peak_pressure",
                       {{"cell", withUnit(context.grid.cellAreaMm2, 1, "mm2")}}};
  if (const auto obstacle = pressureObstacle(context)) return notValid("kPa", method, *obstacle);
  double peak = 0.0;
  for (const FrameSummary& frame : frames) peak = std::max(peak, frame.peakKpa);
  return saturationChecked(
      context,
      momentary(context, peak, "kPa", countingError(context.footfall.noiseFloorKpa, 1.0), method));
}

Measurement contactTime(const FootfallContext& context) {
  const double period = units::inSeconds(context.framePeriod);
  const Message method{"method.contact_time",
                       {{"force", withUnit(plantar::kContactForceN, 0, "N")},
                        {"period", withUnit(period * 1000.0, 1, "ms")}}};
  if (const auto obstacle = timeObstacle(context)) return notValid("s", method, *obstacle);
  // Each end is known to one frame.
  return ok(context.footfall.frames.count() * period, "s", 2.0 * period, method);
}

Measurement forceTimeIntegral(const FootfallContext& context, const FrameSummaries& frames) {
  const Message method{"method.force_time_integral", {}};
  if (const auto obstacle = forceObstacle(context)) return notValid("N s", method, *obstacle);
  if (const auto obstacle = timeObstacle(context)) return notValid("N s", method, *obstacle);
  const auto& forces = context.footfall.forcesN;
  const double period = units::inSeconds(context.framePeriod);
  double cells = 0.0;
  for (const FrameSummary& frame : frames) cells += frame.loadedCells;
  const double perCellN = context.footfall.noiseFloorKpa * context.grid.cellAreaMm2 / 1000.0;
  // What lies before the first and after the last frame is at most the mean of their force and that
  // of a frame that just is no contact.
  const double ends =
      0.5 * period * (forces.front() + forces.back() + 2.0 * plantar::kContactForceN);
  const double error = std::hypot(countingError(perCellN * period, cells), ends);
  return saturationChecked(context, ok(trapezoid(forces, period), "N s", error, method));
}

Measurement pressureTimeIntegral(const FootfallContext& context, const FrameSummaries& frames) {
  const Message method{"method.pressure_time_integral", {}};
  if (const auto obstacle = pressureObstacle(context)) return notValid("kPa s", method, *obstacle);
  if (const auto obstacle = timeObstacle(context)) return notValid("kPa s", method, *obstacle);
  const double period = units::inSeconds(context.framePeriod);
  std::vector<double> peaks;
  for (const FrameSummary& frame : frames) peaks.push_back(frame.peakKpa);
  const double ends = 0.5 * period * (peaks.front() + peaks.back());
  const double counting =
      countingError(context.footfall.noiseFloorKpa * period, static_cast<double>(peaks.size()));
  return saturationChecked(
      context, ok(trapezoid(peaks, period), "kPa s", std::hypot(counting, ends), method));
}

Measurement contactArea(const FootfallContext& context, const FrameSummaries& frames) {
  const Message method{"method.contact_area", {{"threshold", withUnit(0.0, 0, "kPa")}}};
  if (const auto obstacle = areaObstacle(context)) return notValid("cm2", method, *obstacle);
  if (context.footfall.peakImage) return notValid("cm2", method, {"PLATE.PEAK_IMAGE", {}});
  FrameSummary largest;
  for (const FrameSummary& frame : frames) {
    if (frame.loadedMm2 > largest.loadedMm2) largest = frame;
  }
  // Cells at the sensor's smallest step could as well not have been counted.
  return momentary(context, largest.loadedMm2 / kMm2PerCm2, "cm2", largest.lightMm2 / kMm2PerCm2,
                   method);
}

Measurement footprintArea(const FootfallContext& context) {
  const Message method{"method.footprint_area", {{"threshold", withUnit(0.0, 0, "kPa")}}};
  if (context.footfall.movingBelt) return notValid("cm2", method, {"PLATE.MOVING_BELT", {}});
  if (!context.footfall.complete)
    return notValid("cm2", method, incompleteReason(context.footfall));
  if (const auto obstacle = areaObstacle(context)) return notValid("cm2", method, *obstacle);
  std::vector<float> peaks(cellsPerFrame(context.footfall), 0.0F);
  for (int frame = 0; frame < context.footfall.frames.count(); ++frame) {
    const float* pressures = context.footfall.frame(frame);
    for (std::size_t i = 0; i < peaks.size(); ++i) peaks[i] = std::max(peaks[i], pressures[i]);
  }
  const FrameSummary print = summaryOf(peaks.data(), context);
  return ok(print.loadedMm2 / kMm2PerCm2, "cm2", print.lightMm2 / kMm2PerCm2, method);
}

}  // namespace podalign::measure
