#pragma once

#include <array>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/geometry/rings.hpp"
#include "podalign/insole/internal/grid.hpp"
#include "podalign/insole/plan.hpp"

namespace podalign::insole {

// The foot's places that the form hangs on, in (x, m).
struct FootPlaces {
  double length = 0.0;
  geometry::Point2 ballInner = geometry::Point2::Zero();
  geometry::Point2 ballOuter = geometry::Point2::Zero();
  std::array<geometry::Point2, 5> heads;  // of the metatarsals, from the inner one
};
// Errors: kCannotBeMade where the ends of the ball were not found.
[[nodiscard]] Result<FootPlaces> placesOf(const anatomy::AlignedFoot& foot,
                                          const profile::InsoleShape& shape);

// Outlines in (x, m), closed rings, counter-clockwise.
struct Outlines {
  geometry::Ring whole;  // full length, without cut-outs: what widths are shares of
  geometry::Ring made;
};

// From the foot's own outline: around the heel where its sole stands at the depth of the cup,
// beside the foot along the arch, bridged over the toes and drawn out to the length of the liner.
// Errors: kCannotBeMade.
[[nodiscard]] Result<Outlines> outlinesOf(const Grid& grid, const Heights& sole,
                                          const FootPlaces& places, const InsolePlan& plan,
                                          const profile::InsoleShape& shape);

// Inner and outer border of a ring at every column of the grid; before and behind it those of its
// ends.
struct Borders {
  std::vector<double> inner, outer;
  double heelInner = 0.0;  // at the middle of the seat
  double heelOuter = 0.0;
  [[nodiscard]] double width(int column) const {
    return inner[static_cast<std::size_t>(column)] - outer[static_cast<std::size_t>(column)];
  }
};
[[nodiscard]] Borders bordersOf(const Grid& grid, const geometry::Ring& ring, double seatX);

}  // namespace podalign::insole
