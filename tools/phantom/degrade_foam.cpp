#include "phantom/degrade_foam.hpp"

#include <cmath>
#include <map>

#include "phantom/degrade.hpp"
#include "phantom/degrade_scene.hpp"
#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

// One round: every edge that is too long gets a middle, shared by both of its faces.
bool split(Surface& s, double most) {
  std::map<std::pair<int, int>, int> middles;
  const auto place = [&](int v) { return s.vertices[static_cast<std::size_t>(v)]; };
  const auto middleOf = [&](int a, int b) {
    const auto known = middles.find(std::minmax(a, b));
    return known == middles.end() ? -1 : known->second;
  };
  for (const auto& t : s.triangles)
    for (std::size_t i = 0; i < 3; ++i) {
      const int a = t[i];
      const int b = t[(i + 1) % 3];
      if ((place(a) - place(b)).norm() <= most) continue;
      const auto [entry, isNew] =
          middles.try_emplace(std::minmax(a, b), static_cast<int>(s.vertices.size()));
      if (isNew) s.vertices.emplace_back(0.5 * (place(a) + place(b)));
    }
  if (middles.empty()) return false;
  std::vector<std::array<int, 3>> triangles;
  for (const auto& t : s.triangles) {
    std::vector<int> ring;
    for (std::size_t i = 0; i < 3; ++i) {
      ring.push_back(t[i]);
      if (const int m = middleOf(t[i], t[(i + 1) % 3]); m >= 0) ring.push_back(m);
    }
    if (ring.size() == 6) {
      triangles.push_back({ring[0], ring[1], ring[5]});
      triangles.push_back({ring[1], ring[2], ring[3]});
      triangles.push_back({ring[3], ring[4], ring[5]});
      triangles.push_back({ring[1], ring[3], ring[5]});
      continue;
    }
    // A fan from a middle, so that no piece is without area.
    std::size_t from = 0;
    for (std::size_t i = 0; i < ring.size(); ++i)
      if (ring[i] != t[0] && ring[i] != t[1] && ring[i] != t[2]) from = i;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
      triangles.push_back(
          {ring[from], ring[(from + i) % ring.size()], ring[(from + i + 1) % ring.size()]});
  }
  s.triangles = std::move(triangles);
  return true;
}

}  // namespace

Surface walledFinely(const Surface& surface, double mostMm) {
  constexpr int kMostRounds = 8;
  Surface out = surface;
  for (int round = 0; round < kMostRounds && split(out, mostMm); ++round) {
  }
  return out;
}

Surface seenFromAbove(const Surface& block) {
  Surface out;
  out.vertices = block.vertices;
  for (const auto& t : block.triangles)
    if (areaNormal(block, t).z() > 1e-9) out.triangles.push_back(t);
  return withoutUnused(out);
}

Surface emptyTray(const EmptyTray& tray) {
  Surface lid;  // looks down, so that it is what was pressed in
  const Vector3d half(0.5 * tray.lengthMm, 0.5 * tray.widthMm, 0.0);
  addBox(lid, {-half, half + Vector3d(0.0, 0.0, 2.0 * tray.depthMm)}, 10.0);
  return foamNegative(lid, {.depthMm = tray.depthMm,
                            .marginMm = tray.rimMm,
                            .thicknessMm = tray.thicknessMm,
                            .cellMm = tray.cellMm});
}

}  // namespace phantom
