// From files of insoles to steps: pairs in one file, and counts that are no pressures.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "podalign/pipeline/measure_files.hpp"
#include "podalign/profile/profile.hpp"

namespace podalign::pipeline {
namespace {

class InsoleFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name =
        (std::filesystem::temp_directory_path() / "podalign_insoles_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  FileToMeasure written(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    FileToMeasure file;
    file.file = folder_ / name;
    return file;
  }

  std::filesystem::path folder_;
};

// Two seconds of pedar insoles of size y at 100 Hz: a step of 0.7 s on either side, the right one
// half a second later; or nobody on the right insole.
std::string pedarWalk(bool rightToo) {
  std::string list;
  std::string titles;
  for (int sensor = 1; sensor <= 99; ++sensor) {
    list += fmt::format("{},", sensor);
    titles += fmt::format("\t{:7}", sensor);
  }
  std::string text =
      "sensor type:  y-1865l-1870r\ntotal time [secs]:  2.000\ttime per frame [secs]:  0.01000\t"
      "scanning rate [Hz]:   100\npressure values in  kPa\n\nleft insole: " +
      list + "\nright insole: " + list + "\n\ntime[secs]" + titles + titles + "\t\n";
  const auto load = [](int frame, int first) {
    const double share = (frame - first + 0.5) / 70.0;
    return share > 0.0 && share < 1.0 ? 100.0 * std::sin(3.14159265358979 * share) : 0.0;
  };
  for (int frame = 0; frame < 200; ++frame) {
    text += fmt::format("{:12.5f}", 0.01 * (frame + 1));
    for (const bool left : {true, false}) {
      const double kpa = left ? load(frame, 40) : rightToo ? load(frame, 90) : 0.0;
      for (int sensor = 1; sensor <= 99; ++sensor) {
        text += fmt::format("\t{:7.3f}", sensor > 20 && sensor < 80 ? kpa : 0.0);
      }
    }
    text += "\t\n";
  }
  return text;
}

Result<MeasuredFiles> measured(const FileToMeasure& file, const MeasureOptions& options = {}) {
  const auto devices = profile::loadDevices(PODALIGN_PROFILES_DIR);
  if (!devices) throw std::runtime_error(toString(devices.error()));
  return measureFiles({file}, *devices, options);
}

TEST_F(InsoleFiles, EachInsoleOfAPairKnowsItsFoot) {
  FileToMeasure file = written("walk.asc", pedarWalk(true));
  file.side = Laterality::Left;  // holds for one of them only, so for none
  const auto found = measured(file);
  ASSERT_TRUE(found) << toString(found.error());
  ASSERT_EQ(found->document.steps.size(), 2U);
  EXPECT_EQ(found->document.steps[0].footfall.side.side, Laterality::Left);
  EXPECT_EQ(found->document.steps[1].footfall.side.side, Laterality::Right);
  EXPECT_FALSE(contains(found->document.findings, "SIDE.CONFLICT"));
  for (const report::WalkedStep& step : found->document.steps) {
    EXPECT_TRUE(step.footfall.complete);
    // Sensors 21 to 79 of size y have 11433 mm2.
    EXPECT_NEAR(*step.measures.at("max_force").value, 99.975 * 11433 / 1000.0, 0.01);
    EXPECT_NEAR(*step.measures.at("peak_pressure").value, 100.0, 0.1);
    EXPECT_EQ(step.measures.at("arch_index").reason->id, "PLATE.IN_SHOE");
  }
}

// The file says which foot an insole is under: shape, which arch supports mislead, adds to it.
TEST_F(InsoleFiles, AMarkedSideIsSurerThanItsShape) {
  const auto found = measured(written("walk.asc", pedarWalk(true)));
  ASSERT_TRUE(found) << toString(found.error());
  for (const report::WalkedStep& step : found->document.steps) {
    EXPECT_EQ(step.footfall.side.source, SideSource::Declared);
    // The load is even: shape speaks for neither side, and the stated one stands with its own
    // weight.
    EXPECT_NEAR(step.footfall.side.confidence, 0.9, 0.08);
  }
}

// A peer takes what follows the first dot for the kind of the file.
TEST_F(InsoleFiles, ANameMayHoldSeveralDots) {
  const auto found = measured(written("walk.2026.05.04.asc", pedarWalk(true)));
  ASSERT_TRUE(found) << toString(found.error());
  EXPECT_EQ(found->document.steps.size(), 2U);
}

TEST_F(InsoleFiles, TheDeviceIsTheOneThatTheFileNames) {
  FileToMeasure file = written("walk.asc", pedarWalk(true));
  const auto named = measured(file);
  ASSERT_TRUE(named) << toString(named.error());
  EXPECT_TRUE(contains(named->document.findings, "DEVICE.KNOWN"));
  file.device = "a mat of our own";
  const auto stated = measured(file);
  ASSERT_TRUE(stated) << toString(stated.error());
  EXPECT_TRUE(contains(stated->document.findings, "DEVICE.NO_PUBLISHED_ERRORS"));
  EXPECT_FALSE(contains(stated->document.findings, "DEVICE.KNOWN"));
}

TEST_F(InsoleFiles, AnInsoleThatNobodyStoodOnDoesNotRefuseTheOther) {
  const auto found = measured(written("walk.asc", pedarWalk(false)));
  ASSERT_TRUE(found) << toString(found.error());
  ASSERT_EQ(found->document.steps.size(), 1U);
  EXPECT_EQ(found->document.steps[0].footfall.side.side, Laterality::Left);
  EXPECT_TRUE(contains(found->document.findings, "PLATE.PART_WITHOUT_STEPS"));
}

TEST_F(InsoleFiles, CountsAreRefusedUnlessTheyAreOnlyToBeShown) {
  const FileToMeasure file = written("soles.csv",
                                     "sole_id,timestamp,pressure_01,pressure_02,corrupt\n"
                                     "1,1000,357,474,0\n1,1016,366,470,0\n");
  const auto refused = measured(file);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::UnitUnsupported);
  MeasureOptions show;
  show.rawCounts = RawCountFiles::Show;
  const auto shown = measured(file, show);
  ASSERT_TRUE(shown) << toString(shown.error());
  EXPECT_TRUE(shown->document.steps.empty());
  EXPECT_EQ(shown->document.inputs.front().unit, "counts");
  EXPECT_TRUE(contains(shown->document.findings, "PLATE.RAW_COUNTS"));
  for (const Finding& finding : shown->document.findings) {
    if (finding.message.id != "PLATE.RAW_COUNTS_OF_SOLE") continue;
    EXPECT_EQ(finding.message.values.back().second, "357-366, 470-474");
  }
}

}  // namespace
}  // namespace podalign::pipeline
