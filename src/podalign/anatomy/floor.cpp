#include "podalign/anatomy/internal/floor.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

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
constexpr double kBinShare = 0.004;    // 1.6 mm in 400 mm: noise of a floor, and its warp
constexpr double kLowestCut = 0.0025;  // 1 mm in 400 mm
constexpr double kLowShare = 0.15;     // a floor's upper face lies below this
constexpr double kAboveFrom = 0.012;   // what rises from a floor, just above it
constexpr double kAboveTo = 0.12;
constexpr double kPlaneThreshold = 0.003;
constexpr double kMinPartArea = 0.02;  // of all area: smaller parts are no floor
constexpr double kPlateShare = 0.5;    // of a plate's area lies in two planes
// A floor's shadow, against that of what stands on it: flat soles have up to 0.99, floors with 12
// mm around the foot 1.05, with 40 mm 1.4 and more. High up the instep of a foot with a leg
// has 1.1.
constexpr double kBeyond = 1.2;
constexpr double kBeyondLow = 1.03;
constexpr double kLowFloor = 0.05;       // of the diagonal
constexpr double kFlatCosine = 0.95;     // 18 degrees: a noisy floor's facets
constexpr double kMinFlatShare = 0.08;   // of the contact's shadow
constexpr double kUpperFaceShare = 0.3;  // of the largest plane of a plate
constexpr double kMinRest = 0.1;         // of all area: a foot is left when its floor is gone
constexpr std::size_t kMostPoints = 3000;

struct Face {
  Point3 doubled;  // normal, twice the area long
  Point3 centre;
};

Face faceOf(const TriangleMesh& mesh, const Triangle& t) {
  const Point3& a = mesh.vertices[t[0]];
  const Point3& b = mesh.vertices[t[1]];
  const Point3& c = mesh.vertices[t[2]];
  return {geometry::doubledNormal(a, b, c), (a + b + c) / 3.0};
}

struct Part {
  double area = 0.0;
  Eigen::Matrix3d facing = Eigen::Matrix3d::Zero();  // normals, weighted by area
  Point3 moment = Point3::Zero();
};

std::vector<Part> partsOf(const TriangleMesh& mesh, const geometry::Components& components) {
  std::vector<Part> parts(components.triangles.size());
  for (const Triangle& t : mesh.triangles) {
    const Face face = faceOf(mesh, t);
    const double norm = face.doubled.norm();
    if (norm <= 0.0) continue;
    Part& part = parts[components.labelOfVertex[t[0]]];
    part.area += 0.5 * norm;
    part.facing += 0.5 / norm * face.doubled * face.doubled.transpose();
    part.moment += 0.5 * norm * face.centre;
  }
  return parts;
}

double diagonalOf(const TriangleMesh& mesh) {
  Eigen::AlignedBox3d box;
  for (const Point3& vertex : mesh.vertices) box.extend(vertex);
  return box.diagonal().norm();
}

// Area that lies across `normal`, by height in bins.
std::map<long, double> flatAreas(const TriangleMesh& mesh, const geometry::Components& components,
                                 std::uint32_t label, const Point3& normal, double bin) {
  std::map<long, double> areaAt;
  for (const Triangle& t : mesh.triangles) {
    if (components.labelOfVertex[t[0]] != label) continue;
    const Face face = faceOf(mesh, t);
    const double across = std::abs(face.doubled.dot(normal));
    if (across < kFlatCosine * face.doubled.norm()) continue;
    areaAt[std::lround(std::floor(face.centre.dot(normal) / bin))] += 0.5 * across;
  }
  return areaAt;
}

// A plane may lie on the border of two bins.
double areaFrom(const std::map<long, double>& areaAt, long at) {
  const auto next = areaAt.find(at + 1);
  return areaAt.at(at) + (next == areaAt.end() ? 0.0 : next->second);
}

// Area in the two planes across `normal` that hold most.
double planeShare(const TriangleMesh& mesh, const geometry::Components& components,
                  std::uint32_t label, const Point3& normal, double bin) {
  const auto areaAt = flatAreas(mesh, components, label, normal, bin);
  std::vector<std::pair<double, long>> planes;
  for (const auto& [at, area] : areaAt) planes.emplace_back(areaFrom(areaAt, at), at);
  std::sort(planes.rbegin(), planes.rend());
  double sum = planes.empty() ? 0.0 : planes[0].first;
  for (const auto& [area, at] : planes) {
    if (std::abs(at - planes[0].second) < 2) continue;
    return sum + area;
  }
  return sum;
}

