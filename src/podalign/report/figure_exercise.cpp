#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/theme.hpp"

// People doing exercises, as limbs with round ends. Drawn in a box 100 wide and 70 high (y down,
// the floor at 64); what moves or works is in the accent colour.
namespace podalign::report::internal {
namespace {

constexpr double kBoxWidth = 100.0;
constexpr double kBoxHeight = 70.0;
constexpr double kFloor = 64.0;
constexpr Color kBody = rgb(0x6E7C88);
constexpr Color kBehind = rgb(0xC3CCD3);  // the far limbs

class Scene {
 public:
  Scene(Canvas& canvas, const Rect& rect)
      : canvas_(canvas), scale_(std::min(rect.width / kBoxWidth, rect.height / kBoxHeight)) {
    origin_ = {rect.center().x - kBoxWidth / 2.0 * scale_,
               rect.center().y - kBoxHeight / 2.0 * scale_};
  }
  [[nodiscard]] Point at(Point p) const {
    return {origin_.x + p.x * scale_, origin_.y + p.y * scale_};
  }
  void limb(const std::vector<Point>& joints, Color color, double width = 6.4) {
    canvas_.stroke(Path::openLine(placed(joints)), {color, width * scale_, {}});
  }
  void head(Point center) { canvas_.fill(Path::circle(at(center), 5.6 * scale_), kBody); }
  void line(const std::vector<Point>& points, Color color, double width = 1.2) {
    canvas_.stroke(Path::openLine(placed(points)), {color, width * scale_, {}});
  }
  void floor() { line({{4.0, kFloor + 3.4}, {96.0, kFloor + 3.4}}, theme::kHairline, 1.6); }
  void wall(double x) { line({{x, 4.0}, {x, kFloor + 3.4}}, theme::kFaint, 2.2); }
  void disc(Point center, double radius, Color fill, Color edge) {
    const Path path = Path::circle(at(center), radius * scale_);
    canvas_.fill(path, fill);
    canvas_.stroke(path, {edge, 1.4 * scale_, {}});
  }
  void shape(const std::vector<Point>& ring, Color fill, Color edge) {
    const Path path = Path::smoothRing(placed(ring));
    canvas_.fill(path, fill);
    canvas_.stroke(path, {edge, 1.4 * scale_, {}});
  }
  // Where something goes.
  void arrow(Point from, Point to) {
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const Point along{(to.x - from.x) / length, (to.y - from.y) / length};
    const Point across{-along.y, along.x};
    constexpr double kHead = 5.2;
    const Point neck{to.x - along.x * kHead, to.y - along.y * kHead};
    line({from, neck}, theme::kInk, 1.5);
    canvas_.fill(
        Path::polygon(placed({to,
                              {neck.x + across.x * kHead * 0.5, neck.y + across.y * kHead * 0.5},
                              {neck.x - across.x * kHead * 0.5, neck.y - across.y * kHead * 0.5}})),
        theme::kInk);
  }

