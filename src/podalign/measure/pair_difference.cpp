#include "podalign/measure/pair_difference.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "podalign/geometry/reduce.hpp"
#include "podalign/geometry/registration.hpp"
#include "podalign/measure/foot_error.hpp"

namespace podalign::measure {
namespace {

using anatomy::AlignedFoot;
using geometry::Point3;
using geometry::TriangleMesh;

constexpr double kTopShare = 0.25;  // of foot length: below the ankle, where posture moves least
constexpr double kReachMm = 12.0;
constexpr double kGridMm = 2.0;
constexpr double kMinFitness = 0.80;

// A synthetic or open sole says nothing: the comparison then leaves the sole out on both feet.
double lowestUsed(const AlignedFoot& left, const AlignedFoot& right) {
  constexpr double kAboveSoleMm = 8.0;
  const bool seen =
      left.sole == anatomy::SoleKind::Authentic && right.sole == anatomy::SoleKind::Authentic;
  return seen ? -kAboveSoleMm : kAboveSoleMm;
}

TriangleMesh comparedPart(const AlignedFoot& foot, double fromZ, double toZ) {
  std::vector<bool> keep(foot.mesh_in_foot.vertices.size());
  for (std::size_t i = 0; i < keep.size(); ++i) {
    const double z = foot.mesh_in_foot.vertices[i].z();
    keep[i] = z >= fromZ && z <= toZ;
  }
  return geometry::keepVertices(foot.mesh_in_foot, keep);
}

TriangleMesh mirrored(TriangleMesh mesh) {
  for (Point3& vertex : mesh.vertices) vertex.y() = -vertex.y();
  for (geometry::Triangle& triangle : mesh.triangles) std::swap(triangle[1], triangle[2]);
  return mesh;
}

}  // namespace

Measurements measurePair(const AlignedFoot& left, const AlignedFoot& right) {
  const Message method{"method.left_right_surface_difference", {}};
  const auto refused = [&](const char* reason) {
    return Measurements{{"left_right_surface_difference", notValid("mm", method, {reason, {}})},
                        {"left_right_surface_p95", notValid("mm", method, {reason, {}})}};
  };
  if (left.side.source == SideSource::Conflict || right.side.source == SideSource::Conflict) {
    return refused("SIDE.CONFLICT");
  }
  if (left.unit.millimetresPerUnit <= 0.0 || right.unit.millimetresPerUnit <= 0.0) {
    return refused("SCAN.SHAPE_ONLY");
  }
  const double low = lowestUsed(left, right);
  const double high = kTopShare * std::min(left.footLengthMm, right.footLengthMm);
  const TriangleMesh target = comparedPart(left, low, high);
  const TriangleMesh source =
      geometry::clusterVertices(mirrored(comparedPart(right, low, high)), kGridMm);
  const auto fitted =
      geometry::registerSurfaces(source, target, Eigen::Isometry3d::Identity(), kReachMm);
  if (!fitted || fitted->fitness < kMinFitness) return refused("PAIR.NO_FIT");

  std::vector<double> distances = fitted->distances;
  double squares = 0.0;
  for (const double distance : distances) squares += distance * distance;
  std::sort(distances.begin(), distances.end());
  const double rms = std::sqrt(squares / static_cast<double>(distances.size()));
  const double p95 = distances[distances.size() * 95 / 100];
  const double processing = std::hypot(footError(left).surfaceMm, footError(right).surfaceMm);
  return {{"left_right_surface_difference", ok(rms, "mm", processing, method)},
          {"left_right_surface_p95", ok(p95, "mm", processing, method)}};
}

}  // namespace podalign::measure