// Height of the highest plane across `normal` that holds much of the part.
double upperFace(const TriangleMesh& mesh, const geometry::Components& components,
                 std::uint32_t label, const Point3& normal, double bin) {
  const auto areaAt = flatAreas(mesh, components, label, normal, bin);
  double most = 0.0;
  for (const auto& [at, area] : areaAt) most = std::max(most, areaFrom(areaAt, at));
  long top = areaAt.begin()->first;
  for (const auto& [at, area] : areaAt) {
    if (areaFrom(areaAt, at) > kUpperFaceShare * most) top = at;
  }
  return (static_cast<double>(top) + 1.0) * bin;
}

double shadowArea(const TriangleMesh& mesh, const geometry::Components& components,
                  const Point3& normal, const std::function<bool(std::uint32_t)>& wanted) {
  const PlaneBasis basis(normal);
  std::vector<Point2> points;
  for (std::size_t i = 0; i < mesh.vertices.size(); ++i) {
    if (wanted(components.labelOfVertex[i])) points.push_back(basis.project(mesh.vertices[i]));
  }
  return shadowOf(points).hullArea;
}

Plane refitted(const TriangleMesh& mesh, const Plane& guess, double reach, double threshold) {
  std::vector<Point3> near;
  for (const Triangle& t : mesh.triangles) {
    const Face face = faceOf(mesh, t);
    if (std::abs(guess.height(face.centre)) > reach) continue;
    if (std::abs(face.doubled.dot(guess.normal)) < kFlatCosine * face.doubled.norm()) continue;
    near.push_back(face.centre);
  }
  std::vector<Point3> sample;
  const std::size_t stride = std::max<std::size_t>(1, near.size() / kMostPoints);
  for (std::size_t i = 0; i < near.size(); i += stride) sample.push_back(near[i]);
  const auto segmented = geometry::segmentPlane(sample, threshold);
  if (!segmented || segmented->inliers.size() < 3) return guess;
  std::vector<Point3> inliers;
  for (const std::size_t i : segmented->inliers) inliers.push_back(sample[i]);
  return geometry::fitPlane(inliers, guess.normal);
}

// Flat surface at this height over the ground that reaches beyond what rises from it.
bool reachesBeyond(const Support& support, double height, double bin) {
  const Point3& up = support.ground.normal;
  const PlaneBasis basis(up);
  std::vector<Point2> flat;
  std::vector<Point2> above;
  for (const Patch& patch : support.patches) {
    const double over = support.ground.height(patch.centre) - height;
    if (std::abs(over) < 1.5 * bin && std::abs(patch.normal.dot(up)) > kFlatCosine) {
      flat.push_back(basis.project(patch.centre));
    } else if (over > 0.0 && over < kAboveTo * support.diagonal) {
      above.push_back(basis.project(patch.centre));
    }
  }
  const double standing = shadowOf(above).hullArea;
  const double beyond = height < kLowFloor * support.diagonal ? kBeyondLow : kBeyond;
  return standing > 0.0 && shadowOf(flat).hullArea >= beyond * standing;
}

// Height of a floor's upper face over the ground, if there is one.
std::optional<double> floorHeight(const Support& support, double bin) {
  const Point3& up = support.ground.normal;
  constexpr auto kBins = static_cast<std::size_t>(kLowShare / kBinShare);
  std::array<double, kBins + 1> flatAt{};
  const PlaneBasis basis(up);
  std::vector<Point2> contact;
  for (const Patch& patch : support.patches) {
    const double height = support.ground.height(patch.centre);
    if (height < kAboveFrom * support.diagonal) contact.push_back(basis.project(patch.centre));
    if (std::abs(patch.normal.dot(up)) < kFlatCosine) continue;
    const double place = std::max(0.0, height / bin);
    if (place < static_cast<double>(kBins)) {
      flatAt[static_cast<std::size_t>(place)] += patch.area * static_cast<double>(support.stride);
    }
  }
  const double wanted = kMinFlatShare * shadowOf(contact).hullArea;
  for (std::size_t i = kBins; i-- > 0;) {
    const double height = (static_cast<double>(i) + 1.0) * bin;
    if (flatAt[i] + flatAt[i + 1] >= wanted && reachesBeyond(support, height, bin)) return height;
  }
  return std::nullopt;
}

}  // namespace

