#include "podalign/anatomy/internal/regions.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "podalign/geometry/normals.hpp"
#include "podalign/geometry/reduce.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point3;

constexpr std::size_t kRegions = 7;
using AreaOf = std::array<double, kRegions>;

// Borders of the parts, in shares of the foot length.
constexpr double kHeelTo = 0.20;
constexpr double kHeelTop = 0.20;
constexpr double kBallFrom = 0.58;
constexpr double kBallTo = 0.80;
constexpr double kDorsumFrom = 0.35;
constexpr double kDorsumTo = 0.80;
constexpr double kAnkleTo = 0.45;
constexpr double kAnkleBottom = 0.22;  // the malleoli lie at 0.22-0.36
constexpr double kAnkleTop = 0.36;
constexpr double kArchFrom = 0.30;
constexpr double kArchTo = 0.65;
constexpr double kArchTop = 0.15;
constexpr double kSoleFacing = -0.5;
constexpr double kSoleTopMm = 35.0;
// The open end of the leg is no hole.
constexpr double kLegCutFrom = 0.22;
constexpr double kLegCutFacing = 0.5;
constexpr double kLegCutBehind = 0.50;
constexpr double kOpenTop = 0.8;
constexpr double kPlainHole = 0.3;

struct Place {
  Point3 position;
  Point3 normal;  // length 1
};

void addArea(AreaOf& areas, const Place& place, double area, double length, double medial) {
  const double x = place.position.x() / length;
  const double z = place.position.z() / length;
  const auto add = [&](Region region) { areas[static_cast<std::size_t>(region)] += area; };
  const bool sole = place.normal.z() < kSoleFacing && place.position.z() < kSoleTopMm;
  if (x > kArchFrom && x < kArchTo && z < kArchTop && place.normal.y() * medial > 0.0) {
    add(Region::MedialArch);
  }
  // The sole is a part by itself: where it was not captured, heel, ball and toes still were.
  if (sole) {
    add(Region::Sole);
    return;
  }
  if (x < kHeelTo && z < kHeelTop) add(Region::Heel);
  if (x > kBallFrom && x < kBallTo) add(Region::Ball);
  if (x > kBallTo) add(Region::Toes);
  if (x > kDorsumFrom && x < kDorsumTo && place.normal.z() > 0.0) add(Region::Dorsum);
  if (x < kAnkleTo && z > kAnkleBottom && z < kAnkleTop) add(Region::Ankle);
}

// Missing area by part: fans from the middle of each rim.
AreaOf missingAreas(const AlignedFoot& foot, double medial) {
  const geometry::TriangleMesh& mesh = foot.mesh_in_foot;
  const double length = foot.footLengthMm;
  AreaOf missing{};
  for (const std::vector<std::uint32_t>& rim : geometry::findRims(mesh)) {
    if (rim.size() < 3) continue;
    Point3 middle = Point3::Zero();
    for (const std::uint32_t vertex : rim) middle += mesh.vertices[vertex];
    middle /= static_cast<double>(rim.size());
    Point3 whole = Point3::Zero();
    const auto corner = [&](std::size_t i) {
      return Point3(mesh.vertices[rim[i % rim.size()]] - middle);
    };
    // The rim runs along its triangles; what is missing beyond it runs the other way.
    for (std::size_t i = 0; i < rim.size(); ++i) whole += 0.5 * corner(i + 1).cross(corner(i));
    const bool legCut = middle.z() > kLegCutFrom * length && middle.x() < kLegCutBehind * length &&
                        whole.z() > kLegCutFacing * whole.norm();
    if (legCut) continue;
    // A rim that bends makes a fan that folds: a hole that looks one way does so all over.
    double folded = 0.0;
    for (std::size_t i = 0; i < rim.size(); ++i) {
      folded += 0.5 * corner(i + 1).cross(corner(i)).norm();
    }
    const bool plain = whole.norm() > kPlainHole * folded;
    for (std::size_t i = 0; i < rim.size(); ++i) {
      const Point3 doubled = corner(i + 1).cross(corner(i));
      const double norm = doubled.norm();
      if (norm <= 0.0) continue;
      const Point3 normal = plain ? Point3(whole.normalized()) : Point3(doubled / norm);
      // What is open at the top takes nothing from the outlines of heel and toes.
      const AreaOf before = missing;
      addArea(missing, {middle + (corner(i) + corner(i + 1)) / 3.0, normal}, 0.5 * norm, length,
              medial);
      if (whole.z() < kOpenTop * whole.norm()) continue;
      for (const Region spared : {Region::Heel, Region::Toes}) {
        missing[static_cast<std::size_t>(spared)] = before[static_cast<std::size_t>(spared)];
      }
    }
  }
  return missing;
}

