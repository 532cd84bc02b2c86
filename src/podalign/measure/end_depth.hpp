#pragma once

#include "podalign/geometry/mesh.hpp"

namespace podalign::measure {

/// How far the vertex that lies farthest along a direction stands out over those it shares a facet
/// with, on average: small where the mesh shows the end's curve, large where facets may have cut it
/// off or noise lifts one vertex. Only vertices up to the height `top` are such ends.
///
/// Units: of the mesh; 0 where there are no facets. `direction` is of unit length.
[[nodiscard]] double endDepth(const geometry::TriangleMesh& mesh, const geometry::Point3& direction,
                              double top);

}  // namespace podalign::measure
