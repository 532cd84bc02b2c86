#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include "podalign/geometry/cell_means.hpp"
#include "podalign/ingest/internal/regular_file.hpp"
#include "podalign/ingest/internal/robust_box.hpp"
#include "podalign/ingest/internal/stl_facets.hpp"

namespace podalign::ingest {
namespace {

using geometry::CellMeans;
using geometry::Point3;

// Farther from zero the grid of float32 is as coarse as an eighth of a cell.
constexpr double kMostCellsFromZero = 1 << 20;
// A foot's surface meets 60,000 cells, two feet with legs on a slab 200,000; what meets more, or
// half of a box that is no slab, fills space.
constexpr std::size_t kMostCells = 500000;
constexpr std::size_t kMostTriangles = 2 * kMostCells;
constexpr double kSlabCells = 100000.0;
constexpr double kMostOfBox = 0.5;

// Four floats: one that does not count, x, y and z.
using FacetCorner = CellMeans::Corner;

// A box of corners; empty at first.
struct FacetBox {
  static constexpr float kMost = std::numeric_limits<float>::max();
  FacetCorner low{kMost, kMost, kMost, kMost};
  FacetCorner high{-kMost, -kMost, -kMost, -kMost};

  void include(const FacetCorner& corner) {
    low = corner < low ? corner : low;
    high = corner > high ? corner : high;
  }
  void include(const FacetBox& other) {
    low = other.low < low ? other.low : low;
    high = other.high > high ? other.high : high;
  }
  [[nodiscard]] Eigen::AlignedBox3d points() const;
};

// `kFurthest` either way.
constexpr float kFar = static_cast<float>(kFurthest);
constexpr FacetBox kSane{{-kFar, -kFar, -kFar, -kFar}, {kFar, kFar, kFar, kFar}};

// Four floats that end with the corner: one that goes before it, x, y and z.
FacetCorner cornerAt(const char* facet, std::size_t corner) {
  FacetCorner values;
  std::memcpy(&values, facet + kNormalBytes + corner * kCornerBytes - sizeof(float), sizeof values);
  return values;
}

Point3 pointOf(const FacetCorner& corner) {
  return Eigen::Vector3f(corner[1], corner[2], corner[3]).cast<double>();
}

FacetCorner cornerOf(const Point3& point) {
  const Eigen::Vector3f rounded = point.cast<float>();
  return FacetCorner{0.0F, rounded.x(), rounded.y(), rounded.z()};
}

Eigen::AlignedBox3d FacetBox::points() const { return {pointOf(low), pointOf(high)}; }

// NaN lies within no limits.
bool liesWithin(const FacetBox& limits, const FacetCorner& corner) {
  const auto inside = (corner >= limits.low) & (corner <= limits.high);
  return inside[1] != 0 && inside[2] != 0 && inside[3] != 0;
}

bool isUsable(const FacetBox& limits, const char* facet) {
  return liesWithin(limits, cornerAt(facet, 0)) && liesWithin(limits, cornerAt(facet, 1)) &&
         liesWithin(limits, cornerAt(facet, 2));
}

struct UsableBox {
  FacetBox box;
  bool all = true;  // facets are usable
};

// Blocks of usable facets, nearly all, need no look at single ones: their box tells, and that a sum
// of zeros is no NaN. Each corner has a box and sums of its own, so that none waits for another.
UsableBox boxOf(const char* facets, std::size_t count, const FacetBox& limits) {
  constexpr std::size_t kBlock = 64;
  UsableBox usable;
  for (std::size_t begin = 0; begin < count; begin += kBlock) {
    const std::size_t end = std::min(begin + kBlock, count);
    std::array<FacetBox, 3> boxes;
    std::array<FacetCorner, 3> sums{};
    for (std::size_t i = begin; i < end; ++i) {
      for (std::size_t k = 0; k < 3; ++k) {
        const FacetCorner corner = cornerAt(facets + i * kFacetBytes, k);
        boxes[k].include(corner);
        sums[k] += corner * 0.0F;
      }
    }
    boxes[0].include(boxes[1]);
    boxes[0].include(boxes[2]);
    const FacetCorner zeros = sums[0] + sums[1] + sums[2];
    if (zeros[1] == 0.0F && zeros[2] == 0.0F && zeros[3] == 0.0F &&
        liesWithin(limits, boxes[0].low) && liesWithin(limits, boxes[0].high)) {
      usable.box.include(boxes[0]);
      continue;
    }
    usable.all = false;
    for (std::size_t i = begin; i < end; ++i) {
      const char* const facet = facets + i * kFacetBytes;
      if (!isUsable(limits, facet)) continue;
      for (std::size_t k = 0; k < 3; ++k) usable.box.include(cornerAt(facet, k));
    }
  }
  return usable;
}

bool hasExtent(const FacetCoordinates& c) {
  const auto same = [&](std::size_t a, std::size_t b) {
    return c[a] == c[b] && c[a + 1] == c[b + 1] && c[a + 2] == c[b + 2];
  };
  return !same(0, 3) && !same(3, 6) && !same(6, 0);
}

std::size_t mostCellsIn(const Eigen::AlignedBox3d& box, double cell) {
  const double cells = (box.sizes() / cell).cwiseMax(1.0).prod();
  if (cells < kSlabCells) return kMostCells;
  return std::min(kMostCells, static_cast<std::size_t>(kMostOfBox * cells));
}

class Thinning {
 public:
  // The stride is odd: what alternates from facet to facet is met in turn.
  explicit Thinning(std::size_t facets) : facets_(facets), stride_((facets / kBoxSample + 1) | 1U) {
    sample_.reserve(facets / stride_ + 1);
  }

