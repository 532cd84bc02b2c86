#include <algorithm>
#include <map>
#include <string>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using recommend::LinkState;
using recommend::TrackingLink;

constexpr Color kSkin = rgb(0xF1F3F5);
constexpr Color kBone = rgb(0xFFFFFF);

// A leg seen from the front. Across: 0 = middle of the leg, positive towards the other leg; up: 0 =
// floor, 1 = hip. `inner` is the page direction of the other leg.
class Leg {
 public:
  Leg(const Rect& rect, Laterality side)
      : rect_(rect), inner_(side == Laterality::Left ? -1.0 : 1.0) {}
  [[nodiscard]] Point at(double across, double up) const {
    return {rect_.center().x + inner_ * across * rect_.height, rect_.bottom() - up * rect_.height};
  }
  [[nodiscard]] double length(double share) const { return share * rect_.height; }
  [[nodiscard]] double inner() const { return inner_; }

 private:
  Rect rect_;
  double inner_;
};

Path outline(const Leg& leg, const std::vector<std::pair<double, double>>& places) {
  std::vector<Point> points;
  points.reserve(places.size());
  for (const auto& [across, up] : places) points.push_back(leg.at(across, up));
  return Path::smooth(points);
}

struct LinkLook {
  Color line = theme::kFaint;
  double width = 1.2;
  std::vector<double> dash;
};

LinkLook lookOf(LinkState state) {
  switch (state) {
    case LinkState::Present: return {theme::kAccent, 2.6, {}};
    case LinkState::Absent: return {theme::kMuted, 1.2, {}};
    case LinkState::NotAssessed: return {theme::kFaint, 1.2, {2.0, 2.6}};
  }
  return {};
}

void bone(Canvas& canvas, const Path& path, const LinkLook& look) {
  canvas.fill(path, kBone);
  canvas.stroke(path, {look.line, look.width, look.dash});
}

Path femurPath(const Leg& leg) {
  Path path = outline(leg, {{0.115, 0.955}, {0.085, 0.985}, {0.055, 0.965}, {0.045, 0.93},
                            {-0.01, 0.955}, {-0.035, 0.945}, {-0.035, 0.90}, {-0.015, 0.85},
                            {-0.012, 0.72}, {-0.02, 0.62}, {-0.05, 0.575}, {-0.052, 0.545},
                            {-0.03, 0.528}, {0.0, 0.54}, {0.03, 0.528}, {0.052, 0.545},
                            {0.05, 0.575}, {0.024, 0.62}, {0.018, 0.72}, {0.025, 0.85},
                            {0.06, 0.905}, {0.1, 0.915}, {0.115, 0.955}});
  return path.close();
}

Path tibiaPath(const Leg& leg) {
  Path path = outline(leg, {{-0.05, 0.505}, {0.0, 0.512}, {0.05, 0.505}, {0.052, 0.475},
                            {0.022, 0.43}, {0.016, 0.3}, {0.02, 0.15}, {0.04, 0.105},
                            {0.036, 0.085}, {0.0, 0.1}, {-0.022, 0.1}, {-0.02, 0.15},
                            {-0.018, 0.3}, {-0.026, 0.43}, {-0.052, 0.475}, {-0.05, 0.505}});
  return path.close();
}

Path rearfootPath(const Leg& leg) {
  Path path = outline(leg, {{-0.02, 0.09}, {0.02, 0.09}, {0.04, 0.07}, {0.062, 0.03},
                            {0.06, 0.006}, {0.0, 0.004}, {-0.06, 0.006}, {-0.062, 0.03},
                            {-0.045, 0.065}, {-0.02, 0.09}});
  return path.close();
}

Path kneeCapPath(const Leg& leg) {
  Path path = outline(leg, {{0.0, 0.585}, {0.026, 0.572}, {0.026, 0.55}, {0.0, 0.525},
                            {-0.026, 0.55}, {-0.026, 0.572}, {0.0, 0.585}});
  return path.close();
}

void drawBody(Canvas& canvas, const Leg& leg) {
  Path thigh = outline(leg, {{0.15, 0.86}, {0.125, 0.75}, {0.095, 0.65}, {0.075, 0.57},
                             {0.073, 0.5}, {0.082, 0.42}, {0.07, 0.32}, {0.045, 0.2},
                             {0.043, 0.12}, {0.075, 0.05}, {0.08, 0.0}, {-0.08, 0.0},
                             {-0.075, 0.04}, {-0.043, 0.12}, {-0.045, 0.2}, {-0.075, 0.32},
                             {-0.085, 0.42}, {-0.075, 0.5}, {-0.08, 0.57}, {-0.11, 0.68},
                             {-0.14, 0.8}, {-0.15, 0.9}, {-0.14, 1.0}, {0.15, 1.0}, {0.15, 0.86}});
  canvas.fill(thigh.close(), kSkin);
}

