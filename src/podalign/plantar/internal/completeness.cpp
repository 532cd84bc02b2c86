#include <algorithm>
#include <cmath>

#include "podalign/plantar/internal/print_shape.hpp"
#include "podalign/plantar/internal/walk.hpp"

namespace podalign::plantar {
namespace {

// Reference: a step that is recorded whole begins and ends nearly unloaded.
constexpr double kLoadedShare = 0.05;
// Of a contact that lies between two frames, the first frame holds no more than the next ones add.
constexpr std::size_t kPaceFrames = 2;
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
  if (footfall.sensorColumns.first == 0 || footfall.sensorColumns.last == grid.columns - 1) {
    flag(footfall, "PLATE.EDGE_COLUMN");
  }
}

// A sensor that is started by the contact itself shows a frame that is loaded from the beginning,
// and a slow one a frame that is heavily loaded: not more, though, than what the load goes up by
// from frame to frame right after, else the contact began earlier.
template <class Forces>
bool beganEarlier(Forces first, Forces last, double largest) {
  if (first == last || *first <= kLoadedShare * largest) return false;
  double pace = 0.0;
  auto next = first + 1;
  for (std::size_t i = 0; i < kPaceFrames && next != last; ++i, ++next)
    pace = std::max(pace, *next - *(next - 1));
  return *first > pace;
}

void checkEnds(Footfall& footfall, int recordedFrames) {
  if (footfall.trial == TrialKind::Standing || footfall.peakImage) return;
  const double largest = *std::max_element(footfall.forcesN.begin(), footfall.forcesN.end());
  const auto& forces = footfall.forcesN;
  if (footfall.frames.first == 0 && beganEarlier(forces.begin(), forces.end(), largest)) {
    flag(footfall, "PLATE.STARTS_LOADED");
  }
  if (footfall.frames.last == recordedFrames - 1 &&
      beganEarlier(forces.rbegin(), forces.rend(), largest)) {
    flag(footfall, "PLATE.ENDS_LOADED");
  }
}

// Larger than a foot in the direction of its own axis or across it, corners of the cells included.
bool largerThanAFoot(const Footfall& footfall, const Grid& grid, const FootfallOptions& options) {
  double low[2] = {0.0, 0.0};
  double high[2] = {0.0, 0.0};
  bool first = true;
  for (const PrintCell& cell : printCells(footfall, grid, 0.0)) {
    const double s[2] = {footfall.heelToToe.x * cell.xMm + footfall.heelToToe.y * cell.yMm,
                         footfall.heelToToe.x * cell.yMm - footfall.heelToToe.y * cell.xMm};
    for (int k = 0; k < 2; ++k) {
      low[k] = first ? s[k] : std::min(low[k], s[k]);
      high[k] = first ? s[k] : std::max(high[k], s[k]);
    }
    first = false;
  }
  const double cell = std::max(grid.columnSpacingMm, grid.rowSpacingMm);
  return high[0] - low[0] + cell > units::inMillimetres(options.longestPrint) ||
         high[1] - low[1] + cell > units::inMillimetres(options.widestPrint);
}

bool overlap(const IndexRange& a, const IndexRange& b) {
  return a.first <= b.last + 1 && b.first <= a.last + 1;
}

// Two feet that touched from the first moment are one contact area: it is larger than a foot, and
// the print beside it may have lost a part to it.
void checkTouching(std::vector<Footfall>& footfalls, const Grid& grid,
                   const FootfallOptions& options) {
  for (std::size_t i = 0; i < footfalls.size(); ++i) {
    if (!largerThanAFoot(footfalls[i], grid, options)) continue;
    for (Footfall& other : footfalls) {
      const Footfall& large = footfalls[i];
      const bool beside = overlap(large.rows, other.rows) &&
                          overlap(large.columns, other.columns) &&
                          overlap(large.frames, other.frames);
      if (!beside) continue;
      other.complete = false;
      other.incompleteReasons.insert(other.incompleteReasons.begin(), "PLATE.PRINTS_TOUCH");
    }
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
    if (moving && options.bodyWeight && recording.grid.areasKnown &&
        largest < kFullStepShareOfWeight * units::inNewtons(*options.bodyWeight)) {
      flag(footfall, "PLATE.TOO_LIGHT");
    }
  }
  if (recording.sensor == SensorKind::InShoe) return;
  checkTouching(footfalls, recording.grid, options);
  for (const Laterality side : kBothSides) checkLengths(footfalls, recording.grid, side);
}

}  // namespace podalign::plantar
