#include <algorithm>
#include <cmath>
#include <string>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/foot_drawing.hpp"
#include "podalign/report/internal/theme.hpp"

// An insole cut across the heel (seen from behind) and along its length, with the corrections that
// are proposed. Not to scale: angles are drawn larger so that they can be seen.
namespace podalign::report::internal {
namespace {

constexpr Color kShell = rgb(0xDCE4E8);

Path lined(const std::vector<Point>& points) { return Path::polygon(points); }

// The cup from behind; the wedge below its inner half makes the posting.
void drawAcross(Canvas& canvas, const Rect& rect, Laterality side,
                const recommend::InsoleChoice& insole, const Labels& labels) {
  const double inner = side == Laterality::Left ? 1.0 : -1.0;  // seen from behind
  const double ground = rect.bottom() - 15.0;
  const double half = std::min(rect.width * 0.36, 40.0);
  const Point middle{rect.center().x, ground};
  const double wedge = insole.posting && insole.posting->autoDeg > 0.0 ? 11.0 : 0.0;
  const auto at = [&](double across, double up) {
    return Point{middle.x + inner * across * half, ground - up};
  };
  canvas.stroke(Path::line({rect.x, ground}, {rect.right(), ground}), {theme::kHairline, 0.8, {}});
  Path cup;
  cup.moveTo(at(-1.05, 25.0 + 0.0))
      .curveTo(at(-1.0, 10.0), at(-0.8, 5.0 + wedge * 0.1), at(0.0, 5.0 + wedge * 0.5))
      .curveTo(at(0.8, 5.0 + wedge * 0.9), at(1.0, 12.0 + wedge), at(1.05, 27.0 + wedge))
      .lineTo(at(1.15, 27.0 + wedge))
      .curveTo(at(1.12, 8.0 + wedge), at(1.0, wedge), at(0.8, wedge))
      .lineTo(at(-0.8, 0.0))
      .curveTo(at(-1.0, 0.0), at(-1.12, 8.0), at(-1.15, 25.0))
      .close();
  if (wedge > 0.0) {
    canvas.fill(lined({at(-0.8, 0.0), at(0.8, 0.0), at(0.8, wedge)}), theme::kAccent);
  }
  canvas.fill(cup, kShell);
  canvas.stroke(cup, {kFootOutline, 0.8, {}});
  canvas.label(labels("figure.inner"), theme::figureText(),
               {inner > 0.0 ? rect.right() : rect.x, rect.bottom() - 5.0},
               inner > 0.0 ? Align::Right : Align::Left);
  canvas.label(labels("figure.outer"), theme::figureText(),
               {inner > 0.0 ? rect.x : rect.right(), rect.bottom() - 5.0},
               inner > 0.0 ? Align::Left : Align::Right);
  if (wedge > 0.0) {
    labelOnPaper(canvas, labels("insole.figure_posting"), dimensionStyle(),
                 {middle.x, rect.y + 6.0});
  }
}

// From the inner side, heel at the left: shell, arch and the lift below the heel.
void drawAlong(Canvas& canvas, const Rect& rect, const recommend::InsoleChoice& insole,
               const Labels& labels) {
  const double ground = rect.bottom() - 15.0;
  const double length = rect.width * 0.94;
  const double lift = insole.heelLift ? 8.0 : 0.0;
  const auto at = [&](double along, double up) {
    return Point{rect.x + rect.width * 0.03 + along * length, ground - up};
  };
  canvas.stroke(Path::line({rect.x, ground}, {rect.right(), ground}), {theme::kHairline, 0.8, {}});
  if (lift > 0.0) {
    canvas.fill(lined({at(0.02, 0.0), at(0.02, lift), at(0.34, lift * 0.5), at(0.5, 0.0)}),
                theme::kAccent);
  }
  Path shell;
  shell.moveTo(at(0.0, 15.0 + lift))
      .curveTo(at(0.03, 5.0 + lift), at(0.1, 4.0 + lift), at(0.18, 4.5 + lift * 0.8))
      .curveTo(at(0.32, 10.0 + lift * 0.5), at(0.4, 19.0), at(0.5, 18.0))
      .curveTo(at(0.6, 15.0), at(0.66, 4.0), at(0.78, 3.0))
      .lineTo(at(1.0, 2.4))
      .lineTo(at(1.0, 0.0))
      .lineTo(at(0.72, 0.0))
      .curveTo(at(0.62, 1.0), at(0.56, 9.0), at(0.48, 10.0))
      .curveTo(at(0.4, 9.0), at(0.3, 2.0 + lift * 0.5), at(0.2, lift * 0.75))
      .lineTo(at(0.04, lift))
      .close();
  canvas.fill(shell, kShell);
  canvas.stroke(shell, {kFootOutline, 0.8, {}});
  canvas.label(labels("insole.figure_heel"), theme::figureText(), {rect.x, rect.bottom() - 5.0});
  canvas.label(labels("insole.figure_toes"), theme::figureText(),
               {rect.right(), rect.bottom() - 5.0}, Align::Right);
  labelOnPaper(canvas, labels(lift > 0.0 ? "insole.figure_lift" : "insole.figure_arch"),
               dimensionStyle(), {rect.center().x, rect.y + 6.0});
}

}  // namespace

void drawInsole(Canvas& canvas, const Rect& rect, Laterality side,
                const recommend::InsoleChoice& insole, const Labels& labels) {
  constexpr double kGap = 14.0;
  const double across = rect.width * 0.38;
  drawAcross(canvas, {rect.x, rect.y, across, rect.height}, side, insole, labels);
  drawAlong(canvas, {rect.x + across + kGap, rect.y, rect.width - across - kGap, rect.height},
            insole, labels);
}

}  // namespace podalign::report::internal
