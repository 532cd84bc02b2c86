#include "podalign/plantar/internal/forces.hpp"

#include <algorithm>

namespace podalign::plantar {
namespace {
// docs/contract.md, COP; reference: validity limit of the centre of pressure.
constexpr double kSmallestForceN = 10.0;
constexpr double kSmallestForceShare = 0.02;
}  // namespace

double forceOf(const float* pressuresKpa, const Recording& recording) {
  const Grid& grid = recording.grid;
  double sum = 0.0;
  if (grid.cells.empty()) {
    for (std::size_t i = 0; i < recording.windowCells(); ++i) {
      sum += static_cast<double>(pressuresKpa[i]);
    }
    return newtons(sum, grid.cellAreaMm2);
  }
  for (int row = recording.rows.first; row <= recording.rows.last; ++row) {
    for (int column = recording.columns.first; column <= recording.columns.last; ++column) {
      sum += newtons(static_cast<double>(*pressuresKpa++), grid.areaOf(row, column));
    }
  }
  return sum;
}

double validForceLimit(double largestForceN) {
  return std::max(kSmallestForceN, kSmallestForceShare * largestForceN);
}

namespace {

struct FrameLoad {
  double forceN = 0.0;
  GridPoint cop;
};

FrameLoad loadOnCells(const float* pressures, const Footfall& footfall, const Grid& grid) {
  FrameLoad load;
  for (int row = footfall.rows.first; row <= footfall.rows.last; ++row) {
    for (int column = footfall.columns.first; column <= footfall.columns.last; ++column) {
      const double force = newtons(static_cast<double>(*pressures++), grid.areaOf(row, column));
      const GridPoint centre = grid.centreOf(row, column);
      load.forceN += force;
      load.cop.xMm += force * centre.xMm;
      load.cop.yMm += force * centre.yMm;
    }
  }
  if (!(load.forceN > 0.0)) return {};
  load.cop.xMm /= load.forceN;
  load.cop.yMm /= load.forceN;
  return load;
}

FrameLoad loadOnGrid(const float* pressures, const Footfall& footfall, const Grid& grid) {
  double sum = 0.0;
  double byColumn = 0.0;
  double byRow = 0.0;
  for (int r = 0; r < footfall.rows.count(); ++r) {
    double rowSum = 0.0;
    for (int c = 0; c < footfall.columns.count(); ++c) {
      const auto p = static_cast<double>(*pressures++);
      rowSum += p;
      byColumn += p * (footfall.columns.first + c + 0.5);
    }
    byRow += rowSum * (footfall.rows.first + r + 0.5);
    sum += rowSum;
  }
  if (!(sum > 0.0)) return {};
  return {newtons(sum, grid.cellAreaMm2),
          {byColumn / sum * grid.columnSpacingMm, byRow / sum * grid.rowSpacingMm}};
}

}  // namespace

void addForces(Footfall& footfall, const Grid& grid) {
  footfall.forcesN.clear();
  footfall.cop.clear();
  for (int frame = 0; frame < footfall.frames.count(); ++frame) {
    const float* pressures = footfall.frame(frame);
    const FrameLoad load = grid.cells.empty() ? loadOnGrid(pressures, footfall, grid)
                                              : loadOnCells(pressures, footfall, grid);
    footfall.forcesN.push_back(load.forceN);
    footfall.cop.push_back({.frame = footfall.frames.first + frame,
                            .xMm = grid.placesKnown ? load.cop.xMm : 0.0,
                            .yMm = grid.placesKnown ? load.cop.yMm : 0.0,
                            .valid = false});
  }
  const double largest = *std::max_element(footfall.forcesN.begin(), footfall.forcesN.end());
  const double limit = validForceLimit(largest);
  for (std::size_t i = 0; i < footfall.cop.size(); ++i) {
    footfall.cop[i].valid = grid.placesKnown && footfall.forcesN[i] >= limit;
  }
}

}  // namespace podalign::plantar
