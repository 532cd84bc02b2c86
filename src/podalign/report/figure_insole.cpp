#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "podalign/geometry/section.hpp"
#include "podalign/report/internal/foot_drawing.hpp"
#include "podalign/report/internal/foot_view.hpp"
#include "podalign/report/internal/insole_figures.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using geometry::Point2;
using geometry::Point3;
using geometry::TriangleMesh;

constexpr Color kBodyDark = rgb(0x2F6C79);
constexpr Color kBodyLight = rgb(0xEAF3F4);
constexpr Color kBodyEdge = rgb(0x0B4550);
constexpr Color kCut = rgb(0xB9D6DB);

// The views of feet draw any surface in the foot's frame.
anatomy::AlignedFoot asFoot(const TriangleMesh& mesh, const std::vector<Point2>& outline,
                            const anatomy::AlignedFoot& foot) {
  anatomy::AlignedFoot body;
  body.mesh_in_foot = mesh;
  body.outline_in_foot = outline;
  body.side = foot.side;
  body.footLengthMm = foot.footLengthMm;
  body.unit = foot.unit;
  return body;
}

void drawBody(Canvas& canvas, const FootView& view, const Placement& place) {
  const Path outline = pathOf(view.silhouette, place);
  canvas.beginClip(outline);
  const double last = static_cast<double>(view.tones.size() - 1);
  for (std::size_t i = 0; i < view.tones.size(); ++i) {
    canvas.fillEvenOdd(pathOf(view.tones[i].rings, place),
                       mix(kBodyDark, kBodyLight, static_cast<double>(i) / last));
  }
  canvas.endClip();
  canvas.stroke(outline, {kBodyEdge, 0.9, {}});
}

// Highest surface over a place.
double topAt(const TriangleMesh& mesh, double x, double y) {
  double best = 0.0;
  const std::array<double, 1> at{x};
  const auto sections = geometry::sectionsAcross(mesh, geometry::Axis::X, at);
  for (const geometry::Segment& s : sections.front()) {
    const auto [low, high] = std::minmax(s.a.x(), s.b.x());
    if (y < low || y > high || high <= low) continue;
    const double t = (y - s.a.x()) / (s.b.x() - s.a.x());
    best = std::max(best, s.a.y() + t * (s.b.y() - s.a.y()));
  }
  return best;
}

// How far the foot is lifted at a place along it where it stands on the insole: by what lies under
// its heel and under its ball.
class FootRise {
 public:
  explicit FootRise(const InsoleScene& scene) {
    constexpr double kSeatShare = 0.13;
    constexpr double kBallShare = 0.68;
    const double length = scene.scan.foot.footLengthMm;
    const TriangleMesh& mesh = scene.made.insole.mesh_in_foot;
    heelX_ = kSeatShare * length;
    const double ballX = kBallShare * length;
    heel_ = topAt(mesh, heelX_, 0.0) + scene.made.plan.topCoverMm;
    const double ball = topAt(mesh, ballX, 0.0) + scene.made.plan.topCoverMm;
    slope_ = (ball - heel_) / (ballX - heelX_);
  }
  double operator()(double x) const { return heel_ + slope_ * (x - heelX_); }

 private:
  double heelX_ = 0.0;
  double heel_ = 0.0;
  double slope_ = 0.0;
};

// Lines of equal height on the upper surface, every `stepMm`.
void drawHeights(Canvas& canvas, const Placement& place, const TriangleMesh& mesh, double stepMm) {
  double highest = 0.0;
  for (const Point3& vertex : mesh.vertices) highest = std::max(highest, vertex.z());
  std::vector<double> levels;
  // Off the level parts, where a line would be an area.
  for (double z = 1.5 * stepMm; z < highest; z += stepMm) levels.push_back(z + 0.13);
  if (levels.empty()) return;
  constexpr double kLooksUp = 0.15;
  for (const geometry::Section& section :
       geometry::sectionsAcross(mesh, geometry::Axis::Z, levels)) {
    Path path;
    for (const geometry::Segment& s : section) {
      if (s.facing < kLooksUp) continue;
      path.add(Path::line(place(solePlace({s.a.x(), s.a.y(), 0.0})),
                          place(solePlace({s.b.x(), s.b.y(), 0.0}))));
    }
    if (!path.empty()) canvas.stroke(path, {kBodyDark, 0.35, {}});
  }
}

