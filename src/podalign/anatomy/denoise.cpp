#include "podalign/anatomy/denoise.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "podalign/anatomy/surface_noise.hpp"
#include "podalign/geometry/reduce.hpp"
#include "podalign/geometry/smooth.hpp"

namespace podalign::anatomy {
namespace {

constexpr double kToeRadiusShare = 0.03;  // of the size: about 9 mm
constexpr double kRoundsPerNoise = 3.5;   // at noise as large as the depth of a facet
constexpr double kMostRounds = 14.0;
constexpr double kShapePerFacet = 1.0;  // curvature that the estimate takes for noise
constexpr double kCleanShare = 0.0004;  // of the size: 0.1 mm, which moves no measure
constexpr std::size_t kSamples = 4000;
constexpr double kStrayShare = 0.05;  // far points say nothing about the size

double shareOf(std::vector<double>& values, double share) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// Length of nearly all of the scan, whatever way it lies.
double sizeOf(const geometry::TriangleMesh& mesh) {
  const std::size_t step = mesh.vertices.size() / kSamples + 1;
  geometry::Point3 middle = geometry::Point3::Zero();
  for (Eigen::Index axis = 0; axis < 3; ++axis) {
    std::vector<double> values;
    for (std::size_t i = 0; i < mesh.vertices.size(); i += step) {
      values.push_back(mesh.vertices[i][axis]);
    }
    middle[axis] = shareOf(values, 0.5);
  }
  std::vector<double> distances;
  for (std::size_t i = 0; i < mesh.vertices.size(); i += step) {
    distances.push_back((mesh.vertices[i] - middle).norm());
  }
  return 2.0 * shareOf(distances, 1.0 - kStrayShare);
}

}  // namespace

QuietSurface quieten(geometry::TriangleMesh mesh, double noise) {
  QuietSurface quiet;
  quiet.noise = noise;
  if (!mesh.triangles.empty() && quiet.noise > 0.0) {
    // How far the middle of a facet lies below a toe's skin.
    const double size = sizeOf(mesh);
    const double edge = geometry::usualEdge(mesh);
    const double facet = edge * edge / (8.0 * kToeRadiusShare * size);
    // What a clean surface of such facets would be taken for.
    const double beyond = quiet.noise - kShapePerFacet * facet - kCleanShare * size;
    const double rounds =
        facet > 0.0
            ? std::min(kMostRounds, std::floor(kRoundsPerNoise * std::max(0.0, beyond) / facet))
            : 0.0;
    quiet.changed = rounds >= 1.0;
    mesh = geometry::smoothed(std::move(mesh), static_cast<int>(rounds));
  }
  quiet.left = quiet.changed ? estimateSurfaceNoise(mesh) : quiet.noise;
  quiet.mesh = std::move(mesh);
  return quiet;
}

}  // namespace podalign::anatomy
