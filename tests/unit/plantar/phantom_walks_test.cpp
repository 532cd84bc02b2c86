#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "phantom/pressure_files.hpp"
#include "phantom/walk.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "support/phantom_walk.hpp"

// Walks whose truth is known by construction, through their files: what is written is found.
namespace podalign {
namespace {

using testing::randomStep;
using testing::sideOf;

constexpr int kSteps = 24;

plantar::FootfallOptions walking() {
  plantar::FootfallOptions options;
  options.trial = plantar::TrialKind::Walking;
  return options;
}

TEST(PhantomWalks, SingleStepsOnAPlate) {
  std::mt19937 random(20260504);
  int withinArchBand = 0;
  int withinCpeiBand = 0;
  double archSum = 0.0;
  for (int i = 0; i < kSteps; ++i) {
    const phantom::StepParameters parameters = randomStep(random);
    const phantom::Walk walk = phantom::makeWalk({parameters}, {{420.0, 160.0, 0.05}}, {});
    const phantom::StepTruth& truth = walk.steps.front();
    const auto read = ingest::readPlate(phantom::emedText({walk.recording}), "phantom.lst");
    ASSERT_TRUE(read) << toString(read.error());
    ASSERT_TRUE(contains(read->findings, "PLATE.IMPORT_VERIFIED"));
    const auto found = plantar::findFootfalls(read->value.front(), walking());
    ASSERT_TRUE(found) << toString(found.error());
    ASSERT_EQ(found->value.size(), 1U) << i;
    const plantar::Footfall& step = found->value.front();
    EXPECT_EQ(step.side.side, sideOf(truth.side)) << i;
    EXPECT_GT(step.side.confidence, 0.9) << i;
    EXPECT_EQ(step.complete, truth.complete) << i;
    EXPECT_EQ(step.rowDirection, -1) << i;
    const auto measures =
        measure::measureFootfall(step, read->value.front().grid, read->value.front().framePeriod);
    EXPECT_NEAR(*measures.at("max_force").value, truth.measures.at("max_force"), 1e-6);
    EXPECT_NEAR(*measures.at("peak_pressure").value, truth.measures.at("peak_pressure"), 1e-6);
    const measure::Measurement& arch = measures.at("arch_index");
    ASSERT_TRUE(arch.value) << i;
    const double archError = *arch.value - truth.measures.at("arch_index");
    EXPECT_LT(std::abs(archError), 0.025) << i;
    archSum += archError;
    withinArchBand += std::abs(archError) <= arch.error.processing ? 1 : 0;
    const measure::Measurement& excursion = measures.at("cpei");
    ASSERT_TRUE(excursion.value) << i << excursion.reason->id;
    withinCpeiBand +=
        std::abs(*excursion.value - truth.measures.at("cpei")) <= excursion.error.processing ? 1
                                                                                             : 0;
  }
  EXPECT_GE(withinArchBand, 23);  // 95 % of them
  EXPECT_GE(withinCpeiBand, 23);
  EXPECT_LT(std::abs(archSum / kSteps), 0.008);
}

TEST(PhantomWalks, AWalkOverAMatAlternates) {
  phantom::Plate mat;
  mat.rowSpacingMm = mat.columnSpacingMm = 5.08;
  mat.rows = 60 + 122 * 3;
  mat.columns = 88;
  mat.quantumKpa = 1.0;
  mat.floorKpa = 5.0;
  std::mt19937 random(7);
  std::vector<phantom::StepParameters> parameters;
  std::vector<phantom::Landing> landings;
  for (int i = 0; i < 4; ++i) {
    parameters.push_back(randomStep(random));
    parameters.back().footLengthMm = 255.0;
    parameters.back().ballBreadthMm = 98.0;
    parameters.back().contactTimeS = 0.66;
    parameters.back().side = i % 2 == 0 ? phantom::Side::Right : phantom::Side::Left;
    landings.push_back({mat.rows * mat.rowSpacingMm - 25.0 - 620.0 * i, i % 2 == 0 ? 270.0 : 175.0,
                        0.05 + 0.55 * i});
  }
  const phantom::Walk walk = phantom::makeWalk(parameters, landings, mat);
  const auto read = ingest::readPlate(phantom::tekscanText(walk.recording, {}), "mat.asf");
  ASSERT_TRUE(read) << toString(read.error());
  const auto found = plantar::findFootfalls(read->value.front(), walking());
  ASSERT_TRUE(found) << toString(found.error());
  ASSERT_EQ(found->value.size(), walk.steps.size());
  for (std::size_t i = 0; i < walk.steps.size(); ++i) {
    const plantar::Footfall& step = found->value[i];
    EXPECT_EQ(step.side.side, sideOf(walk.steps[i].side));
    EXPECT_EQ(step.complete, walk.steps[i].complete);
    EXPECT_TRUE(step.progressionFromSteps);
    EXPECT_NEAR(*std::max_element(step.forcesN.begin(), step.forcesN.end()),
                walk.steps[i].measures.at("max_force"), 0.02);
  }
}

TEST(PhantomWalks, AnInsoleGivesStepsAndNoFootprint) {
  const phantom::Plate insole{60, 21, 5.08, 5.08, 0.01, 1.0, 5.0};
  for (const phantom::Side side : {phantom::Side::Left, phantom::Side::Right}) {
    phantom::StepParameters parameters;
    parameters.side = side;
    parameters.toeOutDeg = 0.0;
    const phantom::Walk walk =
        phantom::makeWalk({parameters, parameters, parameters},
                          {{278.0, 53.3, 0.1}, {278.0, 53.3, 1.2}, {278.0, 53.3, 2.3}}, insole);
    phantom::TekscanOptions options;
    options.sensor = phantom::TekscanOptions::Sensor::InShoe;
    options.side = side;
    const auto read =
        ingest::readPlate(phantom::tekscanText(walk.recording, options), "insole.asf");
    ASSERT_TRUE(read) << toString(read.error());
    EXPECT_EQ(read->value.front().markedSide, sideOf(side));
    const auto found = plantar::findFootfalls(read->value.front(), walking());
    ASSERT_TRUE(found) << toString(found.error());
    ASSERT_EQ(found->value.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_TRUE(found->value[i].complete);
      EXPECT_EQ(found->value[i].side.side, sideOf(side));
      EXPECT_EQ(found->value[i].side.shapeSide, sideOf(side));
      EXPECT_NEAR(*std::max_element(found->value[i].forcesN.begin(), found->value[i].forcesN.end()),
                  walk.steps[i].measures.at("max_force"), 0.02);
    }
  }
}

}  // namespace
}  // namespace podalign
