#include "podalign/anatomy/pose.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "podalign/geometry/convex_hull.hpp"
#include "podalign/geometry/outline.hpp"
#include "podalign/geometry/plane.hpp"
#include "podalign/geometry/reduce.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Plane;
using geometry::Point2;
using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

// Shares of the scan's diagonal: no unit is known yet.
constexpr double kContactShare = 0.012;  // what counts as near a candidate plane: 4 mm in 330 mm
constexpr double kFlatShare = 0.002;     // what counts as lying in a plane: 0.7 mm in 330 mm
constexpr double kFlatSoleFromShare =
    0.35;                                // flat area over contact hull, from which a sole is flat
constexpr double kLargeRimShare = 0.4;   // of the diagonal: sole and leg, not a hole in the skin
constexpr double kSoleHoleShare = 0.12;  // of the length squared: soles have 0.25, cut legs 0.06
constexpr double kLevelCosine = 0.8;
constexpr double kMaxRefitTilt = 0.026;  // 1.5 degrees: more is another plane
constexpr std::size_t kSampledTriangles = 10000;
constexpr std::size_t kMaxCandidates = 48;
constexpr double kSameFacetCosine = 0.9994;  // 2 degrees
constexpr double kLowPartShare = 0.25;       // of the contact's length: sole, toes and lower instep
constexpr double kBandShare = 0.12;  // of the length: the part near the ground, toes included
// A foot's length over its width near the ground is 2.2-3.2; outside this nothing is a foot.
constexpr double kMinElongation = 1.6;
constexpr double kMaxElongation = 4.5;

struct Patch {
  Point3 centre;
  double area;
};

std::vector<Patch> samplePatches(const TriangleMesh& mesh) {
  const std::size_t stride = std::max<std::size_t>(1, mesh.triangles.size() / kSampledTriangles);
  std::vector<Patch> patches;
  for (std::size_t i = 0; i < mesh.triangles.size(); i += stride) {
    const Triangle& t = mesh.triangles[i];
    const Point3& a = mesh.vertices[t[0]];
    const Point3& b = mesh.vertices[t[1]];
    const Point3& c = mesh.vertices[t[2]];
    patches.push_back({(a + b + c) / 3.0, 0.5 * (b - a).cross(c - a).norm()});
  }
  return patches;
}

// A large hole counts as the surface that is missing there: a sole that was not captured still is
// what the foot stands on. Fans from the middle of the rim, in rings. Gives back the area vectors
// of those holes.
std::vector<Point3> addMissingSurface(const TriangleMesh& mesh, double diagonal,
                                      std::vector<Patch>& patches) {
  std::vector<Point3> holes;
  constexpr std::size_t kMaxRims = 4;  // sole and leg; the rest are small holes
  constexpr std::array<double, 4> kRings{0.25, 0.55, 0.75, 0.92};
  constexpr std::array<double, 4> kRingShares{0.16, 0.26, 0.28, 0.30};
  constexpr double kMissingWeight = 2.0;  // with the sole the lower walls are missing as well
  const auto rims = geometry::findRims(mesh);
  for (std::size_t r = 0; r < std::min(kMaxRims, rims.size()); ++r) {
    const std::vector<std::uint32_t>& rim = rims[r];
    Point3 middle = Point3::Zero();
    double length = 0.0;
    for (std::size_t i = 0; i < rim.size(); ++i) {
      middle += mesh.vertices[rim[i]];
      length += (mesh.vertices[rim[(i + 1) % rim.size()]] - mesh.vertices[rim[i]]).norm();
    }
    if (length < kLargeRimShare * diagonal) continue;
    middle /= static_cast<double>(rim.size());
    Point3& hole = holes.emplace_back(Point3::Zero());
    for (std::size_t i = 0; i < rim.size(); ++i) {
      const Point3 a = mesh.vertices[rim[i]] - middle;
      const Point3 b = mesh.vertices[rim[(i + 1) % rim.size()]] - middle;
      const double area = 0.5 * a.cross(b).norm();
      hole += 0.5 * a.cross(b);
      for (std::size_t k = 0; k < kRings.size(); ++k) {
        patches.push_back(
            {middle + 0.5 * kRings[k] * (a + b), kMissingWeight * kRingShares[k] * area});
      }
    }
  }
  return holes;
}

struct PlaneBasis {
  Point3 e1, e2;
  explicit PlaneBasis(const Point3& normal) : e1(normal.unitOrthogonal()), e2(normal.cross(e1)) {}
  [[nodiscard]] Point2 project(const Point3& p) const { return {e1.dot(p), e2.dot(p)}; }
};

