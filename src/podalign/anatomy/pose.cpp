#include "podalign/anatomy/pose.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "podalign/anatomy/internal/support.hpp"
#include "podalign/geometry/normals.hpp"
#include "podalign/geometry/outline.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Plane;
using geometry::Point2;
using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

// Shares of the scan's diagonal: no unit is known yet.
constexpr double kFlatShare = 0.002;  // what counts as lying in a plane: 0.7 mm in 330 mm
constexpr double kFlatSoleFromShare =
    0.35;                                // flat area over contact hull, from which a sole is flat
constexpr double kSoleHoleShare = 0.12;  // of the length squared: soles have 0.25, cut legs 0.06
// Under noise the support lies below the plane by its spikes: more of a rounded sole is within
// reach.
constexpr double kReach = 2.0;  // of the flat share
constexpr double kNoisyReach = 4.0;
constexpr double kFlatSoleFromShareNoisy = 0.6;
constexpr double kLevelCosine = 0.8;
constexpr double kMaxRefitTilt = 0.026;  // 1.5 degrees: more is another plane
constexpr std::size_t kSampledPoints = 2000;
constexpr double kBowlShare = 0.15;     // of the length: lower is a sole without its dorsum
constexpr double kLegFromShare = 0.45;  // of the length: higher is leg, which may lean anywhere
constexpr double kBandShare = 0.12;     // of the length: the part near the ground, toes included
// A foot's length over its width near the ground is 2.2-3.2; outside this nothing is a foot.
constexpr double kMinElongation = 1.6;
constexpr double kMaxElongation = 4.5;

// A flat sole: its plane is the fit to all of it, not to the three lowest points of its noise.
std::optional<Plane> refitFlatSole(const TriangleMesh& mesh, const Support& found) {
  const Plane& support = found.ground;
  const double diagonal = found.diagonal;
  const double reach = (found.noisy ? kNoisyReach : kReach) * kFlatShare * diagonal;
  const double share = found.noisy ? kFlatSoleFromShareNoisy : kFlatSoleFromShare;
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
    if (highest < reach) flatArea += 0.5 * geometry::doubledNormal(a, b, c).norm();
    for (const std::uint32_t index : t) {
      if (taken[index]) continue;
      taken[index] = true;
      bottom.push_back(mesh.vertices[index]);
      contact.push_back(basis.project(mesh.vertices[index]));
    }
  }
  if (contact.size() < 3) return std::nullopt;
  if (flatArea < share * geometry::area(geometry::convexHull2(contact))) {
    return std::nullopt;
  }
  const std::size_t stride = std::max<std::size_t>(1, bottom.size() / kSampledPoints);
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

// A sole without its dorsum has no tall part: its broader half is the ball's. Positive along the
// band's axis.
double ballEnd(const std::vector<Patch>& patches, const PlaneBasis& basis,
               const geometry::BoundingRectangle& band) {
  constexpr double kFrom = 0.12;  // of the length, from the middle: ball and heel lie there
  constexpr double kTo = 0.30;
  const Point2 across(-band.axis.y(), band.axis.x());
  std::array<double, 2> low{};
  std::array<double, 2> high{};
  for (const Patch& patch : patches) {
    const Point2 p = basis.project(patch.centre) - band.centre;
    const double at = p.dot(band.axis) / band.length;
    if (std::abs(at) < kFrom || std::abs(at) > kTo) continue;
    const std::size_t end = at > 0.0 ? 1 : 0;
    low[end] = std::min(low[end], p.dot(across));
    high[end] = std::max(high[end], p.dot(across));
  }
  return (high[1] - low[1]) - (high[0] - low[0]);
}

}  // namespace

Result<RoughPose> findRoughPose(const TriangleMesh& mesh, const Support& support) {
  Plane ground = support.ground;
  const double diagonal = support.diagonal;
  RoughPose pose;
  pose.onFloor = support.onFloor;
  if (const auto flat = refitFlatSole(mesh, support)) {
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
  for (const Point3& hole : support.holes) {
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
  double highest = 0.0;
  for (const Patch& patch : support.patches) {
    const double height = std::max(0.0, ground.height(patch.centre));
    highest = std::max(highest, height);
    if (height > kLegFromShare * band.length) continue;
    const double w = patch.area * height * height;
    weight += w;
    along += w * (basis.project(patch.centre) - band.centre).dot(band.axis);
  }
  if (support.bowl || highest < kBowlShare * band.length) {
    along = ballEnd(support.patches, basis, band) > 0.0 ? -1.0 : 1.0;
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
  pose.windingInverted = windingInverted(mesh, support.middle);
  return pose;
}

}  // namespace podalign::anatomy