// The pull of the quadriceps: hip bone to knee cap to shin.
Path quadricepsPath(const Leg& leg) {
  return Path::openLine({leg.at(-0.1, 0.985), leg.at(0.0, 0.556), leg.at(0.004, 0.44)});
}

// Where the numbered mark of a link stands, beside what it belongs to.
Point markPlace(const Leg& leg, const std::string& id) {
  static const std::map<std::string, std::pair<double, double>> kPlaces{
      {"rearfoot", {0.155, 0.05}},        {"tibia", {0.155, 0.27}},
      {"femur", {0.155, 0.73}},           {"quadriceps_line", {-0.165, 0.8}},
      {"knee_cap", {-0.165, 0.555}}};
  const auto found = kPlaces.find(id);
  return found == kPlaces.end() ? leg.at(0.0, 0.0)
                                : leg.at(found->second.first, found->second.second);
}

Point markTarget(const Leg& leg, const std::string& id) {
  static const std::map<std::string, std::pair<double, double>> kTargets{
      {"rearfoot", {0.05, 0.05}},        {"tibia", {0.017, 0.27}},
      {"femur", {0.019, 0.73}},          {"quadriceps_line", {-0.056, 0.8}},
      {"knee_cap", {-0.026, 0.56}}};
  const auto found = kTargets.find(id);
  return found == kTargets.end() ? leg.at(0.0, 0.0)
                                 : leg.at(found->second.first, found->second.second);
}

LinkLook lookOf(const std::vector<TrackingLink>& links, const std::string& id) {
  for (const TrackingLink& link : links) {
    if (link.id == id) return lookOf(link.state);
  }
  return lookOf(LinkState::NotAssessed);
}

}  // namespace

void drawLinkMark(Canvas& canvas, Point center, double radius, LinkState state, int number) {
  const TextStyle style = theme::in(theme::strong(theme::figureText()),
                                    state == LinkState::Present ? theme::kPaper : theme::kInk);
  const Path disc = Path::circle(center, radius);
  switch (state) {
    case LinkState::Present: canvas.fill(disc, theme::kAccent); break;
    case LinkState::Absent:
      canvas.fill(disc, theme::kPaper);
      canvas.stroke(disc, {theme::kInk, 1.0, {}});
      break;
    case LinkState::NotAssessed:
      canvas.fill(disc, theme::kPaper);
      canvas.stroke(disc, {theme::kMuted, 1.0, {1.6, 2.0}});
      break;
  }
  canvas.label(std::to_string(number), style, center, Align::Center);
}

void drawKneeChain(Canvas& canvas, const Rect& rect, Laterality side,
                   const std::vector<TrackingLink>& links, const Labels& labels) {
  constexpr double kBelow = 14.0;
  constexpr double kMarkRadius = 6.4;
  const Leg leg({rect.x, rect.y + 4.0, rect.width, rect.height - kBelow - 4.0}, side);
  drawBody(canvas, leg);
  bone(canvas, rearfootPath(leg), lookOf(links, "rearfoot"));
  bone(canvas, tibiaPath(leg), lookOf(links, "tibia"));
  bone(canvas, femurPath(leg), lookOf(links, "femur"));
  const LinkLook quadriceps = lookOf(links, "quadriceps_line");
  canvas.stroke(quadricepsPath(leg), {theme::kPaper, quadriceps.width + 2.0, {}});
  canvas.stroke(quadricepsPath(leg), {quadriceps.line, quadriceps.width, quadriceps.dash});
  bone(canvas, kneeCapPath(leg), lookOf(links, "knee_cap"));
  canvas.stroke(Path::line({rect.x, leg.at(0.0, 0.0).y}, {rect.right(), leg.at(0.0, 0.0).y}),
                {theme::kHairline, 0.8, {}});
  int number = 1;
  for (const TrackingLink& link : links) {
    const Point mark = markPlace(leg, link.id);
    canvas.stroke(Path::line(mark, markTarget(leg, link.id)), {theme::kMuted, 0.5, {}});
    drawLinkMark(canvas, mark, kMarkRadius, link.state, number++);
  }
  const double y = rect.bottom() - 4.0;
  const double innerX = leg.inner() > 0.0 ? rect.right() : rect.x;
  const double outerX = leg.inner() > 0.0 ? rect.x : rect.right();
  canvas.label(labels("figure.inner"), theme::figureText(), {innerX, y},
               leg.inner() > 0.0 ? Align::Right : Align::Left);
  canvas.label(labels("figure.outer"), theme::figureText(), {outerX, y},
               leg.inner() > 0.0 ? Align::Left : Align::Right);
}

}  // namespace podalign::report::internal
