#pragma once

#include "podalign/geometry/mesh.hpp"

namespace podalign::anatomy {

/// Noise of the surface, one standard deviation across it, in the unit of the mesh: how far each
/// vertex lies off the mean of its neighbours, beyond how far they lie off theirs (which takes out
/// the shape's own curvature). Robust: the median, so that edges and toes do not count.
[[nodiscard]] double estimateSurfaceNoise(const geometry::TriangleMesh& mesh);

/// Bumps of 4-10 mm across, one standard deviation: what is left over quadric patches of 6 mm
/// radius. Photogrammetry has them where neighbouring vertices agree with one another, so that
/// their differences show little. 0 where the mesh is too coarse to show any.
///
/// Frame: foot frame F, mm. Looks at heights 4-80 mm.
/// Accuracy: 0.01 on clean phantoms, 0.06-0.07 on clean real feet (skin has its own), 0.20 on the
/// photogrammetry of one of them (docs/dev/scans.md).
[[nodiscard]] double estimateBumps(const geometry::TriangleMesh& mesh_in_foot);

}  // namespace podalign::anatomy
