#include "podalign/anatomy/surface_noise.hpp"

#include <algorithm>
#include <vector>

namespace podalign::anatomy {
namespace {

using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

// For white noise of unit standard deviation on a grid of six neighbours the second difference has
// standard deviation 1.36 per direction, and its absolute value a median of 0.6745 times that.
constexpr double kMedianOfUnitNoise = 1.36 * 0.6745;

// Mean over the neighbours of each vertex; every inner edge is met twice, which weighs them alike.
std::vector<Point3> neighbourMeans(const TriangleMesh& mesh, const std::vector<Point3>& values) {
  std::vector<Point3> sums(values.size(), Point3::Zero());
  std::vector<double> counts(values.size(), 0.0);
  for (const Triangle& t : mesh.triangles) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = t[k];
      const std::uint32_t b = t[(k + 1) % 3];
      sums[a] += values[b];
      sums[b] += values[a];
      counts[a] += 1.0;
      counts[b] += 1.0;
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (counts[i] > 0.0) sums[i] /= counts[i];
  }
  return sums;
}

}  // namespace

double estimateSurfaceNoise(const TriangleMesh& mesh) {
  if (mesh.vertices.empty()) return 0.0;
  std::vector<Point3> normals(mesh.vertices.size(), Point3::Zero());
  for (const Triangle& t : mesh.triangles) {
    const Point3& a = mesh.vertices[t[0]];
    const Point3 normal = (mesh.vertices[t[1]] - a).cross(mesh.vertices[t[2]] - a);
    for (const std::uint32_t index : t) normals[index] += normal;
  }
  std::vector<Point3> offsets = neighbourMeans(mesh, mesh.vertices);
  for (std::size_t i = 0; i < offsets.size(); ++i) offsets[i] = mesh.vertices[i] - offsets[i];
  const std::vector<Point3> smooth = neighbourMeans(mesh, offsets);
  std::vector<double> across;
  across.reserve(offsets.size());
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    const double norm = normals[i].norm();
    if (norm > 0.0) across.push_back(std::abs((offsets[i] - smooth[i]).dot(normals[i]) / norm));
  }
  if (across.empty()) return 0.0;
  const auto middle = across.begin() + static_cast<std::ptrdiff_t>(across.size() / 2);
  std::nth_element(across.begin(), middle, across.end());
  return *middle / kMedianOfUnitNoise;
}

}  // namespace podalign::anatomy
