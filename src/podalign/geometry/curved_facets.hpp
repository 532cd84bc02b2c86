#pragma once

#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// Every facet in four, the new vertices on the curve that the normals at both ends of an edge
/// describe instead of on its chord: a coarse mesh gets back the depth that its facets cut off. The
/// vertices there were stay where they are; rims, creases and edges over `longestEdge` keep their
/// chord and are not parted. `share` of the depth is given back: 1 for all of it.
///
/// Units: of the mesh. Exact on a sphere to second order; the order of triangles and vertices
/// decides that of the result only.
[[nodiscard]] TriangleMesh withCurvedFacets(const TriangleMesh& mesh, double longestEdge,
                                            double share = 1.0);

}  // namespace podalign::geometry
