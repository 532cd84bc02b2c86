#include "podalign/plantar/internal/forces.hpp"

#include <algorithm>

namespace podalign::plantar {
namespace {
// docs/contract.md, COP; reference: validity limit of the centre of pressure.
constexpr double kSmallestForceN = 10.0;
constexpr double kSmallestForceShare = 0.02;
}  // namespace

double forceOf(const float* pressuresKpa, std::size_t cells, double cellAreaMm2) {
  double sum = 0.0;
  for (std::size_t i = 0; i < cells; ++i) sum += static_cast<double>(pressuresKpa[i]);
  return newtons(sum, cellAreaMm2);
}

double validForceLimit(double largestForceN) {
  return std::max(kSmallestForceN, kSmallestForceShare * largestForceN);
}

void addForces(Footfall& footfall, const Grid& grid) {
  footfall.forcesN.clear();
  footfall.cop.clear();
  const int columns = footfall.columns.count();
  for (int frame = 0; frame < footfall.frames.count(); ++frame) {
    const float* pressures = footfall.frame(frame);
    double sum = 0.0;
    double byColumn = 0.0;
    double byRow = 0.0;
    for (int r = 0; r < footfall.rows.count(); ++r) {
      double rowSum = 0.0;
      for (int c = 0; c < columns; ++c) {
        const auto p = static_cast<double>(*pressures++);
        rowSum += p;
        byColumn += p * (footfall.columns.first + c + 0.5);
      }
      byRow += rowSum * (footfall.rows.first + r + 0.5);
      sum += rowSum;
    }
    footfall.forcesN.push_back(newtons(sum, grid.cellAreaMm2));
    CopPoint point{.frame = footfall.frames.first + frame, .xMm = 0.0, .yMm = 0.0, .valid = false};
    if (sum > 0.0) {
      point.xMm = byColumn / sum * grid.columnSpacingMm;
      point.yMm = byRow / sum * grid.rowSpacingMm;
    }
    footfall.cop.push_back(point);
  }
  const double largest = *std::max_element(footfall.forcesN.begin(), footfall.forcesN.end());
  const double limit = validForceLimit(largest);
  for (std::size_t i = 0; i < footfall.cop.size(); ++i) {
    footfall.cop[i].valid = footfall.forcesN[i] >= limit;
  }
}

}  // namespace podalign::plantar
