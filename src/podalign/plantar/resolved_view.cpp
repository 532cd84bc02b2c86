#include "podalign/plantar/resolved_view.hpp"

namespace podalign::plantar {

Grid gridWithView(const Recording& recording, const std::vector<Footfall>& footfalls) {
  Grid grid = recording.grid;
  if (grid.view != GridView::Uncertain) return grid;
  int mirrored = 0;  // prints whose shape, seen from above, is that of the other foot
  for (const Footfall& footfall : footfalls) {
    mirrored += footfall.side.shapeSide == footfall.side.side ? -1 : 1;
  }
  grid.view = mirrored > 0 ? GridView::FromBelow : GridView::FromAbove;
  return grid;
}

}  // namespace podalign::plantar
