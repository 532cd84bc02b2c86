#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "podalign/geometry/cell_means.hpp"
#include "podalign/geometry/normals.hpp"
#include "podalign/ingest/internal/filled_space.hpp"
#include "podalign/ingest/internal/large_pages.hpp"
#include "podalign/ingest/internal/near_weld.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/robust_box.hpp"
#include "podalign/ingest/internal/twin_faces.hpp"
#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;

// Vertices closer than this part of the diagonal are one (foot-like surfaces: a third of a
// micrometre; seams that exporters split differ by less, real neighbours by a thousand times more).
constexpr double kWeldPart = 1e-6;
constexpr std::size_t kFewOutliers = 10;
// The robust box reaches so many median absolute deviations either way.
constexpr double kBoxDeviations = 3.0;
// Of the squared diagonal; of fewer triangles any shape may be made.
constexpr double kMostArea = 12.0;
constexpr std::size_t kFewTriangles = 50'000;
constexpr std::uint32_t kUnused = std::numeric_limits<std::uint32_t>::max();
enum class VertexUse : std::uint8_t { Keep, DropNonFinite, DropOutlier };

class Cleaning {
 public:
  Cleaning(RawSurface surface, const std::string& source, const ScanReadOptions& options)
      : surface_(std::move(surface)),
        counts_(surface_.counts),
        source_(source),
        options_(options) {}

  Result<Annotated<RawScan>> run() {
    if (surface_.triangles.empty()) return nothingLeft();
    counts_.vertices = surface_.vertices.size();
    dropNonFinite();
    dropOutliers();
    if (plainlyFillsSpace() || strewnAbout()) return tooCrowded(counts_.trianglesRead, source_);
    if (surface_.triangles.size() > options_.thinBeyond && surface_.thinnedCell == 0.0) thin();
    const bool extended = weldNear();
    dropTriangles();
    if (!extended) dropAsDegenerate();
    counts_.duplicateTriangles = dropTwinFaces(
        surface_.vertices.size(), surface_.triangles,
        surface_.thinnedCell > 0.0 ? TwinFaces::CancelOpposite : TwinFaces::KeepFirst);
    dropUnused();
    if (surface_.triangles.empty()) return nothingLeft();
    if (fillsSpace()) return tooCrowded(counts_.trianglesRead, source_);
    noteFindings();
    Annotated<RawScan> scan;
    scan.value.mesh = {std::move(surface_.vertices), std::move(surface_.triangles)};
    scan.value.thinnedCell = surface_.thinnedCell;
    scan.value.counts = counts_;
    scan.findings = std::move(surface_.findings);
    return scan;
  }

 private:
  void dropNonFinite() {
    use_.assign(surface_.vertices.size(), VertexUse::Keep);
    for (std::size_t i = 0; i < use_.size(); ++i) {
      if (surface_.vertices[i].allFinite()) continue;
      use_[i] = VertexUse::DropNonFinite;
      ++counts_.nonFiniteVertices;
    }
  }

  void dropOutliers() {
    dropFurtherThan(Point3::Zero(), kFurthest);
    box_ = robustBox();
    const double extent = box_.deviation.maxCoeff();
    if (!(extent > 0)) return;
    const double reach = kOutlierDeviations * extent;
    const std::size_t far = countFurtherThan(box_.middle, reach);
    const std::size_t most = std::max(kFewOutliers, use_.size() / kOutlierShare);
    if (far > 0 && far <= most) dropFurtherThan(box_.middle, reach);
  }

  [[nodiscard]] bool isFurther(std::size_t vertex, const Point3& from, double reach) const {
    return use_[vertex] == VertexUse::Keep &&
           (surface_.vertices[vertex] - from).cwiseAbs().maxCoeff() > reach;
  }

