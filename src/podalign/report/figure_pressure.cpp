#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "podalign/measure/zones.hpp"
#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/foot_drawing.hpp"
#include "podalign/report/internal/print_drawing.hpp"
#include "podalign/report/internal/step_figures.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

constexpr double kBarMm = 50.0;

// The round number nearest to `wanted`, by ratio.
double niceStep(double wanted) {
  const double decade = std::pow(10.0, std::floor(std::log10(wanted)));
  double best = decade;
  for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
    const double candidate = factor * decade;
    if (std::abs(std::log(candidate / wanted)) < std::abs(std::log(best / wanted))) {
      best = candidate;
    }
  }
  return best;
}

void drawCop(Canvas& canvas, const WalkedStep& step, const Upright& upright,
             const Placement& place) {
  std::vector<Point> points;
  for (const plantar::CopPoint& cop : step.footfall.cop) {
    if (cop.valid) points.push_back(place(upright(cop.xMm, cop.yMm)));
  }
  if (points.size() < 2) return;
  const Path line = Path::openLine(points);
  canvas.stroke(line, {theme::kPaper, 3.0, {}});
  canvas.stroke(line, {theme::kInk, 1.3, {}});
  canvas.fill(Path::circle(points.front(), 2.8), theme::kPaper);
  canvas.stroke(Path::circle(points.front(), 2.2), {theme::kInk, 1.2, {}});
  // The arrow's direction: over the last millimetres, not over one noisy point.
  const Point tip = points.back();
  Point from = points.front();
  for (auto it = points.rbegin(); it != points.rend(); ++it) {
    from = *it;
    if (std::hypot(tip.x - from.x, tip.y - from.y) > 8.0) break;
  }
  const double length = std::max(1e-6, std::hypot(tip.x - from.x, tip.y - from.y));
  const Point along{(tip.x - from.x) / length, (tip.y - from.y) / length};
  constexpr double kArrow = 6.5;
  const Point base{tip.x - along.x * kArrow * 0.4, tip.y - along.y * kArrow * 0.4};
  const Path arrow =
      Path::polygon({{tip.x + along.x * kArrow * 0.6, tip.y + along.y * kArrow * 0.6},
                     {base.x - along.y * kArrow * 0.45, base.y + along.x * kArrow * 0.45},
                     {base.x + along.y * kArrow * 0.45, base.y - along.x * kArrow * 0.45}});
  canvas.stroke(arrow, {theme::kPaper, 1.8, {}});
  canvas.fill(arrow, theme::kInk);
}

void drawPeak(Canvas& canvas, Point at, double side, const std::string& text) {
  constexpr double kRadius = 3.4;
  canvas.stroke(Path::circle(at, kRadius), {theme::kPaper, 2.4, {}});
  canvas.stroke(Path::circle(at, kRadius), {theme::kInk, 1.0, {}});
  const TextStyle style = theme::in(theme::strong(theme::figureText()), theme::kInk);
  const Point end{side, at.y};
  const double direction = side > at.x ? 1.0 : -1.0;
  canvas.stroke(Path::line({at.x + direction * kRadius, at.y}, end), {theme::kInk, 0.6, {}});
  canvas.label(text, style, {end.x + direction * 3.0, end.y},
               direction > 0.0 ? Align::Left : Align::Right);
}

std::string peakText(const WalkedStep& step, const Print& print, const Labels& labels) {
  const auto measured = step.measures.find("peak_pressure");
  if (measured != step.measures.end() && measured->second.value) {
    return labels.value(measured->second);
  }
  return labels.withUnit(fmt::format("{:.0f}", print.peakKpa), "kPa");
}

}  // namespace

const WalkedStep* stepOf(const Assessment& assessment, Laterality side) {
  const measure::Measurements& means = assessment.stepMeans[side];
  const auto mean = means.find("max_force");
  const double wanted = mean != means.end() && mean->second.value ? *mean->second.value : 0.0;
  const WalkedStep* best = nullptr;
  double bestDistance = 0.0;
  for (const WalkedStep& step : assessment.steps) {
    if (step.footfall.side.side != side) continue;
    double largest = 0.0;
    for (const double force : step.footfall.forcesN) largest = std::max(largest, force);
    const double distance = std::abs(largest - wanted);
    const bool better =
        best == nullptr || (step.footfall.complete && !best->footfall.complete) ||
        (step.footfall.complete == best->footfall.complete && distance < bestDistance);
    if (!better) continue;
    best = &step;
    bestDistance = distance;
  }
  return best;
}

