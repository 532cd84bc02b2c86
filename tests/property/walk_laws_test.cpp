#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "podalign/measure/footfall_measures.hpp"
#include "podalign/measure/walk_measures.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "support/random_walk.hpp"

// Space and time of walks drawn at random, against where and when the feet were put down.
namespace podalign {
namespace {

using measure::Measurement;
using measure::Status;
using measure::WalkMeasures;
using testing::Gait;
using testing::RandomWalk;
using testing::TrueStep;
using testing::WalkRecipe;

struct Measured {
  RandomWalk truth;
  std::vector<plantar::Footfall> footfalls;
  std::vector<WalkMeasures> walks;
};

Measured measured(const WalkRecipe& recipe, unsigned seed) {
  Measured result;
  result.truth = testing::makeRandomWalk(recipe, seed);
  plantar::FootfallOptions options;
  options.trial =
      recipe.gait == Gait::Running ? plantar::TrialKind::Running : plantar::TrialKind::Walking;
  const plantar::Recording& recording = result.truth.recording;
  result.footfalls = plantar::findFootfalls(recording, options)->value;
  std::vector<measure::Measurements> steps;
  for (const plantar::Footfall& footfall : result.footfalls)
    steps.push_back(measure::measureFootfall(footfall, recording.grid, recording.framePeriod));
  result.walks =
      measure::measureWalks(result.footfalls, steps, recording.grid, recording.framePeriod);
  return result;
}

WalkRecipe recipeOf(Gait gait, unsigned seed) {
  testing::Dice dice(seed * 97U + 5U);
  WalkRecipe recipe;
  recipe.gait = gait;
  recipe.rowPitchMm = recipe.columnPitchMm = dice.coin() ? 5.0 : 7.07;
  recipe.towardsHigherRows = dice.coin();
  recipe.view = dice.coin() ? plantar::GridView::FromAbove : plantar::GridView::FromBelow;
  return recipe;
}

// Along and across the line of the walk, whose way two footfalls of one foot show.
struct Frame {
  double wayX = 0.0, wayY = 1.0, leftX = 0.0, leftY = 0.0;
};

Frame frameOf(const Measured& one) {
  double x = 0.0;
  double y = 0.0;
  const auto& steps = one.truth.steps;
  for (std::size_t i = 2; i < steps.size(); ++i) {
    x += steps[i].heelMm[0] - steps[i - 2].heelMm[0];
    y += steps[i].heelMm[1] - steps[i - 2].heelMm[1];
  }
  const double length = std::hypot(x, y);
  const double view = one.truth.recording.grid.view == plantar::GridView::FromAbove ? 1.0 : -1.0;
  return {x / length, y / length, view * y / length, -view * x / length};
}

// Of the footfalls that show their heels, as those are which the walk is measured from.
double meanStep(const Measured& one, Laterality side, bool across) {
  const Frame frame = frameOf(one);
  double sum = 0.0;
  int count = 0;
  for (std::size_t i = 1; i < one.truth.steps.size(); ++i) {
    const TrueStep& from = one.truth.steps[i - 1];
    const TrueStep& to = one.truth.steps[i];
    if (!one.footfalls[i - 1].heelSeen || !one.footfalls[i].heelSeen) continue;
    if (!across && to.side != side) continue;
    const double x = to.heelMm[0] - from.heelMm[0];
    const double y = to.heelMm[1] - from.heelMm[1];
    const double left = frame.leftX * x + frame.leftY * y;
    sum += !across ? frame.wayX * x + frame.wayY * y : to.side == Laterality::Left ? left : -left;
    ++count;
  }
  return sum / count;
}

TEST(WalkLaws, LengthsWidthAndTimesAreThoseThatWereWalked) {
  int lengths = 0;
  int widths = 0;
  int lengthsInBand = 0;
  int widthsInBand = 0;
  double worstLength = 0.0;
  double worstWidth = 0.0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const Measured one = measured(recipeOf(Gait::Walking, seed), seed);
    if (one.truth.steps.size() < 3 || one.footfalls.size() != one.truth.steps.size()) continue;
    ASSERT_EQ(one.walks.size(), 1U);
    const WalkMeasures& walk = one.walks.front();
    EXPECT_EQ(walk.footfalls.size(), one.footfalls.size());
    const double cell = one.truth.recording.grid.rowSpacingMm;
    for (const Laterality side : kBothSides) {
      const auto found = walk.feet[side].find("step_length");
      if (found == walk.feet[side].end() || !found->second.value) continue;
      const double error = *found->second.value - meanStep(one, side, false);
      worstLength = std::max(worstLength, std::abs(error) / cell);
      lengthsInBand += std::abs(error) <= found->second.error.processing ? 1 : 0;
      ++lengths;
    }
    const Measurement& width = walk.measures.at("step_width");
    if (width.value) {
      const double error = *width.value - meanStep(one, Laterality::Left, true);
      worstWidth = std::max(worstWidth, std::abs(error) / cell);
      widthsInBand += std::abs(error) <= width.error.processing ? 1 : 0;
      EXPECT_GT(*width.value, 0.0) << seed;
      ++widths;
    }
    const Measurement& time = walk.measures.at("stride_time");
    if (time.value) {
      double sum = 0.0;
      int count = 0;
      for (std::size_t i = 2; i < one.truth.steps.size(); ++i) {
        if (!one.footfalls[i].startSeen || !one.footfalls[i - 2].startSeen) continue;
        sum += one.truth.steps[i].startS - one.truth.steps[i - 2].startS;
        ++count;
      }
      EXPECT_NEAR(*time.value, sum / count, 0.01) << seed;
      EXPECT_NEAR(*walk.measures.at("cadence").value, 120.0 / (sum / count), 1.5) << seed;
    }
    const Measurement& both = walk.measures.at("double_support");
    if (both.value) {
      EXPECT_GT(*both.value, 5.0);
      EXPECT_LT(*both.value, 30.0);
    }
    EXPECT_EQ(walk.measures.count("flight_time"), 0U);
  }
  std::printf("%d step lengths, %d in their bands, worst %.2f cells; %d widths, %d, %.2f cells\n",
              lengths, lengthsInBand, worstLength, widths, widthsInBand, worstWidth);
  EXPECT_GE(lengths, 40);
  EXPECT_GE(lengthsInBand, 0.95 * lengths);
  EXPECT_GE(widths, 15);
  EXPECT_GE(widthsInBand, 0.95 * widths);
}

TEST(WalkLaws, ARunnerFliesAndHasNoDoubleSupport) {
  int runs = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const Measured one = measured(recipeOf(Gait::Running, seed), seed);
    for (const WalkMeasures& walk : one.walks) {
      const Measurement& both = walk.measures.at("double_support");
      if (!both.value) continue;
      EXPECT_EQ(*both.value, 0.0) << seed;
      ASSERT_EQ(walk.measures.count("flight_time"), 1U) << seed;
      EXPECT_GT(*walk.measures.at("flight_time").value, 0.03);
      EXPECT_LT(*walk.measures.at("flight_time").value, 0.2);
      ++runs;
    }
  }
  EXPECT_GE(runs, 5);
}

TEST(WalkLaws, ThereAndBackAreTwoWalks) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const Measured one = measured(recipeOf(Gait::ThereAndBack, seed), seed);
    int walked = 0;
    for (const plantar::Footfall& footfall : one.footfalls)
      walked = std::max(walked, footfall.pass);
    EXPECT_EQ(walked, 1) << seed;
    for (const WalkMeasures& walk : one.walks) {
      for (const std::size_t footfall : walk.footfalls)
        EXPECT_EQ(one.footfalls[footfall].pass, one.footfalls[walk.footfalls.front()].pass);
    }
  }
}

}  // namespace
}  // namespace podalign
