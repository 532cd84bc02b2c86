#pragma once

#include "podalign/insole/internal/grid.hpp"
#include "podalign/insole/internal/outline.hpp"
#include "podalign/insole/plan.hpp"

namespace podalign::insole {

// Everything a surface is made from.
struct SurfaceGrounds {
  const Grid& grid;
  const Heights& sole;
  const FootPlaces& places;
  const Borders& borders;
  const std::vector<double>& footInner;  // the foot's own inner border, by column; NaN: none
  const InsolePlan& plan;
  const profile::InsoleConstants& constants;
};

// The seat: the level middle of the heel, over which the posting is true.
struct Seat {
  double fromX = 0.0, toX = 0.0;
  double outer = 0.0, inner = 0.0;
};
[[nodiscard]] Seat seatOf(const SurfaceGrounds& grounds);

// Slope across a seat in degrees, positive where the inner side is higher.
[[nodiscard]] double slopeAcross(const Grid& grid, const Heights& heights, const Seat& seat);

// Height of the level surface under heel and ball along the foot: shell, lift, forefoot.
[[nodiscard]] double levelAt(const SurfaceGrounds& grounds, double x);

struct Surface {
  Heights top;                // of the made body, before the cover is glued on
  double archHeightMm = 0.0;  // reached, above the level, with the cover
  double archApexMm = 0.0;    // along x
};
[[nodiscard]] Surface surfaceOf(const SurfaceGrounds& grounds);

// The lower surface: a shell below the upper one, flat on the shoe where it meets it and under the
// rearfoot's post.
[[nodiscard]] Heights undersideOf(const SurfaceGrounds& grounds, const Heights& top,
                                  const Heights& inside);

}  // namespace podalign::insole
