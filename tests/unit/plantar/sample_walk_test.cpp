#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "podalign/ingest/plate.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/plantar/footfalls.hpp"

// The sample walk of the demo case, made by tools/phantom with the truth beside it.
namespace podalign {
namespace {

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::filesystem::path demo(const char* name) {
  return std::filesystem::path(PODALIGN_SOURCE_DIR) / "scans" / "demo" / name;
}

class SampleWalk : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(std::filesystem::exists(demo("walk.lst"))) << "tools/make_samples makes it";
    truth = nlohmann::json::parse(contentOf(demo("walk.truth.json"))).at("measurements");
    auto read = ingest::readPlate(contentOf(demo("walk.lst")), "walk.lst");
    ASSERT_TRUE(read) << toString(read.error());
    recordings = std::move(read->value);
    findings = std::move(read->findings);
    ASSERT_EQ(recordings.size(), truth.size());
    plantar::FootfallOptions options;
    options.trial = plantar::TrialKind::Walking;
    for (const plantar::Recording& recording : recordings) {
      auto found = plantar::findFootfalls(recording, options);
      ASSERT_TRUE(found) << toString(found.error());
      EXPECT_TRUE(found->findings.empty());
      ASSERT_EQ(found->value.size(), 1U);
      steps.push_back(std::move(found->value.front()));
      measures.push_back(
          measure::measureFootfall(steps.back(), recording.grid, recording.framePeriod));
    }
  }
  nlohmann::json stepTruth(std::size_t i) const { return truth.at(i).at("steps").at(0); }

  nlohmann::json truth;
  std::vector<plantar::Recording> recordings;
  Findings findings;
  std::vector<plantar::Footfall> steps;
  std::vector<measure::Measurements> measures;
};

TEST_F(SampleWalk, IsThreeWholeStepsOfEachFoot) {
  ASSERT_EQ(steps.size(), 6U);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().message.id, "PLATE.IMPORT_VERIFIED");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto expected = stepTruth(i);
    EXPECT_EQ(toString(steps[i].side.side), expected.at("side").get<std::string>());
    EXPECT_GT(steps[i].side.confidence, 0.9);
    EXPECT_EQ(steps[i].complete, expected.at("complete").get<bool>());
    EXPECT_EQ(steps[i].rows.first, expected.at("rows").at(0));
    EXPECT_EQ(steps[i].rows.last, expected.at("rows").at(1));
    EXPECT_EQ(steps[i].columns.first, expected.at("columns").at(0));
    EXPECT_EQ(steps[i].columns.last, expected.at("columns").at(1));
  }
}

TEST_F(SampleWalk, ForceAndCentreOfPressureFollowTheTruth) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const nlohmann::json course = stepTruth(i).at("course");
    for (const auto& row : course) {
      const int frame = row.at(0);
      if (!steps[i].frames.contains(frame)) {
        EXPECT_LE(row.at(1).get<double>(), 5.0) << "only the lightest frames are no contact";
        continue;
      }
      const auto k = static_cast<std::size_t>(frame - steps[i].frames.first);
      EXPECT_NEAR(steps[i].forcesN[k], row.at(1).get<double>(), 0.001);
      EXPECT_NEAR(steps[i].cop[k].xMm, row.at(2).get<double>(), 0.001);
      EXPECT_NEAR(steps[i].cop[k].yMm, row.at(3).get<double>(), 0.001);
      EXPECT_EQ(steps[i].cop[k].valid, row.at(4).get<bool>());
    }
  }
}

TEST_F(SampleWalk, MeasuresLieWithinTheirBands) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto expected = stepTruth(i).at("measures");
    for (const auto& [name, truthValue] : expected.items()) {
      const auto found = measures[i].find(name);
      if (found == measures[i].end()) continue;
      const measure::Measurement& measured = found->second;
      ASSERT_EQ(measured.status, measure::Status::Ok) << name;
      EXPECT_LE(std::abs(*measured.value - truthValue.get<double>()),
                measured.error.processing + 1e-9)
          << name << " of step " << i;
    }
    EXPECT_DOUBLE_EQ(*measures[i].at("max_force").value, expected.at("max_force").get<double>());
    EXPECT_DOUBLE_EQ(*measures[i].at("peak_pressure").value,
                     expected.at("peak_pressure").get<double>());
    EXPECT_NEAR(*measures[i].at("arch_index").value, expected.at("arch_index").get<double>(),
                0.012);
  }
}

TEST_F(SampleWalk, MeansOfEachFoot) {
  for (const Laterality side : kBothSides) {
    std::vector<measure::Measurements> own;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].side.side == side) own.push_back(measures[i]);
    }
    const measure::Measurements means = measure::meanOverSteps(own);
    EXPECT_EQ(means.at("cpei").status, measure::Status::Ok);
    EXPECT_EQ(means.at("arch_index").status, measure::Status::Ok);
  }
}

}  // namespace
}  // namespace podalign
