#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "podalign/plantar/internal/print_shape.hpp"
#include "podalign/plantar/internal/walk.hpp"

namespace podalign::plantar {
namespace {

// A shape that is not seen plainly may not overrule a declared side (conflict from 0.9 on).
constexpr double kInShoeCeiling = 0.8;  // arch supports load the medial midfoot
constexpr double kUncertainViewCeiling = 0.5;
constexpr double kIncompleteCeiling = 0.85;
constexpr double kSureSide = 0.75;
// Log odds that the position of one foot beside the walking line or beside the other foot adds.
constexpr double kBesideWeight = 3.0;
constexpr double kClearlyBesideMm = 40.0;
constexpr double kLongestStepS = 2.0;

double probability(double logOdds) { return 1.0 / (1.0 + std::exp(-logOdds)); }

struct Place {
  double along = 0.0;
  double left = 0.0;
};

Place placeOf(const Footfall& footfall, const Grid& grid, const Direction& forward) {
  const double x =
      (footfall.columns.first + footfall.columns.last + 1) / 2.0 * grid.columnSpacingMm;
  const double y = (footfall.rows.first + footfall.rows.last + 1) / 2.0 * grid.rowSpacingMm;
  const Direction left = leftOf(forward, grid.view);
  return {forward.x * x + forward.y * y, left.x * x + left.y * y};
}

Direction meanDirection(const std::vector<Footfall>& footfalls) {
  double x = 0.0;
  double y = 0.0;
  for (const Footfall& footfall : footfalls) {
    x += footfall.heelToToe.x;
    y += footfall.heelToToe.y;
  }
  const double length = std::hypot(x, y);
  return length > 0.0 ? Direction{x / length, y / length} : Direction{};
}

// Feet that follow each other on a plate change sides: adds to each footfall what the others say.
void addAlternation(const std::vector<Footfall>& footfalls, const Grid& grid,
                    std::vector<double>& rightLogOdds) {
  if (footfalls.size() < 2) return;
  const Direction forward = meanDirection(footfalls);
  double evenIsRight = 0.0;  // log odds that the first, third, ... footfall is a right one
  double besides = 0.0;
  std::vector<Place> places;
  for (const Footfall& footfall : footfalls) places.push_back(placeOf(footfall, grid, forward));
  for (std::size_t i = 0; i < footfalls.size(); ++i) {
    evenIsRight += (i % 2 == 0 ? 1.0 : -1.0) * rightLogOdds[i];
    if (i == 0) continue;
    const double beside = places[i].left - places[i - 1].left;
    besides += (i % 2 == 0 ? -1.0 : 1.0) * std::clamp(beside / kClearlyBesideMm, -1.0, 1.0);
  }
  evenIsRight += kBesideWeight * besides / static_cast<double>(footfalls.size() - 1);
  for (std::size_t i = 0; i < footfalls.size(); ++i) {
    rightLogOdds[i] = i % 2 == 0 ? evenIsRight : -evenIsRight;
  }
}

// One foot after the other, without a missing or a doubled step.
bool alternates(const std::vector<Footfall>& footfalls, const Recording& recording) {
  if (recording.sensor == SensorKind::InShoe || footfalls.size() < 2) return false;
  if (footfalls.front().trial == TrialKind::Standing) return footfalls.size() == 2;
  const Direction forward = meanDirection(footfalls);
  for (std::size_t i = 1; i < footfalls.size(); ++i) {
    const double pause = (footfalls[i].frames.first - footfalls[i - 1].frames.last) *
                         units::inSeconds(recording.framePeriod);
    const double step = placeOf(footfalls[i], recording.grid, forward).along -
                        placeOf(footfalls[i - 1], recording.grid, forward).along;
    if (pause > kLongestStepS || step <= 0.0) return false;
  }
  return true;
}

double ceilingFor(const Footfall& footfall, const Recording& recording) {
  double ceiling = 1.0;
  if (footfall.sensor == SensorKind::InShoe) ceiling = std::min(ceiling, kInShoeCeiling);
  if (!footfall.complete) ceiling = std::min(ceiling, kIncompleteCeiling);
  if (recording.grid.view == GridView::Uncertain)
    ceiling = std::min(ceiling, kUncertainViewCeiling);
  return ceiling;
}

void report(const Footfall& footfall, const std::optional<Laterality>& declared,
            Findings& findings) {
  const std::string confidence = fmt::format("{:.0f}", 100.0 * footfall.side.confidence);
  const std::string frame = fmt::format("{}", footfall.frames.first);
  if (footfall.side.source == SideSource::Conflict) {
    findings.push_back({{"SIDE.CONFLICT",
                         {{"declared", toString(*declared)},
                          {"shape", toString(footfall.side.shapeSide)},
                          {"confidence", confidence}}},
                        Severity::Reject,
                        {}});
  } else if (declared && footfall.side.shapeSide != *declared) {
    findings.push_back(
        {{"PLATE.SIDE_DECLARED_ONLY",
          {{"declared", toString(*declared)}, {"confidence", confidence}, {"frame", frame}}},
         Severity::Note,
         {}});
  } else if (!declared && footfall.side.confidence < kSureSide) {
    findings.push_back(
        {{"PLATE.SIDE_UNSURE",
          {{"side", toString(footfall.side.side)}, {"confidence", confidence}, {"frame", frame}}},
         Severity::Caution,
         {}});
  }
}

}  // namespace

void findSides(std::vector<Footfall>& footfalls, const Recording& recording,
               const FootfallOptions& options, Findings& findings) {
  std::vector<double> rightLogOdds;
  for (const Footfall& footfall : footfalls) {
    const double threshold = std::max(10.0, recording.noiseFloorKpa);
    rightLogOdds.push_back(rightFootLogOdds(
        footfall, printCells(footfall, recording.grid, threshold), recording.grid.view));
  }
  if (alternates(footfalls, recording)) addAlternation(footfalls, recording.grid, rightLogOdds);
  if (recording.sensor == SensorKind::InShoe) {
    // One sole, one foot: the steps vote together.
    double sum = 0.0;
    for (const double logOdds : rightLogOdds) sum += logOdds;
    std::fill(rightLogOdds.begin(), rightLogOdds.end(),
              sum / static_cast<double>(footfalls.size()));
  }
  const auto declared = options.declaredSide ? options.declaredSide : recording.markedSide;
  const bool contradictory = options.declaredSide && recording.markedSide &&
                             *options.declaredSide != *recording.markedSide;
  for (std::size_t i = 0; i < footfalls.size(); ++i) {
    Footfall& footfall = footfalls[i];
    const Laterality shape = rightLogOdds[i] > 0.0 ? Laterality::Right : Laterality::Left;
    const double confidence =
        std::min(probability(std::abs(rightLogOdds[i])), ceilingFor(footfall, recording));
    footfall.side = decideSide(declared, shape, confidence);
    if (contradictory) footfall.side.source = SideSource::Conflict;
    report(footfall, declared, findings);
  }
}

}  // namespace podalign::plantar
