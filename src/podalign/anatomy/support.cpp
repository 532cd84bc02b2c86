#include "podalign/anatomy/internal/support.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "podalign/geometry/convex_hull.hpp"
#include "podalign/geometry/normals.hpp"
#include "podalign/geometry/reduce.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Plane;
using geometry::Point2;
using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

// Shares of the scan's diagonal: no unit is known yet.
constexpr double kLargeRimShare = 0.4;  // of the diagonal: sole and leg, not a hole in the skin
constexpr std::size_t kMaxPatches = 4000;
constexpr std::size_t kMaxCandidates = 48;
constexpr double kSameFacetCosine = 0.9994;  // 2 degrees
constexpr double kLowPartShare = 0.25;       // of the contact's length: sole, toes and lower instep
constexpr double kSoleCosine = 0.7;
constexpr double kSoleSeenShare = 0.25;  // of the contact's shadow
constexpr double kOnFloorShare = 0.004;  // 1.3 mm in 330 mm
constexpr std::size_t kAsked = 6;
constexpr double kBowlTiltCosine = 0.94;     // 20 degrees: a foot is not pressed in more aslant
constexpr double kAskedShare = 0.1;          // of the best score
constexpr double kAlongFloorCosine = 0.985;  // 10 degrees

double depthAlong(const TriangleMesh& mesh, const Point3& direction) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Point3& v : mesh.vertices) {
    low = std::min(low, direction.dot(v));
    high = std::max(high, direction.dot(v));
  }
  return high - low;
}

// The rim of a sole without its dorsum: the ground is on the other side.
struct RimOnTop {
  Point3 middle;
  double depth;
};

// A large hole counts as the surface that is missing there: a sole that was not captured still is
// what the foot stands on. Fans from the middle of the rim, in rings. Gives back the area vectors
// of those holes.
std::vector<Point3> addMissingSurface(const TriangleMesh& mesh, double diagonal,
                                      std::vector<Patch>& patches,
                                      std::vector<RimOnTop>& rimsOnTop) {
  std::vector<Point3> holes;
  constexpr std::size_t kMaxRims = 4;  // sole and leg; the rest are small holes
  constexpr std::array<double, 4> kRings{0.25, 0.55, 0.75, 0.92};
  constexpr std::array<double, 4> kRingShares{0.16, 0.26, 0.28, 0.30};
  // With the sole the lower walls are missing as well; a round hole is where the leg was cut.
  constexpr double kSoleWeight = 2.0;
  constexpr double kLegWeight = 0.25;
  constexpr double kSoleElongation = 1.7;
  constexpr double kBowlShare = 0.15;  // shallower: a sole without its dorsum, open at the top
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
      hole += 0.5 * a.cross(mesh.vertices[rim[(i + 1) % rim.size()]] - middle);
    }
    std::vector<Point2> ring;
    const PlaneBasis basis(hole.norm() > 0.0 ? Point3(hole.normalized()) : Point3::UnitZ());
    for (const std::uint32_t vertex : rim) ring.push_back(basis.project(mesh.vertices[vertex]));
    const Shadow shadow = shadowOf(ring);
    const bool elongated = shadow.length > kSoleElongation * shadow.width;
    const double depth = depthAlong(mesh, basis.e1.cross(basis.e2));
    const bool bowl = elongated && depth < kBowlShare * shadow.length;
    if (bowl) rimsOnTop.push_back({middle, depth});
    const bool likeSole = elongated && !bowl;
    const double weight = likeSole ? kSoleWeight : kLegWeight;
    for (std::size_t i = 0; i < rim.size(); ++i) {
      const Point3 a = mesh.vertices[rim[i]] - middle;
      const Point3 b = mesh.vertices[rim[(i + 1) % rim.size()]] - middle;
      const double area = 0.5 * a.cross(b).norm();
      for (std::size_t k = 0; k < kRings.size(); ++k) {
        patches.push_back(
            {middle + 0.5 * kRings[k] * (a + b), Point3::Zero(), weight * kRingShares[k] * area});
      }
    }
  }
  return holes;
}

