#include "podalign/anatomy/internal/invented_surface.hpp"

#include <algorithm>
#include <cmath>

namespace podalign::anatomy {
namespace {

using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

constexpr double kGiantMm = 15.0;
constexpr double kFarLonger =
    5.0;  // than the usual edge: coarse meshes have long edges of their own
constexpr double kLidShare = 0.95;  // of the scan's height
constexpr std::size_t kSampled = 2000;

double longestEdge(const TriangleMesh& mesh, const Triangle& t) {
  const Point3& a = mesh.vertices[t[0]];
  const Point3& b = mesh.vertices[t[1]];
  const Point3& c = mesh.vertices[t[2]];
  return std::sqrt(std::max({(b - a).squaredNorm(), (c - b).squaredNorm(), (a - c).squaredNorm()}));
}

}  // namespace

std::vector<bool> findInventedTriangles(const TriangleMesh& mesh, double scanHeight) {
  if (mesh.triangles.empty()) return {};
  std::vector<double> edges;
  const std::size_t stride = std::max<std::size_t>(1, mesh.triangles.size() / kSampled);
  for (std::size_t i = 0; i < mesh.triangles.size(); i += stride) {
    edges.push_back(longestEdge(mesh, mesh.triangles[i]));
  }
  const auto middle = edges.begin() + static_cast<std::ptrdiff_t>(edges.size() / 2);
  std::nth_element(edges.begin(), middle, edges.end());
  const double giant = std::max(kGiantMm, kFarLonger * *middle);
  std::vector<bool> invented;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    const Triangle& t = mesh.triangles[i];
    if (longestEdge(mesh, t) <= giant) continue;
    const bool lid = std::all_of(t.begin(), t.end(), [&](std::uint32_t vertex) {
      return mesh.vertices[vertex].z() > kLidShare * scanHeight;
    });
    if (lid) continue;
    if (invented.empty()) invented.assign(mesh.triangles.size(), false);
    invented[i] = true;
  }
  return invented;
}

}  // namespace podalign::anatomy
