#include "podalign/report/internal/foot_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace podalign::report::internal {
namespace {

// Nodes of a raster along the foot: finer than print at this size, whatever the foot's unit (a foot
// of which only the shape is known may be one unit long).
constexpr double kNodesPerFoot = 275.0;
constexpr double kLargestView = 2.4;     // of the foot length; what is larger is not a foot
constexpr int kMargin = 4;               // empty nodes around a view
constexpr double kTallestSoleMm = 35.0;  // higher "soles" are seen through a hole (open scans)
// Of the foot length: the leg is cut there, as in conditioning.
constexpr double kShownHeightShare = 0.38;
constexpr double kSmallestArea = 8.0;  // square nodes; smaller islands are noise

// A point in a view: u to the right, v down, depth towards the viewer.
struct Seen {
  double u = 0.0;
  double v = 0.0;
  double depth = 0.0;
  // The last node of a raster before it.
  int column = 0;
  int row = 0;
};

struct Raster {
  Field depth;
  Field mask;  // 1 where something was seen
  double u0 = 0.0;
  double v0 = 0.0;
  double pitch = 1.0;  // between nodes
};

struct Extent {
  double uMin = 1e9, uMax = -1e9, vMin = 1e9, vMax = -1e9;
  void add(const Seen& seen) {
    uMin = std::min(uMin, seen.u);
    uMax = std::max(uMax, seen.u);
    vMin = std::min(vMin, seen.v);
    vMax = std::max(vMax, seen.v);
  }
  [[nodiscard]] bool valid() const { return uMin <= uMax && vMin <= vMax; }
};

// `u` and `v` in nodes of the raster.
double edgeFunction(const Seen& a, const Seen& b, double u, double v) {
  return (b.u - a.u) * (v - a.v) - (b.v - a.v) * (u - a.u);
}

void drawTriangle(Raster& raster, const Seen& a, const Seen& b, const Seen& c) {
  // Most triangles of a scan are smaller than the distance of two nodes.
  const int row = std::max(kMargin, std::min({a.row, b.row, c.row}) + 1);
  const int rowEnd = std::min(raster.mask.rows() - 1 - kMargin, std::max({a.row, b.row, c.row}));
  if (row > rowEnd) return;
  const int column = std::max(kMargin, std::min({a.column, b.column, c.column}) + 1);
  const int columnEnd =
      std::min(raster.mask.columns() - 1 - kMargin, std::max({a.column, b.column, c.column}));
  if (column > columnEnd) return;
  const double area = edgeFunction(a, b, c.u, c.v);
  if (area == 0.0) return;
  const double ofWhole = 1.0 / area;
  for (int v = row; v <= rowEnd; ++v) {
    double* const depths = raster.depth.row(v);
    double* const mask = raster.mask.row(v);
    for (int u = column; u <= columnEnd; ++u) {
      const double ofA = edgeFunction(b, c, u, v) * ofWhole;
      const double ofB = edgeFunction(c, a, u, v) * ofWhole;
      const double ofC = 1.0 - ofA - ofB;
      if (ofA < 0.0 || ofB < 0.0 || ofC < 0.0) continue;
      const double depth = ofA * a.depth + ofB * b.depth + ofC * c.depth;
      if (mask[u] > 0.0 && depths[u] >= depth) continue;
      depths[u] = depth;
      mask[u] = 1.0;
    }
  }
}

template <class Projection, class Wanted>
std::optional<Raster> rasterOf(const anatomy::AlignedFoot& foot, const Projection& project,
                               const Wanted& wanted) {
  const geometry::TriangleMesh& mesh = foot.mesh_in_foot;
  const double pitch = foot.footLengthMm / kNodesPerFoot;
  if (!(pitch > 0.0)) return std::nullopt;
  Extent extent;
  std::vector<Seen> seen;
  std::vector<char> isWanted;
  seen.reserve(mesh.vertices.size());
  isWanted.reserve(mesh.vertices.size());
  for (const geometry::Point3& vertex : mesh.vertices) {
    seen.push_back(project(vertex));
    isWanted.push_back(wanted(vertex) ? 1 : 0);
    if (isWanted.back() != 0) extent.add(seen.back());
  }
  if (!extent.valid()) return std::nullopt;
  const double largest = kLargestView * foot.footLengthMm;
  if (extent.uMax - extent.uMin > largest || extent.vMax - extent.vMin > largest) {
    return std::nullopt;
  }
  const auto count = [pitch](double low, double high) {
    return static_cast<int>(std::ceil((high - low) / pitch)) + 1 + 2 * kMargin;
  };
  const int columns = count(extent.uMin, extent.uMax);
  const int rows = count(extent.vMin, extent.vMax);
  Raster raster{Field(columns, rows), Field(columns, rows), extent.uMin - kMargin * pitch,
                extent.vMin - kMargin * pitch, pitch};
  // What lies farther off than that, a long leg, only has to stay there.
  const auto nodeBefore = [](double at) {
    constexpr double kFar = 1e6;
    return static_cast<int>(std::floor(std::clamp(at, -kFar, kFar)));
  };
  for (Seen& place : seen) {
    place.u = (place.u - raster.u0) / pitch;
    place.v = (place.v - raster.v0) / pitch;
    place.column = nodeBefore(place.u);
    place.row = nodeBefore(place.v);
  }
  for (const geometry::Triangle& t : mesh.triangles) {
    if (isWanted[t[0]] == 0 && isWanted[t[1]] == 0 && isWanted[t[2]] == 0) continue;
    drawTriangle(raster, seen[t[0]], seen[t[1]], seen[t[2]]);
  }
  return raster;
}

// Small holes of a scan (a missing triangle) are filled from their neighbours, and the values go
// on beyond the edge, so that tones and contours do not curl there; farther out stands `outside`.
Field spread(Field values, Field known, int steps, double outside) {
  const int columns = values.columns();
  const int rows = values.rows();
  struct Node {
    int column, row;
  };
  // The mean of the known neighbours; none where there are none.
  const auto guess = [&](const Node& node) -> std::optional<double> {
    double sum = 0.0;
    double weight = 0.0;
    for (int j = -1; j <= 1; ++j) {
      const int r = std::clamp(node.row + j, 0, rows - 1);
      for (int i = -1; i <= 1; ++i) {
        const int c = std::clamp(node.column + i, 0, columns - 1);
        sum += known.at(c, r) * values.at(c, r);
        weight += known.at(c, r);
      }
    }
    return weight > 0.0 ? std::optional(sum / weight) : std::nullopt;
  };
  // Nodes that may have a known neighbour: at first all, later those beside what was found.
  std::vector<Node> open;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      if (!(known.at(column, row) > 0.0)) open.push_back({column, row});
    }
  }
  for (int step = 0; step < steps; ++step) {
    std::vector<Node> found;
    for (const Node& node : open) {
      const auto value = guess(node);
      if (!value) continue;
      values.at(node.column, node.row) = *value;
      found.push_back(node);
    }
    for (const Node& node : found) known.at(node.column, node.row) = 1.0;
    open.clear();
    Field listed = known;
    for (const Node& node : found) {
      for (int r = std::max(node.row - 1, 0); r <= std::min(node.row + 1, rows - 1); ++r) {
        for (int c = std::max(node.column - 1, 0); c <= std::min(node.column + 1, columns - 1);
             ++c) {
          if (listed.at(c, r) > 0.0) continue;
          listed.at(c, r) = 1.0;
          open.push_back({c, r});
        }
      }
    }
  }
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      if (!(known.at(column, row) > 0.0)) values.at(column, row) = outside;
    }
  }
  return values;
}

