#include <open3d/geometry/KDTreeFlann.h>
#include <open3d/geometry/PointCloud.h>
#include <open3d/geometry/TriangleMesh.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numeric>
#include <queue>
#include <unordered_map>
#include <utility>

#include "podalign/geometry/cloud_surface.hpp"
#include "podalign/geometry/reduce.hpp"

namespace podalign::geometry {
namespace {

namespace o3d = open3d::geometry;

constexpr std::size_t kMinPoints = 500;
constexpr double kCellShare = 1.0 / 220.0;  // of the diagonal
constexpr std::size_t kNeighbours = 16;
constexpr std::size_t kOrientNeighbours = 10;
constexpr double kLoneSd = 3.0;  // standard deviations of the mean distance to the neighbours
constexpr std::size_t kPoissonDepth = 7;
constexpr float kPoissonMargin = 1.1F;
constexpr double kUnsupportedCells = 1.6;  // farther from every point there is no surface

// Box that lone far points do not stretch: 1st to 99th of a hundred, along each axis.
double robustDiagonal(std::span<const Point3> points) {
  Point3 size = Point3::Zero();
  std::vector<double> values(points.size());
  for (Eigen::Index axis = 0; axis < 3; ++axis) {
    for (std::size_t i = 0; i < points.size(); ++i) values[i] = points[i][axis];
    const auto at = [&](double share) {
      const auto place = values.begin() + static_cast<std::ptrdiff_t>(
                                              share * static_cast<double>(values.size() - 1));
      std::nth_element(values.begin(), place, values.end());
      return *place;
    };
    const double low = at(0.01);
    size[axis] = at(0.99) - low;
  }
  return size.norm();
}

using CellKey = std::array<std::int64_t, 3>;

struct CellHash {
  std::size_t operator()(const CellKey& key) const {
    std::uint64_t hash = 0;
    for (const std::int64_t place : key) {
      hash = (hash ^ static_cast<std::uint64_t>(place)) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 32U;
    }
    return hash;
  }
};

// Means by cell, in the order of the cells: that of the points changes nothing but the last bits.
void thinTo(o3d::PointCloud& cloud, std::span<const Point3> points, std::span<const Point3> normals,
            double cell) {
  struct Sum {
    CellKey key{};
    Point3 points = Point3::Zero();
    Point3 normals = Point3::Zero();
    std::size_t count = 0;
  };
  std::unordered_map<CellKey, std::size_t, CellHash> numbers;
  std::vector<Sum> sums;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Point3 scaled = points[i] / cell;
    const CellKey key{static_cast<std::int64_t>(std::floor(scaled.x())),
                      static_cast<std::int64_t>(std::floor(scaled.y())),
                      static_cast<std::int64_t>(std::floor(scaled.z()))};
    const auto [entry, added] = numbers.try_emplace(key, sums.size());
    if (added) sums.push_back({.key = key});
    Sum& sum = sums[entry->second];
    sum.points += points[i];
    if (!normals.empty()) sum.normals += normals[i];
    ++sum.count;
  }
  std::sort(sums.begin(), sums.end(), [](const Sum& l, const Sum& r) { return l.key < r.key; });
  for (const Sum& sum : sums) {
    cloud.points_.push_back(sum.points / static_cast<double>(sum.count));
    if (!normals.empty()) cloud.normals_.push_back(sum.normals.normalized());
  }
}

bool usable(std::span<const Point3> normals, std::size_t points) {
  return normals.size() == points && std::all_of(normals.begin(), normals.end(), [](const auto& n) {
           return n.allFinite() && n.squaredNorm() > 0.0;
         });
}

struct Step {
  double turn;  // how far the normals lie apart, 0 to 1
  std::uint32_t from, to;
  bool operator<(const Step& other) const {  // the smallest turn on top of the heap
    if (turn != other.turn) return turn > other.turn;
    return std::pair(from, to) > std::pair(other.from, other.to);
  }
};

// Normals turned alike from point to point along the smallest turns [Hoppe1992], from the point
// farthest from the middle, which looks outward. Open3D's own takes ten times as long.
void turnAlike(o3d::PointCloud& cloud, const o3d::KDTreeFlann& tree) {
  const std::size_t count = cloud.points_.size();
  const Point3 middle = cloud.GetCenter();
  std::vector<std::uint32_t> outermost(count);
  std::iota(outermost.begin(), outermost.end(), 0U);
  std::sort(outermost.begin(), outermost.end(), [&](std::uint32_t a, std::uint32_t b) {
    const double da = (cloud.points_[a] - middle).squaredNorm();
    const double db = (cloud.points_[b] - middle).squaredNorm();
    return da != db ? da > db : a < b;
  });
  std::vector<bool> reached(count, false);
  std::vector<int> near;
  std::vector<double> squared;
  std::priority_queue<Step> open;
  const auto reach = [&](std::uint32_t at) {
    reached[at] = true;
    tree.SearchKNN(cloud.points_[at], static_cast<int>(kOrientNeighbours), near, squared);
    for (const int other : near) {
      const auto to = static_cast<std::uint32_t>(other);
      if (reached[to]) continue;
      open.push({1.0 - std::abs(cloud.normals_[at].dot(cloud.normals_[to])), at, to});
    }
  };
  for (const std::uint32_t start : outermost) {
    if (reached[start]) continue;
    Point3& first = cloud.normals_[start];
    if (first.dot(cloud.points_[start] - middle) < 0.0) first = -first;
    reach(start);
    while (!open.empty()) {
      const Step step = open.top();
      open.pop();
      if (reached[step.to]) continue;
      Point3& normal = cloud.normals_[step.to];
      if (normal.dot(cloud.normals_[step.from]) < 0.0) normal = -normal;
      reach(step.to);
    }
  }
}

}  // namespace