struct Cut {
  std::string name;
  double x = 0.0;
  double tiltDeg = 0.0;  // of the foot on it
};

std::vector<Cut> cutsOf(const InsoleScene& scene) {
  const double length = scene.scan.foot.footLengthMm;
  const insole::InsolePlan& plan = scene.made.plan;
  constexpr double kHeelShare = 0.13;
  constexpr double kBehindBallShare = 0.62;
  constexpr double kBallShare = 0.7;
  std::vector<Cut> cuts{{"heel", kHeelShare * length, plan.postingDeg},
                        {"arch", scene.made.insole.made.archApexMm, 0.0},
                        {"behind_ball", kBehindBallShare * length, plan.forefootPostingDeg}};
  if (plan.length != "three_quarter") {
    cuts.push_back({"ball", kBallShare * length, plan.forefootPostingDeg});
  }
  return cuts;
}

struct Lines {
  std::vector<geometry::Polyline> all;
  Point2 low = Point2::Constant(std::numeric_limits<double>::infinity());
  Point2 high = -low;
};

Lines linesAt(const TriangleMesh& mesh, double x) {
  Lines lines;
  lines.all = geometry::sectionLines(mesh, {x, 0.0, 0.0}, Point3::UnitY(), Point3::UnitZ());
  for (const auto& line : lines.all) {
    for (const Point2& p : line.points) {
      lines.low = lines.low.cwiseMin(p);
      lines.high = lines.high.cwiseMax(p);
    }
  }
  return lines;
}

// The foot's section turned as the insole tilts it, let down until it touches the cover.
std::vector<geometry::Polyline> restingOn(const Lines& body, const Lines& foot, double tiltDeg,
                                          Laterality side, double cover) {
  const double angle = medialSign(side) * tiltDeg * std::numbers::pi / 180.0;
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  std::vector<geometry::Polyline> turned = foot.all;
  for (auto& line : turned) {
    for (Point2& p : line.points) p = {c * p.x() - s * p.y(), s * p.x() + c * p.y()};
  }
  // Heights of both over the same places, every half millimetre.
  constexpr double kStep = 0.5;
  const auto count = static_cast<std::size_t>((body.high.x() - body.low.x()) / kStep) + 1;
  std::vector<double> top(count, -std::numeric_limits<double>::infinity());
  std::vector<double> sole(count, std::numeric_limits<double>::infinity());
  const auto sweep = [&](const std::vector<geometry::Polyline>& lines, auto take) {
    for (const auto& line : lines) {
      for (std::size_t i = 0; i + 1 < line.points.size() + (line.closed ? 1U : 0U); ++i) {
        const Point2& a = line.points[i];
        const Point2& b = line.points[(i + 1) % line.points.size()];
        const auto [low, high] = std::minmax(a.x(), b.x());
        if (high <= low) continue;
        const auto first = std::max(0L, std::lround(std::ceil((low - body.low.x()) / kStep)));
        for (auto k = static_cast<std::size_t>(first); k < count; ++k) {
          const double y = body.low.x() + kStep * static_cast<double>(k);
          if (y > high) break;
          take(k, a.y() + (b.y() - a.y()) * (y - a.x()) / (b.x() - a.x()));
        }
      }
    }
  };
  sweep(body.all, [&](std::size_t k, double z) { top[k] = std::max(top[k], z); });
  sweep(turned, [&](std::size_t k, double z) { sole[k] = std::min(sole[k], z); });
  // The walls of the cup hold the foot from beside: only what lies under it carries.
  double rise = -std::numeric_limits<double>::infinity();
  const std::size_t edge = count / 5;
  for (std::size_t k = edge; k + edge < count; ++k) {
    if (std::isfinite(top[k]) && std::isfinite(sole[k])) rise = std::max(rise, top[k] - sole[k]);
  }
  if (!std::isfinite(rise)) rise = body.high.y();
  for (auto& line : turned) {
    for (Point2& p : line.points) p.y() += rise + cover;
  }
  return turned;
}

