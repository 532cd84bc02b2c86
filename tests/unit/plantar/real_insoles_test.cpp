// Insoles and mats: real recordings against the vendors' own totals and independent readers.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "podalign/ingest/plate.hpp"
#include "podalign/ingest/stappone_csv.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "podalign/profile/profile.hpp"
#include "support/pressure_samples.hpp"

namespace podalign {
namespace {

using plantar::Footfall;
using plantar::IndexRange;
using plantar::Recording;

const ingest::PlateReadOptions& ruleBase() {
  static const ingest::PlateReadOptions options = [] {
    ingest::PlateReadOptions made;
    const auto devices = profile::loadDevices(PODALIGN_PROFILES_DIR);
    if (!devices) throw std::runtime_error(toString(devices.error()));
    for (const auto& insole : devices->pedarInsoles) {
      made.pedarInsoles.push_back({insole.size, insole.areasMm2});
    }
    return made;
  }();
  return options;
}

std::vector<double> forcesOf(const Recording& recording) {
  std::vector<double> forces;
  for (int frame = 0; frame < recording.frames; ++frame) {
    double newtons = 0.0;
    const float* pressures = recording.frame(frame);
    for (int row = recording.rows.first; row <= recording.rows.last; ++row) {
      for (int column = recording.columns.first; column <= recording.columns.last; ++column) {
        newtons += static_cast<double>(*pressures++) * recording.grid.areaOf(row, column) / 1000.0;
      }
    }
    forces.push_back(newtons);
  }
  return forces;
}

double largest(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end());
}

float peakOf(const Recording& recording) {
  return *std::max_element(recording.pressuresKpa.begin(), recording.pressuresKpa.end());
}

// First frame at or above a tenth of the range of the force, first frame below it again, counted
// from 1: what the R package pressuRe 0.2.7 calls a step. Spells that the recording cuts are not in
// its list.
std::vector<IndexRange> spellsAboveATenth(const std::vector<double>& forces) {
  const auto [low, high] = std::minmax_element(forces.begin(), forces.end());
  const double limit = *low + 0.1 * (*high - *low);
  std::vector<IndexRange> spells;
  for (int frame = 1; frame < static_cast<int>(forces.size()); ++frame) {
    const bool before = forces[static_cast<std::size_t>(frame - 1)] >= limit;
    const bool now = forces[static_cast<std::size_t>(frame)] >= limit;
    if (now && !before) spells.push_back({frame + 1, -1});
    if (!now && before && !spells.empty()) spells.back().last = frame + 1;
  }
  std::erase_if(spells, [](const IndexRange& spell) { return spell.last < 0; });
  return spells;
}

const std::vector<IndexRange> kLeftSteps{{344, 427},   {478, 553},   {604, 682},
                                         {735, 809},   {860, 938},   {989, 1071},
                                         {1121, 1198}, {1250, 1338}, {1391, 1467}};
const std::vector<IndexRange> kRightSteps{{407, 495},  {537, 625},   {666, 755},   {794, 880},
                                          {923, 1008}, {1057, 1140}, {1182, 1270}, {1321, 1410}};

TEST(RealPedarWalk, ForcesAndPeaksOfBothInsoles) {
  PODALIGN_SAMPLE(bytes, "pedar_example.asc");
  const auto read = ingest::readPlate(*bytes, "pedar_example.asc", ruleBase());
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 2U);
  const Recording& left = read->value.front();
  const Recording& right = read->value.back();
  EXPECT_EQ(left.markedSide, Laterality::Left);
  EXPECT_EQ(right.markedSide, Laterality::Right);
  EXPECT_EQ(left.frames, 1505);
  EXPECT_EQ(right.frames, 1505);
  EXPECT_DOUBLE_EQ(units::inSeconds(left.framePeriod), 0.01);
  EXPECT_EQ(peakOf(left), 150.0F);
  EXPECT_EQ(peakOf(right), 247.5F);
  EXPECT_NEAR(largest(forcesOf(left)), 850.1, 0.05);
  EXPECT_NEAR(largest(forcesOf(right)), 987.8, 0.05);
  EXPECT_EQ(spellsAboveATenth(forcesOf(left)), kLeftSteps);
  EXPECT_EQ(spellsAboveATenth(forcesOf(right)), kRightSteps);
}

// Our steps begin and end at 2 % of the largest force (at least 10 N), with the load of the swing
// taken off; those of the list lie inside them.
TEST(RealPedarWalk, EveryWholeStepIsFoundAndNoOther) {
  PODALIGN_SAMPLE(bytes, "pedar_example.asc");
  const auto read = ingest::readPlate(*bytes, "pedar_example.asc", ruleBase());
  for (const Recording& recording : read->value) {
    const bool isLeft = recording.markedSide == Laterality::Left;
    const auto& listed = isLeft ? kLeftSteps : kRightSteps;
    const auto found = plantar::findFootfalls(recording, {});
    ASSERT_TRUE(found);
    EXPECT_EQ(contains(found->findings, "PLATE.RESIDUAL_REMOVED"), isLeft);
    std::vector<Footfall> whole;
    for (const Footfall& step : found->value) {
      EXPECT_EQ(step.side.side, *recording.markedSide);
      EXPECT_EQ(step.rowDirection, -1);
      if (step.complete) whole.push_back(step);
    }
    // Standing before the walk, and on the right the step that the end of the recording cuts.
    EXPECT_EQ(found->value.size() - whole.size(), isLeft ? 1U : 2U);
    ASSERT_EQ(whole.size(), listed.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      const int first = whole[i].frames.first + 1;
      const int last = whole[i].frames.last + 1;
      EXPECT_LE(first, listed[i].first);
      EXPECT_GE(first, listed[i].first - 10);
      EXPECT_GE(last, listed[i].last - 1);
      EXPECT_LE(last, listed[i].last + 10);
    }
  }
}

