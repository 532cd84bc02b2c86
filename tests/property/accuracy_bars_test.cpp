// The bars of docs/dev/accuracy.md on some feet; `accuracy --check` holds all of them to it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "accuracy/statistics.hpp"
#include "accuracy/trial_run.hpp"

namespace accuracy {
namespace {

constexpr unsigned kFeet = 16;

std::vector<Outcome> degradedFeet() {
  std::vector<Trial> trials;
  for (unsigned seed = 1; seed <= kFeet; ++seed) trials.push_back(degradedTrial(seed));
  return runTrials(trials, 1);
}

TEST(AccuracyBars, NoiseHolesAndCoarseEdgesCostLessThanAMillimetre) {
  const std::vector<Outcome> outcomes = degradedFeet();
  for (const Outcome& outcome : outcomes) {
    EXPECT_FALSE(outcome.refused) << outcome.refusal;
    EXPECT_TRUE(outcome.sideRight) << outcome.trial.seed;
  }
  const auto found = summarise(outcomes);
  for (const char* name : {"foot_length", "ball_width", "ball_width_oblique", "heel_width",
                           "dorsum_height_50", "truncated_foot_length"}) {
    ASSERT_EQ(found.at(name).count, kFeet) << name;
    EXPECT_LE(found.at(name).mean, 0.8) << name;
  }
  for (const char* name : {"rearfoot_angle", "hallux_angle", "fifth_toe_angle"}) {
    ASSERT_GE(found.at(name).count, kFeet - 2) << name;
    EXPECT_LE(found.at(name).mean, 1.5) << name;
  }
  EXPECT_LE(found.at("arch_height_index").mean, 0.008);
}

// Feet whose lowest points under both halves of the ball lie side by side: a plane through them
// rolled these by two to three degrees. The index moves by 1 for about half a degree.
TEST(AccuracyBars, NoisyFeetDoNotRoll) {
  std::vector<Trial> trials;
  for (const unsigned seed : {149U, 159U, 237U, 567U, 997U}) trials.push_back(degradedTrial(seed));
  const auto found = summarise(runTrials(trials, 1)).at("malleolar_valgus_index");
  ASSERT_EQ(found.count, trials.size());
  EXPECT_LE(found.mean, 1.0);
}

TEST(AccuracyBars, AnotherMeshOfTheSameFootMeasuresTheSame) {
  constexpr double kCoarse = 20000.0;
  constexpr double kFine = 200000.0;
  for (const unsigned seed : {1U, 2U, 3U}) {
    const Outcome coarse = runTrial(resolutionTrial(seed, kCoarse));
    const Outcome fine = runTrial(resolutionTrial(seed, kFine));
    for (const char* name : {"foot_length", "ball_width", "heel_width", "dorsum_height_50"}) {
      EXPECT_NEAR(*coarse.readings.at(name).value, *fine.readings.at(name).value, 0.3)
          << name << " of " << seed;
    }
  }
}

}  // namespace
}  // namespace accuracy
