#include <algorithm>
#include <cmath>
#include <map>

#include "phantom/degrade.hpp"
#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr double kOnPlaneMm = 0.02;

using Ring = std::vector<int>;

// The part of the surface below the plane, and the open edges the cut leaves (from, to).
struct Below {
  Surface surface;
  std::map<int, int> edges;
};

Below clip(const Surface& whole, double height) {
  std::vector<double> above(whole.vertices.size());
  Below below;
  below.surface.vertices = whole.vertices;
  for (std::size_t i = 0; i < above.size(); ++i) {
    above[i] = whole.vertices[i].z() - height;
    if (std::abs(above[i]) < kOnPlaneMm) {
      above[i] = 0.0;
      below.surface.vertices[i].z() = height;
    }
  }
  std::map<std::pair<int, int>, int> made;
  auto& vertices = below.surface.vertices;
  const auto between = [&](int a, int b) {
    const auto [entry, isNew] =
        made.try_emplace(std::minmax(a, b), static_cast<int>(vertices.size()));
    if (isNew) {
      const auto lowEnd = static_cast<std::size_t>(std::min(a, b));
      const auto highEnd = static_cast<std::size_t>(std::max(a, b));
      const double t = above[lowEnd] / (above[lowEnd] - above[highEnd]);
      Vector3d p = vertices[lowEnd] + t * (vertices[highEnd] - vertices[lowEnd]);
      p.z() = height;
      vertices.push_back(p);
    }
    return entry->second;
  };
  const auto onPlane = [&](int v) {
    return static_cast<std::size_t>(v) >= above.size() || above[static_cast<std::size_t>(v)] == 0.0;
  };
  for (const auto& t : whole.triangles) {
    std::vector<int> polygon;
    bool anyBelow = false;
    for (std::size_t i = 0; i < 3; ++i) {
      const int a = t[i];
      const int b = t[(i + 1) % 3];
      const double za = above[static_cast<std::size_t>(a)];
      const double zb = above[static_cast<std::size_t>(b)];
      anyBelow = anyBelow || za < 0.0;
      if (za <= 0.0) polygon.push_back(a);
      if (za * zb < 0.0) polygon.push_back(between(a, b));
    }
    if (!anyBelow || polygon.size() < 3) continue;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
      const int a = polygon[i];
      const int b = polygon[(i + 1) % polygon.size()];
      if (onPlane(a) && onPlane(b)) below.edges[a] = b;
      if (i >= 2) below.surface.triangles.push_back({polygon[0], polygon[i - 1], polygon[i]});
    }
  }
  return below;
}

std::vector<Ring> loops(std::map<int, int> edges) {
  std::vector<Ring> rings;
  while (!edges.empty()) {
    Ring ring;
    int at = edges.begin()->first;
    while (edges.count(at) != 0) {
      ring.push_back(at);
      const int next = edges.at(at);
      edges.erase(at);
      at = next;
    }
    rings.push_back(ring);
  }
  return rings;
}

// Two rings about the same centre, the inner one with fewer vertices: zipped by walking both.
void zip(Surface& surface, const Ring& outer, const Ring& inner) {
  std::size_t o = 0;
  std::size_t i = 0;
  const std::size_t no = outer.size();
  const std::size_t ni = inner.size();
  while (o < no || i < ni) {
    const bool stepOuter = o < no && (i == ni || (2 * o + 1) * ni <= (2 * i + 1) * no);
    if (stepOuter) {
      surface.triangles.push_back({outer[(o + 1) % no], outer[o], inner[i % ni]});
      ++o;
    } else {
      surface.triangles.push_back({outer[o % no], inner[i], inner[(i + 1) % ni]});
      ++i;
    }
  }
}

// A flat cap of ever smaller copies of the ring, which is star-shaped about its middle.
void cap(Surface& surface, const Ring& ring, double edge) {
  Vector3d centre = Vector3d::Zero();
  for (const int v : ring) centre += surface.vertices[static_cast<std::size_t>(v)];
  centre /= static_cast<double>(ring.size());
  double radius = 0.0;
  for (const int v : ring)
    radius = std::max(radius, (surface.vertices[static_cast<std::size_t>(v)] - centre).norm());
  const int rings = std::max(1, static_cast<int>(std::round(radius / edge)));
  Ring outer = ring;
  for (int k = 1; k < rings; ++k) {
    const double scale = 1.0 - static_cast<double>(k) / rings;
    const auto count = static_cast<std::size_t>(std::max(
        6.0, std::round(std::min(1.0, 0.75 * scale + 0.1) * static_cast<double>(ring.size()))));
    Ring inner;
    for (std::size_t i = 0; i < count; ++i) {
      const double along = static_cast<double>(i * ring.size()) / static_cast<double>(count);
      const auto a = static_cast<std::size_t>(along);
      const double t = along - static_cast<double>(a);
      const Vector3d onRing =
          (1.0 - t) * surface.vertices[static_cast<std::size_t>(ring[a % ring.size()])] +
          t * surface.vertices[static_cast<std::size_t>(ring[(a + 1) % ring.size()])];
      inner.push_back(static_cast<int>(surface.vertices.size()));
      surface.vertices.emplace_back(centre + scale * (onRing - centre));
    }
    zip(surface, outer, inner);
    outer = inner;
  }
  const int middle = static_cast<int>(surface.vertices.size());
  surface.vertices.push_back(centre);
  for (std::size_t i = 0; i < outer.size(); ++i)
    surface.triangles.push_back({outer[(i + 1) % outer.size()], outer[i], middle});
}

}  // namespace

Surface cutFlat(const Surface& surface, double heightMm, double edgeMm) {
  Below below = clip(surface, heightMm);
  for (const Ring& ring : loops(below.edges)) cap(below.surface, ring, edgeMm);
  return withoutUnused(below.surface);
}

}  // namespace phantom
