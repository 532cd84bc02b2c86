#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "podalign/report/internal/foot_drawing.hpp"
#include "podalign/report/internal/print_drawing.hpp"
#include "podalign/report/internal/sketch.hpp"
#include "podalign/report/internal/theme.hpp"

// The peak pressure of a print over the outline of the scanned foot, in its frame, toes up.
namespace podalign::report::internal {
namespace {

constexpr double kMargin = 16.0;
constexpr double kTitle = 34.0;
constexpr double kColumn = 250.0;
constexpr double kFoot = 300.0;
constexpr double kWidth = 3.0 * kMargin + 2.0 * kColumn;

const RegisteredPrint* printFor(const Assessment& assessment, Laterality side) {
  for (const RegisteredPrint& print : assessment.registrations) {
    if (!print.fit.refused && assessment.scans[print.scan].foot.side.side == side) return &print;
  }
  return nullptr;
}

PressureScale scaleOf(const Assessment& assessment) {
  double largest = 0.0;
  double floor = 0.0;
  for (const RegisteredPrint& print : assessment.registrations) {
    if (print.fit.refused) continue;
    const plantar::Footfall& footfall = assessment.steps[print.step].footfall;
    largest = std::max(largest, peakOf(footfall).largest());
    floor = std::max(floor, footfall.noiseFloorKpa);
  }
  return pressureScale(largest, floor);
}

void drawLaid(Canvas& canvas, const Rect& rect, const Assessment& assessment,
              const RegisteredPrint& laid, const PressureScale& scale) {
  const ScannedFoot& scan = assessment.scans[laid.scan];
  const WalkedStep& step = assessment.steps[laid.step];
  const FootView view = topView(scan.foot);
  if (view.silhouette.empty()) return;
  const Print print = printOf(step, scale, [&](double x, double y) {
    const geometry::Point2 p = measure::placeInFoot(laid.fit, x, y, step.grid.view);
    return solePlace({p.x(), p.y(), 0.0});
  });
  // What lies outside the foot has to be seen, too.
  const double left = std::min(view.bounds.x, print.bounds.x);
  const double top = std::min(view.bounds.y, print.bounds.y);
  const Placement place =
      fit({left, top, std::max(view.bounds.right(), print.bounds.right()) - left,
           std::max(view.bounds.bottom(), print.bounds.bottom()) - top},
          rect);
  const Path outline = pathOf(view.silhouette, place);
  canvas.fill(outline, kFootLight);
  for (std::size_t i = 0; i < print.areas.size(); ++i) {
    const Path area = pathOf(print.areas[i], place);
    canvas.fillEvenOdd(area, levelColor(scale, i));
    canvas.stroke(area, {mix(levelColor(scale, i), theme::kInk, 0.35), i == 0 ? 0.6 : 0.3, {}});
  }
  canvas.stroke(outline, {kFootOutline, kFootOutlineWidth, {}});
  if (laid.fit.part != measure::SolePart::Contact) return;
  const FootView sole = soleView(scan.foot, {laid.fit.contactHeightMm});
  for (const ToneArea& contact : sole.tones) {
    const Path border = pathOf(contact.rings, place);
    canvas.stroke(border, {theme::kPaper, 2.0, {}});
    canvas.stroke(border, {theme::kAccent, 1.0, {3.0, 2.0}});
  }
}

std::string fitText(const RegisteredPrint& laid, const Labels& labels) {
  const std::string overlap = fmt::format("{:.0f}", 100.0 * laid.fit.overlap);
  if (!laid.fit.length) return labels("figure.registration_overlap", {{"overlap", overlap}});
  const auto written = [&](double mm) { return fmt::format("{:.0f} {}", mm, labels.unit("mm")); };
  return labels("figure.registration_fit", {{"overlap", overlap},
                                            {"print", written(laid.fit.length->printMm)},
                                            {"scan", written(laid.fit.length->scanMm)}});
}

}  // namespace

std::vector<Sketch> registrationSheets(const Assessment& assessment, const Labels& labels) {
  const bool any = std::any_of(kBothSides.begin(), kBothSides.end(), [&](Laterality side) {
    return printFor(assessment, side) != nullptr;
  });
  if (!any) return {};
  const double top = kMargin + kTitle;
  return {
      {"registration",
       {kWidth, top + kFoot + 54.0 + kMargin},
       [&assessment, &labels, top](Canvas& canvas) {
         canvas.label(labels("figure.registration"), theme::figureText(), {kMargin, kMargin + 2.0});
         const PressureScale scale = scaleOf(assessment);
         for (const Laterality side : kBothSides) {
           const double x = side == Laterality::Left ? kMargin : 2.0 * kMargin + kColumn;
           canvas.label(labels.foot(side), theme::subheading(), {x, kMargin + 20.0});
           const RegisteredPrint* laid = printFor(assessment, side);
           if (laid == nullptr) {
             canvas.label(labels("figure.registration_none"),
                          theme::in(theme::body(), theme::kMuted), {x, top + 6.0});
             continue;
           }
           drawLaid(canvas, {x, top, kColumn, kFoot}, assessment, *laid, scale);
           canvas.label(fitText(*laid, labels), theme::figureText(),
                        {x + kColumn / 2.0, top + kFoot + 12.0}, Align::Center);
         }
         drawPressureLegend(canvas, {kMargin, top + kFoot + 30.0, kWidth - 2.0 * kMargin, 20.0},
                            scale, labels);
       }}};
}

}  // namespace podalign::report::internal
