#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/foot_view.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using anatomy::LandmarkId;

constexpr Color kLight = rgb(0xF3F5F6);
constexpr Color kShade = rgb(0x5B6F7C);
constexpr Color kOutline = rgb(0x3A4A56);
constexpr double kOutlineWidth = 0.8;
const std::vector<double>& soleHeightsMm() {
  static const std::vector<double> heights{20.0, 15.0, 10.0, 6.0, 3.0, 1.0};
  return heights;
}

// From millimetres of a view to the page.
struct Placement {
  double scale = 1.0;  // points per mm
  Point origin;        // of the view
  [[nodiscard]] Point operator()(Point p) const {
    return {origin.x + p.x * scale, origin.y + p.y * scale};
  }
};

Path pathOf(const std::vector<Line>& rings, const Placement& place) {
  Path path;
  for (const Line& ring : rings) {
    std::vector<Point> points;
    points.reserve(ring.size());
    for (const Point& point : ring) points.push_back(place(point));
    path.add(Path::polygon(points));
  }
  return path;
}

// Fits a view into `room`, scaled at most to `largest`, centred; `down`: standing on the bottom.
Placement fit(const Rect& view, const Rect& room) {
  const double scale = std::min(room.width / view.width, room.height / view.height);
  return {scale,
          {room.center().x - view.center().x * scale, room.center().y - view.center().y * scale}};
}

const anatomy::Landmark* find(const ScannedFoot& scan, LandmarkId id) {
  const auto found = scan.foot.landmarks.find(id);
  return found == scan.foot.landmarks.end() ? nullptr : &found->second;
}

const measure::Measurement* find(const ScannedFoot& scan, const char* name) {
  const auto found = scan.measures.find(name);
  if (found == scan.measures.end() || !found->second.value) return nullptr;
  return &found->second;
}

TextStyle dimensionStyle() { return theme::in(theme::strong(theme::figureText()), theme::kAccent); }

Stroke thin(Color color) { return {color, 0.6, {}}; }

void tick(Canvas& canvas, Point at, Point along) {
  constexpr double kHalf = 2.6;
  canvas.stroke(Path::line({at.x - along.y * kHalf, at.y + along.x * kHalf},
                           {at.x + along.y * kHalf, at.y - along.x * kHalf}),
                thin(theme::kAccent));
}

// A dimension line from `from` to `to` with end ticks.
void dimension(Canvas& canvas, Point from, Point to) {
  canvas.stroke(Path::line(from, to), thin(theme::kAccent));
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  if (length <= 0.0) return;
  const Point along{(to.x - from.x) / length, (to.y - from.y) / length};
  tick(canvas, from, along);
  tick(canvas, to, along);
}

void extension(Canvas& canvas, Point from, Point to) {
  canvas.stroke(Path::line(from, to), {theme::kAccentSoft, 0.45, {1.2, 1.6}});
}

void landmarkDot(Canvas& canvas, Point at) {
  constexpr double kRadius = 1.7;
  canvas.fill(Path::circle(at, kRadius), theme::kPaper);
  canvas.stroke(Path::circle(at, kRadius), {theme::kAccent, 0.8, {}});
}

// White behind a label, so that it can stand on a drawing.
void labelOnPaper(Canvas& canvas, const std::string& text, const TextStyle& style, Point center) {
  const double width = canvas.textWidth(text, style) + 4.0;
  const double height = style.size * style.leading;
  canvas.fill(Path::rounded({center.x - width / 2.0, center.y - height / 2.0, width, height}, 1.5),
              theme::kPaper);
  canvas.label(text, style, center, Align::Center);
}

std::string toneNumber(double height) { return fmt::format("{:.0f}", height); }

Color lightColor(std::size_t index, std::size_t count) {
  return mix(kShade, kLight, static_cast<double>(index) / static_cast<double>(count - 1));
}

Color heightColor(std::size_t index, std::size_t count) {
  // The lowest is the darkest, as a wet print on the floor.
  constexpr Color kDeep = rgb(0x1F5566);
  constexpr Color kPale = rgb(0xDCE8EB);
  return mix(kPale, kDeep, static_cast<double>(index) / static_cast<double>(count - 1));
}

void dorsumDimension(Canvas& canvas, const ScannedFoot& scan, const Placement& place,
                     const Labels& labels) {
  const measure::Measurement* height = find(scan, "dorsum_height_50");
  if (height == nullptr) return;
  const double x = scan.foot.footLengthMm / 2.0;
  const Point foot = place(sidePlace(scan.foot, {x, 0.0, 0.0}));
  const Point top = place(sidePlace(scan.foot, {x, 0.0, *height->value}));
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

void drawSideView(Canvas& canvas, const Rect& rect, const ScannedFoot& scan, const Labels& labels) {
  constexpr double kBelow = 17.0;  // for the length and its text
  const FootView view = sideView(scan.foot);
  if (view.silhouette.empty()) return;
  const Placement place =
      fit(view.bounds, {rect.x + 4.0, rect.y, rect.width - 8.0, rect.height - kBelow});
  const Path outline = pathOf(view.silhouette, place);
  canvas.beginClip(outline);
  for (std::size_t i = 0; i < view.tones.size(); ++i) {
    canvas.fillEvenOdd(pathOf(view.tones[i].rings, place), lightColor(i, view.tones.size()));
  }
  canvas.endClip();
  canvas.stroke(outline, {kOutline, kOutlineWidth, {}});
  const double ground = place({0.0, 0.0}).y;
  canvas.stroke(Path::line({rect.x, ground + 0.6}, {rect.right(), ground + 0.6}),
                {theme::kMuted, 0.9, {}});
  dorsumDimension(canvas, scan, place, labels);
  const Point heel = place(sidePlace(scan.foot, {0.0, 0.0, 0.0}));
  const Point toe = place(sidePlace(scan.foot, {scan.foot.footLengthMm, 0.0, 0.0}));
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
  canvas.fill(outline, kLight);
  canvas.beginClip(outline);
  for (std::size_t i = 0; i < view.tones.size(); ++i) {
    canvas.fillEvenOdd(pathOf(view.tones[i].rings, place), fromBelow
                                                               ? heightColor(i, view.tones.size())
                                                               : lightColor(i, view.tones.size()));
  }
  canvas.endClip();
  canvas.stroke(outline, {kOutline, kOutlineWidth, {}});

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
  canvas.fill(Path::rectangle({x, y, kBox, kHigh}), kLight);
  canvas.stroke(Path::rectangle({rect.x, y, x + kBox - rect.x, kHigh}), thin(theme::kMuted));
  canvas.label("0", theme::figureText(), {rect.x, y + kHigh + 6.0}, Align::Center);
  canvas.label(labels("figure.height_legend"), theme::figureText(),
               {x + kBox + 8.0, y + kHigh / 2.0});
}

}  // namespace podalign::report::internal