// Candidates: planes of large hull facets, all points above.
std::vector<Plane> supportPlanes(const TriangleMesh& hull) {
  struct Facet {
    Plane plane;
    double area;
  };
  std::vector<Facet> facets;
  for (const Triangle& t : hull.triangles) {
    const Point3& a = hull.vertices[t[0]];
    const Point3 outward = geometry::doubledNormal(hull, t);
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

// How much a foot stands on this plane. The share of the lower part that lies over the contact is
// near 1 on the ground and 0.5-0.6 on a foot lying on its side. 0 for what cannot reach `least`.
double contactScore(const std::vector<Patch>& patches, const Plane& plane, double reach,
                    double least) {
  const PlaneBasis basis(plane.normal);
  std::vector<Point2> contact;
  double contactArea = 0.0;
  for (const Patch& patch : patches) {
    if (plane.height(patch.centre) > reach) continue;
    contactArea += patch.area;
    contact.push_back(basis.project(patch.centre));
  }
  const Shadow spanned = shadowOf(contact);
  constexpr double kRounding = 1.5;  // the low part holds the contact, but for bins of shadows
  if (kRounding * contactArea * spanned.hullArea <= least) return 0.0;
  const double lowHeight = kLowPartShare * spanned.length;
  std::vector<Point2> low;
  for (const Patch& patch : patches) {
    if (plane.height(patch.centre) < lowHeight) low.push_back(basis.project(patch.centre));
  }
  const Shadow lowPart = shadowOf(low);
  if (lowPart.hullArea <= 0.0) return 0.0;
  return contactArea * spanned.hullArea *
         std::pow(lowPart.solidity * spanned.hullArea / lowPart.hullArea, 4);
}

// A sole that was seen stands where it stands, even if the floor lies a gap below it.
void settleOnFloor(Support& support, const Plane& floor, bool ownGround) {
  double soleArea = 0.0;
  std::vector<Point2> contact;
  const PlaneBasis basis(support.ground.normal);
  for (const Patch& patch : support.patches) {
    if (support.ground.height(patch.centre) > kContactShare * support.diagonal) continue;
    contact.push_back(basis.project(patch.centre));
    if (std::abs(patch.normal.dot(support.ground.normal)) > kSoleCosine) {
      soleArea += patch.area * static_cast<double>(support.stride);
    }
  }
  const bool soleSeen = ownGround && soleArea > kSoleSeenShare * shadowOf(contact).hullArea;
  if (!soleSeen) support.ground = floor;
  const Point3 foot =
      support.middle - support.ground.height(support.middle) * support.ground.normal;
  support.onFloor = std::abs(floor.height(foot)) < kOnFloorShare * support.diagonal;
}

}  // namespace

Result<Support> findBowlSupport(const TriangleMesh& bowl, const Point3& up) {
  const auto hull = geometry::convexHull(bowl.vertices);
  if (!hull) return tl::unexpected(hull.error());
  Eigen::AlignedBox3d box;
  for (const Point3& vertex : hull->vertices) box.extend(vertex);
  Support support;
  support.bowl = true;
  support.diagonal = box.diagonal().norm();
  support.middle = box.center();
  support.patches = samplePatches(bowl, kMaxPatches);
  support.stride = std::max<std::size_t>(1, bowl.triangles.size() / kMaxPatches);
  double best = 0.0;
  for (const Plane& plane : supportPlanes(*hull)) {
    if (plane.normal.dot(up) < kBowlTiltCosine) continue;
    const double score =
        contactScore(support.patches, plane, kContactShare * support.diagonal, best);
    if (score <= best) continue;
    best = score;
    support.ground = plane;
  }
  if (best > 0.0) return support;
  return failure(ErrorCode::NotAFoot,
                 "the hollow in the block has no sole to stand on. Check that the file holds the "
                 "imprint of one foot.");
}

Result<Support> findSupport(const TriangleMesh& mesh, const std::optional<Plane>& floor) {
  auto hull = geometry::convexHull(mesh.vertices);
  if (!hull) return tl::unexpected(hull.error());
  Eigen::AlignedBox3d box;
  for (const Point3& vertex : hull->vertices) box.extend(vertex);
  Support support;
  support.diagonal = box.diagonal().norm();
  support.middle = box.center();
  support.patches = samplePatches(mesh, kMaxPatches);
  const std::size_t seen = support.patches.size();
  support.stride = std::max<std::size_t>(1, mesh.triangles.size() / kMaxPatches);
  std::vector<RimOnTop> rimsOnTop;
  support.holes = addMissingSurface(mesh, support.diagonal, support.patches, rimsOnTop);

  std::vector<Plane> planes = supportPlanes(*hull);
  support.faces = planes;
  planes.erase(std::remove_if(planes.begin(), planes.end(),
                              [&](const Plane& plane) {
                                return std::any_of(
                                    rimsOnTop.begin(), rimsOnTop.end(), [&](const RimOnTop& rim) {
                                      return plane.height(rim.middle) < 0.5 * rim.depth;
                                    });
                              }),
               planes.end());
  if (floor) {
    planes.erase(std::remove_if(planes.begin(), planes.end(),
                                [&](const Plane& plane) {
                                  return plane.normal.dot(floor->normal) < kAlongFloorCosine;
                                }),
                 planes.end());
  }
  struct Ranked {
    double score;
    Plane plane;
  };
  std::vector<Ranked> ranked;
  double best = 0.0;
  for (const Plane& plane : planes) {
    const double score =
        contactScore(support.patches, plane, kContactShare * support.diagonal, kAskedShare * best);
    if (score > 0.0) ranked.push_back({score, plane});
    best = std::max(best, score);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& l, const Ranked& r) { return l.score > r.score; });
  const bool found = !ranked.empty();
  if (found) support.ground = ranked.front().plane;
  for (std::size_t i = 1; i < std::min(kAsked, ranked.size()); ++i) {
    if (ranked[i].score > kAskedShare * ranked.front().score) {
      support.next.push_back(ranked[i].plane);
    }
  }
  support.patches.resize(seen);
  if (floor) settleOnFloor(support, *floor, found);
  return support;
}

}  // namespace podalign::anatomy
