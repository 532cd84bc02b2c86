#include "podalign/report/internal/foot_drawing.hpp"

#include <algorithm>
#include <cmath>

#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

constexpr Color kShade = rgb(0x5B6F7C);

void tick(Canvas& canvas, Point at, Point along) {
  constexpr double kHalf = 2.6;
  canvas.stroke(Path::line({at.x - along.y * kHalf, at.y + along.x * kHalf},
                           {at.x + along.y * kHalf, at.y - along.x * kHalf}),
                thin(theme::kAccent));
}

}  // namespace

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

Placement fit(const Rect& view, const Rect& room) {
  const double scale = std::min(room.width / view.width, room.height / view.height);
  return {scale,
          {room.center().x - view.center().x * scale, room.center().y - view.center().y * scale}};
}

const anatomy::Landmark* find(const ScannedFoot& scan, anatomy::LandmarkId id) {
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

void labelOnPaper(Canvas& canvas, const std::string& text, const TextStyle& style, Point center) {
  const double width = canvas.textWidth(text, style) + 4.0;
  const double height = style.size * style.leading;
  canvas.fill(Path::rounded({center.x - width / 2.0, center.y - height / 2.0, width, height}, 1.5),
              theme::kPaper);
  canvas.label(text, style, center, Align::Center);
}

Color lightColor(std::size_t index, std::size_t count) {
  return mix(kShade, kFootLight, static_cast<double>(index) / static_cast<double>(count - 1));
}

void drawShaded(Canvas& canvas, const FootView& view, const Placement& place) {
  const Path outline = pathOf(view.silhouette, place);
  canvas.beginClip(outline);
  // The lowest tone lies under all others: no need to trace the outline again.
  canvas.fill(Path::rectangle({place({view.bounds.x, view.bounds.y}).x,
                               place({view.bounds.x, view.bounds.y}).y,
                               view.bounds.width * place.scale, view.bounds.height * place.scale}),
              lightColor(0, view.tones.size()));
  for (std::size_t i = 1; i < view.tones.size(); ++i) {
    canvas.fillEvenOdd(pathOf(view.tones[i].rings, place), lightColor(i, view.tones.size()));
  }
  canvas.endClip();
  canvas.stroke(outline, {kFootOutline, kFootOutlineWidth, {}});
}

}  // namespace podalign::report::internal