std::optional<FloorRemoval> withoutPlates(const TriangleMesh& mesh,
                                          const geometry::Components& components) {
  if (components.triangles.size() < 2) return std::nullopt;
  const std::vector<Part> parts = partsOf(mesh, components);
  double all = 0.0;
  for (const Part& part : parts) all += part.area;
  const double bin = kBinShare * diagonalOf(mesh);
  // Parts that are plane, by their normals and the height of their upper face along these.
  std::vector<std::optional<Plane>> plane(parts.size());
  std::vector<bool> standing(parts.size(), false);
  Part rest;
  for (std::uint32_t label = 0; label < parts.size(); ++label) {
    const Part& part = parts[label];
    if (part.area < kMinPartArea * all) continue;
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(part.facing);
    const Point3 normal = solver.eigenvectors().col(2);
    if (solver.eigenvalues()[2] >= kPlateShare * part.area &&
        planeShare(mesh, components, label, normal, bin) >= kPlateShare * part.area) {
      plane[label] = Plane{normal, 0.0};
      continue;
    }
    standing[label] = true;
    rest.area += part.area;
    rest.moment += part.moment;
  }
  if (rest.area <= 0.0) return std::nullopt;
  std::vector<bool> plate(parts.size(), false);
  std::optional<Plane> floor;
  for (std::uint32_t label = 0; label < parts.size(); ++label) {
    if (!plane[label]) continue;
    // Up is where the rest of the scan is.
    const Point3 across = rest.moment / rest.area - parts[label].moment / parts[label].area;
    const Point3 normal = across.dot(plane[label]->normal) < 0.0 ? Point3(-plane[label]->normal)
                                                                 : plane[label]->normal;
    const double own =
        shadowArea(mesh, components, normal, [&](std::uint32_t other) { return other == label; });
    const double others = shadowArea(mesh, components, normal, [&](std::uint32_t other) {
      return other < parts.size() && standing[other];
    });
    if (own < kBeyondLow * others) continue;
    plate[label] = true;
    const double top = upperFace(mesh, components, label, normal, bin);
    if (!floor || floor->offset < top) floor = Plane{normal, top};
  }
  if (!floor) return std::nullopt;
  std::vector<bool> keep(mesh.vertices.size());
  std::vector<bool> drop(mesh.vertices.size());
  for (std::size_t i = 0; i < keep.size(); ++i) {
    const std::uint32_t label = components.labelOfVertex[i];
    drop[i] = label < parts.size() && plate[label];
    keep[i] = !drop[i];
  }
  FloorRemoval removal{geometry::keepVertices(mesh, keep), *floor};
  removal.floor = refitted(geometry::keepVertices(mesh, drop), *floor, 2.0 * bin,
                           kPlaneThreshold / kBinShare * bin);
  return removal;
}

std::optional<FloorRemoval> withoutWeldedFloor(const TriangleMesh& mesh, const Support& support) {
  const Point3& up = support.ground.normal;
  const double bin = kBinShare * support.diagonal;
  const std::optional<double> top = floorHeight(support, bin);
  if (!top) return std::nullopt;
  const double height = *top;

  const Plane guess{up, support.ground.offset + height};
  FloorRemoval removal;
  removal.floor = refitted(mesh, guess, 1.5 * bin, kPlaneThreshold * support.diagonal);
  const double cut = kLowestCut * support.diagonal;
  std::vector<bool> high(mesh.vertices.size());
  for (std::size_t i = 0; i < high.size(); ++i) {
    high[i] = removal.floor.height(mesh.vertices[i]) > cut;
  }
  removal.rest = geometry::keepVertices(mesh, high);
  // A box has a flat top, but no foot stands on it.
  const double rest = geometry::surfaceArea(removal.rest);
  if (rest < kMinRest * geometry::surfaceArea(mesh)) return std::nullopt;
  return removal;
}

}  // namespace podalign::anatomy
