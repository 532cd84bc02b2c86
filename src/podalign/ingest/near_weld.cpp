#include "podalign/ingest/internal/near_weld.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "podalign/ingest/internal/hash.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// A grid of cubes in which everything within `reach` of a point lies in its own cube or in one of
// those next to it that `visitCubes` names.
class Grid {
 public:
  Grid(const Point3& origin, double side, double reach)
      : origin_(origin), perSide_(1.0 / side), margin_(reach / side) {}

  [[nodiscard]] std::uint32_t cubeOf(const Point3& point) const {
    const Point3 at = (point - origin_) * perSide_;
    return hashOf(std::floor(at.x()), std::floor(at.y()), std::floor(at.z()));
  }

  // The point's own cube first, then each neighbour that the reach touches.
  template <class Visit>
  void visitCubes(const Point3& point, const Visit& visit) const {
    const Point3 at = (point - origin_) * perSide_;
    std::array<double, 3> cube{};
    std::array<double, 3> step{};
    for (int axis = 0; axis < 3; ++axis) {
      const auto k = static_cast<std::size_t>(axis);
      cube[k] = std::floor(at[axis]);
      const double within = at[axis] - cube[k];
      if (within <= margin_) step[k] = -1.0;
      if (within >= 1.0 - margin_) step[k] = 1.0;
    }
    for (unsigned corner = 0; corner < 8; ++corner) {
      std::array<double, 3> moved = cube;
      bool wanted = true;
      for (std::size_t k = 0; k < 3; ++k) {
        if ((corner >> k & 1U) == 0) continue;
        wanted = wanted && step[k] != 0.0;
        moved[k] += step[k];
      }
      if (wanted) visit(hashOf(moved[0], moved[1], moved[2]));
    }
  }

 private:
  // Whole numbers as doubles: they may lie beyond every integer type. Adding 0.0 turns -0.0 into 0.0.
  static std::uint32_t hashOf(double x, double y, double z) {
    return hash32(std::bit_cast<std::uint64_t>(x + 0.0), std::bit_cast<std::uint64_t>(y + 0.0),
                  std::bit_cast<std::uint64_t>(z + 0.0));
  }

  Point3 origin_;
  double perSide_;
  double margin_;
};

Point3 lowestCorner(const std::vector<Point3>& points, const std::vector<std::uint8_t>& use) {
  Point3 lowest = Point3::Constant(std::numeric_limits<double>::max());
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (use[i] != 0) lowest = lowest.cwiseMin(points[i]);
  }
  return lowest;
}

// Points that share a coarse cube with another point, or whose neighbouring cube holds one. Cubes
// share counters by chance too; that costs a comparison, never a twin.
std::vector<std::uint32_t> pointsWithCompany(const std::vector<Point3>& points,
                                             const std::vector<std::uint8_t>& use,
                                             const Grid& grid) {
  std::vector<std::uint8_t> counts(std::bit_ceil(4 * points.size() + 1));
  const auto mask = static_cast<std::uint32_t>(counts.size() - 1);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (use[i] == 0) continue;
    std::uint8_t& count = counts[grid.cubeOf(points[i]) & mask];
    count = static_cast<std::uint8_t>(std::min(count + 1, 2));
  }
  std::vector<std::uint32_t> company;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (use[i] == 0) continue;
    int seen = -1;  // the point itself
    grid.visitCubes(points[i], [&](std::uint32_t cube) { seen += counts[cube & mask]; });
    if (seen > 0) company.push_back(static_cast<std::uint32_t>(i));
  }
  return company;
}

// Points that stand for themselves, by fine cube. They keep their distance, so a cube holds few.
class Representatives {
 public:
  Representatives(const std::vector<Point3>& points, std::size_t most, const Grid& grid)
      : points_(points), grid_(grid), heads_(std::bit_ceil(2 * most + 1), kNone) {
    entries_.reserve(most);
  }

  [[nodiscard]] std::uint32_t findWithin(const Point3& point, double tolerance) const {
    std::uint32_t first = kNone;
    grid_.visitCubes(point, [&](std::uint32_t cube) {
      for (std::uint32_t e = heads_[slotOf(cube)]; e != kNone; e = entries_[e].next) {
        const std::uint32_t candidate = entries_[e].point;
        const bool near = (points_[candidate] - point).squaredNorm() <= tolerance * tolerance;
        if (near) first = std::min(first, candidate);
      }
    });
    return first;
  }

  void add(std::uint32_t point) {
    std::uint32_t& head = heads_[slotOf(grid_.cubeOf(points_[point]))];
    entries_.push_back({point, head});
    head = static_cast<std::uint32_t>(entries_.size() - 1);
  }

 private:
  struct Entry {
    std::uint32_t point;
    std::uint32_t next;
  };
  [[nodiscard]] std::size_t slotOf(std::uint32_t cube) const {
    return cube & static_cast<std::uint32_t>(heads_.size() - 1);
  }

  const std::vector<Point3>& points_;
  const Grid& grid_;
  std::vector<std::uint32_t> heads_;
  std::vector<Entry> entries_;
};

}  // namespace

std::vector<std::uint32_t> findNearTwins(const std::vector<Point3>& points,
                                         const std::vector<std::uint8_t>& use, double tolerance) {
  constexpr double kCoarse = 64.0;
  constexpr double kFine = 2.0;
  // A little wider than the tolerance, so that rounding at a cube's border loses no pair.
  const double reach = tolerance * 1.001;
  // Half a cube off: flat soles and other faces of the box do not lie on the borders.
  const Point3 origin =
      lowestCorner(points, use) - Point3::Constant(0.5 * kCoarse * tolerance);
  const std::vector<std::uint32_t> company =
      pointsWithCompany(points, use, Grid(origin, kCoarse * tolerance, reach));
  if (company.empty()) return {};

  const Grid fine(origin, kFine * tolerance, reach);
  Representatives representatives(points, company.size(), fine);
  std::vector<std::uint32_t> twins;
  for (const std::uint32_t point : company) {
    const std::uint32_t twin = representatives.findWithin(points[point], tolerance);
    if (twin == kNone) {
      representatives.add(point);
      continue;
    }
    if (twins.empty()) {
      twins.resize(points.size());
      std::iota(twins.begin(), twins.end(), 0U);
    }
    twins[point] = twin;
  }
  return twins;
}

}  // namespace podalign::ingest
