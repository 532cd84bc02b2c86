#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "podalign/report/internal/foot_drawing.hpp"
#include "podalign/report/internal/print_drawing.hpp"
#include "podalign/report/internal/step_figures.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using geometry::Point2;
using measure::Zone;
using measure::ZoneMask;

constexpr std::array<const char*, 4> kPhases{"initial_contact_phase", "forefoot_contact_phase",
                                             "foot_flat_phase", "forefoot_push_off_phase"};
constexpr int kStations = 101;  // of a force curve, 0 to 100 % of the contact

// The plate's own coordinates of a point as seen from above.
Point onPlate(const Point2& plan, plantar::GridView view) {
  return {plan.x(), view == plantar::GridView::FromBelow ? plan.y() : -plan.y()};
}

// Places given along the foot and towards its inner side, mm, on the page.
class FootPlace {
 public:
  FootPlace(const ZoneMask& mask, plantar::GridView view, const Upright& upright,
            const Placement& place)
      : mask_(mask), view_(view), upright_(upright), place_(place) {}
  [[nodiscard]] Point operator()(double alongMm, double medialMm) const {
    const measure::ZonePlace& foot = mask_.place;
    const Point2 plan = foot.along * (foot.heelEnd + alongMm) +
                        foot.medial * (foot.medial.dot(foot.heelCentre) + medialMm);
    const Point at = onPlate(plan, view_);
    return place_(upright_(at.x, at.y));
  }
  // At a share of the breadth between the borders, 0 medial.
  [[nodiscard]] Point atShare(double alongMm, double share) const {
    const measure::ZoneLines& lines = mask_.lines;
    const double t = alongMm / lines.lengthMm;
    const double medial = lines.medialAtHeelMm + t * (lines.medialAtToesMm - lines.medialAtHeelMm);
    const double lateral =
        lines.lateralAtHeelMm + t * (lines.lateralAtToesMm - lines.lateralAtHeelMm);
    return (*this)(alongMm, medial + share * (lateral - medial));
  }

 private:
  const ZoneMask& mask_;
  plantar::GridView view_;
  const Upright& upright_;
  const Placement& place_;
};

double toeLineAt(const measure::ZoneLines& lines, double share) {
  if (lines.toeLineMm.empty()) return lines.lengthMm;
  const auto last = lines.toeLineMm.size() - 1;
  const auto i = static_cast<std::size_t>(std::lround(share * static_cast<double>(last)));
  return lines.toeLineMm[std::min(i, last)];
}

std::vector<Path> zoneLines(const measure::ZoneLines& lines, const FootPlace& at) {
  constexpr double kBeyond = 0.25;  // of the breadth: the print may reach over its border lines
  std::vector<Path> paths;
  for (const double end : {lines.heelEndMm, lines.midfootEndMm}) {
    paths.push_back(Path::line(at.atShare(end, -kBeyond), at.atShare(end, 1.0 + kBeyond)));
  }
  paths.push_back(Path::line(at(-5.0, 0.0), at(lines.heelEndMm, 0.0)));
  for (const double ray : lines.rays) {
    paths.push_back(
        Path::line(at.atShare(lines.midfootEndMm, ray), at.atShare(toeLineAt(lines, ray), ray)));
  }
  if (lines.toeLineMm.empty()) return paths;
  std::vector<Point> toes{at.atShare(lines.toeLineMm.front(), -kBeyond)};
  for (std::size_t i = 0; i < lines.toeLineMm.size(); ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(lines.toeLineMm.size() - 1);
    toes.push_back(at.atShare(lines.toeLineMm[i], share));
  }
  toes.push_back(at.atShare(lines.toeLineMm.back(), 1.0 + kBeyond));
  paths.push_back(Path::openLine(toes));
  paths.push_back(Path::line(at.atShare(toeLineAt(lines, lines.hallux), lines.hallux),
                             at.atShare(1.1 * lines.lengthMm, lines.hallux)));
  return paths;
}

// Middle of a zone by the pressure on its cells.
std::array<std::optional<Point>, measure::kZones> middles(const WalkedStep& step,
                                                          const ZoneMask& mask) {
  const Field peak = peakOf(step.footfall);
  std::array<Point, measure::kZones> sums{};
  std::array<double, measure::kZones> weights{};
  for (const measure::ZoneCell& cell : mask.cells) {
    const int row = static_cast<int>(cell.cell) / peak.columns();
    const int column = static_cast<int>(cell.cell) % peak.columns();
    const double weight = cell.share * peak.at(column, row);
    const plantar::GridPoint centre =
        step.grid.centreOf(step.footfall.rows.first + row, step.footfall.columns.first + column);
    const auto zone = static_cast<std::size_t>(cell.zone);
    sums[zone].x += weight * centre.xMm;
    sums[zone].y += weight * centre.yMm;
    weights[zone] += weight;
  }
  std::array<std::optional<Point>, measure::kZones> found;
  for (std::size_t zone = 0; zone < measure::kZones; ++zone) {
    if (!(weights[zone] > 0.0)) continue;
    found[zone] = Point{sums[zone].x / weights[zone], sums[zone].y / weights[zone]};
  }
  return found;
}

