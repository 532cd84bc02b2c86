#include "podalign/ingest/internal/near_weld.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "podalign/ingest/internal/hash.hpp"
#include "podalign/ingest/internal/large_pages.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// A grid of cubes in which everything within `reach` of a point lies in its own cube or in one of
// those next to it that `visitNeighbours` names.
class Grid {
 public:
  struct Sizes {
    double side;
    double reach;
  };
  Grid(const Point3& origin, const Sizes& sizes)
      : origin_(origin), perSide_(1.0 / sizes.side), margin_(sizes.reach / sizes.side) {}

  [[nodiscard]] std::uint32_t cubeOf(const Point3& point) const {
    const Point3 at = (point - origin_) * perSide_;
    return hash32({floorOf(at.x()), floorOf(at.y()), floorOf(at.z())});
  }

  // Each neighbour of the point's cube that the reach touches.
  template <class Visit>
  void visitNeighbours(const Point3& point, const Visit& visit) const {
    const Point3 at = (point - origin_) * perSide_;
    std::array<double, 3> cube;
    std::array<double, 3> step;
    unsigned touched = 0;
    for (unsigned axis = 0; axis < 3; ++axis) {
      cube[axis] = floorOf(at[axis]);
      const double within = at[axis] - cube[axis];
      step[axis] = within < 0.5 ? -1.0 : 1.0;
      if (within <= margin_ || within >= 1.0 - margin_) touched |= 1U << axis;
    }
    if (touched == 0) return;
    // Every combination of the touched axes.
    for (unsigned some = touched; some != 0; some = (some - 1) & touched) {
      std::array<double, 3> moved = cube;
      for (unsigned axis = 0; axis < 3; ++axis) {
        if ((some >> axis & 1U) != 0) moved[axis] += step[axis];
      }
      visit(hash32(moved));
    }
  }

 private:
  // The whole number below, as a double: it may lie beyond every integer type. std::floor is a
  // function call on plain x86-64; adding and taking away 2^52 rounds without a branch. A value
  // that is whole may get the number below it, and beyond 2^52 a nearby one: either is as good,
  // since neighbours are looked up within the reach.
  static double floorOf(double value) {
    constexpr double kRounder = 4503599627370496.0;
    return (value - 0.5 + kRounder) - kRounder;
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

// Which cubes hold one point and which more, in a byte each: seven bits of the cube's hash and one
// for "more". Two cubes with the same place and bits pass for one; that costs a comparison of
// points later, never a twin.
class Occupancy {
 public:
  explicit Occupancy(std::size_t points)
      : marks_(zeroedInLargePages<std::uint8_t>(std::bit_ceil(kPlacesPerPoint * points + 2))),
        mask_(static_cast<std::uint32_t>(marks_.size() - 1)) {}

  void prefetch(std::uint32_t cube) const { __builtin_prefetch(&marks_[cube & mask_]); }
  void add(std::uint32_t cube) {
    std::uint8_t& mark = marks_[placeOf(cube)];
    mark = mark == 0 ? tagOf(cube) : static_cast<std::uint8_t>(mark | kMore);
  }
  [[nodiscard]] bool isTaken(std::uint32_t cube) const { return marks_[placeOf(cube)] != 0; }
  [[nodiscard]] bool isShared(std::uint32_t cube) const {
    return (marks_[placeOf(cube)] & kMore) != 0;
  }

 private:
  static constexpr std::size_t kPlacesPerPoint = 4;
  static constexpr std::uint8_t kMore = 0x80;
  static constexpr std::uint8_t kTagBits = 0x7F;

  static std::uint8_t tagOf(std::uint32_t cube) {
    const auto tag = static_cast<std::uint8_t>(cube >> 25U);
    return tag == 0 ? kTagBits : tag;
  }
  // Where the cube is marked, or the empty place where it would be.
  [[nodiscard]] std::uint32_t placeOf(std::uint32_t cube) const {
    std::uint32_t at = cube & mask_;
    while (marks_[at] != 0 && (marks_[at] & kTagBits) != tagOf(cube)) at = (at + 1) & mask_;
    return at;
  }

  std::vector<std::uint8_t> marks_;
  std::uint32_t mask_;
};

// The points that are used, block by block, with their cubes; the marks of a block lie outside the
// caches and are asked for ahead. Calls visit(point, cube).
template <class Visit>
void visitInBlocks(const std::vector<Point3>& points, const std::vector<std::uint8_t>& use,
                   const Grid& grid, const Occupancy& occupancy, const Visit& visit) {
  constexpr std::size_t kBlock = 256;
  std::array<std::uint32_t, kBlock> cubes{};
  for (std::size_t begin = 0; begin < points.size(); begin += kBlock) {
    const std::size_t end = std::min(begin + kBlock, points.size());
    for (std::size_t i = begin; i < end; ++i) {
      if (use[i] == 0) continue;
      cubes[i - begin] = grid.cubeOf(points[i]);
      occupancy.prefetch(cubes[i - begin]);
    }
    for (std::size_t i = begin; i < end; ++i) {
      if (use[i] != 0) visit(i, cubes[i - begin]);
    }
  }
}

// Points that share a coarse cube with another point, or whose neighbouring cube holds one.
std::vector<std::uint32_t> pointsWithCompany(const std::vector<Point3>& points,
                                             const std::vector<std::uint8_t>& use,
                                             const Grid& grid) {
  Occupancy occupancy(points.size());
  visitInBlocks(points, use, grid, occupancy,
                [&](std::size_t, std::uint32_t cube) { occupancy.add(cube); });
  std::vector<std::uint32_t> company;
  visitInBlocks(points, use, grid, occupancy, [&](std::size_t point, std::uint32_t cube) {
    bool alone = !occupancy.isShared(cube);
    grid.visitNeighbours(points[point], [&](std::uint32_t neighbour) {
      alone = alone && !occupancy.isTaken(neighbour);
    });
    if (!alone) company.push_back(static_cast<std::uint32_t>(point));
  });
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
    const auto lookIn = [&](std::uint32_t cube) {
      for (std::uint32_t e = heads_[slotOf(cube)]; e != kNone; e = entries_[e].next) {
        if (entries_[e].cube != cube) continue;
        const std::uint32_t candidate = entries_[e].point;
        const bool near = (points_[candidate] - point).squaredNorm() <= tolerance * tolerance;
        if (near) first = std::min(first, candidate);
      }
    };
    lookIn(grid_.cubeOf(point));
    grid_.visitNeighbours(point, lookIn);
    return first;
  }

  void add(std::uint32_t point) {
    const std::uint32_t cube = grid_.cubeOf(points_[point]);
    std::uint32_t& head = heads_[slotOf(cube)];
    entries_.push_back({point, cube, head});
    head = static_cast<std::uint32_t>(entries_.size() - 1);
  }

 private:
  struct Entry {
    std::uint32_t point;
    std::uint32_t cube;
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
  constexpr double kFine = 4.0;
  // A little wider than the tolerance, so that rounding at a cube's border loses no pair.
  const double reach = tolerance * 1.001;
  // Half a cube off: flat soles and other faces of the box do not lie on the borders.
  const Point3 origin = lowestCorner(points, use) - Point3::Constant(0.5 * kCoarse * tolerance);
  const std::vector<std::uint32_t> company =
      pointsWithCompany(points, use, Grid(origin, {kCoarse * tolerance, reach}));
  if (company.empty()) return {};

  const Grid fine(origin, {kFine * tolerance, reach});
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
