#include <algorithm>
#include <cmath>

#include "podalign/plantar/internal/walk.hpp"

namespace podalign::plantar {
namespace {

// Reference: a step that is recorded whole begins and ends nearly unloaded.
constexpr double kLoadedShare = 0.05;
constexpr double kFullStepShareOfWeight = 0.6;
constexpr double kShortestShareOfMedian = 0.7;
constexpr double kLongestShareOfMedian = 1.3;
constexpr std::size_t kFewestForMedian = 3;

void flag(Footfall& footfall, const char* reason) {
  footfall.complete = false;
  footfall.incompleteReasons.emplace_back(reason);
}

double lengthOf(const Footfall& footfall, const Grid& grid) {
  return std::abs(footfall.heelToToe.x) * footfall.columns.count() * grid.columnSpacingMm +
         std::abs(footfall.heelToToe.y) * footfall.rows.count() * grid.rowSpacingMm;
}

void checkEdges(Footfall& footfall, const Grid& grid) {
  // A sole sensor ends where the foot ends.
  if (footfall.sensor == SensorKind::InShoe) return;
  if (footfall.rows.first == 0 || footfall.rows.last == grid.rows - 1)
    flag(footfall, "PLATE.EDGE_ROW");
  if (footfall.columns.first == 0 || footfall.columns.last == grid.columns - 1) {
    flag(footfall, "PLATE.EDGE_COLUMN");
  }
}

void checkEnds(Footfall& footfall, int recordedFrames) {
  if (footfall.trial == TrialKind::Standing) return;
  const double largest = *std::max_element(footfall.forcesN.begin(), footfall.forcesN.end());
  if (footfall.frames.first == 0 && footfall.forcesN.front() > kLoadedShare * largest) {
    flag(footfall, "PLATE.STARTS_LOADED");
  }
  if (footfall.frames.last == recordedFrames - 1 &&
      footfall.forcesN.back() > kLoadedShare * largest) {
    flag(footfall, "PLATE.ENDS_LOADED");
  }
}

void checkLengths(std::vector<Footfall>& footfalls, const Grid& grid, Laterality side) {
  std::vector<double> lengths;
  for (const Footfall& footfall : footfalls) {
    if (footfall.side.side == side && footfall.complete)
      lengths.push_back(lengthOf(footfall, grid));
  }
  if (lengths.size() < kFewestForMedian) return;
  std::sort(lengths.begin(), lengths.end());
  const double median = lengths[lengths.size() / 2];
  for (Footfall& footfall : footfalls) {
    const double length = lengthOf(footfall, grid);
    const bool unlike =
        length < kShortestShareOfMedian * median || length > kLongestShareOfMedian * median;
    if (footfall.side.side == side && footfall.complete && unlike)
      flag(footfall, "PLATE.LENGTH_UNLIKE_OTHERS");
  }
}

}  // namespace

void findIncomplete(std::vector<Footfall>& footfalls, const Recording& recording,
                    const FootfallOptions& options) {
  for (Footfall& footfall : footfalls) {
    footfall.complete = true;
    footfall.incompleteReasons.clear();
    checkEdges(footfall, recording.grid);
    checkEnds(footfall, recording.frames);
    const bool moving = footfall.trial != TrialKind::Standing;
    const double largest = *std::max_element(footfall.forcesN.begin(), footfall.forcesN.end());
    if (moving && options.bodyWeight &&
        largest < kFullStepShareOfWeight * units::inNewtons(*options.bodyWeight)) {
      flag(footfall, "PLATE.TOO_LIGHT");
    }
  }
  if (recording.sensor == SensorKind::InShoe) return;
  for (const Laterality side : kBothSides) checkLengths(footfalls, recording.grid, side);
}

}  // namespace podalign::plantar
