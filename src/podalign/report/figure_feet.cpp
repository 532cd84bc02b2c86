#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/foot_drawing.hpp"
#include "podalign/report/internal/foot_view.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using anatomy::LandmarkId;

const std::vector<double>& soleHeightsMm() {
  static const std::vector<double> heights{20.0, 15.0, 10.0, 6.0, 3.0, 1.0};
  return heights;
}

std::string toneNumber(double height) { return fmt::format("{:.0f}", height); }

Color heightColor(std::size_t index, std::size_t count) {
  // The lowest is the darkest, as a wet print on the floor.
  constexpr Color kDeep = rgb(0x1F5566);
  constexpr Color kPale = rgb(0xDCE8EB);
  return mix(kPale, kDeep, static_cast<double>(index) / static_cast<double>(count - 1));
}

void dorsumDimension(Canvas& canvas, const ScannedFoot& scan, const Placement& place,
                     const Labels& labels, ViewFrom from) {
  const measure::Measurement* height = find(scan, "dorsum_height_50");
  if (height == nullptr) return;
  const double x = scan.foot.footLengthMm / 2.0;
  const Point foot = place(sidePlace(scan.foot, {x, 0.0, 0.0}, from));
  const Point top = place(sidePlace(scan.foot, {x, 0.0, *height->value}, from));
  dimension(canvas, foot, top);
  labelOnPaper(canvas, labels.value(*height), dimensionStyle(), {foot.x, (foot.y + top.y) / 2.0});
}

}  // namespace

const ScannedFoot* scanOf(const Assessment& assessment, Laterality side) {
  const ScannedFoot* first = nullptr;
  for (const ScannedFoot& scan : assessment.scans) {
    if (scan.foot.side.side != side) continue;
    if (scan.foot.load == anatomy::LoadState::Standing) return &scan;
    if (first == nullptr) first = &scan;
  }
  return first;
}

void drawSideView(Canvas& canvas, const Rect& rect, const ScannedFoot& scan, const Labels& labels,
                  SideViews& views, ViewFrom from) {
  constexpr double kBelow = 17.0;  // for the length and its text
  const FootView& view = views.of(scan.foot, from);
  if (view.silhouette.empty()) return;
  const Placement place =
      fit(view.bounds, {rect.x + 4.0, rect.y, rect.width - 8.0, rect.height - kBelow});
  drawShaded(canvas, view, place);
  const double ground = place({0.0, 0.0}).y;
  canvas.stroke(Path::line({rect.x, ground + 0.6}, {rect.right(), ground + 0.6}),
                {theme::kMuted, 0.9, {}});
  dorsumDimension(canvas, scan, place, labels, from);
  const Point heel = place(sidePlace(scan.foot, {0.0, 0.0, 0.0}, from));
  const Point toe = place(sidePlace(scan.foot, {scan.foot.footLengthMm, 0.0, 0.0}, from));
  const double y = ground + 7.0;
  dimension(canvas, {heel.x, y}, {toe.x, y});
  if (const auto* length = find(scan, "foot_length")) {
    labelOnPaper(canvas, labels.value(*length), dimensionStyle(), {(heel.x + toe.x) / 2.0, y});
  }
}

