#include "phantom/degrade.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "phantom/dice.hpp"
#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr double kSoleTopMm = 35.0;
constexpr double kFacesDown = -0.15;  // z of the normal

bool ofSole(const Surface& s, const std::array<int, 3>& t) {
  double top = -1e9;
  for (const int v : t) top = std::max(top, s.vertices[static_cast<std::size_t>(v)].z());
  return top < kSoleTopMm && areaNormal(s, t).normalized().z() < kFacesDown;
}

}  // namespace

Surface posed(const Surface& surface, const Eigen::Isometry3d& target_from_foot) {
  Surface out = surface;
  for (Vector3d& v : out.vertices) v = target_from_foot * v;
  return out;
}

Surface scaled(const Surface& surface, double factor) {
  Surface out = surface;
  for (Vector3d& v : out.vertices) v *= factor;
  return out;
}

Surface withFloorSlab(const Surface& surface, const FloorSlab& slab) {
  Surface out = surface;
  auto [low, high] = boundsOf(surface);
  const Vector3d margin(slab.marginMm, slab.marginMm, 0.0);
  low -= margin;
  high += margin;
  high.z() = -slab.gapMm;
  low.z() = high.z() - slab.thicknessMm;
  addBox(out, {low, high}, slab.edgeMm);
  return out;
}

Surface flatFilledSole(const Surface& surface) {
  Surface out = surface;
  for (const auto& t : surface.triangles)
    if (ofSole(surface, t))
      for (const int v : t) out.vertices[static_cast<std::size_t>(v)].z() = 0.0;
  return out;
}

Surface openSole(const Surface& surface) {
  Surface out;
  out.vertices = surface.vertices;
  for (const auto& t : surface.triangles)
    if (!ofSole(surface, t)) out.triangles.push_back(t);
  return withoutUnused(out);
}

Surface mirrored(const Surface& surface, Winding winding) {
  Surface out = surface;
  for (Vector3d& v : out.vertices) v.y() = -v.y();
  if (winding == Winding::Outward)
    for (auto& t : out.triangles) std::swap(t[1], t[2]);
  return out;
}

Surface noisy(const Surface& surface, double sdMm, unsigned seed) {
  Dice dice(seed);
  Surface out = surface;
  for (Vector3d& v : out.vertices)
    for (int i = 0; i < 3; ++i) v[i] += sdMm * dice.normal();
  return out;
}

Surface shuffled(const Surface& surface, unsigned seed) {
  Dice dice(seed);
  const auto order = [&](std::size_t count) {
    std::vector<std::size_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) std::swap(numbers[i - 1], numbers[dice.below(i)]);
    return numbers;
  };
  Surface out;
  std::vector<int> placeOf(surface.vertices.size());
  for (const std::size_t from : order(surface.vertices.size())) {
    placeOf[from] = static_cast<int>(out.vertices.size());
    out.vertices.push_back(surface.vertices[from]);
  }
  for (const std::size_t from : order(surface.triangles.size())) {
    std::array<int, 3> t = surface.triangles[from];
    for (int& v : t) v = placeOf[static_cast<std::size_t>(v)];
    out.triangles.push_back(t);
  }
  return out;
}

}  // namespace phantom
