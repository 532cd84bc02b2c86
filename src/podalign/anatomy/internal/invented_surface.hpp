#pragma once

#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::anatomy {

/// Triangles that no scanner saw: edges over 15 mm in a mesh whose own are far shorter, as software
/// closes holes. The flat lid on top of the scan is not one. Empty: none.
///
/// Frame: mm, z up from the ground.
[[nodiscard]] std::vector<bool> findInventedTriangles(const geometry::TriangleMesh& mesh,
                                                      double scanHeightMm);

}  // namespace podalign::anatomy
