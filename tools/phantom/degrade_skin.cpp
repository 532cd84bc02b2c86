#include "phantom/degrade_skin.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "phantom/coarsen.hpp"
#include "phantom/degrade.hpp"
#include "phantom/dice.hpp"
#include "phantom/spline.hpp"
#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr double kPi = 3.14159265358979323846;

// Nearest of a set of points, looked up in cells.
class Places {
 public:
  Places(const std::vector<Vector3d>& points, double cell) : points_(points), cell_(cell) {
    for (std::size_t i = 0; i < points.size(); ++i) cells_[keyOf(points[i])].push_back(i);
  }
  [[nodiscard]] std::size_t nearest(const Vector3d& p) const {
    const auto [x, y, z] = keyOf(p);
    std::size_t best = points_.size();
    double least = 1e300;
    for (int dx = -1; dx <= 1; ++dx)
      for (int dy = -1; dy <= 1; ++dy)
        for (int dz = -1; dz <= 1; ++dz) {
          const auto found = cells_.find({x + dx, y + dy, z + dz});
          if (found == cells_.end()) continue;
          for (const std::size_t i : found->second)
            if (const double d = (points_[i] - p).squaredNorm(); d < least) {
              least = d;
              best = i;
            }
        }
    return best;
  }

 private:
  using Key = std::tuple<int, int, int>;
  [[nodiscard]] Key keyOf(const Vector3d& p) const {
    return {static_cast<int>(std::floor(p.x() / cell_)),
            static_cast<int>(std::floor(p.y() / cell_)),
            static_cast<int>(std::floor(p.z() / cell_))};
  }
  const std::vector<Vector3d>& points_;
  double cell_;
  std::map<Key, std::vector<std::size_t>> cells_;
};

}  // namespace

Surface bumpy(const Surface& surface, const Bumps& bumps, unsigned seed) {
  // A sum of plane waves in random directions: the same everywhere, and smooth.
  struct Wave {
    Vector3d along;
    double phase;
  };
  constexpr int kWaves = 48;
  Dice dice(seed);
  std::vector<Wave> waves;
  for (int i = 0; i < kWaves; ++i) {
    const Vector3d way = Vector3d(dice.normal(), dice.normal(), dice.normal()).normalized();
    const double length = bumps.wavelengthMm * dice.uniform(0.8, 1.25);
    waves.push_back({2.0 * kPi / length * way, dice.uniform(0.0, 2.0 * kPi)});
  }
  const double amplitude = bumps.sdMm * std::sqrt(2.0 / kWaves);
  const std::vector<Vector3d> normals = vertexNormals(surface);
  Surface out = surface;
  for (std::size_t i = 0; i < out.vertices.size(); ++i) {
    double height = 0.0;
    for (const Wave& wave : waves)
      height += std::cos(wave.along.dot(surface.vertices[i]) + wave.phase);
    out.vertices[i] += amplitude * height * normals[i];
  }
  return out;
}

Surface decimated(const Surface& surface, double edgeMm) {
  Surface out = surface;
  coarsen(out, [edgeMm](const Vector3d&) { return edgeMm; });
  // Collapsed edges leave their middle, a little under the skin: back to where a vertex was.
  const Places places(surface.vertices, edgeMm);
  std::set<std::size_t> taken;
  for (Vector3d& v : out.vertices) {
    const std::size_t place = places.nearest(v);
    if (place < surface.vertices.size() && taken.insert(place).second) v = surface.vertices[place];
  }
  return out;
}

Surface refined(const Surface& surface, const std::function<Vector3d(const Vector3d&)>& onto) {
  Surface out;
  out.vertices = surface.vertices;
  out.triangles.reserve(4 * surface.triangles.size());
  std::vector<std::vector<std::pair<int, int>>> made(surface.vertices.size());  // other end, middle
  const auto middle = [&](int a, int b) {
    auto& list = made[static_cast<std::size_t>(std::min(a, b))];
    const int other = std::max(a, b);
    for (const auto& [end, vertex] : list)
      if (end == other) return vertex;
    const int vertex = static_cast<int>(out.vertices.size());
    out.vertices.push_back(onto(0.5 * (surface.vertices[static_cast<std::size_t>(a)] +
                                       surface.vertices[static_cast<std::size_t>(b)])));
    list.emplace_back(other, vertex);
    return vertex;
  };
  for (const auto& t : surface.triangles) {
    const std::array<int, 3> m = {middle(t[0], t[1]), middle(t[1], t[2]), middle(t[2], t[0])};
    out.triangles.push_back({t[0], m[0], m[2]});
    out.triangles.push_back({m[0], t[1], m[1]});
    out.triangles.push_back({m[2], m[1], t[2]});
    out.triangles.push_back({m[0], m[1], m[2]});
  }
  return out;
}

Surface withLeg(const Surface& surface, const Leg& leg) {
  const double top = boundsOf(surface).high.z();
  const auto inCut = [&](int v) {
    return surface.vertices[static_cast<std::size_t>(v)].z() >= top - 1e-9;
  };
  Surface open;
  open.vertices = surface.vertices;
  for (const auto& t : surface.triangles)
    if (!inCut(t[0]) || !inCut(t[1]) || !inCut(t[2])) open.triangles.push_back(t);
  open = withoutUnused(open);
  std::vector<int> rim;
  for (const auto& ring : openRings(open))
    if (ring.size() > rim.size() &&
        open.vertices[static_cast<std::size_t>(ring[0])].z() > top - 1.0)
      rim = ring;
  if (rim.empty() || leg.aboveMm <= 0.0) return surface;

  Vector3d centre = Vector3d::Zero();
  for (const int v : rim) centre += open.vertices[static_cast<std::size_t>(v)];
  centre /= static_cast<double>(rim.size());
  // The calf's girth against the girth at the cut, over the height above the cut.
  const Spline girth({{0.0, 1.0},
                      {15.0, 1.0},
                      {60.0, 1.10},
                      {130.0, 1.38},
                      {200.0, 1.50},
                      {260.0, 1.42},
                      {320.0, 1.33}});
  const double degree = kPi / 180.0;
  const Vector3d lean(std::tan(leg.forwardLeanDeg * degree), std::tan(leg.outwardLeanDeg * degree),
                      1.0);
  const int rings = std::max(1, static_cast<int>(std::round(leg.aboveMm / leg.edgeMm)));
  std::vector<int> below = rim;
  for (int k = 1; k <= rings; ++k) {
    const double height = leg.aboveMm * k / rings;
    std::vector<int> above;
    for (const int v : rim) {
      const Vector3d spoke = open.vertices[static_cast<std::size_t>(v)] - centre;
      above.push_back(static_cast<int>(open.vertices.size()));
      Vector3d p = centre + girth.at(height) * spoke + height * lean;
      p.z() = top + height;
      open.vertices.push_back(p);
    }
    for (std::size_t i = 0; i < rim.size(); ++i) {
      const std::size_t j = (i + 1) % rim.size();
      open.triangles.push_back({below[i], below[j], above[j]});
      open.triangles.push_back({below[i], above[j], above[i]});
    }
    below = above;
  }
  const int middle = static_cast<int>(open.vertices.size());
  Vector3d hub = centre + leg.aboveMm * lean;
  hub.z() = top + leg.aboveMm;
  open.vertices.push_back(hub);
  for (std::size_t i = 0; i < below.size(); ++i)
    open.triangles.push_back({below[i], below[(i + 1) % below.size()], middle});
  return open;
}

}  // namespace phantom