// Candidates: planes of large hull facets, all points above.
std::vector<Plane> supportPlanes(const TriangleMesh& hull) {
  struct Facet {
    Plane plane;
    double area;
  };
  std::vector<Facet> facets;
  for (const Triangle& t : hull.triangles) {
    const Point3& a = hull.vertices[t[0]];
    const Point3 outward = (hull.vertices[t[1]] - a).cross(hull.vertices[t[2]] - a);
    const double norm = outward.norm();
    if (norm <= 0.0) continue;
    const Point3 up = -outward / norm;
    facets.push_back({{up, up.dot(a)}, 0.5 * norm});
  }
  std::stable_sort(facets.begin(), facets.end(),
                   [](const Facet& l, const Facet& r) { return l.area > r.area; });
  std::vector<Plane> planes;
  for (const Facet& facet : facets) {
    if (planes.size() == kMaxCandidates) break;
    const bool known = std::any_of(planes.begin(), planes.end(), [&](const Plane& plane) {
      return plane.normal.dot(facet.plane.normal) > kSameFacetCosine;
    });
    if (!known) planes.push_back(facet.plane);
  }
  return planes;
}

// How much a foot stands on this plane: area of the surface near it, times the area which that
// contact spans, times how much of the foot's lower part lies over the contact. The last is near 1
// on the ground and 0.5-0.6 on a foot lying on its side.
double contactScore(const std::vector<Patch>& patches, const Plane& plane, double reach) {
  const PlaneBasis basis(plane.normal);
  std::vector<Point2> contact;
  double contactArea = 0.0;
  for (const Patch& patch : patches) {
    if (plane.height(patch.centre) > reach) continue;
    contactArea += patch.area;
    contact.push_back(basis.project(patch.centre));
  }
  if (contact.size() < 3) return 0.0;
  const std::vector<Point2> hull = geometry::convexHull2(contact);
  const double lowHeight = kLowPartShare * geometry::minimumAreaRectangle(hull).length;
  std::vector<Point2> low;
  for (const Patch& patch : patches) {
    if (plane.height(patch.centre) < lowHeight) low.push_back(basis.project(patch.centre));
  }
  const double spanned = geometry::area(hull);
  const double lowArea = geometry::area(geometry::convexHull2(low));
  if (lowArea <= 0.0) return 0.0;
  return contactArea * spanned * std::pow(spanned / lowArea, 4);
}

// A flat sole: its plane is the fit to all of it, not to the three lowest points of its noise.
std::optional<Plane> refitFlatSole(const TriangleMesh& mesh, const Plane& support,
                                   double diagonal) {
  const PlaneBasis basis(support.normal);
  const double flat = kFlatShare * diagonal;
  double flatArea = 0.0;
  std::vector<Point2> contact;
  std::vector<Point3> bottom;
  std::vector<bool> taken(mesh.vertices.size(), false);
  for (const Triangle& t : mesh.triangles) {
    const Point3& a = mesh.vertices[t[0]];
    const Point3& b = mesh.vertices[t[1]];
    const Point3& c = mesh.vertices[t[2]];
    const double highest = std::max({support.height(a), support.height(b), support.height(c)});
    if (highest > kContactShare * diagonal) continue;
    if (highest < 2.0 * flat) flatArea += 0.5 * (b - a).cross(c - a).norm();
    for (const std::uint32_t index : t) {
      if (taken[index]) continue;
      taken[index] = true;
      bottom.push_back(mesh.vertices[index]);
      contact.push_back(basis.project(mesh.vertices[index]));
    }
  }
  if (contact.size() < 3) return std::nullopt;
  if (flatArea < kFlatSoleFromShare * geometry::area(geometry::convexHull2(contact))) {
    return std::nullopt;
  }
  const std::size_t stride = std::max<std::size_t>(1, bottom.size() / kSampledTriangles);
  std::vector<Point3> sample;
  for (std::size_t i = 0; i < bottom.size(); i += stride) sample.push_back(bottom[i]);
  const auto segmented = geometry::segmentPlane(sample, flat);
  if (!segmented || 2 * segmented->inliers.size() < sample.size()) return std::nullopt;
  Plane plane = segmented->plane;
  if (plane.normal.dot(support.normal) < 0.0) plane = {-plane.normal, -plane.offset};
  for (int round = 0; round < 4; ++round) {
    std::vector<Point3> inliers;
    for (const Point3& point : bottom) {
      if (std::abs(plane.height(point)) < flat) inliers.push_back(point);
    }
    if (inliers.size() < 3) return std::nullopt;
    plane = geometry::fitPlane(inliers, support.normal);
  }
  if (plane.normal.cross(support.normal).norm() > std::sin(kMaxRefitTilt)) return std::nullopt;
  return plane;
}