Result<TriangleMesh> surfaceThrough(std::span<const Point3> points,
                                    std::span<const Point3> normals) {
  const auto refused = [] {
    return failure(ErrorCode::NoSurface,
                   "the points of the cloud do not make a surface. Export the scan as a mesh, or "
                   "with more points.");
  };
  if (points.size() < kMinPoints) return refused();
  const double cell = kCellShare * robustDiagonal(points);
  if (!(cell > 0.0)) return refused();
  try {
    o3d::PointCloud cloud;
    thinTo(cloud, points, usable(normals, points.size()) ? normals : std::span<const Point3>(),
           cell);
    auto [kept, indices] = cloud.RemoveStatisticalOutliers(kNeighbours, kLoneSd, false);
    if (kept->points_.size() < kMinPoints) return refused();
    const o3d::KDTreeFlann tree(*kept);
    if (!kept->HasNormals()) {
      kept->EstimateNormals(o3d::KDTreeSearchParamKNN(static_cast<int>(kNeighbours)));
      turnAlike(*kept, tree);
    }
    auto [surface, densities] = o3d::TriangleMesh::CreateFromPointCloudPoisson(
        *kept, kPoissonDepth, 0.0F, kPoissonMargin, false, 1);
    TriangleMesh mesh;
    mesh.vertices = surface->vertices_;
    for (const Eigen::Vector3i& t : surface->triangles_) {
      mesh.triangles.push_back({static_cast<std::uint32_t>(t[0]), static_cast<std::uint32_t>(t[1]),
                                static_cast<std::uint32_t>(t[2])});
    }
    std::vector<bool> supported(mesh.vertices.size());
    std::vector<int> nearest(1);
    std::vector<double> squared(1);
    for (std::size_t i = 0; i < supported.size(); ++i) {
      tree.SearchKNN(mesh.vertices[i], 1, nearest, squared);
      supported[i] = !squared.empty() && std::sqrt(squared[0]) < kUnsupportedCells * cell;
    }
    mesh = keepVertices(mesh, supported);
    if (mesh.triangles.empty()) return refused();
    return mesh;
  } catch (const std::exception&) {
    return refused();
  }
}

}  // namespace podalign::geometry
