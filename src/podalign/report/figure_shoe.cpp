#include <algorithm>
#include <string>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/foot_drawing.hpp"
#include "podalign/report/internal/theme.hpp"

// A running shoe from the side and from below, with the four features that tell shoes apart.
namespace podalign::report::internal {
namespace {

constexpr Color kUpper = rgb(0xE9EDF0);
constexpr Color kEdge = rgb(0x3A4A56);

// In a box 200 wide and 84 high: the shoe's heel at the left, the ground at 74.
struct Place {
  Point origin;
  double scale = 1.0;
  [[nodiscard]] Point operator()(Point p) const {
    return {origin.x + p.x * scale, origin.y + p.y * scale};
  }
  [[nodiscard]] Path ring(const std::vector<Point>& points) const {
    std::vector<Point> placed;
    for (const Point& point : points) placed.push_back((*this)(point));
    return Path::smoothRing(placed);
  }
};

constexpr double kGround = 62.0;

void drawSide(Canvas& canvas, const Place& place) {
  const Path upper = place.ring({{16.0, 42.0},
                                 {13.5, 26.0},
                                 {14.5, 10.0},
                                 {20.0, 6.0},
                                 {33.0, 12.5},
                                 {44.0, 10.5},
                                 {54.0, 12.0},
                                 {74.0, 25.0},
                                 {96.0, 33.0},
                                 {112.0, 37.0},
                                 {119.0, 44.0},
                                 {114.0, 50.0},
                                 {80.0, 48.0},
                                 {40.0, 44.0}});
  canvas.fill(upper, kUpper);
  canvas.stroke(upper, {kEdge, 0.8, {}});
  const Path sole = place.ring({{11.0, 40.0},
                                {22.0, 39.0},
                                {50.0, 42.5},
                                {84.0, 47.0},
                                {108.0, 48.0},
                                {121.0, 44.0},
                                {122.0, 50.0},
                                {110.0, 59.5},
                                {92.0, 62.0},
                                {60.0, 62.0},
                                {30.0, 62.0},
                                {15.0, 61.0},
                                {9.0, 52.0}});
  canvas.fill(sole, theme::kAccentTint);
  canvas.stroke(sole, {theme::kAccent, 0.9, {}});
  canvas.stroke(Path::line(place({0.0, kGround}), place({132.0, kGround})),
                {theme::kHairline, 0.8, {}});
}

void drawBelow(Canvas& canvas, const Place& place) {
  const Path outline = place.ring({{154.0, 62.0},
                                   {147.5, 54.0},
                                   {149.0, 40.0},
                                   {145.5, 26.0},
                                   {145.0, 12.0},
                                   {152.0, 2.0},
                                   {162.0, 0.0},
                                   {171.0, 7.0},
                                   {173.5, 20.0},
                                   {168.0, 36.0},
                                   {169.0, 54.0},
                                   {163.0, 62.0}});
  canvas.fill(outline, theme::kAccentTint);
  canvas.stroke(outline, {theme::kAccent, 0.9, {}});
}

// Two arrows that wring the shoe.
void drawTorsion(Canvas& canvas, const Place& place) {
  for (const double turn : {1.0, -1.0}) {
    const double x = 60.0 + 13.0 * turn;
    const Point from = place({x, 52.0 - 7.0 * turn});
    const Point to = place({x, 52.0 + 7.0 * turn});
    const double bow = 6.5 * turn * place.scale;
    canvas.stroke(Path().moveTo(from).curveTo({from.x + bow, from.y}, {to.x + bow, to.y}, to),
                  {theme::kInk, 1.1, {}});
    const double head = 2.8 * place.scale;
    canvas.fill(Path::polygon({{to.x - head * turn, to.y},
                               {to.x + head * 0.3 * turn, to.y - head * 0.8},
                               {to.x + head * 0.3 * turn, to.y + head * 0.8}}),
                theme::kInk);
  }
}

// What a letter means stands below the drawing.
void drawLetter(Canvas& canvas, Point center, const std::string& letter) {
  constexpr double kRadius = 5.4;
  canvas.fill(Path::circle(center, kRadius), theme::kPaper);
  canvas.stroke(Path::circle(center, kRadius), {theme::kAccent, 0.9, {}});
  canvas.label(letter, theme::in(theme::strong(theme::figureText()), theme::kAccent), center,
               Align::Center);
}

}  // namespace

void drawShoe(Canvas& canvas, const Rect& rect) {
  constexpr double kWidth = 180.0;
  constexpr double kHeight = 66.0;
  const double scale = std::min(rect.width / kWidth, rect.height / kHeight);
  const Place place{{rect.x + 6.0, rect.y + 2.0}, scale};
  drawSide(canvas, place);
  drawBelow(canvas, place);
  drawTorsion(canvas, place);
  // A: heel stack. B: how much higher the heel stands than the ball. D: across the ball.
  dimension(canvas, place({3.0, 40.0}), place({3.0, kGround}));
  const Point heel = place({26.0, 39.5});
  const Point ball = place({92.0, 47.5});
  extension(canvas, heel, {place({128.0, 0.0}).x, heel.y});
  extension(canvas, ball, {place({128.0, 0.0}).x, ball.y});
  dimension(canvas, {place({127.0, 0.0}).x, heel.y}, {place({127.0, 0.0}).x, ball.y});
  dimension(canvas, place({145.0, 20.0}), place({173.0, 20.0}));
  drawLetter(canvas, place({3.0, 51.0}), "A");
  drawLetter(canvas, {place({136.0, 0.0}).x, (heel.y + ball.y) / 2.0}, "B");
  drawLetter(canvas, place({60.0, 52.5}), "C");
  drawLetter(canvas, place({159.0, 20.0}), "D");
}

}  // namespace podalign::report::internal
