#include <algorithm>
#include <vector>

#include "podalign/anatomy/internal/surface_patch.hpp"
#include "podalign/anatomy/surface_noise.hpp"

namespace podalign::anatomy {
namespace {

constexpr double kRadiusMm = 6.0;
constexpr double kLowMm = 4.0;
constexpr double kHighMm = 80.0;
constexpr std::size_t kPatches = 400;
constexpr std::size_t kMinPatches = 60;

}  // namespace

double estimateBumps(const geometry::TriangleMesh& mesh) {
  if (mesh.vertices.size() < kMinPatches) return 0.0;
  const PatchFinder patches(mesh, kRadiusMm);
  const std::size_t stride = std::max<std::size_t>(1, mesh.vertices.size() / kPatches);
  std::vector<double> residuals;
  for (std::size_t i = 0; i < mesh.vertices.size(); i += stride) {
    if (mesh.vertices[i].z() < kLowMm || mesh.vertices[i].z() > kHighMm) continue;
    if (const auto patch = patches.around(i)) residuals.push_back(patch->residual);
  }
  if (residuals.size() < kMinPatches) return 0.0;
  const auto middle = residuals.begin() + static_cast<std::ptrdiff_t>(residuals.size() / 2);
  std::nth_element(residuals.begin(), middle, residuals.end());
  return *middle;
}

}  // namespace podalign::anatomy