std::string degrees(const Labels& labels, const char* key, double value) {
  return labels(key, {{"value", fmt::format("{:+g}", value)}});
}

// What was corrected at a cut, in a few words.
std::string correctionAt(const InsoleScene& scene, const Cut& cut) {
  const Labels& labels = scene.labels;
  const insole::InsolePlan& plan = scene.made.plan;
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  const auto millimetres = [&](const char* key, double value) {
    add(labels(key, {{"value", fmt::format("{:.1f}", value)}}));
  };
  if (cut.name == "heel") {
    add(degrees(labels, "insole_form.cut_posting", plan.postingDeg));
    if (plan.medialSkiveMm > 0.0) millimetres("insole_form.cut_skive", plan.medialSkiveMm);
    if (plan.heelLiftMm > 0.0) millimetres("insole_form.cut_lift", plan.heelLiftMm);
  } else if (cut.name == "arch") {
    millimetres("insole_form.cut_arch", scene.made.insole.made.archHeightMm);
  } else if (cut.name == "behind_ball" && plan.padMm > 0.0) {
    millimetres("insole_form.cut_pad", plan.padMm);
  } else if (cut.name == "ball") {
    if (plan.forefootPostingDeg != 0.0) {
      add(degrees(labels, "insole_form.cut_forefoot", plan.forefootPostingDeg));
    }
    if (plan.firstRayMm > 0.0) millimetres("insole_form.cut_first_ray", plan.firstRayMm);
  }
  return text;
}

Path pathOfLine(const geometry::Polyline& line, const Placement& place) {
  std::vector<Point> points;
  points.reserve(line.points.size());
  // The subject's left is the page's left: both feet are seen from behind.
  for (const Point2& p : line.points) points.push_back(place({-p.x(), -p.y()}));
  return line.closed ? Path::polygon(points) : Path::openLine(points);
}

// The cover that is glued on afterwards.
void drawCover(Canvas& canvas, const Lines& body, double cover, const Placement& place) {
  if (!(cover > 0.0)) return;
  constexpr double kStep = 0.5;
  std::vector<Point2> top;
  for (double y = body.low.x() + 0.5 * kStep; y < body.high.x(); y += kStep) {
    double best = -1.0;
    for (const auto& line : body.all) {
      for (std::size_t i = 0; i < line.points.size(); ++i) {
        const Point2& a = line.points[i];
        const Point2& b = line.points[(i + 1) % line.points.size()];
        const auto [low, high] = std::minmax(a.x(), b.x());
        if (y < low || y > high || high <= low) continue;
        best = std::max(best, a.y() + (b.y() - a.y()) * (y - a.x()) / (b.x() - a.x()));
      }
    }
    if (best >= 0.0) top.emplace_back(y, best);
  }
  std::vector<Point> ring;
  for (const Point2& p : top) ring.push_back(place({-p.x(), -p.y()}));
  // Above the surface by the cover along its normal.
  for (std::size_t i = top.size(); i-- > 0;) {
    const Point2 along = top[std::min(i + 2, top.size() - 1)] - top[i > 2 ? i - 2 : 0];
    const Point2 up = Point2(-along.y(), along.x()).normalized() * cover;
    ring.push_back(place({-(top[i].x() + up.x()), -(top[i].y() + up.y())}));
  }
  canvas.fill(Path::polygon(ring), theme::kHairline);
}