// The part near the ground; its height follows from its own length.
std::vector<Point2> groundBand(const TriangleMesh& mesh, const Plane& ground,
                               const PlaneBasis& basis, double height) {
  std::vector<Point2> band;
  for (const Point3& vertex : mesh.vertices) {
    if (ground.height(vertex) < height) band.push_back(basis.project(vertex));
  }
  return band;
}

// Outward winding gives a positive volume about any inner point; on an open surface nearly so.
bool windingInverted(const TriangleMesh& mesh, const Point3& inside) {
  double volume = 0.0;
  for (const Triangle& t : mesh.triangles) {
    const Point3 a = mesh.vertices[t[0]] - inside;
    volume += a.dot((mesh.vertices[t[1]] - inside).cross(mesh.vertices[t[2]] - inside));
  }
  return volume < 0.0;
}

}  // namespace

Result<RoughPose> findRoughPose(const TriangleMesh& mesh) {
  auto hull = geometry::convexHull(mesh.vertices);
  if (!hull) return tl::unexpected(hull.error());
  Eigen::AlignedBox3d box;
  for (const Point3& vertex : hull->vertices) box.extend(vertex);
  const double diagonal = box.diagonal().norm();

  std::vector<Patch> patches = samplePatches(mesh);
  const std::size_t seen = patches.size();
  const std::vector<Point3> holes = addMissingSurface(mesh, diagonal, patches);
  Plane ground;
  double best = 0.0;
  for (const Plane& plane : supportPlanes(*hull)) {
    const double score = contactScore(patches, plane, kContactShare * diagonal);
    if (score > best) {
      best = score;
      ground = plane;
    }
  }
  RoughPose pose;
  if (const auto flat = refitFlatSole(mesh, ground, diagonal)) {
    ground = *flat;
    pose.flatSupport = true;
  }

  const PlaneBasis basis(ground.normal);
  geometry::BoundingRectangle band = geometry::minimumAreaRectangle(
      groundBand(mesh, ground, basis, 2.0 * kContactShare * diagonal));
  for (int round = 0; round < 2 && band.length > 0.0; ++round) {
    band =
        geometry::minimumAreaRectangle(groundBand(mesh, ground, basis, kBandShare * band.length));
  }
  if (band.width <= 0.0 || band.length < kMinElongation * band.width ||
      band.length > kMaxElongation * band.width) {
    return failure(
        ErrorCode::NotAFoot,
        "the shape does not stand like a foot: no side of it is long, narrow and lies "
        "on the ground. Check that the file holds one foot, whole, without other parts.");
  }

  // A hole as large as a sole that does not lie below or above: up is a guess, so there is none.
  for (const Point3& hole : holes) {
    const double area = hole.norm();
    if (area > kSoleHoleShare * band.length * band.length &&
        std::abs(hole.dot(ground.normal)) < kLevelCosine * area) {
      return failure(ErrorCode::NotAFoot,
                     "a part as large as the sole is missing, and what is left does not tell which "
                     "way is down. Scan the foot again with its sole or its sides down to the "
                     "ground.");
    }
  }

  // The tall part stands over the heel: surface weighted by its height squared.
  double weight = 0.0;
  double along = 0.0;
  for (const Patch& patch : std::span(patches).first(seen)) {
    const double height = std::max(0.0, ground.height(patch.centre));
    const double w = patch.area * height * height;
    weight += w;
    along += w * (basis.project(patch.centre) - band.centre).dot(band.axis);
  }
  const Point2 heading = along > 0.0 ? Point2(-band.axis) : band.axis;
  if (weight <= 0.0)
    return failure(ErrorCode::NotAFoot, "the shape is flat: no foot stands on it.");

  const Point3 x = heading.x() * basis.e1 + heading.y() * basis.e2;
  Eigen::Matrix3d axes;
  axes.row(0) = x;
  axes.row(1) = ground.normal.cross(x);
  axes.row(2) = ground.normal;
  const Point3 origin =
      band.centre.x() * basis.e1 + band.centre.y() * basis.e2 + ground.offset * ground.normal;
  pose.rough_from_scan.linear() = axes;
  pose.rough_from_scan.translation() = -axes * origin;
  pose.roughLength = band.length;
  pose.windingInverted = windingInverted(mesh, box.center());
  return pose;
}

}  // namespace podalign::anatomy
