#pragma once

#include <cstddef>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// Merges the vertices of each cell of a grid to their mean (`CellMeans`) and drops the triangles
/// that collapse. For dense scans: the surface moves by far less than the cell.
///
/// Units: `cell` in the unit of the mesh. Independent of the order of vertices but for the order of
/// the result.
[[nodiscard]] TriangleMesh clusterVertices(const TriangleMesh& mesh, double cell);

/// Label of the connected component of every vertex, 0 for the one with the most triangles, and
/// the number of triangles of each.
struct Components {
  std::vector<std::uint32_t> labelOfVertex;
  std::vector<std::size_t> triangles;  ///< descending
};
[[nodiscard]] Components findComponents(const TriangleMesh& mesh);

/// The triangles whose first vertex is kept, with unused vertices dropped.
[[nodiscard]] TriangleMesh keepVertices(const TriangleMesh& mesh, const std::vector<bool>& keep);

/// The rims of the surface: closed chains of vertices along edges that belong to one triangle only,
/// longest chain (by vertices) first. A rim that touches itself ends where it does.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> findRims(const TriangleMesh& mesh);

/// Area of the whole surface.
[[nodiscard]] double surfaceArea(const TriangleMesh& mesh);
/// Edge of an equilateral triangle of the median area; 0 without triangles.
[[nodiscard]] double usualEdge(const TriangleMesh& mesh);

}  // namespace podalign::geometry