// Frames at which the phases begin, from the measures of the step; those that are not defined are
// left out.
std::vector<std::pair<int, double>> phaseStarts(const WalkedStep& step) {
  std::vector<std::pair<int, double>> starts;
  double share = 0.0;
  for (std::size_t phase = 0; phase < kPhases.size(); ++phase) {
    const auto found = step.measures.find(kPhases[phase]);
    if (found == step.measures.end() || !found->second.value) return starts;
    starts.emplace_back(static_cast<int>(phase) + 1, share / 100.0);
    share += *found->second.value;
  }
  return starts;
}

void drawPhases(Canvas& canvas, const WalkedStep& step, const Upright& upright,
                const Placement& place) {
  const auto& cop = step.footfall.cop;
  std::vector<Point> points;
  for (const plantar::CopPoint& point : cop) {
    if (point.valid) points.push_back(place(upright(point.xMm, point.yMm)));
  }
  if (points.size() < 2) return;
  const Path line = Path::openLine(points);
  canvas.stroke(line, {theme::kPaper, 3.0, {}});
  canvas.stroke(line, {theme::kInk, 1.3, {}});
  constexpr double kRadius = 4.6;
  std::optional<Point> last;
  for (const auto& [number, share] : phaseStarts(step)) {
    auto i = static_cast<std::size_t>(share * static_cast<double>(cop.size()));
    while (i < cop.size() && !cop[i].valid) ++i;
    if (i >= cop.size()) continue;
    Point at = place(upright(cop[i].xMm, cop[i].yMm));
    // Events close to each other: beside, not on top of each other.
    if (last && std::hypot(at.x - last->x, at.y - last->y) < 2.0 * kRadius) {
      at.y = last->y - 2.0 * kRadius;
    }
    canvas.fill(Path::circle(at, kRadius), theme::kPaper);
    canvas.stroke(Path::circle(at, kRadius), {theme::kInk, 0.9, {}});
    canvas.label(std::to_string(number), theme::in(theme::strong(theme::figureText()), theme::kInk),
                 at, Align::Center);
    last = at;
  }
}

double forceAt(const std::vector<double>& forces, double share) {
  const double at = share * static_cast<double>(forces.size() - 1);
  const auto i = std::min(static_cast<std::size_t>(at), forces.size() - 1);
  const auto next = std::min(i + 1, forces.size() - 1);
  return forces[i] + (at - static_cast<double>(i)) * (forces[next] - forces[i]);
}

struct Curve {
  std::vector<double> mean, low, high;
  std::vector<const WalkedStep*> steps;
};

Curve curveOf(std::span<const WalkedStep> all, Laterality side) {
  Curve curve;
  for (const WalkedStep& step : all) {
    if (step.footfall.side.side == side && step.footfall.complete &&
        step.footfall.forcesN.size() > 1) {
      curve.steps.push_back(&step);
    }
  }
  const auto count = static_cast<double>(curve.steps.size());
  if (curve.steps.empty()) return curve;
  for (int i = 0; i < kStations; ++i) {
    const double share = static_cast<double>(i) / (kStations - 1);
    double sum = 0.0;
    double squares = 0.0;
    for (const WalkedStep* step : curve.steps) {
      const double force = forceAt(step->footfall.forcesN, share);
      sum += force;
      squares += force * force;
    }
    const double mean = sum / count;
    const double variance = count > 1.0 ? (squares - count * mean * mean) / (count - 1.0) : 0.0;
    const double sd = std::sqrt(std::max(variance, 0.0));
    curve.mean.push_back(mean);
    curve.low.push_back(std::max(mean - sd, 0.0));
    curve.high.push_back(mean + sd);
  }
  return curve;
}

double gridStep(double largest) {
  for (const double step : {50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0}) {
    if (largest / step <= 6.0) return step;
  }
  return 5000.0;
}

}  // namespace

double largestForce(std::span<const WalkedStep> steps) {
  double largest = 0.0;
  for (const WalkedStep& step : steps) {
    if (!step.footfall.complete) continue;
    for (const double force : step.footfall.forcesN) largest = std::max(largest, force);
  }
  return largest;
}

void drawZoneLines(Canvas& canvas, const WalkedStep& step, const ZoneMask& mask,
                   const PrintOnPage& print, double width) {
  constexpr double kHalo = 2.6;  // times the width
  const FootPlace at(mask, step.grid.view, print.upright, print.place);
  for (const Path& line : zoneLines(mask.lines, at)) {
    canvas.stroke(line, {theme::kPaper, kHalo * width, {}});
    canvas.stroke(line, {theme::kInk, width, {}});
  }
}

