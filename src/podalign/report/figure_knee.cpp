#include <algorithm>
#include <array>
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
constexpr Color kToeLine = rgb(0xC9D0D7);

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
  return Path::smoothRing(points);
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
  return outline(
      leg, {{0.118, 0.948},  {0.112, 0.968},  {0.095, 0.979},  {0.077, 0.975},  {0.064, 0.961},
            {0.047, 0.943},  {0.024, 0.938},  {0.002, 0.951},  {-0.018, 0.957}, {-0.034, 0.945},
            {-0.037, 0.918}, {-0.028, 0.88},  {-0.019, 0.83},  {-0.016, 0.73},  {-0.02, 0.65},
            {-0.033, 0.61},  {-0.051, 0.578}, {-0.054, 0.551}, {-0.045, 0.534}, {-0.028, 0.53},
            {-0.012, 0.54},  {0.0, 0.546},    {0.012, 0.54},   {0.028, 0.53},   {0.045, 0.533},
            {0.054, 0.55},   {0.051, 0.578},  {0.034, 0.61},   {0.021, 0.65},   {0.017, 0.73},
            {0.019, 0.82},   {0.03, 0.868},   {0.053, 0.897},  {0.078, 0.91},   {0.098, 0.916},
            {0.112, 0.929}});
}

Path tibiaPath(const Leg& leg) {
  return outline(
      leg, {{-0.048, 0.512}, {-0.024, 0.507}, {-0.006, 0.513}, {0.006, 0.513}, {0.024, 0.507},
            {0.048, 0.512},  {0.055, 0.497},  {0.047, 0.468},  {0.028, 0.435}, {0.02, 0.39},
            {0.016, 0.3},    {0.016, 0.2},    {0.022, 0.15},   {0.034, 0.12},  {0.038, 0.095},
            {0.03, 0.082},   {0.022, 0.1},    {0.0, 0.107},    {-0.02, 0.105}, {-0.022, 0.13},
            {-0.017, 0.2},   {-0.017, 0.3},   {-0.021, 0.39},  {-0.03, 0.435}, {-0.048, 0.468},
            {-0.055, 0.497}});
}

Path rearfootPath(const Leg& leg) {
  return outline(leg, {{-0.016, 0.1},
                       {0.004, 0.101},
                       {0.018, 0.094},
                       {0.026, 0.078},
                       {0.036, 0.06},
                       {0.04, 0.046},
                       {0.034, 0.034},
                       {0.018, 0.03},
                       {-0.01, 0.03},
                       {-0.034, 0.033},
                       {-0.042, 0.045},
                       {-0.036, 0.062},
                       {-0.026, 0.08}});
}

Path kneeCapPath(const Leg& leg) {
  return outline(leg, {{0.0, 0.59},
                       {0.018, 0.586},
                       {0.028, 0.572},
                       {0.026, 0.555},
                       {0.013, 0.54},
                       {0.0, 0.531},
                       {-0.013, 0.54},
                       {-0.026, 0.555},
                       {-0.028, 0.572},
                       {-0.018, 0.586}});
}

// Skin: hip to ankle, then the foot from the front with its toes.
void drawBody(Canvas& canvas, const Leg& leg) {
  canvas.fill(
      outline(leg,
              {{0.152, 0.9},   {0.14, 0.8},     {0.115, 0.7},    {0.088, 0.62},   {0.076, 0.56},
               {0.072, 0.5},   {0.08, 0.44},    {0.08, 0.38},    {0.066, 0.3},    {0.047, 0.2},
               {0.042, 0.13},  {0.055, 0.085},  {0.086, 0.045},  {0.096, 0.018},  {0.08, 0.004},
               {0.0, 0.002},   {-0.075, 0.004}, {-0.088, 0.016}, {-0.076, 0.045}, {-0.05, 0.085},
               {-0.042, 0.13}, {-0.046, 0.2},   {-0.07, 0.3},    {-0.086, 0.38},  {-0.084, 0.44},
               {-0.074, 0.5},  {-0.08, 0.57},   {-0.1, 0.66},    {-0.128, 0.77},  {-0.148, 0.88},
               {-0.15, 0.96},  {-0.13, 1.0},    {0.0, 1.003},    {0.13, 1.0},     {0.15, 0.965}}),
      kSkin);
  constexpr std::array<std::array<double, 3>, 5> kToes{{{0.074, 0.017, 0.0175},
                                                        {0.034, 0.0135, 0.0135},
                                                        {0.005, 0.0125, 0.0125},
                                                        {-0.023, 0.0115, 0.0115},
                                                        {-0.05, 0.0105, 0.0105}}};
  for (const auto& [across, up, radius] : kToes) {
    const Path toe = Path::circle(leg.at(across, up), leg.length(radius));
    canvas.fill(toe, kSkin);
    canvas.stroke(toe, {kToeLine, 0.7, {}});
  }
}

// The pull of the quadriceps: hip bone to knee cap to shin.
Path quadricepsPath(const Leg& leg) {
  return Path::openLine({leg.at(-0.1, 0.99), leg.at(0.0, 0.56), leg.at(0.0, 0.455)});
}

// Where the numbered mark of a link stands, beside what it belongs to.
Point markPlace(const Leg& leg, const std::string& id) {
  static const std::map<std::string, std::pair<double, double>> kPlaces{
      {"rearfoot", {0.155, 0.062}},
      {"tibia", {0.155, 0.27}},
      {"femur", {0.155, 0.73}},
      {"quadriceps_line", {-0.165, 0.8}},
      {"knee_cap", {-0.165, 0.565}}};
  const auto found = kPlaces.find(id);
  return found == kPlaces.end() ? leg.at(0.0, 0.0)
                                : leg.at(found->second.first, found->second.second);
}

Point markTarget(const Leg& leg, const std::string& id) {
  static const std::map<std::string, std::pair<double, double>> kTargets{
      {"rearfoot", {0.036, 0.062}},
      {"tibia", {0.016, 0.27}},
      {"femur", {0.017, 0.73}},
      {"quadriceps_line", {-0.0558, 0.8}},
      {"knee_cap", {-0.028, 0.565}}};
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
