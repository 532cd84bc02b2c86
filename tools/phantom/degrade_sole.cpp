#include "phantom/degrade_sole.hpp"

#include <algorithm>
#include <cmath>

#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

double highestOf(const Surface& s, const std::array<int, 3>& t) {
  double top = -1e9;
  for (const int v : t) top = std::max(top, s.vertices[static_cast<std::size_t>(v)].z());
  return top;
}

template <class Keep>
Surface only(const Surface& surface, const Keep& keep) {
  Surface out;
  out.vertices = surface.vertices;
  for (const auto& t : surface.triangles)
    if (keep(t)) out.triangles.push_back(t);
  return withoutUnused(out);
}

}  // namespace

Surface openSoleAndWalls(const Surface& surface, double heightMm) {
  constexpr double kSoleTopMm = 35.0;
  constexpr double kFacesDown = -0.15;
  return only(surface, [&](const std::array<int, 3>& t) {
    const double facing = areaNormal(surface, t).normalized().z();
    const double middle = centreOf(surface, t).z();
    const bool sole = facing < kFacesDown && highestOf(surface, t) < kSoleTopMm;
    const bool wall = facing < 0.5 && middle < heightMm;
    return !sole && !wall;
  });
}

Surface shallowSole(const Surface& surface, double share) {
  constexpr double kSoleTopMm = 35.0;
  constexpr double kWall = 0.25;  // -z of the normal where the membrane starts and where it is all
  constexpr double kSole = 0.75;
  const std::vector<Vector3d> normals = vertexNormals(surface);
  Surface out = surface;
  for (std::size_t i = 0; i < normals.size(); ++i) {
    double& z = out.vertices[i].z();
    if (z > kSoleTopMm) continue;
    const double t = std::clamp((-normals[i].z() - kWall) / (kSole - kWall), 0.0, 1.0);
    z *= 1.0 - (1.0 - share) * t * t * (3.0 - 2.0 * t);
  }
  return out;
}

Surface pressedOnGlass(const Surface& surface, double depthMm, double roundingMm) {
  Surface out = surface;
  for (Vector3d& v : out.vertices) {
    const double above = v.z() - depthMm;
    const double t = std::clamp((above + roundingMm) / (2.0 * roundingMm), 0.0, 1.0);
    v.z() = above >= roundingMm ? above : roundingMm * t * t;  // parabola: no kink at either end
  }
  return out;
}

Surface plantarOnly(const Surface& surface, double heightMm) {
  constexpr double kFacesDown = -0.05;
  return only(surface, [&](const std::array<int, 3>& t) {
    return highestOf(surface, t) < heightMm && areaNormal(surface, t).normalized().z() < kFacesDown;
  });
}

}  // namespace phantom