void drawZones(Canvas& canvas, const Rect& rect, const WalkedStep& step, const ZoneMask& mask,
               const PressureScale& scale) {
  const Upright upright(step.footfall, step.grid.view);
  const Print print = printOf(step, scale, upright);
  if (print.areas.empty() || print.bounds.width <= 0.0) return;
  const Placement place = fit(print.bounds, rect);
  const Path outline = pathOf(print.areas.front(), place);
  for (std::size_t i = 0; i < print.areas.size(); ++i) {
    // Paler than the map: the lines are what is shown.
    canvas.fillEvenOdd(pathOf(print.areas[i], place),
                       mix(levelColor(scale, i), theme::kPaper, 0.55));
  }
  canvas.stroke(outline, {theme::kMuted, 0.6, {}});
  canvas.beginClip(outline);
  drawZoneLines(canvas, step, mask, {upright, place}, 1.0);
  canvas.endClip();
  const auto middle = middles(step, mask);
  const TextStyle style = theme::in(theme::strong(theme::figureText()), theme::kInk);
  for (std::size_t zone = 0; zone < measure::kZones; ++zone) {
    if (!middle[zone]) continue;
    const auto which = static_cast<Zone>(zone);
    const auto found =
        step.measures.find(std::string("zones.") + toString(which) + ".peak_pressure");
    const std::string value = found != step.measures.end() && found->second.value
                                  ? fmt::format("{:.0f}", *found->second.value)
                                  : std::string();
    labelOnPaper(canvas, value, style, place(upright(middle[zone]->x, middle[zone]->y)));
  }
}

void drawRollOver(Canvas& canvas, const Rect& rect, const WalkedStep& step,
                  const PressureScale& scale) {
  const Upright upright(step.footfall, step.grid.view);
  const Print print = printOf(step, scale, upright);
  if (print.areas.empty() || print.bounds.width <= 0.0) return;
  const Placement place = fit(print.bounds, rect);
  canvas.fillEvenOdd(pathOf(print.areas.front(), place), theme::kPanel);
  canvas.stroke(pathOf(print.areas.front(), place), {theme::kMuted, 0.6, {}});
  drawPhases(canvas, step, upright, place);
}

void drawForceCurves(Canvas& canvas, const Rect& rect, std::span<const WalkedStep> steps,
                     Laterality side, double largestN, const Labels& labels) {
  const Curve curve = curveOf(steps, side);
  if (curve.steps.empty() || !(largestN > 0.0)) return;
  constexpr double kBeside = 30.0;
  constexpr double kBelow = 22.0;
  const Rect plot{rect.x + kBeside, rect.y + 6.0, rect.width - kBeside, rect.height - kBelow - 6.0};
  const double step = gridStep(largestN);
  const double top = step * std::ceil(largestN / step);
  const auto at = [&](double share, double force) {
    return Point{plot.x + share * plot.width, plot.bottom() - force / top * plot.height};
  };
  for (double force = 0.0; force <= top + 0.5 * step; force += step) {
    canvas.stroke(Path::line(at(0.0, force), at(1.0, force)), {theme::kHairline, 0.5, {}});
    canvas.label(fmt::format("{:.0f}", force), theme::figureText(),
                 {plot.x - 4.0, at(0.0, force).y}, Align::Right);
  }
  for (const int percent : {0, 25, 50, 75, 100}) {
    const Point foot = at(percent / 100.0, 0.0);
    canvas.stroke(Path::line(foot, {foot.x, foot.y + 3.0}), {theme::kMuted, 0.5, {}});
    canvas.label(std::to_string(percent), theme::figureText(), {foot.x, foot.y + 8.0},
                 Align::Center);
  }
  const auto share = [](std::size_t i) { return static_cast<double>(i) / (kStations - 1); };
  std::vector<Point> band;
  for (std::size_t i = 0; i < curve.high.size(); ++i) band.push_back(at(share(i), curve.high[i]));
  for (std::size_t i = curve.low.size(); i-- > 0;) band.push_back(at(share(i), curve.low[i]));
  canvas.fill(Path::polygon(band), theme::kAccentTint);
  for (const WalkedStep* one : curve.steps) {
    std::vector<Point> line;
    for (std::size_t i = 0; i < curve.mean.size(); ++i)
      line.push_back(at(share(i), forceAt(one->footfall.forcesN, share(i))));
    canvas.stroke(Path::openLine(line), {theme::kAccentSoft, 0.5, {}});
  }
  std::vector<Point> mean;
  for (std::size_t i = 0; i < curve.mean.size(); ++i) mean.push_back(at(share(i), curve.mean[i]));
  canvas.stroke(Path::openLine(mean), {theme::kAccent, 1.6, {}});
  canvas.label(labels("figure.force_curve", {{"steps", std::to_string(curve.steps.size())}}),
               theme::figureText(), {plot.x, rect.bottom() - 4.0});
}

}  // namespace podalign::report::internal
