#pragma once

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <vector>

#include "podalign/geometry/mesh.hpp"
#include "podalign/geometry/reduce.hpp"

/// What happens to a foot in scanners, exports and editors, for surfaces in the foot frame (mm,
/// z up from the ground, x heel to toe).
namespace podalign::testing {

using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

inline void append(TriangleMesh& mesh, const TriangleMesh& other) {
  const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
  mesh.vertices.insert(mesh.vertices.end(), other.vertices.begin(), other.vertices.end());
  for (const Triangle& t : other.triangles) {
    mesh.triangles.push_back({t[0] + base, t[1] + base, t[2] + base});
  }
}

/// A pose like those of scanners that know no up.
inline Eigen::Affine3d anyPose(unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> part(-1.0, 1.0);
  const Eigen::Quaterniond turn =
      Eigen::Quaterniond(part(random), part(random), part(random), part(random)).normalized();
  return Eigen::Translation3d(500.0 * part(random), 500.0 * part(random), 500.0 * part(random)) *
         turn;
}

/// Triangles for which `keep` holds at all three corners.
inline TriangleMesh keptWhere(const TriangleMesh& mesh,
                              const std::function<bool(const Point3&)>& keep) {
  std::vector<bool> kept(mesh.vertices.size());
  for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = keep(mesh.vertices[i]);
  return geometry::keepVertices(mesh, kept);
}

/// Sole and lower walls never captured.
inline TriangleMesh withoutBelow(const TriangleMesh& foot, double z) {
  return keptWhere(foot, [z](const Point3& v) { return v.z() > z; });
}

inline TriangleMesh withHole(const TriangleMesh& foot, const Point3& centre, double radius) {
  return keptWhere(foot, [&](const Point3& v) { return (v - centre).norm() > radius; });
}

/// A leg of `more` mm on top of the scan, which is cut flat there; leaning by these slopes, with a
/// calf that grows.
struct Leg {
  double more = 200.0;
  double leanForward = 0.0;  ///< dx/dz
  double leanLeft = 0.0;     ///< dy/dz
  double growth = 1.45;      ///< breadth 180 mm further up, against that of the ankle
};
inline TriangleMesh withLeg(const TriangleMesh& foot, const Leg& leg) {
  double top = 0.0;
  for (const Point3& v : foot.vertices) top = std::max(top, v.z());
  // The lid: every triangle that lies in the cut.
  TriangleMesh open;
  open.vertices = foot.vertices;
  for (const Triangle& t : foot.triangles) {
    const bool lid = std::all_of(
        t.begin(), t.end(), [&](std::uint32_t i) { return foot.vertices[i].z() > top - 0.05; });
    if (!lid) open.triangles.push_back(t);
  }
  const auto rims = geometry::findRims(open);
  if (rims.empty()) return foot;
  std::vector<std::uint32_t> ring = rims.front();
  Point3 middle = Point3::Zero();
  for (const std::uint32_t i : ring) middle += open.vertices[i];
  middle /= static_cast<double>(ring.size());
  std::vector<Point3> base;
  for (const std::uint32_t i : ring) base.push_back(open.vertices[i] - middle);
  constexpr double kStepMm = 4.0;
  for (double up = kStepMm; up <= leg.more; up += kStepMm) {
    const double grow = 1.0 + (leg.growth - 1.0) * std::min(1.0, up / 180.0);
    const auto first = static_cast<std::uint32_t>(open.vertices.size());
    std::vector<std::uint32_t> next;
    for (std::size_t k = 0; k < base.size(); ++k) {
      open.vertices.push_back(middle + Point3(grow * base[k].x() + leg.leanForward * up,
                                              grow * base[k].y() + leg.leanLeft * up, up));
      next.push_back(first + static_cast<std::uint32_t>(k));
    }
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const std::size_t n = (k + 1) % ring.size();
      open.triangles.push_back({ring[n], ring[k], next[k]});
      open.triangles.push_back({ring[n], next[k], next[n]});
    }
    ring = next;
  }
  return open;
}

/// Vertices at the same place become one, as reading a file makes them.
inline TriangleMesh welded(const TriangleMesh& mesh) {
  std::map<std::array<double, 3>, std::uint32_t> indexOf;
  TriangleMesh result;
  std::vector<std::uint32_t> moved;
  for (const Point3& v : mesh.vertices) {
    const auto [at, added] = indexOf.try_emplace(
        {v.x(), v.y(), v.z()}, static_cast<std::uint32_t>(result.vertices.size()));
    if (added) result.vertices.push_back(v);
    moved.push_back(at->second);
  }
  for (const Triangle& t : mesh.triangles) {
    result.triangles.push_back({moved[t[0]], moved[t[1]], moved[t[2]]});
  }
  return result;
}

