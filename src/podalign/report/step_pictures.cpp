#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "podalign/report/internal/print_drawing.hpp"
#include "podalign/report/internal/sketch.hpp"
#include "podalign/report/internal/step_figures.hpp"
#include "podalign/report/internal/theme.hpp"
#include "podalign/report/pictures.hpp"

namespace podalign::report {
namespace {

using internal::Align;
using internal::Canvas;
using internal::Labels;
using internal::PressureScale;
using internal::Rect;
using internal::Sketch;
namespace theme = internal::theme;

constexpr double kMargin = 16.0;
constexpr double kTitle = 20.0;
constexpr double kColumn = 250.0;
constexpr double kWidth = 3.0 * kMargin + 2.0 * kColumn;

double largestOf(const std::vector<double>& values) {
  return values.empty() ? 0.0 : *std::max_element(values.begin(), values.end());
}

PressureScale scaleOf(std::span<const WalkedStep> steps) {
  double largest = 0.0;
  double floor = 0.0;
  for (const WalkedStep& step : steps) {
    largest = std::max(largest, internal::peakOf(step.footfall).largest());
    floor = std::max(floor, step.footfall.noiseFloorKpa);
  }
  return internal::pressureScale(largest, floor);
}

bool rolls(const WalkedStep& step) { return step.footfall.trial != plantar::TrialKind::Standing; }

// The complete step whose force is nearest to the mean of all of its foot.
const WalkedStep* typicalStep(std::span<const WalkedStep> steps, Laterality side) {
  double sum = 0.0;
  int count = 0;
  const auto counts = [side](const WalkedStep& step) {
    return step.footfall.side.side == side && step.footfall.complete && rolls(step);
  };
  for (const WalkedStep& step : steps) {
    if (!counts(step)) continue;
    sum += largestOf(step.footfall.forcesN);
    ++count;
  }
  const WalkedStep* best = nullptr;
  double nearest = 0.0;
  for (const WalkedStep& step : steps) {
    if (!counts(step)) continue;
    const double away = std::abs(largestOf(step.footfall.forcesN) - sum / count);
    if (best != nullptr && away >= nearest) continue;
    best = &step;
    nearest = away;
  }
  return best;
}

struct FootSheet {
  const WalkedStep* step = nullptr;
  std::optional<measure::ZoneMask> mask;
};

FootSheet sheetOf(std::span<const WalkedStep> steps, Laterality side) {
  FootSheet sheet{typicalStep(steps, side), {}};
  if (sheet.step == nullptr || !sheet.step->zones) return sheet;
  sheet.mask = measure::maskOf(sheet.step->footfall, sheet.step->grid, *sheet.step->zones);
  return sheet;
}

Sketch feet(std::span<const WalkedStep> steps, const Labels& labels) {
  constexpr double kPrint = 240.0;
  constexpr double kCurve = 150.0;
  const double top = kMargin + kTitle;
  const double curves = top + kPrint + 26.0;
  PerSide<FootSheet> sheets;
  for (const Laterality side : kBothSides) sheets[side] = sheetOf(steps, side);
  const PressureScale scale = scaleOf(steps);
  return {
      "steps",
      {kWidth, curves + kCurve + kMargin},
      [=, sheets = std::move(sheets), &labels](Canvas& canvas) {
        for (const Laterality side : kBothSides) {
          const double x = side == Laterality::Left ? kMargin : 2.0 * kMargin + kColumn;
          canvas.label(labels.foot(side), theme::subheading(), {x, kMargin + 6.0});
          const FootSheet& sheet = sheets[side];
          if (sheet.step == nullptr) {
            canvas.label(labels("walk.no_step"), theme::in(theme::body(), theme::kMuted),
                         {x, top + 6.0});
            continue;
          }
          const double half = kColumn / 2.0 - 6.0;
          if (sheet.mask) {
            internal::drawZones(canvas, {x, top, half, kPrint}, *sheet.step, *sheet.mask, scale);
            canvas.label(labels("figure.zones"), theme::figureText(),
                         {x + half / 2.0, top + kPrint + 9.0}, Align::Center);
          }
          internal::drawRollOver(canvas, {x + half + 12.0, top, half, kPrint}, *sheet.step, scale);
          canvas.label(labels("figure.phases"), theme::figureText(),
                       {x + half + 12.0 + half / 2.0, top + kPrint + 9.0}, Align::Center);
          internal::drawForceCurves(canvas, {x, curves, kColumn, kCurve}, steps, side,
                                    internal::largestForce(steps), labels);
        }
      }};
}

Sketch walkway(std::vector<const WalkedStep*> steps, std::size_t number, const PressureScale& scale,
               const Labels& labels) {
  const Rect bounds = internal::walkwayBounds(steps);
  const double wide = kWidth - 2.0 * kMargin;
  const double high = std::clamp(wide * bounds.height / bounds.width, 60.0, 420.0);
  return {fmt::format("walkway-{}", number),
          {kWidth, kMargin + kTitle + high + 18.0 + 34.0 + kMargin},
          [=, &labels](Canvas& canvas) {
            canvas.label(labels("figure.walkway", {{"steps", std::to_string(steps.size())}}),
                         theme::subheading(), {kMargin, kMargin + 6.0});
            internal::drawWalkway(canvas, {kMargin, kMargin + kTitle, wide, high + 12.0}, steps,
                                  scale, labels);
            internal::drawPressureLegend(
                canvas, {kMargin, kMargin + kTitle + high + 24.0, wide, 20.0}, scale, labels);
          }};
}

}  // namespace

namespace internal {

std::vector<Sketch> stepSheets(std::span<const WalkedStep> steps, const Labels& labels) {
  std::vector<Sketch> all;
  if (steps.empty()) return all;
  // Somebody who stands rolls over nothing.
  if (std::any_of(steps.begin(), steps.end(), rolls)) all.push_back(feet(steps, labels));
  // One file may hold several recordings of a plate that is triggered by contact.
  std::map<std::pair<std::size_t, int>, std::vector<const WalkedStep*>> recordings;
  for (const WalkedStep& step : steps) {
    const bool drawn = step.grid.placesKnown && step.footfall.sensor == plantar::SensorKind::Plate;
    if (drawn) recordings[{step.source, step.footfall.measurement}].push_back(&step);
  }
  const PressureScale scale = scaleOf(steps);
  std::size_t number = 0;
  for (const auto& [recording, own] : recordings) {
    if (own.size() > 1) all.push_back(walkway(own, ++number, scale, labels));
  }
  return all;
}

}  // namespace internal

Result<std::vector<Picture>> renderStepPictures(std::span<const WalkedStep> steps,
                                                const TextRenderer& texts,
                                                const PictureOptions& options) {
  const Labels labels(texts);
  return internal::drawAll(internal::stepSheets(steps, labels), options);
}

}  // namespace podalign::report
