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

// The heel of a print: mean of its cells in the rearmost part, along the sensor, because the axis
// of a print that is cut is no measure.
GridPoint heelOf(const Footfall& footfall, const Grid& grid, const Direction& axis) {
  constexpr double kHeelMm = 50.0;
  const auto cells = printCells(footfall, grid, footfall.noiseFloorKpa / 2.0);
  double low = 0.0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double s = axis.x * cells[i].xMm + axis.y * cells[i].yMm;
    low = i == 0 ? s : std::min(low, s);
  }
  GridPoint heel;
  int count = 0;
  for (const PrintCell& cell : cells) {
    const double s = axis.x * cell.xMm + axis.y * cell.yMm;
    if (s > low + kHeelMm) continue;
    heel.xMm += cell.xMm;
    heel.yMm += cell.yMm;
    ++count;
  }
  if (count > 0) return {heel.xMm / count, heel.yMm / count};
  const Centre centre = centreOf(footfall, grid);
  return {centre.x, centre.y};
}

bool hasReason(const Footfall& footfall, const char* reason) {
  return std::find(footfall.incompleteReasons.begin(), footfall.incompleteReasons.end(), reason) !=
         footfall.incompleteReasons.end();
}

// What a print that is cut still shows: where its heel lay, when it began and ended.
void findEnds(Footfall& footfall, const Grid& grid) {
  const Direction axis = nearestGridAxis(footfall.heelToToe);
  const bool lowRow = footfall.rows.first == 0;
  const bool highRow = footfall.rows.last == grid.rows - 1;
  const bool lowColumn = footfall.sensorColumns.first == 0;
  const bool highColumn = footfall.sensorColumns.last == grid.columns - 1;
  bool rear = axis.y > 0.0   ? lowRow
              : axis.y < 0.0 ? highRow
              : axis.x > 0.0 ? lowColumn
                             : highColumn;
  bool front = axis.y > 0.0   ? highRow
               : axis.y < 0.0 ? lowRow
               : axis.x > 0.0 ? highColumn
                              : lowColumn;
  if (footfall.onBelt) {
    // The belt brings the toes onto the sensor and takes them off behind it.
    front = rear;
    rear = false;
  }
  const bool inShoe = footfall.sensor == SensorKind::InShoe;
  const bool touching = hasReason(footfall, "PLATE.PRINTS_TOUCH");
  const bool startsLoaded = hasReason(footfall, "PLATE.STARTS_LOADED");
  footfall.heelSeen = !rear && !touching && !startsLoaded;
  footfall.startSeen = (inShoe || !rear) && !touching && !startsLoaded;
  footfall.endSeen = (inShoe || !front) && !touching && !hasReason(footfall, "PLATE.ENDS_LOADED");
  // The axis of a print that is cut is no measure: there it is the sensor's.
  footfall.heel = heelOf(footfall, grid, footfall.complete ? footfall.heelToToe : axis);
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
  for (Footfall& footfall : footfalls) findEnds(footfall, recording.grid);
  if (footfalls.front().trial == TrialKind::Standing) return;
  int number = 0;
  for (const IndexRange& pass : findPasses(footfalls, recording)) {
    const std::span<Footfall> walk(footfalls.data() + pass.first,
                                   static_cast<std::size_t>(pass.count()));
    for (Footfall& footfall : walk) footfall.pass = number;
    ++number;
    if (walk.front().sensor == SensorKind::InShoe) continue;
    double x = 0.0;
    double y = 0.0;
    for (std::size_t i = 0; i + 2 < walk.size(); ++i) {
      const auto next =
          std::find_if(walk.begin() + static_cast<std::ptrdiff_t>(i) + 1, walk.end(),
                       [&](const Footfall& other) { return other.side.side == walk[i].side.side; });
      // A print that is cut behind has lost its heel.
      if (next == walk.end() || !walk[i].heelSeen || !next->heelSeen) continue;
      x += next->heel.xMm - walk[i].heel.xMm;
      y += next->heel.yMm - walk[i].heel.yMm;
    }
    const double length = std::hypot(x, y);
    for (Footfall& footfall : walk) {
      footfall.progressionFromSteps = length > kShortestWayMm;
      footfall.progression = footfall.progressionFromSteps ? Direction{x / length, y / length}
                                                           : nearestGridAxis(footfall.heelToToe);
      footfall.leftwards = leftOf(*footfall.progression, recording.grid.view);
    }
  }
}

}  // namespace podalign::plantar