/// A closed box with faces cut into squares of about `edge`.
inline TriangleMesh boxOf(const Point3& low, const Point3& high, double edge) {
  TriangleMesh box;
  const Point3 size = high - low;
  for (int axis = 0; axis < 3; ++axis) {
    const int u = (axis + 1) % 3;
    const int v = (axis + 2) % 3;
    const int nu = std::max(1, static_cast<int>(std::round(size[u] / edge)));
    const int nv = std::max(1, static_cast<int>(std::round(size[v] / edge)));
    for (const bool upper : {false, true}) {
      const auto base = static_cast<std::uint32_t>(box.vertices.size());
      for (int i = 0; i <= nu; ++i) {
        for (int j = 0; j <= nv; ++j) {
          Point3 p;
          p[axis] = upper ? high[axis] : low[axis];
          p[u] = low[u] + size[u] * i / nu;
          p[v] = low[v] + size[v] * j / nv;
          box.vertices.push_back(p);
        }
      }
      for (int i = 0; i < nu; ++i) {
        for (int j = 0; j < nv; ++j) {
          const auto at = [&](int a, int b) {
            return base + static_cast<std::uint32_t>(a * (nv + 1) + b);
          };
          Triangle one{at(i, j), at(i + 1, j), at(i + 1, j + 1)};
          Triangle two{at(i, j), at(i + 1, j + 1), at(i, j + 1)};
          if (!upper) {
            std::swap(one[1], one[2]);
            std::swap(two[1], two[2]);
          }
          box.triangles.push_back(one);
          box.triangles.push_back(two);
        }
      }
    }
  }
  return welded(box);
}

/// One sheet in the plane z, seen from above.
inline TriangleMesh sheetAt(double z, const Point3& low, const Point3& high, double edge) {
  const TriangleMesh box = boxOf({low.x(), low.y(), z}, {high.x(), high.y(), z + 1.0}, edge);
  TriangleMesh sheet = keptWhere(box, [z](const Point3& v) { return v.z() > z + 0.5; });
  for (Point3& v : sheet.vertices) v.z() = z;
  return sheet;
}

/// A foot and the floor around it as one surface, as photogrammetry gives it: sole and the lowest
/// `fillet` mm of the walls run out into a sheet at z = 0.
inline TriangleMesh onWeldedFloor(const TriangleMesh& foot, double margin, double fillet = 3.0) {
  TriangleMesh mesh = withoutBelow(foot, fillet);
  auto rims = geometry::findRims(mesh);
  if (rims.empty()) return mesh;
  std::vector<std::uint32_t> ring = rims.front();
  Point3 middle = Point3::Zero();
  for (const std::uint32_t i : ring) middle += mesh.vertices[i];
  middle /= static_cast<double>(ring.size());
  std::vector<Point3> base;
  for (const std::uint32_t i : ring) base.push_back(mesh.vertices[i]);
  constexpr double kStepMm = 4.0;
  for (double out = kStepMm; out <= margin; out += kStepMm) {
    const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
    std::vector<std::uint32_t> next;
    for (std::size_t k = 0; k < base.size(); ++k) {
      Point3 away = base[k] - middle;
      away.z() = 0.0;
      const Point3 p = base[k] + out * away.normalized();
      mesh.vertices.emplace_back(p.x(), p.y(), 0.0);
      next.push_back(first + static_cast<std::uint32_t>(k));
    }
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const std::size_t n = (k + 1) % ring.size();
      mesh.triangles.push_back({ring[n], ring[k], next[k]});
      mesh.triangles.push_back({ring[n], next[k], next[n]});
    }
    ring = next;
  }
  return mesh;
}

/// An open box around the foot: floor and walls of `wall` mm, 5 mm thick.
inline TriangleMesh trayAround(const Point3& low, const Point3& high, double wall, double edge) {
  constexpr double kThickMm = 5.0;
  TriangleMesh tray = boxOf(low, {high.x(), high.y(), wall}, edge);
  // The inside, seen from inside; the rim between both stays open.
  tray = keptWhere(tray, [&](const Point3& v) { return v.z() < wall - 0.01 * edge || wall <= 0; });
  TriangleMesh inner = boxOf({low.x() + kThickMm, low.y() + kThickMm, low.z() + kThickMm},
                             {high.x() - kThickMm, high.y() - kThickMm, wall}, edge);
  inner = keptWhere(inner, [&](const Point3& v) { return v.z() < wall - 0.01 * edge; });
  for (Triangle& t : inner.triangles) std::swap(t[1], t[2]);
  append(tray, inner);
  return tray;
}

}  // namespace podalign::testing