void drawSoleView(Canvas& canvas, const Rect& rect, const ScannedFoot& scan, const Labels& labels) {
  constexpr double kAbove = 16.0;   // for the ball width
  constexpr double kBelow = 16.0;   // for the heel width
  constexpr double kBeside = 14.0;  // for the length
  const bool fromBelow = soleSeen(scan.foot);
  const FootView view = fromBelow ? soleView(scan.foot, soleHeightsMm()) : topView(scan.foot);
  if (view.silhouette.empty()) return;
  const Placement place =
      fit(view.bounds, {rect.x + kBeside, rect.y + kAbove, rect.width - 2.0 * kBeside,
                        rect.height - kAbove - kBelow});
  const Path outline = pathOf(view.silhouette, place);
  canvas.fill(outline, kFootLight);
  canvas.beginClip(outline);
  for (std::size_t i = 0; i < view.tones.size(); ++i) {
    canvas.fillEvenOdd(pathOf(view.tones[i].rings, place), fromBelow
                                                               ? heightColor(i, view.tones.size())
                                                               : lightColor(i, view.tones.size()));
  }
  canvas.endClip();
  canvas.stroke(outline, {kFootOutline, kFootOutlineWidth, {}});

  const Point topLeft = place({view.bounds.x, view.bounds.y});
  const Point bottomRight = place({view.bounds.right(), view.bounds.bottom()});
  const auto placeOf = [&](LandmarkId id) -> std::optional<Point> {
    const anatomy::Landmark* landmark = find(scan, id);
    if (landmark == nullptr) return std::nullopt;
    return place(solePlace(landmark->position_in_foot));
  };
  const auto mth1 = placeOf(LandmarkId::Mth1);
  const auto mth5 = placeOf(LandmarkId::Mth5);
  const measure::Measurement* ball = find(scan, "ball_width");
  if (ball != nullptr && mth1 && mth5) {
    const double y = topLeft.y - 6.0;
    extension(canvas, {mth1->x, y}, *mth1);
    extension(canvas, {mth5->x, y}, *mth5);
    dimension(canvas, {mth1->x, y}, {mth5->x, y});
    labelOnPaper(canvas, labels.value(*ball), dimensionStyle(),
                 {(mth1->x + mth5->x) / 2.0, y - 5.5});
  }
  const auto heelMedial = placeOf(LandmarkId::HeelMedial);
  const auto heelLateral = placeOf(LandmarkId::HeelLateral);
  const measure::Measurement* heel = find(scan, "heel_width");
  if (heel != nullptr && heelMedial && heelLateral) {
    const double y = bottomRight.y + 5.0;
    extension(canvas, *heelMedial, {heelMedial->x, y});
    extension(canvas, *heelLateral, {heelLateral->x, y});
    dimension(canvas, {heelMedial->x, y}, {heelLateral->x, y});
    labelOnPaper(canvas, labels.value(*heel), dimensionStyle(),
                 {(heelMedial->x + heelLateral->x) / 2.0, y + 6.5});
  }
  for (const LandmarkId id :
       {LandmarkId::Pternion, LandmarkId::Toe1Tip, LandmarkId::Toe2Tip, LandmarkId::Mth1,
        LandmarkId::Mth5, LandmarkId::HeelMedial, LandmarkId::HeelLateral}) {
    if (const auto at = placeOf(id)) landmarkDot(canvas, *at);
  }
  const bool left = scan.foot.side.side == Laterality::Left;
  const double innerX = left ? bottomRight.x + 6.0 : topLeft.x - 6.0;
  const double outerX = left ? topLeft.x - 6.0 : bottomRight.x + 6.0;
  const double textY = place({0.0, -scan.foot.footLengthMm * 0.36}).y;
  canvas.label(labels("figure.inner"), theme::figureText(), {innerX, textY},
               left ? Align::Left : Align::Right);
  canvas.label(labels("figure.outer"), theme::figureText(), {outerX, textY},
               left ? Align::Right : Align::Left);
}

void drawHeightLegend(Canvas& canvas, const Rect& rect, const Labels& labels) {
  const std::vector<double>& heights = soleHeightsMm();
  constexpr double kBox = 22.0;
  constexpr double kHigh = 6.0;
  double x = rect.x;
  const double y = rect.y + 2.0;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    const std::size_t index = heights.size() - 1 - i;
    canvas.fill(Path::rectangle({x, y, kBox, kHigh}), heightColor(index, heights.size()));
    canvas.label(toneNumber(heights[index]), theme::figureText(), {x + kBox, y + kHigh + 6.0},
                 Align::Center);
    x += kBox;
  }
  canvas.fill(Path::rectangle({x, y, kBox, kHigh}), kFootLight);
  canvas.stroke(Path::rectangle({rect.x, y, x + kBox - rect.x, kHigh}), thin(theme::kMuted));
  canvas.label("0", theme::figureText(), {rect.x, y + kHigh + 6.0}, Align::Center);
  canvas.label(labels("figure.height_legend"), theme::figureText(),
               {x + kBox + 8.0, y + kHigh / 2.0});
}

}  // namespace podalign::report::internal
