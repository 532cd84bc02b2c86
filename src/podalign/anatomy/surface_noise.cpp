#include "podalign/anatomy/surface_noise.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "podalign/geometry/normals.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

// For white noise of unit standard deviation on a grid of six neighbours the second difference has
// standard deviation 1.36 per direction, and its absolute value a median of 0.6745 times that.
constexpr double kMedianOfUnitNoise = 1.36 * 0.6745;

// Vertices that are looked at: the median of as many scatters by 2 %.
constexpr std::size_t kSampled = 4000;

// A share of the vertices, spread over the mesh by a hash of their places in the list.
std::vector<bool> sampled(std::size_t count) {
  std::vector<bool> chosen(count, true);
  if (count <= kSampled) return chosen;
  const auto limit = static_cast<std::uint32_t>(4294967295.0 * static_cast<double>(kSampled) /
                                                static_cast<double>(count));
  for (std::size_t i = 0; i < count; ++i) {
    chosen[i] = static_cast<std::uint32_t>(i) * 2654435761U <= limit;  // Knuth's multiplier
  }
  return chosen;
}

std::vector<bool> withNeighbours(const TriangleMesh& mesh, const std::vector<bool>& chosen) {
  std::vector<bool> all = chosen;
  for (const Triangle& t : mesh.triangles) {
    if (!chosen[t[0]] && !chosen[t[1]] && !chosen[t[2]]) continue;
    for (const std::uint32_t index : t) all[index] = true;
  }
  return all;
}

// Each wanted vertex's offset from the mean over its neighbours; every inner edge is met twice,
// which weighs them alike.
std::vector<Point3> offNeighbours(const TriangleMesh& mesh, const std::vector<Point3>& values,
                                  const std::vector<bool>& wanted) {
  std::vector<Point3> off(values.size(), Point3::Zero());
  std::vector<float> counts(values.size(), 0.0F);
  for (const Triangle& t : mesh.triangles) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = t[k];
      if (!wanted[a]) continue;
      off[a] += values[t[(k + 1) % 3]] + values[t[(k + 2) % 3]];
      counts[a] += 2.0F;
    }
  }
  for (std::size_t i = 0; i < off.size(); ++i) {
    if (counts[i] > 0.0F) off[i] = values[i] - off[i] / counts[i];
  }
  return off;
}

}  // namespace

double estimateSurfaceNoise(const TriangleMesh& mesh) {
  if (mesh.vertices.empty()) return 0.0;
  const std::vector<bool> chosen = sampled(mesh.vertices.size());
  const std::vector<Point3> offsets =
      offNeighbours(mesh, mesh.vertices, withNeighbours(mesh, chosen));
  const std::vector<Point3> rough = offNeighbours(mesh, offsets, chosen);
  std::vector<Point3> normals(mesh.vertices.size(), Point3::Zero());
  for (const Triangle& t : mesh.triangles) {
    if (!chosen[t[0]] && !chosen[t[1]] && !chosen[t[2]]) continue;
    const Point3 normal = geometry::doubledNormal(mesh, t);
    for (const std::uint32_t index : t) normals[index] += normal;
  }
  std::vector<double> across;
  for (std::size_t i = 0; i < rough.size(); ++i) {
    const double norm = normals[i].norm();
    if (chosen[i] && norm > 0.0) across.push_back(std::abs(rough[i].dot(normals[i]) / norm));
  }
  if (across.empty()) return 0.0;
  const auto middle = across.begin() + static_cast<std::ptrdiff_t>(across.size() / 2);
  std::nth_element(across.begin(), middle, across.end());
  return *middle / kMedianOfUnitNoise;
}

}  // namespace podalign::anatomy
