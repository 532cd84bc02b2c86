#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "podalign/measure/footfall_measures.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "support/random_walk.hpp"

// Walks drawn at random, whose steps are known by construction: every one is found, once, with its
// side, direction, completeness, times and centre of pressure.
namespace podalign {
namespace {

using plantar::Footfall;
using testing::Gait;
using testing::RandomWalk;
using testing::TrueStep;
using testing::WalkRecipe;

constexpr unsigned kWalks = 30;  // of each gait
// Below this share of the heaviest step a glimpse of a foot at the edge may be left out or not.
constexpr double kGlimpse = 0.2;

struct Pitch {
  double rowMm, columnMm;
};

WalkRecipe recipeFor(Gait gait, unsigned seed) {
  constexpr Pitch kPitches[] = {{4.0, 4.0},   {5.0, 5.0},   {5.08, 5.08}, {7.62, 5.08},
                                {8.46, 8.47}, {7.07, 7.07}, {10.0, 10.0}};
  constexpr double kRates[] = {25.0, 50.0, 100.0, 126.0, 240.0, 500.0};
  testing::Dice dice(seed * 7919U + 17U);
  WalkRecipe recipe;
  recipe.gait = gait;
  const Pitch pitch = kPitches[dice.below(7)];
  recipe.rowPitchMm = pitch.rowMm;
  recipe.columnPitchMm = pitch.columnMm;
  // Twenty five frames a second see three or four frames of a running step.
  recipe.rateHz = kRates[gait == Gait::Running ? 1 + dice.below(5) : dice.below(6)];
  if (gait != Gait::Single && recipe.rateHz > 200.0 && pitch.rowMm < 7.0) recipe.rateHz = 100.0;
  recipe.towardsHigherRows = dice.coin();
  recipe.view = dice.coin() ? plantar::GridView::FromAbove : plantar::GridView::FromBelow;
  if (dice.coin()) {
    recipe.quantumKpa = 5.0;
    recipe.floorKpa = 10.0;
  }
  if (dice.below(3) != 0) {
    recipe.blipShare = 2e-5;
    recipe.ripple = 0.3;
    recipe.deadShare = 0.004;
    recipe.hotCells = dice.below(4);
  }
  return recipe;
}

struct Score {
  int walks = 0, wrongCount = 0, steps = 0, matched = 0;
  int sides = 0, sureOfTheWrong = 0, directions = 0, completeness = 0, frames = 0, cops = 0;
  int quietSteps = 0, quietFrames = 0, quietCops = 0;  ///< of walks without noise
  double worstCop = 0.0;
};

const Footfall* matchOf(const TrueStep& truth, const std::vector<Footfall>& found,
                        const plantar::Grid& grid) {
  const Footfall* best = nullptr;
  int most = 0;
  for (const Footfall& footfall : found) {
    int shared = 0;
    for (const plantar::CopPoint& point : footfall.cop) {
      if (!truth.frames.contains(point.frame)) continue;
      const auto& cop = truth.copInMm[static_cast<std::size_t>(point.frame - truth.frames.first)];
      if (std::hypot(point.xMm - cop[0], point.yMm - cop[1]) < 4.0 * grid.rowSpacingMm) ++shared;
    }
    if (shared > most) {
      most = shared;
      best = &footfall;
    }
  }
  return best;
}

void compare(const TrueStep& truth, const Footfall& footfall, const plantar::Grid& grid, bool quiet,
             Score& score) {
  ++score.matched;
  score.sides += footfall.side.side == truth.side ? 1 : 0;
  constexpr double kSure = 0.75;  // below it the finding PLATE.SIDE_UNSURE asks for the side
  score.sureOfTheWrong +=
      footfall.side.side != truth.side && footfall.side.confidence >= kSure ? 1 : 0;
  score.directions += (footfall.rowDirection > 0) == truth.towardsHigherRows ? 1 : 0;
  score.completeness += footfall.complete == truth.complete ? 1 : 0;
  const int onTime = std::abs(footfall.frames.first - truth.frames.first) <= 1 &&
                             std::abs(footfall.frames.last - truth.frames.last) <= 1
                         ? 1
                         : 0;
  score.frames += onTime;
  double worst = 0.0;
  const double limit = std::max(10.0, 0.02 * truth.largestN);
  for (const plantar::CopPoint& point : footfall.cop) {
    if (!truth.frames.contains(point.frame)) continue;
    const auto i = static_cast<std::size_t>(point.frame - truth.frames.first);
    if (truth.forcesN[i] < limit) continue;
    worst = std::max({worst, std::abs(point.xMm - truth.copInMm[i][0]) / grid.columnSpacingMm,
                      std::abs(point.yMm - truth.copInMm[i][1]) / grid.rowSpacingMm});
  }
  score.worstCop = std::max(score.worstCop, worst);
  score.cops += worst <= 0.2 ? 1 : 0;
  score.quietSteps += quiet ? 1 : 0;
  score.quietFrames += quiet ? onTime : 0;
  score.quietCops += quiet && worst <= 0.2 ? 1 : 0;
}

void tell(Gait gait, unsigned seed, const RandomWalk& walk, const std::vector<Footfall>& found) {
  std::printf("gait %d seed %u pitch %.2f rate %.0f rows %d cols %d frames %d\n",
              static_cast<int>(gait), seed, walk.recording.grid.rowSpacingMm,
              1.0 / units::inSeconds(walk.recording.framePeriod), walk.recording.grid.rows,
              walk.recording.grid.columns, walk.recording.frames);
  for (const TrueStep& truth : walk.steps) {
    std::printf("  true  %-5s %s %3d-%3d %s %.0f N cop (%.0f, %.0f)\n", toString(truth.side),
                truth.towardsHigherRows ? "up" : "dn", truth.frames.first, truth.frames.last,
                truth.complete ? "whole" : "part ", truth.largestN,
                truth.copInMm[truth.copInMm.size() / 2][0],
                truth.copInMm[truth.copInMm.size() / 2][1]);
  }
  for (const Footfall& f : found) {
    std::printf(
        "  found %-5s %s %3d-%3d %s %.0f N cop (%.0f, %.0f) rows %d-%d cols %d-%d %.2f %s\n",
        toString(f.side.side), f.rowDirection > 0 ? "up" : "dn", f.frames.first, f.frames.last,
        f.complete ? "whole" : "part ", *std::max_element(f.forcesN.begin(), f.forcesN.end()),
        f.cop[f.cop.size() / 2].xMm, f.cop[f.cop.size() / 2].yMm, f.rows.first, f.rows.last,
        f.columns.first, f.columns.last, f.side.confidence,
        f.incompleteReasons.empty() ? "" : f.incompleteReasons.front().c_str());
  }
}

Score scoreOf(Gait gait) {
  const bool verbose = std::getenv("PODALIGN_TELL") != nullptr;
  Score score;
  for (unsigned seed = 1; seed <= kWalks; ++seed) {
    const WalkRecipe recipe = recipeFor(gait, seed);
    const RandomWalk walk = testing::makeRandomWalk(recipe, seed);
    plantar::FootfallOptions options;
    options.trial =
        gait == Gait::Running ? plantar::TrialKind::Running : plantar::TrialKind::Walking;
    const auto found = plantar::findFootfalls(walk.recording, options);
    if (!found) {
      ++score.walks;
      ++score.wrongCount;
      continue;
    }
    double heaviest = 0.0;
    for (const TrueStep& truth : walk.steps) heaviest = std::max(heaviest, truth.largestN);
    Score before = score;
    int surely = 0;
    int perhaps = 0;
    for (const TrueStep& truth : walk.steps) {
      (truth.largestN >= kGlimpse * heaviest ? surely : perhaps) += 1;
      if (truth.largestN < kGlimpse * heaviest) continue;
      ++score.steps;
      if (const Footfall* match = matchOf(truth, found->value, walk.recording.grid)) {
        compare(truth, *match, walk.recording.grid, recipe.blipShare == 0.0, score);
      }
    }
    const int count = static_cast<int>(found->value.size());
    ++score.walks;
    const bool wrong = count < surely || count > surely + perhaps;
    score.wrongCount += wrong ? 1 : 0;
    const int all = score.steps - before.steps;
    if (verbose &&
        (wrong || score.sides - before.sides < all || score.cops - before.cops < all ||
         score.directions - before.directions < all ||
         score.completeness - before.completeness < all || score.frames - before.frames < all)) {
      tell(gait, seed, walk, found->value);
    }
  }
  std::printf(
      "%d walks, %d with a wrong number of steps; of %d steps: found %d, side %d (%d sure of the "
      "wrong), direction %d, "
      "complete %d, times %d, centre of pressure %d (worst %.2f cells)\n",
      score.walks, score.wrongCount, score.steps, score.matched, score.sides, score.sureOfTheWrong,
      score.directions, score.completeness, score.frames, score.cops, score.worstCop);
  return score;
}

void expectLaws(const Score& score) {
  EXPECT_EQ(score.wrongCount, 0);
  EXPECT_EQ(score.matched, score.steps);
  EXPECT_EQ(score.directions, score.steps);
  EXPECT_EQ(score.completeness, score.steps);
  EXPECT_EQ(score.sureOfTheWrong, 0);
  EXPECT_GT(score.quietSteps, 0);
  EXPECT_EQ(score.quietFrames, score.quietSteps);
  EXPECT_EQ(score.quietCops, score.quietSteps);
  // Noise in a cell that touches a foot cannot be told from the foot.
  EXPECT_GE(score.frames, 0.98 * score.steps);
  EXPECT_GE(score.cops, 0.98 * score.steps);
}

TEST(FootfallLaws, SingleSteps) {
  const Score score = scoreOf(Gait::Single);
  expectLaws(score);
  EXPECT_EQ(score.sides, score.steps);
}

TEST(FootfallLaws, Walking) {
  const Score score = scoreOf(Gait::Walking);
  expectLaws(score);
  EXPECT_EQ(score.sides, score.steps);
}

// A plate of one or two metres sees one foot of a run or two; half a foot at its edge may not show
// its side, but then says so.
TEST(FootfallLaws, Running) {
  const Score score = scoreOf(Gait::Running);
  expectLaws(score);
  EXPECT_GE(score.sides, 0.9 * score.steps);
}

TEST(FootfallLaws, ShufflingFeetThatTouch) {
  const Score score = scoreOf(Gait::Shuffling);
  expectLaws(score);
  EXPECT_EQ(score.sides, score.steps);
}

TEST(FootfallLaws, ThereAndBackOverTheSameCells) {
  const Score score = scoreOf(Gait::ThereAndBack);
  expectLaws(score);
  EXPECT_EQ(score.sides, score.steps);
}

// Eight steps on a belt: as printed they lie on the same cells, drawn out along the belt; with its
// way they are eight prints one behind the other.
TEST(FootfallLaws, TreadmillWithItsBeltTakenBack) {
  int steps = 0;
  double worstCop = 0.0;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    testing::Dice dice(seed * 31U);
    WalkRecipe recipe;
    recipe.gait = Gait::Treadmill;
    recipe.rowPitchMm = recipe.columnPitchMm = 8.47;
    recipe.rateHz = dice.coin() ? 100.0 : 240.0;
    recipe.towardsHigherRows = true;
    recipe.quantumKpa = 5.0;
    recipe.floorKpa = 5.0;
    recipe.beltMmPerS = dice.between(500.0, 1250.0);
    const RandomWalk walk = testing::makeRandomWalk(recipe, seed);
    plantar::Recording recording = testing::transposed(walk.recording);
    recording.movingBelt = true;
    for (int frame = 0; frame < recording.frames; ++frame)
      recording.beltWayMm.push_back(250.0 + recipe.beltMmPerS * frame / recipe.rateHz);
    plantar::FootfallOptions options;
    options.trial = plantar::TrialKind::Walking;
    const auto found = plantar::findFootfalls(recording, options);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->value.size(), walk.steps.size()) << seed;
    for (std::size_t i = 0; i < walk.steps.size(); ++i) {
      const TrueStep& truth = walk.steps[i];
      const Footfall& footfall = found->value[i];
      EXPECT_TRUE(footfall.onBelt);
      EXPECT_FALSE(footfall.movingBelt);
      EXPECT_EQ(footfall.side.side, truth.side) << seed << ' ' << i;
      EXPECT_EQ(footfall.complete, truth.complete) << seed << ' ' << i;
      EXPECT_GT(footfall.heelToToe.x, 0.85);
      EXPECT_LE(std::abs(footfall.frames.first - truth.frames.first), 1);
      EXPECT_LE(std::abs(footfall.frames.last - truth.frames.last), 1);
      for (const plantar::CopPoint& point : footfall.cop) {
        if (!truth.frames.contains(point.frame) || !point.valid) continue;
        const auto k = static_cast<std::size_t>(point.frame - truth.frames.first);
        const double way = recipe.beltMmPerS * point.frame / recipe.rateHz;
        worstCop = std::max({worstCop, std::abs(point.xMm - truth.copInMm[k][1] - way),
                             std::abs(point.yMm - truth.copInMm[k][0])});
      }
      ++steps;
    }
  }
  EXPECT_GE(steps, 45);
  EXPECT_LT(worstCop, 1e-3);  // mm: forces and centres of pressure are exact
}

