#include "podalign/anatomy/internal/imprint_shape.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include "podalign/anatomy/internal/patches.hpp"
#include "podalign/geometry/normals.hpp"
#include "podalign/geometry/outline.hpp"
#include "podalign/geometry/reduce.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Plane;
using geometry::Point2;
using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

constexpr double kLeastShare = 0.05;  // of what is left: smaller parts are crumbs
constexpr double kMinElongation = 1.6;
constexpr double kMaxElongation = 4.5;
// Shares of the length. Foam boxes are pressed 20-45 mm deep; a foot with its instep is higher.
constexpr double kMinDepth = 0.05;
constexpr double kMaxDepth = 0.25;
constexpr double kRimShadow = 0.85;  // of the whole shadow: nothing reaches under the block's top
// Heel and toes are both pressed in; a foot upside down is low at the toes.
constexpr double kEnd = 0.18;       // of the length
constexpr double kEndDepth = 0.50;  // of the depth
constexpr double kLooks = 0.3;      // cosine: floor rather than wall
constexpr double kFloorShare = 0.6;
constexpr double kFlat = 0.004;  // of the length: 1 mm
constexpr double kFlatShare = 0.60;
constexpr double kInside = 0.10;  // of the length, from the border: an insole is thin there
constexpr double kInsideDepth = 0.5;

// A sole: all of the bowl's floor is there, not plane, and lies deep inside.
bool likeSole(const TriangleMesh& mesh, const Plane& face, const Bowl& bowl,
              const geometry::BoundingRectangle& box, const std::vector<Point2>& rim) {
  const PlaneBasis basis(face.normal);
  std::array<double, 2> endDepth{};
  double floorArea = 0.0;
  std::vector<std::pair<double, double>> inside;  // depth, area
  double insideArea = 0.0;
  std::map<long, double> areaAt;
  const double bin = kFlat * bowl.length;
  const Point2 across(-box.axis.y(), box.axis.x());
  for (const Triangle& t : mesh.triangles) {
    const Point3& a = mesh.vertices[t[0]];
    const Point3 centre = (a + mesh.vertices[t[1]] + mesh.vertices[t[2]]) / 3.0;
    const double depth = face.height(centre);
    const Point2 place = basis.project(centre) - box.centre;
    const double along = place.dot(box.axis) / bowl.length;
    if (along < kEnd - 0.5) endDepth[0] = std::max(endDepth[0], depth);
    if (along > 0.5 - kEnd) endDepth[1] = std::max(endDepth[1], depth);
    const Point3 doubled = geometry::doubledNormal(mesh, t);
    const double shadow = 0.5 * std::abs(doubled.dot(face.normal));
    if (2.0 * shadow < kLooks * doubled.norm()) continue;
    floorArea += shadow;
    areaAt[std::lround(std::floor(depth / bin))] += shadow;
    const bool within = std::abs(along) < 0.5 - kInside &&
                        std::abs(place.dot(across)) < 0.5 * box.width - kInside * bowl.length;
    if (!within) continue;
    inside.emplace_back(depth, shadow);
    insideArea += shadow;
  }
  if (std::min(endDepth[0], endDepth[1]) < kEndDepth * bowl.depth) return false;
  if (floorArea < kFloorShare * geometry::area(rim)) return false;
  double most = 0.0;
  for (const auto& [at, area] : areaAt) {
    const auto next = areaAt.find(at + 1);
    most = std::max(most, area + (next == areaAt.end() ? 0.0 : next->second));
  }
  if (most > kFlatShare * floorArea) return false;
  std::sort(inside.begin(), inside.end());
  double upTo = 0.0;
  for (const auto& [depth, area] : inside) {
    upTo += area;
    if (2.0 * upTo >= insideArea) return depth > kInsideDepth * bowl.depth;
  }
  return false;
}

}  // namespace

std::vector<Bowl> bowlsBelow(const TriangleMesh& mesh, const Plane& face, double cut) {
  std::vector<bool> deep(mesh.vertices.size());
  for (std::size_t i = 0; i < deep.size(); ++i) deep[i] = face.height(mesh.vertices[i]) > cut;
  // What hangs from the face: vertices beside those that were cut off.
  std::vector<bool> atRim(mesh.vertices.size(), false);
  TriangleMesh below;
  below.vertices = mesh.vertices;
  for (const Triangle& t : mesh.triangles) {
    const auto kept = std::count_if(t.begin(), t.end(), [&](std::uint32_t i) { return deep[i]; });
    if (kept == 3) below.triangles.push_back(t);
    if (kept == 0 || kept == 3) continue;
    for (const std::uint32_t i : t) atRim[i] = deep[i];
  }
  const geometry::Components components = geometry::findComponents(below);
  const PlaneBasis basis(face.normal);
  const double crumbs = kLeastShare * static_cast<double>(below.triangles.size());
  std::vector<Bowl> bowls;
  for (std::uint32_t label = 0; label < components.triangles.size(); ++label) {
    if (static_cast<double>(components.triangles[label]) < crumbs) break;
    std::vector<bool> keep(mesh.vertices.size());
    std::vector<Point2> shadow;
    std::vector<Point2> rim;
    Bowl bowl;
    for (std::size_t i = 0; i < keep.size(); ++i) {
      keep[i] = components.labelOfVertex[i] == label;
      if (!keep[i]) continue;
      shadow.push_back(basis.project(mesh.vertices[i]));
      if (atRim[i]) rim.push_back(shadow.back());
      bowl.depth = std::max(bowl.depth, face.height(mesh.vertices[i]));
    }
    if (rim.size() < 3) continue;
    const std::vector<Point2> rimHull = geometry::convexHull2(rim);
    const std::vector<Point2> shadowHull = geometry::convexHull2(shadow);
    bowl.rimShadow = geometry::area(rimHull);
    if (bowl.rimShadow < kRimShadow * geometry::area(shadowHull)) continue;
    const auto box = geometry::minimumAreaRectangle(shadowHull);
    bowl.length = box.length;
    if (box.length < kMinElongation * box.width || box.length > kMaxElongation * box.width ||
        bowl.depth < kMinDepth * box.length || bowl.depth > kMaxDepth * box.length) {
      continue;
    }
    bowl.mesh_in_scan = geometry::keepVertices(below, keep);
    if (!likeSole(bowl.mesh_in_scan, face, bowl, box, rimHull)) continue;
    bowls.push_back(std::move(bowl));
  }
  return bowls;
}

TriangleMesh floorOf(const TriangleMesh& bowl, const Point3& up) {
  constexpr double kSkin = 0.8;  // cosine: on walls the foam's own edge is rough
  TriangleMesh floor;
  floor.vertices = bowl.vertices;
  for (const Triangle& t : bowl.triangles) {
    const Point3 doubled = geometry::doubledNormal(bowl, t);
    if (std::abs(doubled.dot(up)) > kSkin * doubled.norm()) floor.triangles.push_back(t);
  }
  return geometry::keepVertices(floor, std::vector<bool>(floor.vertices.size(), true));
}

}  // namespace podalign::anatomy
