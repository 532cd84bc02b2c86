#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "podalign/geometry/section.hpp"
#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/foot_drawing.hpp"
#include "podalign/report/internal/theme.hpp"

// One scan in full: what was found on it and what was seen of it.
namespace podalign::report::internal {
namespace {

using anatomy::LandmarkId;
using anatomy::SoleMap;
using geometry::Point3;

constexpr Color kSeen = rgb(0x7FA9B2);
constexpr Color kInvented = rgb(0xD9A441);
constexpr double kLabelStep = 8.6;  // between two names below each other

struct NamedPoint {
  Point at;
  std::string name;
};

// Names stand beside the foot, each on the side of its landmark, in the order of their height on
// the page and never on each other.
void drawNames(Canvas& canvas, std::vector<NamedPoint> points, double x, Align align) {
  std::sort(points.begin(), points.end(),
            [](const NamedPoint& a, const NamedPoint& b) { return a.at.y < b.at.y; });
  double lowest = -std::numeric_limits<double>::infinity();
  for (const NamedPoint& point : points) {
    const double y = std::max(point.at.y, lowest + kLabelStep);
    lowest = y;
    const double gap = align == Align::Left ? -2.0 : 2.0;
    canvas.stroke(Path::line(point.at, {x + gap, y}), {theme::kAccentSoft, 0.4, {}});
    canvas.label(point.name, theme::figureText(), {x, y}, align);
  }
}

// Where the section lies, in shares of the foot length.
struct Cut {
  const char* name;
  double share;
};
constexpr std::array<Cut, 4> kCuts{
    {{"heel", 0.16}, {"middle", 0.50}, {"instep", 0.55}, {"ball", 0.72}}};
constexpr double kShownHeightShare = 0.38;  // as in the side views

}  // namespace

void drawLandmarks(Canvas& canvas, const Rect& rect, const ScannedFoot& scan,
                   const Labels& labels) {
  constexpr double kBeside = 62.0;  // for the names
  const FootView view = topView(scan.foot);
  if (view.silhouette.empty()) return;
  const Placement place = fit(
      view.bounds, {rect.x + kBeside, rect.y + 4.0, rect.width - 2.0 * kBeside, rect.height - 8.0});
  drawShaded(canvas, view, place);
  const double middle = place({view.bounds.center().x, 0.0}).x;
  std::vector<NamedPoint> left;
  std::vector<NamedPoint> right;
  for (const auto& [id, landmark] : scan.foot.landmarks) {
    const Point at = place(solePlace(landmark.position_in_foot));
    (at.x < middle ? left : right)
        .push_back({at, labels(std::string("landmark.") + anatomy::toString(id))});
  }
  drawNames(canvas, left, rect.x + kBeside - 8.0, Align::Right);
  drawNames(canvas, right, rect.right() - kBeside + 8.0, Align::Left);
  for (const auto& [id, landmark] : scan.foot.landmarks) {
    landmarkDot(canvas, place(solePlace(landmark.position_in_foot)));
  }
}

void drawSoleCoverage(Canvas& canvas, const Rect& rect, const ScannedFoot& scan,
                      const Labels& labels) {
  constexpr double kLegend = 30.0;
  const SoleMap& map = scan.foot.soleMap;
  if (map.columns == 0 || map.rows == 0) return;
  const double length = static_cast<double>(map.columns) * map.cellMm;
  const double breadth = static_cast<double>(map.rows) * map.cellMm;
  const Point corner =
      solePlace({map.origin_in_foot.x() + length, map.origin_in_foot.y() + breadth, 0.0});
  const Placement place = fit({corner.x, corner.y, breadth, length},
                              {rect.x, rect.y, rect.width, rect.height - kLegend});
  Path seen;
  Path invented;
  Path missing;
  for (std::size_t row = 0; row < map.rows; ++row) {
    for (std::size_t column = 0; column < map.columns; ++column) {
      const SoleMap::Cell cell = map.cells[row * map.columns + column];
      if (cell == SoleMap::Cell::Outside) continue;
      const Point far = place(
          solePlace({map.origin_in_foot.x() + static_cast<double>(column + 1) * map.cellMm,
                     map.origin_in_foot.y() + static_cast<double>(row + 1) * map.cellMm, 0.0}));
      const double side = map.cellMm * place.scale;
      const Path square = Path::rectangle({far.x, far.y, side, side});
      (cell == SoleMap::Cell::Seen       ? seen
       : cell == SoleMap::Cell::Invented ? invented
                                         : missing)
          .add(square);
    }
  }
  canvas.fill(seen, kSeen);
  canvas.fill(invented, kInvented);
  canvas.stroke(missing, {theme::kFaint, 0.3, {}});
  double y = rect.bottom() - kLegend + 8.0;
  for (const auto& [color, name] : {std::pair{kSeen, "seen"}, std::pair{kInvented, "invented"},
                                    std::pair{theme::kPaper, "missing"}}) {
    const Rect box{rect.x, y - 3.0, 6.0, 6.0};
    canvas.fill(Path::rectangle(box), color);
    canvas.stroke(Path::rectangle(box), {theme::kFaint, 0.3, {}});
    canvas.label(labels(std::string("figure.sole_") + name), theme::figureText(),
                 {rect.x + 10.0, y});
    y += kLabelStep;
  }
}

void drawSections(Canvas& canvas, const Rect& rect, const ScannedFoot& scan, const Labels& labels) {
  constexpr double kName = 12.0;
  constexpr double kGap = 8.0;
  const anatomy::AlignedFoot& foot = scan.foot;
  if (!(foot.footLengthMm > 0.0)) return;
  const double breadth = 0.46 * foot.footLengthMm;
  const double height = kShownHeightShare * foot.footLengthMm;
  const double width = (rect.width - kGap * (kCuts.size() - 1)) / static_cast<double>(kCuts.size());
  // Inner side always to the same hand of the picture: the page's right on a left foot, as above.
  for (std::size_t i = 0; i < kCuts.size(); ++i) {
    const Rect room{rect.x + static_cast<double>(i) * (width + kGap), rect.y, width,
                    rect.height - kName};
    const Placement place = fit({-0.5 * breadth, -height, breadth, height}, room);
    const Point3 origin(kCuts[i].share * foot.footLengthMm, 0.0, 0.0);
    const double ground = place({0.0, 0.0}).y;
    canvas.stroke(Path::line({room.x, ground}, {room.right(), ground}), {theme::kMuted, 0.6, {}});
    canvas.beginClip(Path::rectangle(room));
    for (const geometry::Polyline& line :
         geometry::sectionLines(foot.mesh_in_foot, origin, Point3::UnitY(), Point3::UnitZ())) {
      std::vector<Point> points;
      points.reserve(line.points.size());
      for (const geometry::Point2& p : line.points) points.push_back(place({-p.x(), -p.y()}));
      const Path path = line.closed ? Path::polygon(points) : Path::openLine(points);
      if (line.closed) canvas.fill(path, kFootLight);
      canvas.stroke(path, {kFootOutline, kFootOutlineWidth, {}});
    }
    canvas.endClip();
    canvas.label(labels(std::string("figure.section_") + kCuts[i].name), theme::figureText(),
                 {room.center().x, rect.bottom() - kName / 2.0}, Align::Center);
  }
}

}  // namespace podalign::report::internal
