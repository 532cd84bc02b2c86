#include "podalign/measure/foot_error.hpp"

#include <cmath>
#include <numbers>

#include "podalign/geometry/reduce.hpp"

namespace podalign::measure {
namespace {

constexpr double kTwoSigma = 1.96;
// A facet of edge e lies e^2 / (8 R) below a surface of radius R; toes and heel have about 10 mm.
constexpr double kSmallestRadiusMm = 10.0;
constexpr double kGroundMm = 0.2;  // ground plane: clean phantoms, tests/property

double meanEdge(const geometry::TriangleMesh& mesh) {
  if (mesh.triangles.empty()) return 0.0;
  // Equilateral triangles of the mean area.
  const double area = geometry::surfaceArea(mesh) / static_cast<double>(mesh.triangles.size());
  return std::sqrt(4.0 * area / std::numbers::sqrt3);
}

}  // namespace

double FootError::ofHeight() const { return std::hypot(surfaceMm, kGroundMm); }

FootError footError(const anatomy::AlignedFoot& foot) {
  const double edge = meanEdge(foot.mesh_in_foot);
  FootError error;
  error.surfaceMm = std::hypot(kTwoSigma * foot.noiseMm, edge * edge / (8.0 * kSmallestRadiusMm));
  error.noiseMm = foot.noiseMm;
  error.noiseLeftMm = foot.noiseLeftMm;
  error.bumpsMm = foot.bumpsMm;
  error.edgeMm = edge;
  error.axisRad = foot.axisSpreadDeg * std::numbers::pi / 180.0;
  return error;
}

}  // namespace podalign::measure
