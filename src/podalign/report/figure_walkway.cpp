#include <algorithm>
#include <cmath>
#include <string>

#include "podalign/report/internal/foot_drawing.hpp"
#include "podalign/report/internal/print_drawing.hpp"
#include "podalign/report/internal/step_figures.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

constexpr double kLabelRoom = 26.0;  // points below a print for its label

// The walkway lies on its side: the sensor's rows run across the page, seen from above.
Point lying(const WalkedStep& step, double xMm, double yMm) {
  const bool below = step.grid.view == plantar::GridView::FromBelow;
  return {yMm, below ? xMm : -xMm};
}

Point plateCorner(const WalkedStep& step) {
  return lying(step, step.grid.columns * step.grid.columnSpacingMm,
               step.grid.rows * step.grid.rowSpacingMm);
}

std::vector<std::vector<Line>> areasOf(const WalkedStep& step, const PressureScale& scale) {
  constexpr int kPad = 2;
  constexpr int kFiner = 3;
  const plantar::Footfall& footfall = step.footfall;
  const Field fine = refined(padded(peakOf(footfall), kPad, 0.0), kFiner);
  std::vector<std::vector<Line>> areas;
  for (const double level : scale.levelsKpa) {
    std::vector<Line> rings = contours(fine, level);
    for (Line& ring : rings) {
      for (Point& point : ring) {
        const double column = point.x / kFiner - kPad + footfall.columns.first + 0.5;
        const double row = point.y / kFiner - kPad + footfall.rows.first + 0.5;
        point = lying(step, column * step.grid.columnSpacingMm, row * step.grid.rowSpacingMm);
      }
    }
    areas.push_back(std::move(rings));
  }
  return areas;
}

}  // namespace

Rect walkwayBounds(std::span<const WalkedStep* const> steps) {
  Line corners;
  for (const WalkedStep* step : steps) {
    if (!step->footfall.onBelt) {
      corners.push_back(lying(*step, 0.0, 0.0));
      corners.push_back(plateCorner(*step));
    }
    for (const int row : {step->footfall.rows.first, step->footfall.rows.last + 1}) {
      for (const int column : {step->footfall.columns.first, step->footfall.columns.last + 1}) {
        corners.push_back(
            lying(*step, column * step->grid.columnSpacingMm, row * step->grid.rowSpacingMm));
      }
    }
  }
  return boundsOf({corners});
}

void drawWalkway(Canvas& canvas, const Rect& rect, std::span<const WalkedStep* const> steps,
                 const PressureScale& scale, const Labels& labels) {
  const Rect bounds = walkwayBounds(steps);
  if (steps.empty() || bounds.width <= 0.0 || bounds.height <= 0.0) return;
  const Placement place = fit(bounds, rect);
  const WalkedStep& first = *steps.front();
  if (!first.footfall.onBelt) {
    const Point a = place(lying(first, 0.0, 0.0));
    const Point b = place(plateCorner(first));
    canvas.fill(Path::rectangle({std::min(a.x, b.x), std::min(a.y, b.y), std::abs(b.x - a.x),
                                 std::abs(b.y - a.y)}),
                theme::kPanel);
    canvas.stroke(Path::rectangle({std::min(a.x, b.x), std::min(a.y, b.y), std::abs(b.x - a.x),
                                   std::abs(b.y - a.y)}),
                  {theme::kFaint, 0.6, {}});
  }
  const TextStyle style = theme::in(theme::strong(theme::figureText()), theme::kInk);
  int number = 0;
  for (const WalkedStep* step : steps) {
    ++number;
    const auto areas = areasOf(*step, scale);
    if (areas.empty() || areas.front().empty()) continue;
    for (std::size_t i = 0; i < areas.size(); ++i) {
      canvas.fillEvenOdd(pathOf(areas[i], place), levelColor(scale, i));
    }
    const bool complete = step->footfall.complete;
    const std::vector<double> dash =
        complete ? std::vector<double>{} : std::vector<double>{3.0, 2.0};
    canvas.stroke(pathOf(areas.front(), place), {theme::kInk, complete ? 0.8 : 1.0, dash});
    const Rect box = boundsOf(areas.front());
    const Point under = place({box.center().x, box.bottom()});
    const Point over = place({box.center().x, box.y});
    const std::string text = labels(
        complete ? "figure.step" : "figure.step_cut",
        {{"number", std::to_string(number)}, {"side", labels.side(step->footfall.side.side)}});
    // Beside the print, within the plate: not on its edge.
    const bool room = under.y + kLabelRoom < rect.bottom();
    labelOnPaper(canvas, text, style, {under.x, room ? under.y + 7.0 : over.y - 7.0});
  }
}

}  // namespace podalign::report::internal