  [[nodiscard]] std::size_t countFurtherThan(const Point3& from, double reach) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < use_.size(); ++i) count += isFurther(i, from, reach) ? 1U : 0U;
    return count;
  }

  void dropFurtherThan(const Point3& from, double reach) {
    for (std::size_t i = 0; i < use_.size(); ++i) {
      if (!isFurther(i, from, reach)) continue;
      use_[i] = VertexUse::DropOutlier;
      ++counts_.outlierVertices;
    }
  }

  [[nodiscard]] RobustBox robustBox() const {
    std::vector<Point3> sample;
    const std::size_t stride = surface_.vertices.size() / kBoxSample + 1;
    for (std::size_t i = 0; i < use_.size(); i += stride) {
      if (use_[i] == VertexUse::Keep) sample.push_back(surface_.vertices[i]);
    }
    return robustBoxOf(sample);
  }

  // What follows need not look at millions of vertices far closer together than anything that is
  // measured. Nothing happens to a surface without extent.
  void thin() {
    dropLost();
    std::vector<std::uint32_t> cellOf(surface_.vertices.size(), kUnused);
    for (const geometry::Triangle& t : surface_.triangles) {
      for (const std::uint32_t corner : t) cellOf[corner] = 0;
    }
    Eigen::AlignedBox3d box;
    for (std::size_t i = 0; i < cellOf.size(); ++i) {
      if (cellOf[i] != kUnused) box.extend(surface_.vertices[i]);
    }
    const double diagonal = box.isEmpty() ? 0.0 : box.diagonal().norm();
    if (!(diagonal > kSmallestExtent)) return;
    geometry::CellMeans means(box, kThinnedCellShare * diagonal);
    for (std::size_t i = 0; i < cellOf.size(); ++i) {
      if (cellOf[i] != kUnused) cellOf[i] = means.add(surface_.vertices[i]);
    }
    std::size_t kept = 0;
    for (const auto& [a, b, c] : surface_.triangles) {
      const geometry::Triangle t{cellOf[a], cellOf[b], cellOf[c]};
      if (t[0] != t[1] && t[1] != t[2] && t[2] != t[0]) surface_.triangles[kept++] = t;
    }
    surface_.triangles.resize(kept);
    surface_.vertices = means.means();
    surface_.thinnedCell = means.cell();
    use_.assign(surface_.vertices.size(), VertexUse::Keep);
    counts_.vertices = surface_.vertices.size();
  }

  void dropLost() {
    const auto lost = [&](const geometry::Triangle& t) { return !countIfLost(t); };
    surface_.triangles.erase(
        std::remove_if(surface_.triangles.begin(), surface_.triangles.end(), lost),
        surface_.triangles.end());
  }

  // False when the surface has no extent.
  bool weldNear() {
    const double diagonal = diagonalOfKept();
    if (!(diagonal > kSmallestExtent)) return false;
    twins_ = findNearTwins(surface_.vertices, keptMask(), kWeldPart * diagonal);
    for (std::size_t i = 0; i < twins_.size(); ++i) {
      if (twins_[i] != i) --counts_.vertices;
    }
    return true;
  }

  [[nodiscard]] double diagonalOfKept() const {
    const double robust = 2 * kBoxDeviations * box_.deviation.norm();
    if (robust > kSmallestExtent) return robust;
    Point3 low = Point3::Constant(std::numeric_limits<double>::max());
    Point3 high = -low;
    for (std::size_t i = 0; i < use_.size(); ++i) {
      if (use_[i] != VertexUse::Keep) continue;
      low = low.cwiseMin(surface_.vertices[i]);
      high = high.cwiseMax(surface_.vertices[i]);
    }
    return high.x() >= low.x() ? (high - low).norm() : 0.0;
  }

  [[nodiscard]] std::vector<std::uint8_t> keptMask() const {
    std::vector<std::uint8_t> mask(use_.size());
    std::transform(use_.begin(), use_.end(), mask.begin(), [](VertexUse use) {
      return static_cast<std::uint8_t>(use == VertexUse::Keep ? 1 : 0);
    });
    return mask;
  }

  void dropTriangles() {
    std::size_t kept = 0;
    for (const geometry::Triangle& triangle : surface_.triangles) {
      if (const bool whole = countIfLost(triangle); !whole) continue;
      const geometry::Triangle welded = weldedCorners(triangle);
      if (welded[0] == welded[1] || welded[1] == welded[2] || welded[2] == welded[0]) {
        ++counts_.degenerateTriangles;
        continue;
      }
      surface_.triangles[kept++] = welded;
    }
    surface_.triangles.resize(kept);
  }

  void dropAsDegenerate() {
    counts_.degenerateTriangles += surface_.triangles.size();
    surface_.triangles.clear();
  }

  // True when no corner was dropped.
  bool countIfLost(const geometry::Triangle& triangle) {
    const VertexUse a = use_[triangle[0]];
    const VertexUse b = use_[triangle[1]];
    const VertexUse c = use_[triangle[2]];
    if (a == VertexUse::Keep && b == VertexUse::Keep && c == VertexUse::Keep) return true;
    const bool nonFinite = a == VertexUse::DropNonFinite || b == VertexUse::DropNonFinite ||
                           c == VertexUse::DropNonFinite;
    ++(nonFinite ? counts_.nonFiniteTriangles : counts_.outlierTriangles);
    return false;
  }

  [[nodiscard]] geometry::Triangle weldedCorners(const geometry::Triangle& triangle) const {
    if (twins_.empty()) return triangle;
    return {twins_[triangle[0]], twins_[triangle[1]], twins_[triangle[2]]};
  }

  void dropUnused() {
    auto newIndex = zeroedInLargePages<std::uint32_t>(surface_.vertices.size());
    for (const geometry::Triangle& triangle : surface_.triangles) {
      for (const std::uint32_t corner : triangle) newIndex[corner] = 1;
    }
    std::uint32_t kept = 0;
    for (std::size_t i = 0; i < newIndex.size(); ++i) {
      if (newIndex[i] == 0) continue;
      surface_.vertices[kept] = surface_.vertices[i];
      newIndex[i] = kept++;
    }
    const bool moved = kept < surface_.vertices.size();
    counts_.unusedVertices = counts_.vertices - std::min<std::size_t>(counts_.vertices, kept);
    surface_.vertices.resize(kept);
    if (!moved) return;
    for (geometry::Triangle& triangle : surface_.triangles) {
      for (std::uint32_t& corner : triangle) corner = newIndex[corner];
    }
  }

  // Noise and heaps of loose triangles: far more area than any object in that box has. A sphere has
  // 1 diagonal squared, a foot less; both sides of a surface with much noise stay below 5.
  [[nodiscard]] bool fillsSpace() const {
    if (surface_.triangles.size() < kFewTriangles) return false;
    Point3 low = surface_.vertices.front();
    Point3 high = low;
    for (const Point3& vertex : surface_.vertices) {
      low = low.cwiseMin(vertex);
      high = high.cwiseMax(vertex);
    }
    double doubled = 0.0;
    for (const geometry::Triangle& t : surface_.triangles) {
      doubled += geometry::doubledNormal(surface_.vertices[t[0]], surface_.vertices[t[1]],
                                         surface_.vertices[t[2]])
                     .norm();
    }
    return doubled > 2.0 * kMostArea * (high - low).squaredNorm();
  }

  // The same by a few triangles, before they are looked at one by one: no more than half of them
  // can be twice as large as their mean.
  [[nodiscard]] bool plainlyFillsSpace() const {
    constexpr std::size_t kLooked = 20'000;
    if (surface_.triangles.size() < kFewTriangles) return false;
    const std::size_t stride = surface_.triangles.size() / kLooked;
    std::vector<double> doubled;
    Eigen::AlignedBox3d box;
    forEvery(stride, [&](const Point3& a, const Point3& b, const Point3& c) {
      doubled.push_back(geometry::doubledNormal(a, b, c).norm());
      box.extend(a).extend(b).extend(c);
    });
    if (doubled.empty()) return false;
    const auto middle = doubled.begin() + static_cast<std::ptrdiff_t>(doubled.size() / 2);
    std::nth_element(doubled.begin(), middle, doubled.end());
    const double least = 0.5 * *middle * static_cast<double>(doubled.size() * stride);
    return least > 2.0 * kMostArea * box.diagonal().squaredNorm();
  }

  // Triangles too small for that, strewn about, are told by their places.
  [[nodiscard]] bool strewnAbout() const {
    constexpr std::size_t kFew = 200'000;
    if (surface_.triangles.size() < kFew) return false;
    std::vector<Point3> places;
    forEvery(surface_.triangles.size() / kPointsThatTell + 1,
             [&](const Point3& a, const Point3&, const Point3&) { places.push_back(a); });
    return fillSpace(places);
  }

  // Calls visit(a, b, c) for every so manieth triangle, if it is kept.
  template <class Visit>
  void forEvery(std::size_t stride, const Visit& visit) const {
    for (std::size_t i = 0; i < surface_.triangles.size(); i += stride) {
      const auto [a, b, c] = surface_.triangles[i];
      if (use_[a] != VertexUse::Keep || use_[b] != VertexUse::Keep || use_[c] != VertexUse::Keep) {
        continue;
      }
      visit(surface_.vertices[a], surface_.vertices[b], surface_.vertices[c]);
    }
  }

  void noteFindings() {
    if (counts_.nonFiniteVertices > 0) {
      addCaution("SCAN.NONFINITE_DROPPED",
                 {.vertices = counts_.nonFiniteVertices, .triangles = counts_.nonFiniteTriangles});
    }
    if (counts_.outlierVertices > 0) {
      addCaution("SCAN.OUTLIERS_DROPPED",
                 {.vertices = counts_.outlierVertices, .triangles = counts_.outlierTriangles});
    }
  }

  struct Dropped {
    std::size_t vertices;
    std::size_t triangles;
  };
  void addCaution(const char* id, const Dropped& dropped) {
    surface_.findings.push_back({{id,
                                  {{"vertices", std::to_string(dropped.vertices)},
                                   {"triangles", std::to_string(dropped.triangles)}}},
                                 Severity::Caution,
                                 source_});
  }

  [[nodiscard]] tl::unexpected<Error> nothingLeft() const {
    if (counts_.trianglesRead == 0) {
      return failure(ErrorCode::NoSurface,
                     "the file holds no triangles. Export the surface of the foot again.", source_);
    }
    std::string text = "no surface is left: of " + counted(counts_.trianglesRead, kTriangles);
    const std::array<std::pair<std::size_t, const char*>, 3> losses{{
        {counts_.nonFiniteTriangles, " had coordinates that are no numbers"},
        {counts_.outlierTriangles, " lay too far away"},
        {counts_.degenerateTriangles, " had no extent"},
    }};
    for (const auto& [count, what] : losses) {
      if (count > 0) text += ", " + grouped(count) + what;
    }
    return failure(ErrorCode::NoSurface, text + ". Export the surface of the foot again.", source_);
  }

  RawSurface surface_;
  ScanReadCounts counts_;
  const std::string& source_;
  const ScanReadOptions& options_;
  std::vector<VertexUse> use_;
  RobustBox box_;
  std::vector<std::uint32_t> twins_;
};

}  // namespace

Result<Annotated<RawScan>> cleanSurface(RawSurface surface, const std::string& sourceName,
                                        const ScanReadOptions& options) {
  return Cleaning(std::move(surface), sourceName, options).run();
}

}  // namespace podalign::ingest