// Every area ends inside the field when its outermost nodes lie below all levels.
Field framed(Field field, double outside) {
  for (int row = 0; row < field.rows(); ++row) {
    field.at(0, row) = outside;
    field.at(field.columns() - 1, row) = outside;
  }
  for (int column = 0; column < field.columns(); ++column) {
    field.at(column, 0) = outside;
    field.at(column, field.rows() - 1) = outside;
  }
  return field;
}

double areaOf(const Line& line) {
  double twice = 0.0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Point& a = line[i];
    const Point& b = line[(i + 1) % line.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2.0;
}

std::vector<Line> areasAbove(const Field& field, double level, const Raster& raster) {
  std::vector<Line> rings;
  for (Line& line : contours(field, level)) {
    if (areaOf(line) < kSmallestArea) continue;
    for (Point& point : line) {
      point = {raster.u0 + point.x * raster.pitch, raster.v0 + point.y * raster.pitch};
    }
    rings.push_back(std::move(line));
  }
  return rings;
}

// How much light a surface gets that is turned as the depth says; the light comes from above, a
// little from the front of the page.
Field shading(const Field& depth, double pitch) {
  constexpr double kAcross = 0.15;
  constexpr double kDown = 0.62;
  constexpr double kToViewer = 0.77;
  Field tone(depth.columns(), depth.rows());
  const int columns = depth.columns();
  for (int row = 0; row < depth.rows(); ++row) {
    const double* const above = depth.row(std::max(row - 1, 0));
    const double* const here = depth.row(row);
    const double* const below = depth.row(std::min(row + 1, depth.rows() - 1));
    double* const out = tone.row(row);
    for (int column = 0; column < columns; ++column) {
      const double before = here[std::max(column - 1, 0)];
      const double after = here[std::min(column + 1, columns - 1)];
      const double du = (after - before) / (2.0 * pitch);
      const double dv = (below[column] - above[column]) / (2.0 * pitch);
      const double length = std::sqrt(du * du + dv * dv + 1.0);
      const double light = (std::abs(du) * kAcross + dv * kDown + kToViewer) / length;
      out[column] = std::clamp(light, 0.0, 1.0);
    }
  }
  return tone;
}

Rect boundsOf(const std::vector<Line>& lines) {
  Extent extent;
  for (const Line& line : lines) {
    for (const Point& point : line) extent.add({point.x, point.y, 0.0});
  }
  if (!extent.valid()) return {};
  return {extent.uMin, extent.vMin, extent.uMax - extent.uMin, extent.vMax - extent.vMin};
}

std::vector<Line> silhouetteOf(const Raster& raster) {
  return areasAbove(blurred(raster.mask, 1), 0.5, raster);
}

// The surface in nine tones of light.
FootView shaded(const Raster& raster, std::vector<Line> silhouette) {
  constexpr std::array<double, 9> kTones{0.0, 0.42, 0.52, 0.61, 0.69, 0.76, 0.83, 0.9, 0.96};
  constexpr int kSpreadSteps = 6;
  FootView view;
  view.silhouette = std::move(silhouette);
  view.bounds = boundsOf(view.silhouette);
  const Field depth = spread(raster.depth, raster.mask, kSpreadSteps, 0.0);
  const Field tone = framed(blurred(shading(blurred(depth, 1), raster.pitch), 2), 0.0);
  for (const double level : kTones) {
    // The lowest tone is the whole silhouette.
    view.tones.push_back({level, level <= 0.0 ? view.silhouette : areasAbove(tone, level, raster)});
  }
  return view;
}

std::vector<Line> outlineOf(const anatomy::AlignedFoot& foot) {
  Line outline;
  for (const geometry::Point2& point : foot.outline_in_foot) {
    outline.push_back(solePlace({point.x(), point.y(), 0.0}));
  }
  if (outline.size() < 3) return {};
  return {outline};
}

}  // namespace