 private:
  [[nodiscard]] std::vector<Point> placed(const std::vector<Point>& points) const {
    std::vector<Point> out;
    out.reserve(points.size());
    for (const Point& point : points) out.push_back(at(point));
    return out;
  }
  Canvas& canvas_;
  double scale_;
  Point origin_;
};

void bridge(Scene& scene) {
  scene.floor();
  scene.limb({{24.0, 60.0}, {44.0, 62.6}}, kBehind, 4.6);
  scene.limb({{51.0, 44.0}, {90.0, 25.0}}, kBehind);
  scene.limb({{24.0, 58.5}, {51.0, 44.0}}, kBody, 8.6);
  scene.limb({{51.0, 44.0}, {70.0, 34.0}, {75.0, 61.0}, {82.0, 62.6}}, theme::kAccent);
  scene.head({13.5, 58.6});
  scene.arrow({47.0, 63.0}, {47.0, 51.5});
}

void sideLegRaise(Scene& scene) {
  scene.floor();
  scene.limb({{22.0, 52.0}, {13.0, 62.0}, {24.0, 63.0}}, kBehind, 4.6);
  scene.limb({{48.0, 60.0}, {93.0, 62.8}}, kBehind);
  scene.limb({{24.0, 52.0}, {48.0, 58.5}}, kBody, 8.6);
  scene.limb({{48.0, 57.0}, {88.0, 37.0}}, theme::kAccent);
  scene.limb({{25.0, 51.0}, {38.0, 49.0}, {42.0, 60.0}}, kBody, 4.6);
  scene.head({14.5, 45.0});
  scene.arrow({94.0, 54.0}, {92.0, 43.0});
}

// With the mirror in front.
void mirrorSquat(Scene& scene) {
  scene.floor();
  scene.line({{20.0, 8.0}, {20.0, 66.0}}, theme::kAccentSoft, 4.4);
  scene.line({{24.5, 22.0}, {28.5, 18.0}}, theme::kAccentSoft, 1.0);
  scene.line({{24.5, 30.0}, {32.0, 22.5}}, theme::kAccentSoft, 1.0);
  scene.limb({{59.0, 22.0}, {39.0, 25.0}}, kBehind, 4.6);
  scene.limb({{59.0, 21.0}, {70.0, 40.0}}, kBody, 8.6);
  scene.limb({{70.0, 40.0}, {50.0, 44.5}, {57.0, 62.6}, {48.5, 63.0}}, theme::kAccent);
  scene.head({54.0, 11.5});
  scene.arrow({82.0, 26.0}, {82.0, 40.0});
}

// The foot draws itself together; the toes stay long.
void shortFoot(Scene& scene) {
  scene.floor();
  scene.shape({{26.0, 6.0},
               {24.0, 28.0},
               {20.0, 44.0},
               {16.5, 56.0},
               {20.0, 64.5},
               {34.0, 65.5},
               {46.0, 60.0},
               {58.0, 58.5},
               {68.0, 64.0},
               {82.0, 66.0},
               {92.0, 64.5},
               {90.0, 58.5},
               {76.0, 53.0},
               {61.0, 42.0},
               {50.0, 30.0},
               {47.0, 18.0},
               {46.0, 6.0}},
              kBehind, kBody);
  scene.line({{34.0, 62.6}, {46.0, 57.2}, {58.0, 55.8}, {67.0, 60.6}}, theme::kAccent, 3.4);
  scene.arrow({52.0, 53.5}, {52.0, 41.5});
  scene.arrow({90.0, 50.5}, {77.0, 46.0});
}

void heelRaise(Scene& scene) {
  scene.floor();
  scene.wall(74.0);
  scene.limb({{50.0, 19.0}, {61.0, 25.0}, {71.5, 21.0}}, kBehind, 4.4);
  scene.limb({{50.0, 17.5}, {49.5, 34.0}}, kBody, 8.6);
  scene.limb({{49.5, 35.0}, {50.0, 45.0}}, kBody);
  scene.limb({{50.0, 45.0}, {49.0, 55.5}, {56.5, 62.6}, {61.5, 63.2}}, theme::kAccent);
  scene.head({50.5, 7.4});
  scene.arrow({38.0, 63.0}, {38.0, 51.0});
}

void quadricepsStretch(Scene& scene) {
  scene.floor();
  scene.wall(24.0);
  scene.limb({{46.0, 19.0}, {36.0, 25.0}, {27.0, 20.0}}, kBehind, 4.4);
  scene.limb({{46.5, 36.0}, {46.0, 62.0}, {39.0, 63.0}}, kBody);
  scene.limb({{46.0, 17.5}, {46.5, 35.0}}, kBody, 8.6);
  scene.limb({{46.5, 36.0}, {44.5, 50.0}, {61.0, 43.0}, {63.0, 37.0}}, theme::kAccent);
  scene.limb({{47.0, 19.0}, {55.0, 29.0}, {61.5, 38.5}}, kBody, 4.4);
  scene.head({46.0, 7.4});
}

void foamRoll(Scene& scene) {
  scene.floor();
  scene.limb({{27.0, 45.0}, {22.0, 61.5}, {12.0, 62.6}}, kBody, 4.6);
  scene.disc({63.0, 60.4}, 6.4, theme::kAccentTint, theme::kAccentSoft);
  scene.limb({{28.0, 43.0}, {48.0, 50.0}}, kBody, 8.6);
  scene.limb({{48.0, 50.5}, {92.0, 54.0}}, theme::kAccent);
  scene.limb({{47.0, 47.0}, {62.0, 38.0}, {68.0, 42.0}}, kBehind, 5.0);
  scene.head({21.0, 33.5});
  scene.arrow({56.0, 42.0}, {80.0, 44.0});
}

// The heel of the hand on the outer edge of the kneecap, sitting.
void kneecapPush(Scene& scene) {
  scene.floor();
  scene.line({{10.0, 47.0}, {44.0, 47.0}}, theme::kFaint, 2.6);
  scene.line({{15.0, 47.0}, {15.0, 66.0}}, theme::kFaint, 2.2);
  scene.limb({{28.0, 20.0}, {26.0, 41.0}}, kBody, 8.6);
  scene.limb({{27.0, 42.0}, {58.0, 41.0}, {62.0, 62.0}, {70.0, 62.8}}, kBody);
  scene.disc({59.0, 39.5}, 4.2, theme::kAccentTint, theme::kAccent);
  scene.limb({{29.0, 22.0}, {40.0, 34.0}, {53.0, 35.5}}, theme::kAccent, 4.6);
  scene.head({29.0, 9.4});
  scene.arrow({54.0, 28.0}, {68.0, 28.0});
}

// On one leg.
void balance(Scene& scene) {
  scene.floor();
  scene.limb({{50.0, 21.0}, {30.0, 29.0}}, kBehind, 4.4);
  scene.limb({{50.0, 21.0}, {70.0, 29.0}}, kBehind, 4.4);
  scene.limb({{50.0, 36.0}, {60.0, 46.0}, {50.0, 54.0}}, kBehind);
  scene.limb({{50.0, 18.0}, {50.0, 35.0}}, kBody, 8.6);
  scene.limb({{49.0, 36.0}, {47.0, 49.0}, {48.0, 62.2}, {54.0, 63.0}}, theme::kAccent);
  scene.head({50.0, 7.6});
}

using Drawing = void (*)(Scene&);

struct Exercise {
  const char* name;
  Drawing draw;
};
// In the order in which they stand on the page.
constexpr std::array<Exercise, 9> kExercises{{{"bridge", bridge},
                                              {"side_leg_raise", sideLegRaise},
                                              {"mirror_squat", mirrorSquat},
                                              {"short_foot", shortFoot},
                                              {"heel_raise", heelRaise},
                                              {"balance", balance},
                                              {"quadriceps_stretch", quadricepsStretch},
                                              {"foam_roll", foamRoll},
                                              {"kneecap_push", kneecapPush}}};

}  // namespace

std::vector<std::string> drawnExercises() {
  std::vector<std::string> names;
  for (const Exercise& exercise : kExercises) names.emplace_back(exercise.name);
  return names;
}

void drawExercise(Canvas& canvas, const Rect& rect, const std::string& name) {
  for (const Exercise& exercise : kExercises) {
    if (name != exercise.name) continue;
    Scene scene(canvas, rect);
    exercise.draw(scene);
  }
}

}  // namespace podalign::report::internal