void viewSole(const SoleMap& map, double length, double medial, RegionView& sole,
              RegionView& arch) {
  double all = 0.0;
  double there = 0.0;
  double invented = 0.0;
  double archAll = 0.0;
  double archThere = 0.0;
  for (std::size_t row = 0; row < map.rows; ++row) {
    const double y = map.origin_in_foot.y() + (static_cast<double>(row) + 0.5) * map.cellMm;
    for (std::size_t column = 0; column < map.columns; ++column) {
      const SoleMap::Cell cell = map.cells[row * map.columns + column];
      if (cell == SoleMap::Cell::Outside) continue;
      const double x = map.origin_in_foot.x() + (static_cast<double>(column) + 0.5) * map.cellMm;
      const bool inArch = x > kArchFrom * length && x < kArchTo * length && y * medial > 0.0;
      const double seen = cell == SoleMap::Cell::Missing ? 0.0 : 1.0;
      all += 1.0;
      there += seen;
      invented += cell == SoleMap::Cell::Invented ? 1.0 : 0.0;
      archAll += inArch ? 1.0 : 0.0;
      archThere += inArch ? seen : 0.0;
    }
  }
  sole.seen = all > 0.0 ? there / all : 0.0;
  sole.invented = there > 0.0 ? invented / there : 0.0;
  // The underside of the arch counts as much as its wall.
  if (archAll > 0.0) arch.seen = std::min(arch.seen, archThere / archAll);
}

}  // namespace

std::map<Region, RegionView> viewRegions(const AlignedFoot& foot) {
  const geometry::TriangleMesh& mesh = foot.mesh_in_foot;
  const double medial = medialSign(foot.side.shapeSide);
  AreaOf there{};
  AreaOf invented{};
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    const geometry::Triangle& t = mesh.triangles[i];
    const Point3& a = mesh.vertices[t[0]];
    const Point3& b = mesh.vertices[t[1]];
    const Point3& c = mesh.vertices[t[2]];
    const Point3 doubled = geometry::doubledNormal(a, b, c);
    const double norm = doubled.norm();
    if (norm <= 0.0) continue;
    const Place place{(a + b + c) / 3.0, doubled / norm};
    addArea(there, place, 0.5 * norm, foot.footLengthMm, medial);
    if (!foot.inventedTriangle.empty() && foot.inventedTriangle[i]) {
      addArea(invented, place, 0.5 * norm, foot.footLengthMm, medial);
    }
  }
  const AreaOf missing = missingAreas(foot, medial);
  std::map<Region, RegionView> views;
  for (std::size_t i = 0; i < kRegions; ++i) {
    const double whole = there[i] + missing[i];
    views[static_cast<Region>(i)] = {whole > 0.0 ? there[i] / whole : 0.0,
                                     there[i] > 0.0 ? invented[i] / there[i] : 0.0};
  }
  viewSole(foot.soleMap, foot.footLengthMm, medial, views[Region::Sole], views[Region::MedialArch]);
  const double reach = foot.scanHeightMm / foot.footLengthMm - kAnkleBottom;
  views[Region::Ankle].seen *= std::clamp(reach / (kAnkleTop - kAnkleBottom), 0.0, 1.0);
  return views;
}

}  // namespace podalign::anatomy