TEST(RealPedarWalk, WithoutTheAreasOfItsSizePressuresAreGivenAndForcesAreNot) {
  PODALIGN_SAMPLE(bytes, "pedar_example.asc");
  const auto read = ingest::readPlate(*bytes, "pedar_example.asc");
  ASSERT_TRUE(read);
  const Recording& right = read->value.back();
  EXPECT_TRUE(contains(read->findings, "PLATE.INSOLE_SIZE_UNKNOWN"));
  const auto found = plantar::findFootfalls(right, {});
  ASSERT_TRUE(found);
  EXPECT_EQ(std::count_if(found->value.begin(), found->value.end(),
                          [](const Footfall& step) { return step.complete; }),
            8);
  const auto measures =
      measure::measureFootfall(found->value[1], right.grid, right.framePeriod, {});
  EXPECT_TRUE(measures.at("peak_pressure").value);
  EXPECT_FALSE(measures.at("max_force").value);
  EXPECT_EQ(measures.at("max_force").reason->id, "PLATE.AREAS_UNKNOWN");
  EXPECT_EQ(measures.at("arch_index").reason->id, "PLATE.IN_SHOE");
}

TEST(RealXsensorWalk, LoadsPeaksAndMeansAreThoseOfTheVendor) {
  PODALIGN_SAMPLE(bytes, "xsensor_data.csv");
  const auto read = ingest::readPlate(*bytes, "xsensor_data.csv");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 2U);
  const Recording& left = read->value.front();
  EXPECT_EQ(left.markedSide, Laterality::Left);
  EXPECT_EQ(read->value.back().markedSide, Laterality::Right);
  for (const Recording& recording : read->value) {
    EXPECT_EQ(recording.frames, 101);
    EXPECT_EQ(recording.vendorCheck, plantar::VendorCheck::Verified);
    EXPECT_NEAR(recording.grid.cellAreaMm2, 74.11, 0.005);
    EXPECT_NEAR(units::inSeconds(recording.framePeriod), 1.0 / 75.0, 1e-4);
  }
  EXPECT_NEAR(forcesOf(left).front(), 411.67, 0.01);
  // 202 loads, as many peaks, and the means of the frames with contact.
  const Message& verified = read->findings.front().message;
  EXPECT_EQ(verified.id, "PLATE.IMPORT_VERIFIED");
  EXPECT_EQ(verified.values.front().second, "202");
  // The first left frame: 2674.44 mmHg at most.
  EXPECT_NEAR(*std::max_element(left.frame(0), left.frame(0) + left.windowCells()),
              2674.44 * 0.133322387415, 1e-3);
}

// One left step lies within the recording; the others are cut by its ends.
TEST(RealXsensorWalk, StepsThatTheRecordingCutsAreIncomplete) {
  PODALIGN_SAMPLE(bytes, "xsensor_data.csv");
  const auto read = ingest::readPlate(*bytes, "xsensor_data.csv");
  ASSERT_TRUE(read);
  const auto left = plantar::findFootfalls(read->value.front(), {});
  const auto right = plantar::findFootfalls(read->value.back(), {});
  ASSERT_TRUE(left && right);
  ASSERT_EQ(left->value.size(), 2U);
  EXPECT_EQ(left->value[0].incompleteReasons, std::vector<std::string>{"PLATE.STARTS_LOADED"});
  EXPECT_TRUE(left->value[1].complete);
  EXPECT_EQ(left->value[1].rowDirection, -1);
  ASSERT_EQ(right->value.size(), 2U);
  EXPECT_EQ(right->value[0].incompleteReasons, std::vector<std::string>{"PLATE.STARTS_LOADED"});
  EXPECT_EQ(right->value[1].incompleteReasons, std::vector<std::string>{"PLATE.ENDS_LOADED"});
}

TEST(RealStappone, HoldsCountsAndNothingElseIsMadeOfThem) {
  PODALIGN_SAMPLE(bytes, "stappone_example.csv");
  const auto soles = ingest::readStappone(*bytes, "stappone_example.csv");
  ASSERT_TRUE(soles) << toString(soles.error());
  ASSERT_EQ(soles->size(), 1U);
  EXPECT_EQ(soles->front().samples, 4575U);
  EXPECT_EQ(soles->front().corrupt, 0U);
  EXPECT_EQ(soles->front().sensors.size(), 12U);
  EXPECT_NEAR(units::inSeconds(soles->front().lasted), 73.184, 0.001);
  const auto read = ingest::readPlate(*bytes, "stappone_example.csv");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::UnitUnsupported);
}

}  // namespace
}  // namespace podalign