PressureScale pressureScale(const Assessment& assessment) {
  double largest = 0.0;
  double floor = 0.0;
  for (const Laterality side : kBothSides) {
    if (const WalkedStep* step = stepOf(assessment, side)) {
      largest = std::max(largest, peakOf(step->footfall).largest());
      floor = std::max(floor, step->footfall.noiseFloorKpa);
    }
  }
  return pressureScale(largest, floor);
}

PressureScale pressureScale(double largest, double floor) {
  constexpr double kSteps = 7.0;
  PressureScale scale;
  if (largest <= 0.0) return scale;
  const double step = niceStep(largest / kSteps);
  // The lowest area shows where the foot touched at all.
  scale.levelsKpa.push_back(std::min(std::max(floor, 0.15 * step), 0.5 * step));
  for (double level = step; level < largest; level += step) scale.levelsKpa.push_back(level);
  return scale;
}

void drawPressureMap(Canvas& canvas, const Rect& rect, const WalkedStep& step,
                     const PressureScale& scale, const Labels& labels) {
  const Upright upright(step.footfall, step.grid.view);
  const Print print = printOf(step, scale, upright);
  if (print.bounds.width <= 0.0) return;
  constexpr double kBelow = 18.0;
  constexpr double kBeside = 34.0;
  const Rect room{rect.x + kBeside, rect.y, rect.width - 2.0 * kBeside, rect.height - kBelow};
  const Placement place = fit(print.bounds, room);
  for (std::size_t i = 0; i < print.areas.size(); ++i) {
    const Path area = pathOf(print.areas[i], place);
    canvas.fillEvenOdd(area, levelColor(scale, i));
    canvas.stroke(area, {mix(levelColor(scale, i), theme::kInk, 0.35), i == 0 ? 0.6 : 0.3, {}});
  }
  const auto mask = step.zones ? measure::maskOf(step.footfall, step.grid, *step.zones)
                               : std::optional<measure::ZoneMask>();
  if (mask && !print.areas.empty()) {
    canvas.beginClip(pathOf(print.areas.front(), place));
    drawZoneLines(canvas, step, *mask, {upright, place}, 0.5);
    canvas.endClip();
  }
  drawCop(canvas, step, upright, place);
  const bool left = step.footfall.side.side == Laterality::Left;
  const Point topLeft = place({print.bounds.x, print.bounds.y});
  const Point bottomRight = place({print.bounds.right(), print.bounds.bottom()});
  const double outer = left ? topLeft.x - 6.0 : bottomRight.x + 6.0;
  const Point peak = place(print.peak);
  drawPeak(canvas, peak, outer, peakText(step, print, labels));
  const double textY = (topLeft.y + bottomRight.y) / 2.0;
  const double inner = left ? bottomRight.x + 6.0 : topLeft.x - 6.0;
  canvas.label(labels("figure.inner"), theme::figureText(), {inner, textY},
               left ? Align::Left : Align::Right);
  canvas.label(labels("figure.outer"), theme::figureText(), {outer, textY},
               left ? Align::Right : Align::Left);
  if (!step.grid.placesKnown) return;  // nothing on this print has a length
  const double y = bottomRight.y + 9.0;
  const double half = kBarMm * place.scale / 2.0;
  const Point center = room.center();
  canvas.stroke(Path::line({center.x - half, y}, {center.x + half, y}), {theme::kMuted, 1.2, {}});
  canvas.label(labels("figure.scale_bar", {{"length", fmt::format("{:.0f}", kBarMm)}}),
               theme::figureText(), {center.x, y + 6.5}, Align::Center);
}

void drawPressureLegend(Canvas& canvas, const Rect& rect, const PressureScale& scale,
                        const Labels& labels) {
  if (scale.levelsKpa.empty()) return;
  constexpr double kHigh = 7.0;
  const std::string unit = labels.unit("kPa");
  const double unitWidth = canvas.textWidth(unit, theme::figureText()) + 8.0;
  const double each = (rect.width - unitWidth) / static_cast<double>(scale.levelsKpa.size());
  const double y = rect.y + 2.0;
  for (std::size_t i = 0; i < scale.levelsKpa.size(); ++i) {
    const double x = rect.x + static_cast<double>(i) * each;
    canvas.fill(Path::rectangle({x, y, each, kHigh}), levelColor(scale, i));
    canvas.label(fmt::format("{:.0f}", scale.levelsKpa[i]), theme::figureText(),
                 {x, y + kHigh + 6.5}, i == 0 ? Align::Left : Align::Center);
  }
  canvas.stroke(Path::rectangle({rect.x, y, rect.width - unitWidth, kHigh}),
                {theme::kMuted, 0.5, {}});
  canvas.label(unit, theme::figureText(), {rect.right(), y + kHigh / 2.0}, Align::Right);
}

}  // namespace podalign::report::internal