  void look(const char* facets, std::size_t count);

  // What to do when every facet was looked at.
  enum class Next { Add, LookAgain, AsItStands, NoSurface };
  [[nodiscard]] Next next();

  enum class Added { All, Crowded, Changed };
  [[nodiscard]] Added add(const char* facets, std::size_t count);
  void finish(RawSurface& surface);

 private:
  void takeSample(const char* facets, std::size_t count);
  [[nodiscard]] bool reachesFar(const Eigen::AlignedBox3d& box);
  void countUnusable(const FacetCoordinates& c);

  std::size_t facets_;
  std::size_t stride_;  // of the sample
  std::size_t looked_ = 0;
  bool again_ = false;
  std::vector<Point3> sample_;
  FacetBox limits_ = kSane;  // corners beyond are no numbers or outliers
  FacetBox box_;             // of the facets within
  FacetBox whole_;           // the same before outliers were looked for
  std::size_t outliers_ = 0;
  std::size_t mostCells_ = 0;
  std::optional<CellMeans> means_;
  std::vector<geometry::Triangle> triangles_;
  ScanReadCounts counts_;
  std::vector<std::array<float, 3>> outlierCorners_;
};

// One corner of each facet that has an extent: those without may all lie in one place.
void Thinning::takeSample(const char* facets, std::size_t count) {
  const std::size_t end = looked_ + count;
  for (std::size_t i = (looked_ + stride_ - 1) / stride_ * stride_; i < end; i += stride_) {
    const FacetCoordinates c = coordinatesOf(facets + (i - looked_) * kFacetBytes);
    // The corners in turn: the first ones may all be the same point.
    const std::size_t k = 3 * (i / stride_ % 3);
    if (allFinite(c) && hasExtent(c)) {
      sample_.push_back(Eigen::Vector3f(c[k], c[k + 1], c[k + 2]).cast<double>());
    }
  }
  looked_ = end;
}

void Thinning::look(const char* facets, std::size_t count) {
  const UsableBox usable = boxOf(facets, count, limits_);
  box_.include(usable.box);
  if (!again_) return takeSample(facets, count);
  if (usable.all) return;
  for (std::size_t i = 0; i < count; ++i) {
    const char* const facet = facets + i * kFacetBytes;
    if (!allFinite(coordinatesOf(facet))) continue;
    for (std::size_t k = 0; k < 3; ++k) {
      if (!liesWithin(limits_, cornerAt(facet, k))) ++outliers_;
    }
  }
}

// Whether something lies so far out that it may not belong to the object.
bool Thinning::reachesFar(const Eigen::AlignedBox3d& box) {
  const RobustBox robust = robustBoxOf(sample_);
  const Point3 reach = Point3::Constant(kOutlierDeviations * robust.deviation.maxCoeff());
  const Point3 furthest = Point3::Constant(kFurthest);
  const Eigen::AlignedBox3d near((robust.middle - reach).cwiseMax(-furthest),
                                 (robust.middle + reach).cwiseMin(furthest));
  if (!(reach.x() > 0.0) || near.contains(box)) return false;
  limits_ = {cornerOf(near.min()), cornerOf(near.max())};
  return true;
}

Thinning::Next Thinning::next() {
  if (box_.points().isEmpty()) return Next::AsItStands;
  if (sample_.empty()) return Next::NoSurface;
  if (!again_ && reachesFar(box_.points())) {
    again_ = true;
    whole_ = std::exchange(box_, FacetBox{});
    return Next::LookAgain;
  }
  if (outliers_ > 3 * facets_ / kOutlierShare) {  // that far out lies a part of it
    limits_ = kSane;
    box_ = whole_;
  }
  const Eigen::AlignedBox3d box = box_.points();
  const double diagonal = box.diagonal().norm();
  const double cell = kThinnedCellShare * diagonal;
  const double farthest =
      std::max(box.min().cwiseAbs().maxCoeff(), box.max().cwiseAbs().maxCoeff());
  if (!(diagonal > kSmallestExtent) || farthest > kMostCellsFromZero * cell) {
    return Next::AsItStands;
  }
  means_.emplace(box, cell);
  mostCells_ = mostCellsIn(box, means_->cell());
  return Next::Add;
}

void Thinning::countUnusable(const FacetCoordinates& c) {
  if (!allFinite(c)) return noteNonFinite(c, counts_);
  ++counts_.outlierTriangles;
  for (std::size_t k = 0; k < kCoordinates; k += 3) {
    if (liesWithin(limits_, FacetCorner{0.0F, c[k], c[k + 1], c[k + 2]})) continue;
    outlierCorners_.push_back({c[k], c[k + 1], c[k + 2]});
  }
}

Thinning::Added Thinning::add(const char* facets, std::size_t count) {
  const UsableBox usable = boxOf(facets, count, limits_);
  if (!box_.points().contains(usable.box.points())) return Added::Changed;
  for (std::size_t i = 0; i < count; ++i) {
    const char* const facet = facets + i * kFacetBytes;
    if (!usable.all && !isUsable(limits_, facet)) {
      countUnusable(coordinatesOf(facet));
      continue;
    }
    const geometry::Triangle t =
        means_->add(cornerAt(facet, 0), cornerAt(facet, 1), cornerAt(facet, 2));
    if (t[0] == t[1] || t[1] == t[2] || t[2] == t[0]) continue;
    triangles_.push_back(t);
    if (triangles_.size() > kMostTriangles) return Added::Crowded;
  }
  return means_->size() > mostCells_ ? Added::Crowded : Added::All;
}

void Thinning::finish(RawSurface& surface) {
  surface.vertices = means_->means();
  surface.triangles = std::move(triangles_);
  surface.thinnedCell = means_->cell();
  surface.counts.nonFiniteTriangles += counts_.nonFiniteTriangles;
  surface.counts.nonFiniteVertices += counts_.nonFiniteVertices;
  surface.counts.outlierTriangles += counts_.outlierTriangles;
  // A vertex is met in each of its facets.
  std::sort(outlierCorners_.begin(), outlierCorners_.end());
  surface.counts.outlierVertices += static_cast<std::size_t>(
      std::unique(outlierCorners_.begin(), outlierCorners_.end()) - outlierCorners_.begin());
}

}  // namespace

void noteNonFinite(const FacetCoordinates& c, ScanReadCounts& counts) {
  ++counts.nonFiniteTriangles;
  for (std::size_t k = 0; k < kCoordinates; k += 3) {
    const bool finite = std::isfinite(c[k]) && std::isfinite(c[k + 1]) && std::isfinite(c[k + 2]);
    if (!finite) ++counts.nonFiniteVertices;
  }
}

Result<std::optional<RawSurface>> thinStlFacets(std::size_t facets, const FacetPass& look,
                                                const FacetPass& last,
                                                const std::string& sourceName) {
  Thinning thinning(facets);
  auto next = Thinning::Next::LookAgain;
  while (next == Thinning::Next::LookAgain) {
    const auto looked = look([&](const char* piece, std::size_t count) {
      thinning.look(piece, count);
      return true;
    });
    if (!looked) return tl::unexpected(looked.error());
    next = thinning.next();
  }
  if (next == Thinning::Next::AsItStands) return std::nullopt;
  RawSurface surface;
  surface.counts.trianglesRead = facets;
  surface.counts.verticesRead = facets * 3;
  if (next == Thinning::Next::NoSurface) return surface;
  auto added = Thinning::Added::All;
  const auto gone = last([&](const char* piece, std::size_t count) {
    added = thinning.add(piece, count);
    return added == Thinning::Added::All;
  });
  if (!gone) return tl::unexpected(gone.error());
  if (added == Thinning::Added::Changed) return changedFile(sourceName);
  if (added == Thinning::Added::Crowded) return tooCrowded(facets, sourceName);
  thinning.finish(surface);
  return surface;
}

}  // namespace podalign::ingest
