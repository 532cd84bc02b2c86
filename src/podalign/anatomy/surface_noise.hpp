#pragma once

#include "podalign/geometry/mesh.hpp"

namespace podalign::anatomy {

/// Noise of the surface, one standard deviation across it, in the unit of the mesh: how far each
/// vertex lies off the mean of its neighbours, beyond how far they lie off theirs (which takes out
/// the shape's own curvature). Robust: the median, so that edges and toes do not count.
[[nodiscard]] double estimateSurfaceNoise(const geometry::TriangleMesh& mesh);

}  // namespace podalign::anatomy
