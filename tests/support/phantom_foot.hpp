#pragma once

#include "phantom/foot.hpp"
#include "podalign/core/laterality.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::testing {

/// A phantom's surface as a mesh of ours.
inline geometry::TriangleMesh toMesh(const phantom::Surface& surface) {
  geometry::TriangleMesh mesh;
  mesh.vertices.assign(surface.vertices.begin(), surface.vertices.end());
  for (const auto& t : surface.triangles) {
    mesh.triangles.push_back({static_cast<std::uint32_t>(t[0]), static_cast<std::uint32_t>(t[1]),
                              static_cast<std::uint32_t>(t[2])});
  }
  return mesh;
}

inline Laterality sideOf(const phantom::PhantomFoot& foot) {
  return foot.truth.side == phantom::Side::Left ? Laterality::Left : Laterality::Right;
}

}  // namespace podalign::testing
