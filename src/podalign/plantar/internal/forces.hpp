#pragma once

#include <cstddef>
#include <vector>

#include "podalign/plantar/recording.hpp"

/// Force and centre of pressure of a footfall. Private to plantar.
namespace podalign::plantar {

/// N, of a sum of pressures in kPa on cells of one size.
[[nodiscard]] constexpr double newtons(double pressureSumKpa, double cellAreaMm2) {
  return pressureSumKpa * cellAreaMm2 / 1000.0;  // 1 kPa on 1 mm2 = 0.001 N
}

/// N, of one pressure in kPa for each cell of the recording's window.
[[nodiscard]] double forceOf(const float* pressuresKpa, const Recording& recording);

/// Below max(10 N, 2 % of the largest force) a centre of pressure says nothing.
[[nodiscard]] double validForceLimit(double largestForceN);

/// Fills `forcesN` and `cop` from the pressures of the footfall.
void addForces(Footfall& footfall, const Grid& grid);

}  // namespace podalign::plantar
