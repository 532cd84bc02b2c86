#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

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
constexpr double kShortestStrideMm = 200.0;
// Two in a row are of different feet: while both stand, and when there was no time for a swing.
constexpr double kBothDownWeight = 8.0;
constexpr double kNoSwingWeight = 5.0;
constexpr double kShortestSwingS = 0.2;
// A print that is cut shows its shape badly.
constexpr double kCutPrintTrust = 0.5;
constexpr double kUnsureWay = 0.1;  // tangent of how far two prints alone may miss the way

double probability(double logOdds) { return 1.0 / (1.0 + std::exp(-logOdds)); }

struct Centre {
  double x = 0.0;
  double y = 0.0;
};

Centre centreOf(const Footfall& footfall, const Grid& grid) {
  return {(footfall.columns.first + footfall.columns.last + 1) / 2.0 * grid.columnSpacingMm,
          (footfall.rows.first + footfall.rows.last + 1) / 2.0 * grid.rowSpacingMm};
}

Direction meanDirection(std::span<const Footfall> footfalls) {
  double x = 0.0;
  double y = 0.0;
  for (const Footfall& footfall : footfalls) {
    x += footfall.heelToToe.x;
    y += footfall.heelToToe.y;
  }
  const double length = std::hypot(x, y);
  return length > 0.0 ? Direction{x / length, y / length} : Direction{};
}

// Log odds that two footfalls, one after the other, are of different feet.
double changeLogOdds(const Footfall& before, const Footfall& after, const Recording& recording) {
  if (before.trial == TrialKind::Standing) return kBothDownWeight;
  const double pause = pauseBetween(before, after, recording);
  if (pause < 0.0) return kBothDownWeight;  // nobody stands on one foot in two places
  // A foot is in the air for longer than that before it lands again.
  if (pause < kShortestSwingS) return kNoSwingWeight;
  return 0.0;
}

// How clearly each footfall of a pass lies to the left of the one before it on the line of the walk
// (1), or to the right (-1).
std::vector<double> leftOfLast(std::span<const Footfall> pass, const Grid& grid) {
  Direction forward = meanDirection(pass);
  const bool cut = std::any_of(pass.begin(), pass.end(),
                               [](const Footfall& footfall) { return !footfall.complete; });
  // A print that is cut shows its axis badly; plates are walked along their rows or columns.
  if (cut && pass.front().trial != TrialKind::Standing) forward = nearestGridAxis(forward);
  std::vector<double> beside{0.0};
  double slant = kUnsureWay;
  if (pass.size() > 2 && pass.front().trial != TrialKind::Standing) {
    // Every second footfall is of the same foot: it shows the way better than toes do.
    double x = 0.0;
    double y = 0.0;
    for (std::size_t i = 2; i < pass.size(); ++i) {
      const Centre from = centreOf(pass[i - 2], grid);
      const Centre to = centreOf(pass[i], grid);
      x += to.x - from.x;
      y += to.y - from.y;
    }
    const double length = std::hypot(x, y);
    if (length > kShortestStrideMm) {
      forward = {x / length, y / length};
      slant = 0.0;
    }
  }
  const Direction left = leftOf(forward, grid.view);
  for (std::size_t i = 1; i < pass.size(); ++i) {
    const Centre from = centreOf(pass[i - 1], grid);
    const Centre to = centreOf(pass[i], grid);
    const double aside = left.x * (to.x - from.x) + left.y * (to.y - from.y);
    // The way is known within some degrees: the longer the step, the less its side means.
    const double clear = kClearlyBesideMm + slant * std::hypot(to.x - from.x, to.y - from.y);
    beside.push_back(std::clamp(aside / clear, -1.0, 1.0));
  }
  return beside;
}

double logSumExp(double a, double b) {
  const double larger = std::max(a, b);
  return larger + std::log(std::exp(a - larger) + std::exp(b - larger));
}

// A chain of footfalls, each left (0) or right (1): shape speaks for each, time and place for two
// in a row. Turns the log odds of the shapes into those of all evidence.
void addAlternation(std::span<const Footfall> pass, const Recording& recording,
                    std::span<double> rightLogOdds) {
  const std::size_t count = pass.size();
  if (count < 2) return;
  const auto beside = leftOfLast(pass, recording.grid);
  // links[i][a][b]: footfall i - 1 is a, footfall i is b.
  std::vector<std::array<std::array<double, 2>, 2>> links(count);
  for (std::size_t i = 1; i < count; ++i) {
    const double change = changeLogOdds(pass[i - 1], pass[i], recording);
    const double left = kBesideWeight / static_cast<double>(count - 1) * beside[i];
    links[i] = {{{0.0, change - 0.5 * left}, {change + 0.5 * left, 0.0}}};
  }
  std::vector<std::array<double, 2>> forward(count);
  std::vector<std::array<double, 2>> backward(count);
  forward[0] = {0.0, rightLogOdds[0]};
  for (std::size_t i = 1; i < count; ++i) {
    for (std::size_t b = 0; b < 2; ++b) {
      forward[i][b] =
          logSumExp(forward[i - 1][0] + links[i][0][b], forward[i - 1][1] + links[i][1][b]) +
          (b == 1 ? rightLogOdds[i] : 0.0);
    }
  }
  for (std::size_t i = count - 1; i-- > 0;) {
    for (std::size_t a = 0; a < 2; ++a) {
      backward[i][a] = logSumExp(backward[i + 1][0] + links[i + 1][a][0],
                                 backward[i + 1][1] + links[i + 1][a][1] + rightLogOdds[i + 1]);
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    rightLogOdds[i] = forward[i][1] + backward[i][1] - forward[i][0] - backward[i][0];
  }
}

double ceilingFor(const Footfall& footfall, const Recording& recording) {
  double ceiling = 1.0;
  if (footfall.sensor == SensorKind::InShoe) ceiling = std::min(ceiling, kInShoeCeiling);
  if (!footfall.complete) ceiling = std::min(ceiling, kIncompleteCeiling);
  if (recording.grid.view == GridView::Uncertain)
    ceiling = std::min(ceiling, kUncertainViewCeiling);
  return ceiling;
}

// A declared side weighs as much as the shape of the confidence that overrules it
// (docs/contract.md, "Sides"): joined with what the shape says, how sure the side is.
double confidenceIn(const SideDecision& declared) {
  constexpr double kOverruledFrom = 0.9;
  const bool agrees = declared.shapeSide == declared.side;
  const double stated = kOverruledFrom / (1.0 - kOverruledFrom);
  const double spoken = agrees ? declared.confidence : 1.0 - declared.confidence;
  return stated * spoken / (stated * spoken + 1.0 - spoken);
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
    rightLogOdds.push_back((footfall.complete ? 1.0 : kCutPrintTrust) *
                           rightFootLogOdds(footfall,
                                            printCells(footfall, recording.grid, threshold),
                                            recording.grid.view));
  }
  if (recording.sensor == SensorKind::InShoe) {
    // One sole, one foot: the steps vote together.
    double sum = 0.0;
    for (const double logOdds : rightLogOdds) sum += logOdds;
    std::fill(rightLogOdds.begin(), rightLogOdds.end(),
              sum / static_cast<double>(footfalls.size()));
  } else {
    for (const IndexRange& pass : findPasses(footfalls, recording)) {
      const auto count = static_cast<std::size_t>(pass.count());
      addAlternation({footfalls.data() + pass.first, count}, recording,
                     {rightLogOdds.data() + pass.first, count});
    }
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
    if (footfall.side.source == SideSource::Declared)
      footfall.side.confidence = confidenceIn(footfall.side);
  }
}

}  // namespace podalign::plantar
