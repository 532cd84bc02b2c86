#include "podalign/anatomy/internal/three_points.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "podalign/anatomy/internal/surface_patch.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point3;

constexpr double kRadiusMm = 16.0;
constexpr double kHeelTo = 0.25;  // shares of the length
constexpr double kBallFrom = 0.60;
constexpr double kBallTo = 0.80;
constexpr double kZoneTop = 0.15;
constexpr double kNearLowestMm = 4.0;
constexpr std::size_t kTried = 80;
constexpr double kLevelCosine = 0.966;

std::size_t zoneOf(const Point3& v, double middleY, double length) {
  if (v.z() > kZoneTop * length) return 3;
  if (v.x() < kHeelTo * length) return 0;
  if (v.x() < kBallFrom * length || v.x() > kBallTo * length) return 3;
  return v.y() > middleY ? 1 : 2;
}

}  // namespace

std::optional<geometry::Plane> threePointPlane(const geometry::TriangleMesh& mesh, double length) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Point3& v : mesh.vertices) {
    if (v.x() < kBallFrom * length || v.x() > kBallTo * length) continue;
    low = std::min(low, v.y());
    high = std::max(high, v.y());
  }
  const double middleY = 0.5 * (low + high);
  std::array<double, 3> lowest;
  lowest.fill(std::numeric_limits<double>::infinity());
  for (const Point3& v : mesh.vertices) {
    const std::size_t zone = zoneOf(v, middleY, length);
    if (zone < 3) lowest[zone] = std::min(lowest[zone], v.z());
  }
  std::array<std::vector<std::size_t>, 3> near;
  for (std::size_t i = 0; i < mesh.vertices.size(); ++i) {
    const std::size_t zone = zoneOf(mesh.vertices[i], middleY, length);
    if (zone < 3 && mesh.vertices[i].z() < lowest[zone] + kNearLowestMm) near[zone].push_back(i);
  }
  const PatchFinder patches(mesh, kRadiusMm);
  std::array<Point3, 3> points;
  for (std::size_t zone = 0; zone < 3; ++zone) {
    bool found = false;
    const std::size_t stride = std::max<std::size_t>(1, near[zone].size() / kTried);
    for (std::size_t i = 0; i < near[zone].size(); i += stride) {
      const auto patch = patches.around(near[zone][i]);
      if (!patch || (found && patch->centre.z() >= points[zone].z())) continue;
      points[zone] = patch->centre;
      found = true;
    }
    if (!found) return std::nullopt;
  }
  Point3 normal = (points[1] - points[0]).cross(points[2] - points[0]).normalized();
  if (normal.z() < 0.0) normal = -normal;
  if (normal.z() < kLevelCosine) return std::nullopt;
  return geometry::Plane{normal, normal.dot(points[0])};
}

}  // namespace podalign::anatomy