Point sidePlace(const anatomy::AlignedFoot& foot, const geometry::Point3& p_in_foot,
                ViewFrom from) {
  const bool toRight = (foot.side.side == Laterality::Left) == (from == ViewFrom::Inner);
  const double forward = toRight ? 1.0 : -1.0;
  return {forward * p_in_foot.x(), -p_in_foot.z()};
}

Point solePlace(const geometry::Point3& p_in_foot) { return {-p_in_foot.y(), -p_in_foot.x()}; }

bool soleSeen(const anatomy::AlignedFoot& foot) {
  return foot.sole == anatomy::SoleKind::Authentic && foot.unit.millimetresPerUnit > 0.0;
}

FootView sideView(const anatomy::AlignedFoot& foot, ViewFrom from) {
  const double toViewer = medialSign(foot.side.side) * (from == ViewFrom::Inner ? 1.0 : -1.0);
  const double top = kShownHeightShare * foot.footLengthMm;
  const auto raster = rasterOf(
      foot,
      [&foot, toViewer, from](const geometry::Point3& p) {
        const Point place = sidePlace(foot, p, from);
        return Seen{place.x, place.y, toViewer * p.y()};
      },
      [top](const geometry::Point3& p) { return p.z() <= top; });
  if (!raster) return {};
  return shaded(*raster, silhouetteOf(*raster));
}

const FootView& SideViews::of(const anatomy::AlignedFoot& foot, ViewFrom from) {
  const auto [place, isNew] = made_.try_emplace({&foot, from});
  if (isNew) place->second = sideView(foot, from);
  return place->second;
}

FootView topView(const anatomy::AlignedFoot& foot) {
  const double top = kShownHeightShare * foot.footLengthMm;
  const std::vector<Line> outline = outlineOf(foot);
  // The leg ends in a flat cut; beyond the foot's outline it is not drawn.
  const auto raster = rasterOf(
      foot,
      [top](const geometry::Point3& p) {
        const Point place = solePlace(p);
        return Seen{place.x, place.y, std::min(p.z(), top)};
      },
      [](const geometry::Point3&) { return true; });
  if (!raster) return {};
  return shaded(*raster, outline.empty() ? silhouetteOf(*raster) : outline);
}

FootView soleView(const anatomy::AlignedFoot& foot, const std::vector<double>& heightsMm) {
  constexpr int kSpreadSteps = 8;
  FootView view;
  const auto raster = rasterOf(
      foot,
      [](const geometry::Point3& p) {
        const Point place = solePlace(p);
        return Seen{place.x, place.y, -p.z()};
      },
      [](const geometry::Point3& p) { return p.z() <= kTallestSoleMm; });
  if (!raster) return view;
  view.silhouette = outlineOf(foot);
  if (view.silhouette.empty()) view.silhouette = silhouetteOf(*raster);
  view.bounds = boundsOf(view.silhouette);
  // Depth is minus the height: the lowest surface is the one that is seen from below.
  const Field depth =
      framed(blurred(spread(raster->depth, raster->mask, kSpreadSteps, -kTallestSoleMm), 1),
             -kTallestSoleMm);
  for (const double height : heightsMm) {
    view.tones.push_back({height, areasAbove(depth, -height, *raster)});
  }
  return view;
}

}  // namespace podalign::report::internal