void drawCut(Canvas& canvas, const Rect& rect, const InsoleScene& scene, const Cut& cut,
             const Rect& view) {
  constexpr double kName = 21.0;
  const Rect room{rect.x, rect.y, rect.width, rect.height - kName};
  const Placement place = fit(view, room);
  const Lines body = linesAt(scene.made.insole.mesh_in_foot, cut.x);
  const Lines foot = linesAt(scene.scan.foot.mesh_in_foot, cut.x);
  const double ground = place({0.0, 0.0}).y;
  canvas.beginClip(Path::rectangle(room));
  for (const auto& line :
       restingOn(body, foot, cut.tiltDeg, scene.made.plan.side, scene.made.plan.topCoverMm)) {
    const Path path = pathOfLine(line, place);
    if (line.closed) canvas.fill(path, kFootLight);
    canvas.stroke(path, {kFootOutline, 0.6, {}});
  }
  drawCover(canvas, body, scene.made.plan.topCoverMm, place);
  for (const auto& line : body.all) {
    const Path path = pathOfLine(line, place);
    if (line.closed) canvas.fill(path, kCut);
    canvas.stroke(path, {kBodyEdge, 0.8, {}});
  }
  canvas.endClip();
  canvas.stroke(Path::line({room.x, ground}, {room.right(), ground}), {theme::kMuted, 0.6, {}});
  canvas.label(scene.labels("insole_form.at_" + cut.name), theme::figureText(),
               {room.center().x, rect.bottom() - kName + 6.0}, Align::Center);
  canvas.label(correctionAt(scene, cut), dimensionStyle(),
               {room.center().x, rect.bottom() - kName + 15.0}, Align::Center);
}

constexpr double kSheetTop = 250.0;
constexpr double kSheetSections = 118.0;
constexpr double kSheetGap = 14.0;

// The whole body seen from the side, also where it is too thin for the shaded view.
void drawProfile(Canvas& canvas, const InsoleScene& scene, const Placement& place) {
  const TriangleMesh& mesh = scene.made.insole.mesh_in_foot;
  constexpr double kStepMm = 1.0;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Point3& vertex : mesh.vertices) {
    low = std::min(low, vertex.x());
    high = std::max(high, vertex.x());
  }
  const auto count = static_cast<std::size_t>((high - low) / kStepMm) + 1;
  std::vector<double> top(count, 0.0);
  for (const Point3& vertex : mesh.vertices) {
    double& own = top[static_cast<std::size_t>((vertex.x() - low) / kStepMm)];
    own = std::max(own, vertex.z());
  }
  const auto at = [&](double x, double z) {
    return place(sidePlace(scene.scan.foot, {x, 0.0, z}, ViewFrom::Inner));
  };
  std::vector<Point> ring{at(low, 0.0)};
  for (std::size_t k = 0; k < count; ++k) {
    ring.push_back(at(std::min(high, low + (static_cast<double>(k) + 0.5) * kStepMm), top[k]));
  }
  ring.push_back(at(high, 0.0));
  canvas.fill(Path::polygon(ring), kCut);
  canvas.stroke(Path::polygon(ring), {kBodyEdge, 0.7, {}});
}

}  // namespace

