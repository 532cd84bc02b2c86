#include "podalign/report/internal/foot_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
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
};
using Projection = std::function<Seen(const geometry::Point3&)>;

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

double edgeFunction(const Seen& a, const Seen& b, double u, double v) {
  return (b.u - a.u) * (v - a.v) - (b.v - a.v) * (u - a.u);
}

void drawTriangle(Raster& raster, const std::array<Seen, 3>& corner) {
  const double area = edgeFunction(corner[0], corner[1], corner[2].u, corner[2].v);
  if (area == 0.0) return;
  const auto [uLow, uHigh] = std::minmax({corner[0].u, corner[1].u, corner[2].u});
  const auto [vLow, vHigh] = std::minmax({corner[0].v, corner[1].v, corner[2].v});
  const double pitch = raster.pitch;
  const auto first = [pitch](double low, double origin) {
    return std::max(kMargin, static_cast<int>(std::ceil((low - origin) / pitch)));
  };
  const auto last = [pitch](double high, double origin, int count) {
    return std::min(count - 1 - kMargin, static_cast<int>(std::floor((high - origin) / pitch)));
  };
  const int columnEnd = last(uHigh, raster.u0, raster.mask.columns());
  const int rowEnd = last(vHigh, raster.v0, raster.mask.rows());
  for (int row = first(vLow, raster.v0); row <= rowEnd; ++row) {
    const double v = raster.v0 + row * pitch;
    for (int column = first(uLow, raster.u0); column <= columnEnd; ++column) {
      const double u = raster.u0 + column * pitch;
      const double a = edgeFunction(corner[1], corner[2], u, v) / area;
      const double b = edgeFunction(corner[2], corner[0], u, v) / area;
      const double c = 1.0 - a - b;
      if (a < 0.0 || b < 0.0 || c < 0.0) continue;
      const double depth = a * corner[0].depth + b * corner[1].depth + c * corner[2].depth;
      const bool seen = raster.mask.at(column, row) > 0.0;
      if (seen && raster.depth.at(column, row) >= depth) continue;
      raster.depth.at(column, row) = depth;
      raster.mask.at(column, row) = 1.0;
    }
  }
}

std::optional<Raster> rasterOf(const anatomy::AlignedFoot& foot, const Projection& project,
                               const std::function<bool(const geometry::Point3&)>& wanted) {
  const geometry::TriangleMesh& mesh = foot.mesh_in_foot;
  const double pitch = foot.footLengthMm / kNodesPerFoot;
  if (!(pitch > 0.0)) return std::nullopt;
  Extent extent;
  for (const geometry::Point3& vertex : mesh.vertices) {
    if (wanted(vertex)) extent.add(project(vertex));
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
  for (const geometry::Triangle& triangle : mesh.triangles) {
    const std::array<const geometry::Point3*, 3> at{
        &mesh.vertices[triangle[0]], &mesh.vertices[triangle[1]], &mesh.vertices[triangle[2]]};
    if (!wanted(*at[0]) && !wanted(*at[1]) && !wanted(*at[2])) continue;
    drawTriangle(raster, {project(*at[0]), project(*at[1]), project(*at[2])});
  }
  return raster;
}

// Small holes of a scan (a missing triangle) are filled from their neighbours, and the values go
// on beyond the edge, so that tones and contours do not curl there; farther out stands `outside`.
Field spread(Field values, Field known, int steps, double outside) {
  for (int step = 0; step < steps; ++step) {
    Field next = known;
    for (int row = 0; row < values.rows(); ++row) {
      for (int column = 0; column < values.columns(); ++column) {
        if (known.at(column, row) > 0.0) continue;
        double sum = 0.0;
        double weight = 0.0;
        for (int j = -1; j <= 1; ++j) {
          for (int i = -1; i <= 1; ++i) {
            const double k = known.clamped(column + i, row + j);
            const int c = std::clamp(column + i, 0, values.columns() - 1);
            const int r = std::clamp(row + j, 0, values.rows() - 1);
            sum += k * values.at(c, r);
            weight += k;
          }
        }
        if (weight <= 0.0) continue;
        values.at(column, row) = sum / weight;
        next.at(column, row) = 1.0;
      }
    }
    known = next;
  }
  for (int row = 0; row < values.rows(); ++row) {
    for (int column = 0; column < values.columns(); ++column) {
      if (known.at(column, row) <= 0.0) values.at(column, row) = outside;
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
  for (int row = 0; row < depth.rows(); ++row) {
    for (int column = 0; column < depth.columns(); ++column) {
      const double du =
          (depth.clamped(column + 1, row) - depth.clamped(column - 1, row)) / (2.0 * pitch);
      const double dv =
          (depth.clamped(column, row + 1) - depth.clamped(column, row - 1)) / (2.0 * pitch);
      const double length = std::sqrt(du * du + dv * dv + 1.0);
      const double light = (std::abs(du) * kAcross + dv * kDown + kToViewer) / length;
      tone.at(column, row) = std::clamp(light, 0.0, 1.0);
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
