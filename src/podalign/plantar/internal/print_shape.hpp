#pragma once

#include <optional>
#include <vector>

#include "podalign/plantar/recording.hpp"

/// What the shape of one print says about its direction and side. Private to plantar.
namespace podalign::plantar {

/// A cell that was in contact, at its centre in frame P (mm), with its largest pressure.
struct PrintCell {
  double xMm = 0.0;
  double yMm = 0.0;
  double peakKpa = 0.0;
};

/// Cells of a footfall ever above `thresholdKpa` that have a neighbour which is too.
[[nodiscard]] std::vector<PrintCell> printCells(const Footfall& footfall, const Grid& grid,
                                                double thresholdKpa);

/// Unit vector to the left of `forward` for a person walking that way, frame P.
[[nodiscard]] Direction leftOf(const Direction& forward, GridView view);

/// Long axis of the cells, either way round.
[[nodiscard]] Direction longAxis(const std::vector<PrintCell>& cells);

/// How clearly the toes lie in the direction of `axis` (> 0) or against it (< 0): about 1 is sure.
/// From the breadth of the ball and, in a moving trial, from the way of the centre of pressure.
[[nodiscard]] double toesAlong(const Footfall& footfall, const std::vector<PrintCell>& cells,
                               const Direction& axis);

/// Natural logarithm of the odds that the foot is a right one, from its shape: void under the
/// medial arch, toes on the medial side, lateral bow of the centre of pressure.
[[nodiscard]] double rightFootLogOdds(const Footfall& footfall, const std::vector<PrintCell>& cells,
                                      GridView view);

}  // namespace podalign::plantar