void drawInsoleTop(Canvas& canvas, const Rect& rect, const InsoleScene& scene) {
  const insole::Insole& insole = scene.made.insole;
  const anatomy::AlignedFoot body =
      asFoot(insole.mesh_in_foot, insole.outline_in_foot, scene.scan.foot);
  const FootView view = topView(body);
  if (view.silhouette.empty()) return;
  constexpr double kLine = 9.0;
  std::vector<Point> around;
  for (const auto* ring : {&insole.outline_in_foot, &scene.scan.foot.outline_in_foot}) {
    for (const Point2& p : *ring) around.push_back(solePlace({p.x(), p.y(), 0.0}));
  }
  const auto [left, right] = std::minmax_element(
      around.begin(), around.end(), [](const Point& a, const Point& b) { return a.x < b.x; });
  const auto [top, bottom] = std::minmax_element(
      around.begin(), around.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
  const Rect bounds{left->x, top->y, right->x - left->x, bottom->y - top->y};
  const Placement place = fit(bounds, {rect.x, rect.y, rect.width, rect.height - 2.0 * kLine});
  drawBody(canvas, view, place);
  drawHeights(canvas, place, insole.mesh_in_foot, 2.0);
  std::vector<Point> foot;
  for (const Point2& p : scene.scan.foot.outline_in_foot) {
    foot.push_back(place(solePlace({p.x(), p.y(), 0.0})));
  }
  canvas.stroke(Path::polygon(foot), {theme::kInk, 0.7, {2.4, 1.8}});
  // Where the sections are.
  for (const Cut& cut : cutsOf(scene)) {
    const Point at = place(solePlace({cut.x, 0.0, 0.0}));
    extension(canvas, {place({bounds.x, 0.0}).x - 4.0, at.y},
              {place({bounds.right(), 0.0}).x + 4.0, at.y});
  }
  canvas.label(
      scene.labels("insole_form.top", {{"length", fmt::format("{:.0f}", insole.made.lengthMm)},
                                       {"width", fmt::format("{:.0f}", insole.made.widthMm)}}),
      theme::figureText(), {rect.center().x, rect.bottom() - 1.5 * kLine}, Align::Center);
  canvas.label(scene.labels("insole_form.top_lines"), theme::figureText(),
               {rect.center().x, rect.bottom() - 0.5 * kLine}, Align::Center);
}

void drawInsoleSide(Canvas& canvas, const Rect& rect, const InsoleScene& scene) {
  const insole::Insole& insole = scene.made.insole;
  anatomy::AlignedFoot body = asFoot(insole.mesh_in_foot, insole.outline_in_foot, scene.scan.foot);
  anatomy::AlignedFoot foot = scene.scan.foot;
  const FootRise rise(scene);
  for (Point3& vertex : foot.mesh_in_foot.vertices) vertex.z() += rise(vertex.x());
  const FootView above = sideView(foot, ViewFrom::Inner);
  const FootView below = sideView(body, ViewFrom::Inner);
  if (above.silhouette.empty() || below.silhouette.empty()) return;
  constexpr double kNames = 12.0;
  double left = above.bounds.x;
  double right = above.bounds.right();
  for (const Point2& p : insole.outline_in_foot) {
    const double u = sidePlace(foot, {p.x(), p.y(), 0.0}, ViewFrom::Inner).x;
    left = std::min(left, u);
    right = std::max(right, u);
  }
  const double top = std::min(above.bounds.y, below.bounds.y);
  const double bottom = std::max(above.bounds.bottom(), below.bounds.bottom());
  const Placement place = fit({left, top, right - left, bottom - top},
                              {rect.x, rect.y, rect.width, rect.height - kNames});
  drawShaded(canvas, above, place);
  drawProfile(canvas, scene, place);
  drawBody(canvas, below, place);
  const double ground = place({0.0, 0.0}).y;
  canvas.stroke(Path::line({rect.x, ground}, {rect.right(), ground}), {theme::kMuted, 0.6, {}});
  canvas.label(scene.labels("insole_form.side"), theme::figureText(),
               {rect.center().x, rect.bottom() - kNames / 2.0}, Align::Center);
}

void drawInsoleSections(Canvas& canvas, const Rect& rect, const InsoleScene& scene) {
  constexpr double kGap = 10.0;
  constexpr double kShownMm = 62.0;
  const std::vector<Cut> cuts = cutsOf(scene);
  const auto count = static_cast<double>(cuts.size());
  const double width = (rect.width - kGap * (count - 1.0)) / count;
  const double breadth = scene.made.insole.made.widthMm + 14.0;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Point2& p : scene.made.insole.outline_in_foot) {
    low = std::min(low, p.y());
    high = std::max(high, p.y());
  }
  const Rect view{-0.5 * (low + high) - 0.5 * breadth, -kShownMm, breadth, kShownMm + 2.0};
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    drawCut(canvas, {rect.x + static_cast<double>(i) * (width + kGap), rect.y, width, rect.height},
            scene, cuts[i], view);
  }
}

double insoleSheetHeight(double room) {
  constexpr double kTallest = kSheetTop + kSheetGap + kSheetSections;
  constexpr double kHeads = 84.0;  // of both, with the space between
  return std::min(kTallest, 0.5 * (room - kHeads));
}

void drawInsoleSheet(Canvas& canvas, const Rect& rect, const InsoleScene& scene) {
  constexpr double kTopShare = 0.36;
  const double top = rect.height - kSheetGap - kSheetSections;
  drawInsoleTop(canvas, {rect.x, rect.y, kTopShare * rect.width, top}, scene);
  drawInsoleSide(canvas,
                 {rect.x + kTopShare * rect.width + kSheetGap, rect.y + 0.12 * top,
                  (1.0 - kTopShare) * rect.width - kSheetGap, 0.76 * top},
                 scene);
  drawInsoleSections(canvas, {rect.x, rect.y + top + kSheetGap, rect.width, kSheetSections}, scene);
}

}  // namespace podalign::report::internal
