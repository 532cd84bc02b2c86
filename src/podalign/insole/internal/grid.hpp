#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "podalign/geometry/mesh.hpp"

// Heights over a grid of square cells in the ground plane. Coordinates (x, m): x as in the foot
// frame, m towards the inner side; so both feet are made by the same steps.
namespace podalign::insole {

struct Grid {
  double x0 = 0.0;
  double m0 = 0.0;
  double pitch = 1.0;
  int columns = 0;  // along x
  int rows = 0;     // along m

  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
  }
  [[nodiscard]] std::size_t at(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
           static_cast<std::size_t>(column);
  }
  [[nodiscard]] double x(int column) const { return x0 + column * pitch; }
  [[nodiscard]] double m(int row) const { return m0 + row * pitch; }
  [[nodiscard]] bool holds(int column, int row) const {
    return column >= 0 && row >= 0 && column < columns && row < rows;
  }
};
using Heights = std::vector<double>;

// 0 below `from`, 1 above `to`, smooth between.
[[nodiscard]] inline double smoothStep(double from, double to, double at) {
  const double t = std::clamp((at - from) / (to - from), 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

// Three passes of a moving mean of this half-width in nodes: close to a Gaussian.
void blur(const Grid& grid, Heights& heights, int halfWidth);

// Lowest surface through points at least `radius` below `heights` in every direction: what the
// centre of a ball leaves that rolls along underneath.
[[nodiscard]] Heights offsetBelow(const Grid& grid, const Heights& heights, double radius);
// The same above.
[[nodiscard]] Heights offsetAbove(const Grid& grid, const Heights& heights, double radius);

// Lowers what rises more than `slope` from its neighbours.
void limitSlope(const Grid& grid, Heights& heights, double slope);

// Signed distance to a ring, positive inside, exact within `band` of it and +-band beyond.
[[nodiscard]] Heights distanceInside(const Grid& grid, const std::vector<geometry::Point2>& ring,
                                     double band);

// Value between the nodes; outside, that of the border.
[[nodiscard]] double between(const Grid& grid, const Heights& heights, double x, double m);

}  // namespace podalign::insole
