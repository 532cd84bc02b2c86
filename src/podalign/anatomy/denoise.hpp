#pragma once

#include "podalign/geometry/mesh.hpp"

namespace podalign::anatomy {

/// A surface with its noise taken down, and how large that was.
struct QuietSurface {
  geometry::TriangleMesh mesh;
  double noise = 0.0;    ///< 1 SD, as it came, in the unit of the mesh
  double left = 0.0;     ///< of it in `mesh`
  bool changed = false;  ///< the surface was smoothed
};

/// Takes down noise that stands out against what facets of this size can show of a foot: extremes
/// of a noisy surface lie outside the skin, by one to three times its noise. A clean surface, and
/// one so coarse that its corners are shape, stays as it is.
///
/// `noise`: as `estimateSurfaceNoise` finds it in the surface or in the part that counts.
[[nodiscard]] QuietSurface quieten(geometry::TriangleMesh mesh, double noise);

}  // namespace podalign::anatomy