// What moving cells over a belt costs: every edge of the foot meets cells at all their phases, so
// the print is longer than on a plate that stands still, by half a column at either end.
TEST(FootfallLaws, APrintOnABeltIsLongerByAColumn) {
  double longer = 0.0;
  double arch = 0.0;
  double worstArch = 0.0;
  double worst = 0.0;
  int prints = 0;
  for (unsigned seed = 1; seed <= 8; ++seed) {
    WalkRecipe recipe;
    recipe.gait = Gait::Treadmill;
    recipe.rowPitchMm = recipe.columnPitchMm = 8.47;
    recipe.towardsHigherRows = true;
    recipe.beltMmPerS = 900.0;
    const RandomWalk moving = testing::makeRandomWalk(recipe, seed);
    recipe.beltMmPerS = 0.0;
    const RandomWalk still = testing::makeRandomWalk(recipe, seed);
    plantar::Recording recording = testing::transposed(moving.recording);
    recording.movingBelt = true;
    for (int frame = 0; frame < recording.frames; ++frame)
      recording.beltWayMm.push_back(900.0 * frame / recipe.rateHz);
    plantar::FootfallOptions options;
    options.trial = plantar::TrialKind::Walking;
    const auto onBelt = plantar::findFootfalls(recording, options);
    const auto onPlate = plantar::findFootfalls(testing::transposed(still.recording), options);
    ASSERT_TRUE(onBelt && onPlate);
    ASSERT_EQ(onBelt->value.size(), onPlate->value.size());
    for (std::size_t i = 0; i < onBelt->value.size(); ++i) {
      if (!onBelt->value[i].complete || !onPlate->value[i].complete) continue;
      const int more = onBelt->value[i].columns.count() - onPlate->value[i].columns.count();
      longer += more;
      worst = std::max(worst, std::abs(static_cast<double>(more)));
      EXPECT_LE(std::abs(onBelt->value[i].rows.count() - onPlate->value[i].rows.count()), 1);
      const auto archOf = [](const Footfall& footfall, const plantar::Recording& of) {
        const auto measures = measure::measureFootfall(footfall, of.grid, of.framePeriod);
        return *measures.at("arch_index").value;
      };
      const double change =
          archOf(onBelt->value[i], recording) - archOf(onPlate->value[i], recording);
      arch += change;
      worstArch = std::max(worstArch, std::abs(change));
      ++prints;
    }
  }
  ASSERT_GE(prints, 30);
  std::printf("%d prints, longer by %.2f columns, at most %.0f; arch index %+.4f, at most %.4f\n",
              prints, longer / prints, worst, arch / prints, worstArch);
  EXPECT_NEAR(longer / prints, 1.0, 0.25);
  EXPECT_LE(worst, 2.0);
}

}  // namespace
}  // namespace podalign
