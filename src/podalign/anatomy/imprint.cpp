#include "podalign/anatomy/internal/imprint.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "podalign/anatomy/internal/imprint_shape.hpp"
#include "podalign/geometry/outline.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Plane;
using geometry::Point2;
using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

// Shares of the scan's diagonal: no unit is known yet.
constexpr double kMinFlat = 0.06;                     // of its square: a rim 10 mm wide has 0.08
constexpr std::array<double, 2> kCuts{0.006, 0.015};  // 2 mm, or the crumbled edge of real foam
constexpr double kFlatCosine = 0.9;
constexpr double kFaceShadow = 0.85;  // of the whole shadow: the face is the block's top
constexpr double kLidShare = 0.70;    // flat area over the bowl's opening
constexpr double kAround = 1.10;      // the block's top against the opening
constexpr std::size_t kSectors = 12;
constexpr std::size_t kSectorsWithRim = 10;

// The flat surface in a face of the hull.
struct Flat {
  Plane plane;
  double area = 0.0;
  double hullArea = 0.0;
  std::vector<Point2> places;
};

std::optional<Flat> flatIn(const Plane& face, const Support& support) {
  const double reach = kContactShare * support.diagonal;
  const PlaneBasis basis(face.normal);
  Flat flat;
  std::vector<Point3> centres;
  for (const Patch& patch : support.patches) {
    if (face.height(patch.centre) > reach) continue;
    if (std::abs(patch.normal.dot(face.normal)) < kFlatCosine) continue;
    flat.area += patch.area * static_cast<double>(support.stride);
    centres.push_back(patch.centre);
  }
  if (centres.size() < 3 || flat.area < kMinFlat * support.diagonal * support.diagonal) {
    return std::nullopt;
  }
  flat.plane = geometry::fitPlane(centres, face.normal);
  for (const Point3& centre : centres) flat.places.push_back(basis.project(centre));
  std::vector<Point2> all;
  for (const Patch& patch : support.patches) all.push_back(basis.project(patch.centre));
  flat.hullArea = geometry::area(geometry::convexHull2(flat.places));
  if (flat.hullArea < kFaceShadow * geometry::area(geometry::convexHull2(all))) {
    return std::nullopt;
  }
  return flat;
}

// Flat surface on all sides of the bowl.
bool goesAround(const Flat& flat, const Plane& face, const TriangleMesh& bowl) {
  const PlaneBasis basis(face.normal);
  Point2 middle = Point2::Zero();
  for (const Point3& vertex : bowl.vertices) middle += basis.project(vertex);
  middle /= static_cast<double>(bowl.vertices.size());
  const auto sectorOf = [&](const Point2& place) {
    const Point2 from = place - middle;
    const double turn = 0.5 + 0.5 * std::atan2(from.y(), from.x()) / std::numbers::pi;
    return std::min(kSectors - 1, static_cast<std::size_t>(turn * static_cast<double>(kSectors)));
  };
  std::array<double, kSectors> reach{};
  for (const Point3& vertex : bowl.vertices) {
    const Point2 place = basis.project(vertex);
    double& r = reach[sectorOf(place)];
    r = std::max(r, (place - middle).norm());
  }
  std::array<bool, kSectors> rim{};
  for (const Point2& place : flat.places) {
    const std::size_t sector = sectorOf(place);
    rim[sector] = rim[sector] || (place - middle).norm() > reach[sector];
  }
  return static_cast<std::size_t>(std::count(rim.begin(), rim.end(), true)) >= kSectorsWithRim;
}

bool inBlock(const Flat& flat, const Bowl& bowl) {
  return flat.hullArea > kAround * bowl.rimShadow &&
         goesAround(flat, flat.plane, bowl.mesh_in_scan);
}

bool underLid(const Flat& flat, const Bowl& bowl) {
  return flat.hullArea < kAround * bowl.rimShadow && flat.area > kLidShare * bowl.rimShadow;
}

ImprintShape shapeOf(Bowl bowl, const Flat& flat, ImprintKind kind) {
  ImprintShape shape;
  shape.kind = kind;
  shape.up_in_scan = -flat.plane.normal;
  shape.depth = bowl.depth;
  shape.flatShare = flat.area / (kind == ImprintKind::Positive ? bowl.rimShadow : flat.hullArea);
  shape.bowl_in_scan = std::move(bowl.mesh_in_scan);
  // The foam looks at the foot; the foot's skin looks at the foam.
  if (kind == ImprintKind::Negative) {
    for (Triangle& t : shape.bowl_in_scan.triangles) std::swap(t[1], t[2]);
  }
  return shape;
}

}  // namespace

Result<std::optional<ImprintShape>> findImprint(const TriangleMesh& part, const Support& support) {
  std::vector<Flat> flats;
  for (const Plane& face : support.faces) {
    if (auto flat = flatIn(face, support)) flats.push_back(std::move(*flat));
  }
  // Hollows first: the outside of a block hangs below its bottom as a cast does.
  for (const Flat& flat : flats) {
    for (const double cut : kCuts) {
      std::vector<Bowl> hollows = bowlsBelow(part, flat.plane, cut * support.diagonal);
      std::erase_if(hollows, [&](const Bowl& bowl) { return !inBlock(flat, bowl); });
      if (hollows.size() > 1) {
        return failure(ErrorCode::NotAFoot,
                       "the file holds a block with several imprints. Export each imprint to a "
                       "file of its own.");
      }
      if (hollows.size() == 1) {
        return shapeOf(std::move(hollows[0]), flat, ImprintKind::Negative);
      }
    }
  }
  for (const Flat& flat : flats) {
    std::vector<Bowl> casts = bowlsBelow(part, flat.plane, kCuts[0] * support.diagonal);
    if (casts.size() == 1 && underLid(flat, casts[0])) {
      return shapeOf(std::move(casts[0]), flat, ImprintKind::Positive);
    }
  }
  return std::optional<ImprintShape>{};
}

}  // namespace podalign::anatomy
