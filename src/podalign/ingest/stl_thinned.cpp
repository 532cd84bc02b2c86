#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include "podalign/geometry/cell_means.hpp"
#include "podalign/ingest/internal/robust_box.hpp"
#include "podalign/ingest/internal/stl_facets.hpp"

namespace podalign::ingest {
namespace {

using geometry::CellMeans;

// A vertex every 2.2 mm of a foot of 350 mm diagonal: lengths move by less than 0.3 mm
// (dense_scan_test).
constexpr double kCellShare = 1.0 / 160.0;
// Farther from zero the grid of float32 is as coarse as an eighth of a cell.
constexpr double kMostCellsFromZero = 1 << 20;
// A foot's surface meets 60,000 cells, two feet with legs on a slab 200,000; what meets more fills
// space.
constexpr std::size_t kMostCells = 500000;
constexpr std::size_t kMostTriangles = 2 * kMostCells;

using Corner = CellMeans::Corner;

// Four floats that end with the corner: one that goes before it, x, y and z.
Corner cornerAt(const char* facet, std::size_t corner) {
  Corner values;
  std::memcpy(&values, facet + kNormalBytes + corner * kCornerBytes - sizeof(float), sizeof values);
  return values;
}

struct Extent4 {
  static constexpr float kMost = std::numeric_limits<float>::max();
  Corner low{kMost, kMost, kMost, kMost};
  Corner high{-kMost, -kMost, -kMost, -kMost};
  void include(const Corner& corner) {
    low = corner < low ? corner : low;
    high = corner > high ? corner : high;
  }
};

geometry::Point3 pointOf(const Corner& corner) {
  return Eigen::Vector3f(corner[1], corner[2], corner[3]).cast<double>();
}

struct FacetBox {
  Extent4 extent;
  bool allFinite = true;
};

// The box of the finite facets. Blocks without NaN or infinity, nearly all, need no look at single
// facets: a sum of zeros tells. Each corner has sums of its own, so that none waits for another.
FacetBox boxOf(const char* facets, std::size_t count) {
  constexpr std::size_t kBlock = 64;
  FacetBox box;
  for (std::size_t begin = 0; begin < count; begin += kBlock) {
    const std::size_t end = std::min(begin + kBlock, count);
    std::array<Extent4, 3> extents{box.extent, box.extent, box.extent};
    std::array<Corner, 3> sums{};
    for (std::size_t i = begin; i < end; ++i) {
      for (std::size_t k = 0; k < 3; ++k) {
        const Corner corner = cornerAt(facets + i * kFacetBytes, k);
        extents[k].include(corner);
        sums[k] += corner * 0.0F;
      }
    }
    Extent4 extent = extents[0];
    for (const Extent4& other : {extents[1], extents[2]}) {
      extent.include(other.low);
      extent.include(other.high);
    }
    const Corner zeros = sums[0] + sums[1] + sums[2];
    if (zeros[1] == 0.0F && zeros[2] == 0.0F && zeros[3] == 0.0F) {
      box.extent = extent;
      continue;
    }
    box.allFinite = false;
    for (std::size_t i = begin; i < end; ++i) {
      const char* const facet = facets + i * kFacetBytes;
      if (!allFinite(coordinatesOf(facet))) continue;
      for (std::size_t k = 0; k < 3; ++k) box.extent.include(cornerAt(facet, k));
    }
  }
  return box;
}

// Whether some corner lies so far out that cleaning would have to decide about it.
bool hasOutliers(const char* facets, std::size_t count, const Eigen::AlignedBox3d& box) {
  std::vector<geometry::Point3> sample;
  const std::size_t stride = count / kBoxSample + 1;
  for (std::size_t i = 0; i < count; i += stride) {
    const FacetCoordinates c = coordinatesOf(facets + i * kFacetBytes);
    // The corners in turn: the first ones may all be the same point.
    const std::size_t k = 3 * (i / stride % 3);
    if (allFinite(c)) sample.push_back(Eigen::Vector3f(c[k], c[k + 1], c[k + 2]).cast<double>());
  }
  const RobustBox robust = robustBoxOf(sample);
  const double reach = kOutlierDeviations * robust.deviation.maxCoeff();
  return (box.min() - robust.middle).cwiseAbs().maxCoeff() > reach ||
         (box.max() - robust.middle).cwiseAbs().maxCoeff() > reach;
}

// Fills `triangles`; false when there are too many cells or triangles.
bool sumUp(const char* facets, std::size_t count, bool everyFinite, CellMeans& means,
           std::vector<geometry::Triangle>& triangles) {
  for (std::size_t i = 0; i < count; ++i) {
    const char* const facet = facets + i * kFacetBytes;
    if (!everyFinite && !allFinite(coordinatesOf(facet))) continue;
    const geometry::Triangle t =
        means.add(cornerAt(facet, 0), cornerAt(facet, 1), cornerAt(facet, 2));
    if (t[0] == t[1] || t[1] == t[2] || t[2] == t[0]) continue;
    triangles.push_back(t);
    if (triangles.size() > kMostTriangles || means.size() > kMostCells) return false;
  }
  return true;
}

}  // namespace

void noteNonFinite(const FacetCoordinates& c, ScanReadCounts& counts) {
  ++counts.nonFiniteTriangles;
  for (std::size_t k = 0; k < kCoordinates; k += 3) {
    const bool finite = std::isfinite(c[k]) && std::isfinite(c[k + 1]) && std::isfinite(c[k + 2]);
    if (!finite) ++counts.nonFiniteVertices;
  }
}

Thinned thinStlFacets(const char* facets, std::size_t count, RawSurface& surface) {
  const FacetBox found = boxOf(facets, count);
  const Eigen::AlignedBox3d box(pointOf(found.extent.low), pointOf(found.extent.high));
  if (box.isEmpty()) return Thinned::AsItStands;
  const double cell = kCellShare * box.diagonal().norm();
  const double farthest =
      std::max(box.min().cwiseAbs().maxCoeff(), box.max().cwiseAbs().maxCoeff());
  if (!(cell > 0.0) || farthest > kMostCellsFromZero * cell) return Thinned::AsItStands;
  if (hasOutliers(facets, count, box)) return Thinned::AsItStands;

  CellMeans means(box, cell);
  std::vector<geometry::Triangle> triangles;
  if (!sumUp(facets, count, found.allFinite, means, triangles)) return Thinned::Crowded;
  if (!found.allFinite) {
    for (std::size_t i = 0; i < count; ++i) {
      const FacetCoordinates c = coordinatesOf(facets + i * kFacetBytes);
      if (!allFinite(c)) noteNonFinite(c, surface.counts);
    }
  }
  surface.vertices = means.means();
  surface.triangles = std::move(triangles);
  surface.thinnedCell = means.cell();
  return Thinned::Done;
}

}  // namespace podalign::ingest
