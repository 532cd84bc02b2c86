#include "podalign/measure/walk_measures.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "made_walk.hpp"
#include "podalign/plantar/footfalls.hpp"

namespace podalign::measure {
namespace {

using plantar::Footfall;
using plantar::TrialKind;
using testing::MadeFoot;
using testing::MadeWalk;

const plantar::Grid kGrid{400, 80, 5.0, 5.0, 25.0, plantar::GridView::FromAbove};

// A whole step up the rows whose heel lies there, on the ground in these frames of 10 ms.
Footfall stepAt(Laterality side, double xMm, double yMm, plantar::IndexRange frames) {
  Footfall step;
  step.side.side = side;
  step.complete = true;
  step.trial = TrialKind::Walking;
  step.frames = frames;
  step.heel = {xMm, yMm};
  step.progression = plantar::Direction{0.0, -1.0};
  step.progressionFromSteps = true;
  step.leftwards = {-1.0, 0.0};  // up the rows, seen from above: towards lower columns
  return step;
}

std::vector<Footfall> fourSteps() {
  return {stepAt(Laterality::Left, 150.0, 1800.0, {10, 79}),
          stepAt(Laterality::Right, 250.0, 1200.0, {65, 134}),
          stepAt(Laterality::Left, 150.0, 500.0, {120, 189}),
          stepAt(Laterality::Right, 250.0, 0.0, {175, 244})};
}

std::vector<WalkMeasures> measured(const std::vector<Footfall>& steps) {
  return measureWalks(steps, std::vector<Measurements>(steps.size()), kGrid, units::seconds(0.01));
}

TEST(WalkMeasures, FollowTheirDefinitions) {
  const auto walks = measured(fourSteps());
  ASSERT_EQ(walks.size(), 1U);
  const WalkMeasures& walk = walks.front();
  EXPECT_DOUBLE_EQ(*walk.feet.left.at("step_length").value, 700.0);
  EXPECT_DOUBLE_EQ(*walk.feet.right.at("step_length").value, 550.0);  // 600 and 500
  EXPECT_EQ(walk.feet.right.at("step_length").spread->steps, 2U);
  EXPECT_NEAR(walk.feet.right.at("step_length").spread->standardDeviation, 70.711, 1e-3);
  EXPECT_DOUBLE_EQ(*walk.measures.at("stride_length").value, 1250.0);  // 1300 and 1200
  EXPECT_DOUBLE_EQ(*walk.measures.at("step_width").value, 100.0);
  EXPECT_NEAR(*walk.measures.at("stride_time").value, 1.1, 1e-12);
  EXPECT_NEAR(*walk.measures.at("cadence").value, 120.0 / 1.1, 1e-9);
  EXPECT_NEAR(*walk.measures.at("walking_speed").value, 1.25 / 1.1, 1e-9);
  EXPECT_NEAR(*walk.feet.left.at("stance_time").value, 0.7, 1e-12);
  // 15 frames of every step's 55.
  EXPECT_NEAR(*walk.measures.at("double_support").value, 100.0 * 15.0 / 55.0, 1e-9);
}

TEST(WalkMeasures, CrossedFeetHaveANegativeWidth) {
  auto steps = fourSteps();
  std::swap(steps[0].heel.xMm, steps[1].heel.xMm);
  std::swap(steps[2].heel.xMm, steps[3].heel.xMm);
  EXPECT_DOUBLE_EQ(*measured(steps).front().measures.at("step_width").value, -100.0);
}

TEST(WalkMeasures, AMissedStepIsNotTakenForAStep) {
  auto steps = fourSteps();
  steps.erase(steps.begin() + 1);  // left, left, right
  const WalkMeasures walk = measured(steps).front();
  EXPECT_FALSE(walk.feet.left.at("step_length").value);
  EXPECT_DOUBLE_EQ(*walk.feet.right.at("step_length").value, 500.0);
  EXPECT_EQ(walk.measures.at("stride_length").status, Status::NotValid);
  EXPECT_EQ(walk.measures.at("stride_length").reason->id, "PLATE.NOT_SEEN_WHOLE");
  EXPECT_NEAR(*walk.measures.at("cadence").value, 60.0 / 0.55, 1e-9);
}

TEST(WalkMeasures, WhatACutPrintDoesNotShowIsLeftOut) {
  auto steps = fourSteps();
  steps.front().heelSeen = steps.front().startSeen = false;
  const WalkMeasures walk = measured(steps).front();
  EXPECT_DOUBLE_EQ(*walk.feet.right.at("step_length").value, 500.0);
  EXPECT_EQ(walk.feet.left.at("stance_time").spread->steps, 1U);
  EXPECT_EQ(walk.measures.at("stride_length").spread->steps, 1U);
}

TEST(WalkMeasures, WithoutAStrideThereIsNoWidth) {
  auto steps = fourSteps();
  steps.resize(2);
  for (Footfall& step : steps) step.progressionFromSteps = false;
  const WalkMeasures walk = measured(steps).front();
  EXPECT_EQ(walk.measures.at("step_width").status, Status::NotValid);
  EXPECT_DOUBLE_EQ(*walk.feet.right.at("step_length").value, 600.0);
}

TEST(WalkMeasures, APrintOnABeltThatIsNotTakenBackGivesTimesOnly) {
  auto steps = fourSteps();
  for (Footfall& step : steps) step.movingBelt = true;
  const WalkMeasures walk = measured(steps).front();
  EXPECT_EQ(walk.measures.at("walking_speed").reason->id, "PLATE.MOVING_BELT");
  EXPECT_EQ(walk.feet.left.at("step_length").reason->id, "PLATE.MOVING_BELT");
  EXPECT_TRUE(walk.measures.at("cadence").value);
}

TEST(WalkMeasures, OneInsoleCountsTwoStepsForEachOfItsStrides) {
  std::vector<Footfall> steps;
  for (int i = 0; i < 3; ++i) {
    steps.push_back(stepAt(Laterality::Left, 0.0, 0.0, {10 + 110 * i, 79 + 110 * i}));
    steps.back().sensor = plantar::SensorKind::InShoe;
    steps.back().progression.reset();
  }
  const WalkMeasures walk = measured(steps).front();
  EXPECT_NEAR(*walk.measures.at("stride_time").value, 1.1, 1e-12);
  EXPECT_NEAR(*walk.measures.at("cadence").value, 120.0 / 1.1, 1e-9);
  EXPECT_EQ(walk.measures.at("stride_length").reason->id, "PLATE.IN_SHOE");
  EXPECT_EQ(walk.measures.count("double_support"), 0U);
  EXPECT_TRUE(walk.feet.right.empty());
}

TEST(WalkMeasures, TheTypicalStepIsTheOneNearestToTheMeans) {
  auto steps = fourSteps();
  steps.push_back(stepAt(Laterality::Left, 150.0, -700.0, {230, 299}));
  std::vector<Measurements> single(steps.size());
  const double forces[] = {700.0, 0.0, 790.0, 0.0, 800.0};  // of the left foot: mean 763
  for (std::size_t i = 0; i < steps.size(); ++i) {
    single[i]["max_force"] = ok(forces[i], "N", 0.0, {"method.max_force", {}});
    single[i]["contact_time"] = ok(0.7, "s", 0.0, {"method.contact_time", {}});
  }
  const auto walks = measureWalks(steps, single, kGrid, units::seconds(0.01));
  EXPECT_EQ(walks.front().typical.left, 2U);
  steps[2].complete = false;
  EXPECT_EQ(measureWalks(steps, single, kGrid, units::seconds(0.01)).front().typical.left, 0U);
}

TEST(WalkMeasures, OneStepIsNoWalk) {
  EXPECT_TRUE(measured({stepAt(Laterality::Left, 0.0, 0.0, {0, 60})}).empty());
}

TEST(WalkMeasures, StandingFeetShareTheLoad) {
  MadeWalk stand(70, 64, 4);
  for (const Laterality side : kBothSides) {
    stand.add({.side = side,
               .heelXMm = side == Laterality::Left ? 100.0 : 210.0,
               .heelYMm = 310.0,
               .firstFrame = 0,
               .frames = 4,
               .peakKpa = side == Laterality::Left ? 60.0 : 40.0},
              true);
  }
  plantar::FootfallOptions options;
  options.trial = TrialKind::Standing;
  const auto found = plantar::findFootfalls(stand.recording, options);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 2U);
  const auto walks = measureWalks(found->value, std::vector<Measurements>(2), stand.recording.grid,
                                  stand.recording.framePeriod);
  ASSERT_EQ(walks.size(), 1U);
  EXPECT_EQ(walks.front().trial, TrialKind::Standing);
  // Mirror images of one sole on whole columns, loaded with 60 and 40 kPa.
  EXPECT_NEAR(*walks.front().feet.left.at("load_share").value, 60.0, 0.5);
  EXPECT_NEAR(*walks.front().feet.left.at("load_share").value +
                  *walks.front().feet.right.at("load_share").value,
              100.0, 1e-9);
  EXPECT_TRUE(walks.front().measures.empty());
}

}  // namespace
}  // namespace podalign::measure
