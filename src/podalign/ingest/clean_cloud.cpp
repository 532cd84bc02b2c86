#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "podalign/ingest/internal/filled_space.hpp"
#include "podalign/ingest/internal/hash.hpp"
#include "podalign/ingest/internal/large_pages.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/robust_box.hpp"
#include "podalign/ingest/internal/wording.hpp"

// Points of a cloud are measured values: nothing is moved and nothing thinned, only what is no
// point of the object goes. The limits are those of surfaces
// (robust_box.hpp).
namespace podalign::ingest {
namespace {

using geometry::Point3;

constexpr std::size_t kFewOutliers = 10;

class CloudCleaning {
 public:
  CloudCleaning(RawSurface cloud, const std::string& source)
      : cloud_(std::move(cloud)), counts_(cloud_.counts), source_(source) {}

  Result<Annotated<RawScan>> run() {
    counts_.verticesRead = cloud_.vertices.size();
    counts_.nonFiniteVertices = keepOnly([](const Point3& p) { return p.allFinite(); });
    counts_.outlierVertices = keepOnly([](const Point3& p) { return isWithin(p, kFurthest); });
    dropOutliers();
    const bool extended = hasExtent();
    if (extended && fillsSpace()) return spaceFilled(source_);
    if (extended && isFlat()) return flat();
    // Of points that are repeated too few different ones may have been looked at.
    if (dropTwins() > 0 && extended && fillsSpace()) return spaceFilled(source_);
    counts_.vertices = cloud_.vertices.size();
    if (!extended) return nothingLeft();
    for (Point3& normal : cloud_.normals) toUnitLength(normal);
    note("SCAN.POINTS_NOT_NUMBERS", counts_.nonFiniteVertices, Severity::Note);
    note("SCAN.FAR_POINTS_DROPPED", counts_.outlierVertices, Severity::Caution);
    Annotated<RawScan> scan;
    scan.value.mesh.vertices = std::move(cloud_.vertices);
    scan.value.normals = std::move(cloud_.normals);
    scan.value.counts = counts_;
    scan.findings = std::move(cloud_.findings);
    return scan;
  }

 private:
  static bool isWithin(const Point3& point, double reach) {
    return point.cwiseAbs().maxCoeff() <= reach;
  }

  // How many went.
  template <class Keep>
  std::size_t keepOnly(const Keep& keep) {
    const std::size_t before = cloud_.vertices.size();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < before; ++i) {
      if (!keep(cloud_.vertices[i])) continue;
      cloud_.vertices[kept] = cloud_.vertices[i];
      if (!cloud_.normals.empty()) cloud_.normals[kept] = cloud_.normals[i];
      ++kept;
    }
    cloud_.vertices.resize(kept);
    if (!cloud_.normals.empty()) cloud_.normals.resize(kept);
    return before - kept;
  }

  [[nodiscard]] std::vector<Point3> sample(std::size_t most) const {
    std::vector<Point3> points;
    const std::size_t stride = cloud_.vertices.size() / most + 1;
    for (std::size_t i = 0; i < cloud_.vertices.size(); i += stride) {
      points.push_back(cloud_.vertices[i]);
    }
    return points;
  }

  void dropOutliers() {
    const RobustBox box = robustBoxOf(sample(kBoxSample));
    const double reach = kOutlierDeviations * box.deviation.maxCoeff();
    if (!(reach > 0)) return;
    const auto isNear = [&](const Point3& p) { return isWithin(p - box.middle, reach); };
    const auto near = static_cast<std::size_t>(
        std::count_if(cloud_.vertices.begin(), cloud_.vertices.end(), isNear));
    const std::size_t far = cloud_.vertices.size() - near;
    const std::size_t most = std::max(kFewOutliers, cloud_.vertices.size() / kOutlierShare);
    if (far > 0 && far <= most) counts_.outlierVertices += keepOnly(isNear);
  }

