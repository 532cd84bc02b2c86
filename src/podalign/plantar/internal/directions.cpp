#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "podalign/plantar/internal/print_shape.hpp"
#include "podalign/plantar/internal/walk.hpp"

namespace podalign::plantar {
namespace {

// Below it, the cues for heel and toes do not agree.
constexpr double kClearDirection = 0.5;
// Successive steps must be this far apart for their line to say where the walk goes.
constexpr double kShortestWayMm = 200.0;
// After a longer pause a walk has ended.
constexpr double kLongestPauseS = 2.0;

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

// Way of the walk where this footfall lies: from the footfall before it to the one after it.
std::optional<Direction> wayAt(const std::vector<Footfall>& footfalls, std::size_t i,
                               const Recording& recording) {
  if (footfalls[i].sensor == SensorKind::InShoe || footfalls[i].trial == TrialKind::Standing) {
    return std::nullopt;
  }
  const auto follows = [&](std::size_t before) {
    return pauseBetween(footfalls[before], footfalls[before + 1], recording) < kLongestPauseS;
  };
  const std::size_t from = i > 0 && follows(i - 1) ? i - 1 : i;
  const std::size_t to = i + 1 < footfalls.size() && follows(i) ? i + 1 : i;
  const Centre first = centreOf(footfalls[from], recording.grid);
  const Centre last = centreOf(footfalls[to], recording.grid);
  const double length = std::hypot(last.x - first.x, last.y - first.y);
  if (length < kShortestWayMm) return std::nullopt;
  return Direction{(last.x - first.x) / length, (last.y - first.y) / length};
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
  for (std::size_t i = 0; i < footfalls.size(); ++i) {
    Footfall& footfall = footfalls[i];
    const auto way = wayAt(footfalls, i, recording);
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
    footfall.heelToToe =
        recording.heelToToe.value_or(Direction{0.0, mean > kClearDirection ? 1.0 : -1.0});
    footfall.rowDirection = footfall.heelToToe.y < 0.0 ? -1 : 1;
  }
}

Direction nearestGridAxis(const Direction& d) {
  if (std::abs(d.x) > std::abs(d.y)) return {d.x < 0.0 ? -1.0 : 1.0, 0.0};
  return {0.0, d.y < 0.0 ? -1.0 : 1.0};
}

double pauseBetween(const Footfall& before, const Footfall& after, const Recording& recording) {
  return (after.frames.first - before.frames.last) * units::inSeconds(recording.framePeriod);
}

std::vector<IndexRange> findPasses(const std::vector<Footfall>& footfalls,
                                   const Recording& recording) {
  std::vector<IndexRange> passes;
  for (int i = 0; i < static_cast<int>(footfalls.size()); ++i) {
    const auto now = static_cast<std::size_t>(i);
    const bool goesOn =
        i > 0 && dot(footfalls[now - 1].heelToToe, footfalls[now].heelToToe) > 0.0 &&
        pauseBetween(footfalls[now - 1], footfalls[now], recording) < kLongestPauseS;
    if (goesOn) {
      passes.back().last = i;
    } else {
      passes.push_back({i, i});
    }
  }
  return passes;
}

void findProgression(std::vector<Footfall>& footfalls, const Recording& recording) {
  const Footfall& any = footfalls.front();
  if (any.sensor == SensorKind::InShoe || any.trial == TrialKind::Standing) return;
  for (const IndexRange& pass : findPasses(footfalls, recording)) {
    const std::span<Footfall> walk(footfalls.data() + pass.first,
                                   static_cast<std::size_t>(pass.count()));
    double x = 0.0;
    double y = 0.0;
    for (std::size_t i = 0; i + 2 < walk.size(); ++i) {
      const auto next =
          std::find_if(walk.begin() + static_cast<std::ptrdiff_t>(i) + 1, walk.end(),
                       [&](const Footfall& other) { return other.side.side == walk[i].side.side; });
      if (next == walk.end()) continue;
      // From heel to heel of the same foot; a print cut by the edge has lost its heel or its toes.
      const Centre from = heelOf(walk[i], recording.grid);
      const Centre to = heelOf(*next, recording.grid);
      x += to.x - from.x;
      y += to.y - from.y;
    }
    const double length = std::hypot(x, y);
    for (Footfall& footfall : walk) {
      footfall.progressionFromSteps = length > kShortestWayMm;
      footfall.progression = footfall.progressionFromSteps ? Direction{x / length, y / length}
                                                           : nearestGridAxis(footfall.heelToToe);
    }
  }
}

}  // namespace podalign::plantar
