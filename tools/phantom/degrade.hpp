#pragma once

#include <Eigen/Geometry>

#include "phantom/foot.hpp"

/// What scanners and people do to a clean foot. Every function returns a new surface; the truth of
/// the foot holds as far as its words say.
namespace phantom {

/// Moved and turned; the truth's lengths and angles stay.
[[nodiscard]] Surface posed(const Surface& surface, const Eigen::Isometry3d& target_from_foot);
/// Coordinates times `factor`: 0.001 writes metres, 1 / 25.4 inches.
[[nodiscard]] Surface scaled(const Surface& surface, double factor);
/// Leg cut flat at z = heightMm, closed; the surface must reach higher and be closed.
[[nodiscard]] Surface cutFlat(const Surface& surface, double heightMm, double edgeMm);

struct FloorSlab {
  double marginMm = 40.0;  ///< beyond the foot on every side
  double gapMm = 0.0;      ///< between its top and z = 0
  double thicknessMm = 8.0;
  double edgeMm = 8.0;
};
/// A slab of floor under the foot as a component of its own.
[[nodiscard]] Surface withFloorSlab(const Surface& surface, const FloorSlab& slab);
/// The sole as some scanners invent it: everything that can be seen from below drawn down to z = 0,
/// closed. Sole, arch, the heel below 40 mm (bisection, width) and the ball's girths are no longer
/// true.
[[nodiscard]] Surface flatFilledSole(const Surface& surface);
/// The sole never captured: what faces down below 35 mm is missing, the surface is open. The
/// rounded edge goes too, so that nothing shows the ground: the walls end about 10 mm above it.
[[nodiscard]] Surface openSole(const Surface& surface);

enum class Winding { Kept, Outward };
/// y becomes -y. With Kept winding the volume turns negative, as in files mirrored by a viewer.
[[nodiscard]] Surface mirrored(const Surface& surface, Winding winding);
/// Normal noise of 1 SD `sdMm` on every coordinate of every vertex.
[[nodiscard]] Surface noisy(const Surface& surface, double sdMm, unsigned seed);
/// The same surface with vertices and triangles in another order.
[[nodiscard]] Surface shuffled(const Surface& surface, unsigned seed);

}  // namespace phantom
