#include "podalign/anatomy/internal/three_points.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "podalign/anatomy/internal/surface_patch.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Plane;
using geometry::Point3;

constexpr double kRadiusMm = 16.0;
constexpr double kHeelTo = 0.25;  // shares of the length
constexpr double kBallFrom = 0.60;
constexpr double kBallTo = 0.80;
constexpr double kZoneTop = 0.15;
constexpr double kNearLowestMm = 4.0;
constexpr double kCellMm = 4.0;  // one patch for each
// A patch over the edge of a sole swings below it; it fits worse than the others.
constexpr double kWorstFit = 1.5;
constexpr double kLevelCosine = 0.966;
// A plane comes to rest on patches this near to it: first those of a tilted start, then the sole.
constexpr std::array<double, 6> kTouchingMm{2.0, 1.5, 1.0, 0.4, 0.4, 0.4};
constexpr double kMiddleShare = 0.15;  // of the ball's breadth, to either side
// Share of the patches that noise leaves below the ground, and how deep at most, in its SD.
constexpr double kUnderground = 0.125;
constexpr double kDeepest = 0.5;

std::size_t zoneOf(const Point3& v, double middleY, double length) {
  if (v.z() > kZoneTop * length) return 3;
  if (v.x() < kHeelTo * length) return 0;
  if (v.x() < kBallFrom * length || v.x() > kBallTo * length) return 3;
  return v.y() > middleY ? 1 : 2;
}

// Patches near the lowest point of the heel and of either half of the ball, noise taken out.
struct Zones : std::array<std::vector<Point3>, 3> {
  bool underBall = false;  ///< the sole is there, not only its rim
};

// Those that fit `worstFit` times worse than usual are left out.
Zones lowPatches(const geometry::TriangleMesh& mesh, double length, double worstFit) {
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
  // The vertex nearest to the middle of each cell, whatever the order of the vertices.
  struct Picked {
    std::size_t vertex = 0;
    double off = std::numeric_limits<double>::infinity();
  };
  std::array<std::map<std::pair<long, long>, Picked>, 3> cells;
  for (std::size_t i = 0; i < mesh.vertices.size(); ++i) {
    const Point3& v = mesh.vertices[i];
    const std::size_t zone = zoneOf(v, middleY, length);
    if (zone > 2 || v.z() >= lowest[zone] + kNearLowestMm) continue;
    const Eigen::Vector2d cell = (v.head<2>() / kCellMm).array().round();
    const double off = (v.head<2>() / kCellMm - cell).squaredNorm();
    Picked& picked = cells[zone][{std::lround(cell.x()), std::lround(cell.y())}];
    if (off < picked.off) picked = {i, off};
  }
  const PatchFinder finder(mesh, kRadiusMm);
  std::array<std::vector<PatchFinder::Patch>, 3> patches;
  std::vector<double> residuals;
  for (std::size_t zone = 0; zone < 3; ++zone) {
    for (const auto& [cell, picked] : cells[zone]) {
      const auto patch = finder.around(picked.vertex);
      if (!patch) continue;
      patches[zone].push_back(*patch);
      residuals.push_back(patch->residual);
    }
  }
  Zones zones;
  if (residuals.empty()) return zones;
  const auto middle = residuals.begin() + static_cast<std::ptrdiff_t>(residuals.size() / 2);
  std::nth_element(residuals.begin(), middle, residuals.end());
  const double worst = *middle > 0.0 ? worstFit * *middle : worstFit;
  for (std::size_t zone = 0; zone < 3; ++zone) {
    for (const PatchFinder::Patch& patch : patches[zone]) {
      if (patch.residual > worst) continue;
      zones[zone].push_back(patch.centre);
      const double aside = std::abs(patch.centre.y() - middleY);
      zones.underBall |= zone > 0 && aside < kMiddleShare * (high - low);
    }
  }
  return zones;
}

std::optional<Plane> throughLowest(const Zones& zones) {
  std::array<Point3, 3> points;
  for (std::size_t zone = 0; zone < 3; ++zone) {
    const auto lowest =
        std::min_element(zones[zone].begin(), zones[zone].end(),
                         [](const Point3& l, const Point3& r) { return l.z() < r.z(); });
    if (lowest == zones[zone].end()) return std::nullopt;
    points[zone] = *lowest;
  }
  Point3 normal = (points[1] - points[0]).cross(points[2] - points[0]).normalized();
  if (normal.z() < 0.0) normal = -normal;
  if (!(normal.z() > kLevelCosine)) return std::nullopt;
  return Plane{normal, normal.dot(points[0])};
}

std::vector<double> heightsOver(const Plane& plane, const Zones& zones) {
  std::vector<double> heights;
  for (const auto& zone : zones) {
    for (const Point3& p : zone) heights.push_back(plane.height(p));
  }
  std::sort(heights.begin(), heights.end());
  return heights;
}

// Least squares through the patches up to `touchingMm` above the lowest one; heel and both halves
// of the ball weigh the same. Absent where one of them does not touch.
std::optional<Plane> levelled(const Plane& plane, const Zones& zones, double touchingMm) {
  const double top = heightsOver(plane, zones).front() + touchingMm;
  Eigen::Matrix3d squares = Eigen::Matrix3d::Zero();
  Point3 right = Point3::Zero();
  for (const auto& zone : zones) {
    std::vector<Point3> touching;
    for (const Point3& p : zone) {
      if (plane.height(p) <= top) touching.push_back(p);
    }
    if (touching.empty()) return std::nullopt;
    const double weight = 1.0 / static_cast<double>(touching.size());
    for (const Point3& p : touching) {
      const Point3 row(p.x(), p.y(), 1.0);
      squares += weight * row * row.transpose();
      right += weight * p.z() * row;
    }
  }
  const Point3 slopes = squares.ldlt().solve(right);
  const Point3 normal = Point3(-slopes.x(), -slopes.y(), 1.0).normalized();
  if (!(normal.z() > kLevelCosine)) return std::nullopt;
  return Plane{normal, slopes.z() * normal.z()};
}

}  // namespace

std::optional<Plane> threePointPlane(const geometry::TriangleMesh& mesh, double length) {
  return throughLowest(lowPatches(mesh, length, std::numeric_limits<double>::infinity()));
}

std::optional<Plane> restingPlane(const geometry::TriangleMesh& mesh, double length,
                                  double noiseMm) {
  const Zones zones = lowPatches(mesh, length, kWorstFit);
  auto plane = throughLowest(zones);
  if (!plane || !zones.underBall) return plane;
  for (const double touching : kTouchingMm) {
    const auto level = levelled(*plane, zones, touching);
    if (!level) break;
    plane = level;
  }
  const std::vector<double> heights = heightsOver(*plane, zones);
  const auto under = static_cast<std::size_t>(kUnderground * static_cast<double>(heights.size()));
  plane->offset += std::min(heights[under], heights.front() + kDeepest * noiseMm);
  return plane;
}

}  // namespace podalign::anatomy
