#pragma once

#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// Smooths away what is shorter than about eight edges and leaves the rest: neighbour means with
/// alternating sign [Taubin1995], so that round shapes do not shrink. `rounds` of both signs.
///
/// Deterministic; triangles and the order of vertices stay.
[[nodiscard]] TriangleMesh smoothed(TriangleMesh mesh, int rounds);

}  // namespace podalign::geometry
