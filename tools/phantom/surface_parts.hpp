#pragma once

#include <Eigen/Core>
#include <vector>

#include "phantom/foot.hpp"

/// Parts of surfaces that several degraders ask for.
namespace phantom {

/// Twice the area times the outward normal.
[[nodiscard]] Eigen::Vector3d areaNormal(const Surface& surface,
                                         const std::array<int, 3>& triangle);
[[nodiscard]] Eigen::Vector3d centreOf(const Surface& surface, const std::array<int, 3>& triangle);
/// Unit normals at the vertices, from the triangles around each.
[[nodiscard]] std::vector<Eigen::Vector3d> vertexNormals(const Surface& surface);
/// Only the vertices that triangles use, in the order of their use.
[[nodiscard]] Surface withoutUnused(const Surface& surface);
/// Rings of edges with one face, each in the direction that face does not walk.
[[nodiscard]] std::vector<std::vector<int>> openRings(const Surface& surface);
/// Both surfaces in one, not joined.
[[nodiscard]] Surface together(const Surface& first, const Surface& second);

struct Bounds {
  Eigen::Vector3d low, high;
};
[[nodiscard]] Bounds boundsOf(const Surface& surface);

/// A closed box of square faces about `edge` long, added to the surface.
void addBox(Surface& surface, const Bounds& bounds, double edge);

}  // namespace phantom