  // Equal points are one, the first; overlapping views and padded exports repeat them. How many
  // went.
  std::size_t dropTwins() {
    const std::size_t points = cloud_.vertices.size();
    auto slots = zeroedInLargePages<std::uint32_t>(std::bit_ceil(points + points / 2 + 1));
    const std::size_t mask = slots.size() - 1;
    std::size_t kept = 0;
    return keepOnly([&](const Point3& p) {
      // Those kept so far stand at the front already.
      std::size_t slot = hash32({p.x(), p.y(), p.z()}) & mask;
      for (; slots[slot] != 0; slot = (slot + 1) & mask) {
        if (cloud_.vertices[slots[slot] - 1] == p) return false;
      }
      slots[slot] = static_cast<std::uint32_t>(++kept);
      return true;
    });
  }

  [[nodiscard]] bool hasExtent() const {
    if (cloud_.vertices.empty()) return false;
    const Point3& first = cloud_.vertices.front();
    return std::any_of(cloud_.vertices.begin(), cloud_.vertices.end(), [&](const Point3& p) {
      return (p - first).cwiseAbs().maxCoeff() > kSmallestExtent;
    });
  }

  [[nodiscard]] bool fillsSpace() const { return fillSpace(sample(kPointsThatTell)); }

  // Thinner than any sole is curved: no surface need be laid through it to see that.
  [[nodiscard]] bool isFlat() const {
    constexpr std::size_t kFewPoints = 500;  // of which no surface is made
    constexpr double kFlat = 0.01;           // standard deviation across, of that along
    if (cloud_.vertices.size() < kFewPoints) return false;
    const std::vector<Point3> points = sample(kBoxSample);
    Point3 mean = Point3::Zero();
    for (const Point3& p : points) mean += p / static_cast<double>(points.size());
    Eigen::Matrix3d spread = Eigen::Matrix3d::Zero();
    for (const Point3& p : points) spread += (p - mean) * (p - mean).transpose();
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(spread, Eigen::EigenvaluesOnly);
    return solver.eigenvalues()[0] < kFlat * kFlat * solver.eigenvalues()[2];
  }

  [[nodiscard]] tl::unexpected<Error> flat() const {
    return failure(ErrorCode::NoSurface,
                   "the points lie in one plane or line, so this is not the surface of a foot. "
                   "Export the whole scan.",
                   source_);
  }

  static void toUnitLength(Point3& normal) {
    const double length = normal.norm();
    const bool usable = std::isfinite(length) && length > kSmallestExtent;
    normal = usable ? (normal / length).eval() : Point3(Point3::Zero());
  }

  void note(const char* id, std::size_t points, Severity severity) {
    if (points == 0) return;
    cloud_.findings.push_back({{id, {{"points", std::to_string(points)}}}, severity, source_});
  }

  [[nodiscard]] tl::unexpected<Error> nothingLeft() const {
    if (counts_.verticesRead == 0) {
      return failure(
          ErrorCode::NoSurface,
          "the file holds no points and no triangles. Export the scan of the foot again.", source_);
    }
    std::string text = "no object is left: of " + counted(counts_.verticesRead, kPoints);
    if (counts_.nonFiniteVertices > 0) {
      text += ", " + grouped(counts_.nonFiniteVertices) + " had coordinates that are no numbers";
    }
    if (counts_.outlierVertices > 0) {
      text += ", " + grouped(counts_.outlierVertices) + " lay too far away";
    }
    if (counts_.vertices > 0) text += ", the others lie in one place";
    return failure(ErrorCode::NoSurface, text + ". Export the scan of the foot again.", source_);
  }

  RawSurface cloud_;
  ScanReadCounts counts_;
  const std::string& source_;
};

}  // namespace

Result<Annotated<RawScan>> cleanCloud(RawSurface cloud, const std::string& sourceName) {
  return CloudCleaning(std::move(cloud), sourceName).run();
}

}  // namespace podalign::ingest
