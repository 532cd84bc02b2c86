#pragma once

#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/geometry/mesh.hpp"
#include "podalign/insole/internal/grid.hpp"

namespace podalign::insole {

// The region where a field is positive as triangles over the grid's cells; vertices on the grid or
// where the field passes 0 between two nodes, each once. `loops`: its borders, counter-clockwise
// around the region (holes clockwise), the one around the largest area first.
struct Region {
  std::vector<geometry::Point2> points;
  std::vector<geometry::Triangle> triangles;
  std::vector<std::vector<std::uint32_t>> loops;
};
[[nodiscard]] Region regionOf(const Grid& grid, const Heights& field);

// Points of a loop.
[[nodiscard]] std::vector<geometry::Point2> ringOf(const Region& region,
                                                   const std::vector<std::uint32_t>& loop);

// The body between two heights over a region, closed by upright walls, as a mesh of the foot frame.
// Requires: top above bottom at every node of the region.
[[nodiscard]] geometry::TriangleMesh solidBetween(const Grid& grid, const Region& region,
                                                  const Heights& top, const Heights& bottom,
                                                  Laterality side);

}  // namespace podalign::insole
