#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "podalign/plantar/internal/print_shape.hpp"
#include "podalign/plantar/internal/walk.hpp"

namespace podalign::plantar {
namespace {

// Below it, the cues for heel and toes do not agree.
constexpr double kClearDirection = 0.5;
// Successive steps must be this far apart for their line to say where the walk goes.
constexpr double kShortestWayMm = 200.0;

Direction reversed(const Direction& d) { return {-d.x, -d.y}; }
double dot(const Direction& a, const Direction& b) { return a.x * b.x + a.y * b.y; }

struct Centre {
  double x = 0.0;
  double y = 0.0;
};

Centre centreOf(const Footfall& footfall, const Grid& grid) {
  return {(footfall.columns.first + footfall.columns.last + 1) / 2.0 * grid.columnSpacingMm,
          (footfall.rows.first + footfall.rows.last + 1) / 2.0 * grid.rowSpacingMm};
}

// Way from the first footfall to the last, when they are clearly apart in space and time.
std::optional<Direction> wayOfSteps(const std::vector<Footfall>& footfalls, const Grid& grid) {
  if (footfalls.size() < 2 || footfalls.front().sensor == SensorKind::InShoe ||
      footfalls.front().trial == TrialKind::Standing) {
    return std::nullopt;
  }
  const Centre first = centreOf(footfalls.front(), grid);
  const Centre last = centreOf(footfalls.back(), grid);
  const double length = std::hypot(last.x - first.x, last.y - first.y);
  if (length < kShortestWayMm) return std::nullopt;
  return Direction{(last.x - first.x) / length, (last.y - first.y) / length};
}

Direction nearestGridAxis(const Direction& d) {
  if (std::abs(d.x) > std::abs(d.y)) return {d.x < 0.0 ? -1.0 : 1.0, 0.0};
  return {0.0, d.y < 0.0 ? -1.0 : 1.0};
}

double meanOf(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

// The heel of a print: mean of its cells in the last fifth of its length.
Centre heelOf(const Footfall& footfall, const Grid& grid) {
  constexpr double kHeelShare = 0.2;
  const auto cells = printCells(footfall, grid, footfall.noiseFloorKpa / 2.0);
  double low = 0.0;
  double high = 0.0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double s = footfall.heelToToe.x * cells[i].xMm + footfall.heelToToe.y * cells[i].yMm;
    low = i == 0 ? s : std::min(low, s);
    high = i == 0 ? s : std::max(high, s);
  }
  Centre heel;
  int count = 0;
  for (const PrintCell& cell : cells) {
    const double s = footfall.heelToToe.x * cell.xMm + footfall.heelToToe.y * cell.yMm;
    if (s > low + kHeelShare * (high - low)) continue;
    heel.x += cell.xMm;
    heel.y += cell.yMm;
    ++count;
  }
  return count == 0 ? centreOf(footfall, grid) : Centre{heel.x / count, heel.y / count};
}

}  // namespace

void findDirections(std::vector<Footfall>& footfalls, const Recording& recording,
                    Findings& findings) {
  std::vector<double> votes;  // of in-shoe steps for "toes towards higher rows"
  const auto way = wayOfSteps(footfalls, recording.grid);
  for (Footfall& footfall : footfalls) {
    const auto cells = printCells(footfall, recording.grid, 0.0);
    Direction axis = longAxis(cells);
    double score = toesAlong(footfall, cells, axis);
    if (footfall.sensor == SensorKind::InShoe) {
      // The sole lies along the rows of its own sensor.
      axis = {0.0, 1.0};
      score = toesAlong(footfall, cells, axis);
      votes.push_back(score);
    } else if (way && std::abs(dot(*way, axis)) > std::sqrt(0.5)) {
      score += dot(*way, axis) > 0.0 ? 2.0 : -2.0;
    }
    footfall.heelToToe = score < 0.0 ? reversed(axis) : axis;
    footfall.rowDirection = footfall.heelToToe.y < 0.0 ? -1 : 1;
    if (std::abs(score) < kClearDirection && footfall.sensor == SensorKind::Plate) {
      findings.push_back(
          {{"PLATE.DIRECTION_UNSURE", {{"frame", fmt::format("{}", footfall.frames.first)}}},
           Severity::Caution,
           {}});
    }
  }
  if (votes.empty()) return;
  // All steps of one sole point the same way; without a vote row 0 is at the toes, as Tekscan has
  // it.
  const double mean = meanOf(votes);
  for (Footfall& footfall : footfalls) {
    footfall.heelToToe = {0.0, mean > kClearDirection ? 1.0 : -1.0};
    footfall.rowDirection = footfall.heelToToe.y < 0.0 ? -1 : 1;
  }
}

void findProgression(std::vector<Footfall>& footfalls, const Recording& recording) {
  double x = 0.0;
  double y = 0.0;
  for (std::size_t i = 0; i < footfalls.size(); ++i) {
    if (footfalls[i].sensor == SensorKind::InShoe || footfalls[i].trial == TrialKind::Standing)
      return;
    for (std::size_t j = i + 1; j < footfalls.size(); ++j) {
      if (footfalls[j].side.side != footfalls[i].side.side) continue;
      // From heel to heel of the same foot; a print cut by the edge has lost its heel or its toes.
      const Centre from = heelOf(footfalls[i], recording.grid);
      const Centre to = heelOf(footfalls[j], recording.grid);
      x += to.x - from.x;
      y += to.y - from.y;
      break;
    }
  }
  const double length = std::hypot(x, y);
  for (Footfall& footfall : footfalls) {
    footfall.progressionFromSteps = length > kShortestWayMm;
    footfall.progression = footfall.progressionFromSteps ? Direction{x / length, y / length}
                                                         : nearestGridAxis(footfall.heelToToe);
  }
}

}  // namespace podalign::plantar
