#include "phantom/degrade_mesh.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "phantom/dice.hpp"
#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

Vector3d anyDirection(Dice& dice) {
  return Vector3d(dice.normal(), dice.normal(), dice.normal()).normalized();
}

// Spots on the skin, as often as its area asks for.
std::vector<Vector3d> spotsOn(const Surface& surface, int count, Dice& dice) {
  std::vector<double> upTo;
  double area = 0.0;
  for (const auto& t : surface.triangles) upTo.push_back(area += areaNormal(surface, t).norm());
  std::vector<Vector3d> spots;
  for (int i = 0; i < count; ++i) {
    const auto found = std::lower_bound(upTo.begin(), upTo.end(), dice.uniform(0.0, area));
    const auto t = static_cast<std::size_t>(found - upTo.begin());
    spots.push_back(centreOf(surface, surface.triangles[std::min(t, upTo.size() - 1)]));
  }
  return spots;
}

void addSheet(Surface& surface, const Vector3d& centre, const Eigen::Matrix3d& turn, double width,
              int parts) {
  const int base = static_cast<int>(surface.vertices.size());
  for (int i = 0; i <= parts; ++i)
    for (int j = 0; j <= parts; ++j) {
      const double u = width * (static_cast<double>(i) / parts - 0.5);
      const double v = width * (static_cast<double>(j) / parts - 0.5);
      surface.vertices.emplace_back(centre + turn * Vector3d(u, v, (u * u - 0.5 * v * v) / width));
    }
  for (int i = 0; i < parts; ++i)
    for (int j = 0; j < parts; ++j) {
      const int a = base + i * (parts + 1) + j;
      const int b = a + parts + 1;
      surface.triangles.push_back({a, b, b + 1});
      surface.triangles.push_back({a, b + 1, a + 1});
    }
}

Eigen::Matrix3d anyTurn(Dice& dice) {
  return Eigen::AngleAxisd(dice.uniform(0.0, 6.28), anyDirection(dice)).toRotationMatrix();
}

}  // namespace

Surface holed(const Surface& surface, const Holes& holes, unsigned seed) {
  Dice dice(seed);
  const std::vector<Vector3d> spots = spotsOn(surface, holes.count, dice);
  Surface out;
  out.vertices = surface.vertices;
  for (const auto& t : surface.triangles) {
    const Vector3d centre = centreOf(surface, t);
    const bool gone = std::any_of(spots.begin(), spots.end(), [&](const Vector3d& spot) {
      return (centre - spot).norm() <= 0.5 * holes.diameterMm;
    });
    if (!gone) out.triangles.push_back(t);
  }
  return withoutUnused(out);
}

Surface holesBridged(const Surface& surface, const Holes& holes, unsigned seed) {
  Surface out = holed(surface, holes, seed);
  for (const auto& ring : openRings(out))
    for (std::size_t i = 2; i < ring.size(); ++i)
      out.triangles.push_back({ring[0], ring[i - 1], ring[i]});
  return out;
}

Surface unwelded(const Surface& surface) {
  Surface out;
  for (const auto& t : surface.triangles) {
    const int first = static_cast<int>(out.vertices.size());
    for (const int v : t) out.vertices.push_back(surface.vertices[static_cast<std::size_t>(v)]);
    out.triangles.push_back({first, first + 1, first + 2});
  }
  return out;
}

Surface facesTwice(const Surface& surface, double share, unsigned seed) {
  Dice dice(seed);
  Surface out = surface;
  for (const auto& t : surface.triangles)
    if (dice.uniform(0.0, 1.0) < share) out.triangles.push_back({t[1], t[2], t[0]});
  return out;
}

Surface withSlivers(const Surface& surface, int count, unsigned seed) {
  Dice dice(seed);
  Surface out = surface;
  for (int i = 0; i < count; ++i) {
    const auto t = surface.triangles[dice.below(surface.triangles.size())];
    if (i % 2 == 0) {
      out.triangles.push_back({t[0], t[1], t[1]});
      continue;
    }
    const int middle = static_cast<int>(out.vertices.size());
    out.vertices.emplace_back(0.5 * (surface.vertices[static_cast<std::size_t>(t[0])] +
                                     surface.vertices[static_cast<std::size_t>(t[1])]));
    out.triangles.push_back({t[0], t[1], middle});
  }
  return out;
}

Surface insideOut(const Surface& surface) {
  Surface out = surface;
  for (auto& t : out.triangles) std::swap(t[1], t[2]);
  return out;
}

Surface windingMixed(const Surface& surface, double share, unsigned seed) {
  Dice dice(seed);
  Surface out = surface;
  for (auto& t : out.triangles)
    if (dice.uniform(0.0, 1.0) < share) std::swap(t[1], t[2]);
  return out;
}

Surface withSpeckles(const Surface& surface, int count, unsigned seed) {
  Dice dice(seed);
  Surface out = surface;
  for (const Vector3d& spot : spotsOn(surface, count, dice)) {
    Vector3d centre = spot + dice.uniform(5.0, 80.0) * anyDirection(dice);
    centre.z() = std::abs(centre.z()) + 3.0;
    addSheet(out, centre, anyTurn(dice), dice.uniform(1.0, 5.0), 2);
  }
  return out;
}

Surface withSheets(const Surface& surface, int count, unsigned seed) {
  Dice dice(seed);
  const Bounds bounds = boundsOf(surface);
  Surface out = surface;
  for (int i = 0; i < count; ++i) {
    const double width = dice.uniform(40.0, 80.0);
    const double side = i % 2 == 0 ? bounds.high.y() + width : bounds.low.y() - width;
    const Vector3d centre(dice.uniform(bounds.low.x(), bounds.high.x()), side,
                          dice.uniform(width, bounds.high.z() + 0.5 * width));
    addSheet(out, centre, anyTurn(dice), width, 10);
  }
  return out;
}

Surface withFarVertices(const Surface& surface, int count, double distanceMm, unsigned seed) {
  Dice dice(seed);
  Surface out = surface;
  for (int i = 0; i < count; ++i) {
    const Vector3d far = distanceMm * anyDirection(dice);
    const int first = static_cast<int>(out.vertices.size());
    out.vertices.push_back(far);
    if (i % 2 == 0) continue;
    out.vertices.emplace_back(far + Vector3d(1.0, 0.0, 0.0));
    out.vertices.emplace_back(far + Vector3d(0.0, 1.0, 0.0));
    out.triangles.push_back({first, first + 1, first + 2});
  }
  return out;
}

Surface embossed(const Surface& surface, int edges, unsigned seed) {
  Dice dice(seed);
  const double low = 0.88 * boundsOf(surface).high.z();
  std::vector<std::size_t> ofLeg;
  for (std::size_t i = 0; i < surface.triangles.size(); ++i)
    if (centreOf(surface, surface.triangles[i]).z() > low) ofLeg.push_back(i);
  Surface out = surface;
  for (int i = 0; i < edges && !ofLeg.empty(); ++i) {
    const auto& t = surface.triangles[ofLeg[dice.below(ofLeg.size())]];
    const int tip = static_cast<int>(out.vertices.size());
    out.vertices.emplace_back(0.5 * (surface.vertices[static_cast<std::size_t>(t[0])] +
                                     surface.vertices[static_cast<std::size_t>(t[1])]) +
                              areaNormal(surface, t).normalized());
    out.triangles.push_back({t[0], t[1], tip});
  }
  return out;
}

}  // namespace phantom
