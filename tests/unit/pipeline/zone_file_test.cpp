// A person moves a line between zones: the zones follow, and nothing else.
#include "podalign/pipeline/zone_file.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "phantom/plate_exports.hpp"
#include "phantom/pressure_files.hpp"
#include "phantom/walk_layout.hpp"
#include "podalign/pipeline/measure_files.hpp"
#include "podalign/profile/profile.hpp"

namespace podalign::pipeline {
namespace {

class ZoneFile : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "podalign_zones_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    written("walk.lst", phantom::emedText({phantom::walkOver({}, 1).recording}));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path written(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  report::MeasurementDocument measured(const std::string& zones = {}) const {
    const auto found = tryMeasuring(zones);
    if (!found) throw std::runtime_error(toString(found.error()));
    return found->document;
  }

  Result<MeasuredFiles> tryMeasuring(const std::string& zones) const {
    const auto devices = profile::loadDevices(PODALIGN_PROFILES_DIR);
    if (!devices) return tl::unexpected(devices.error());
    FileToMeasure file;
    file.file = folder_ / "walk.lst";
    file.trial = plantar::TrialKind::Walking;
    if (!zones.empty()) file.zones = written("zones.json", zones);
    return measureFiles({file}, *devices, {});
  }

  std::filesystem::path folder_;
};

double valueOf(const report::MeasurementDocument& document, const char* name) {
  return *document.steps.front().measures.at(name).value;
}

Error refusal(const std::string& text) {
  const auto read = readZones(text, "zones.json");
  EXPECT_FALSE(read.has_value());
  return read ? Error{} : read.error();
}

TEST_F(ZoneFile, UneditedChangesNothingBeyondItsDecimals) {
  const auto before = measured();
  const auto sheets = zoneSheets(before);
  ASSERT_EQ(sheets.size(), 1U);
  const auto after = measured(writeZones(sheets));
  for (const auto& [name, measurement] : before.steps.front().measures) {
    const auto& same = after.steps.front().measures.at(name);
    ASSERT_EQ(same.value.has_value(), measurement.value.has_value()) << name;
    if (!measurement.value) continue;
    EXPECT_NEAR(*same.value, *measurement.value, 0.01 * std::abs(*measurement.value) + 0.02)
        << name;
  }
  EXPECT_EQ(writeZones(zoneSheets(after)), writeZones(sheets));
}

TEST_F(ZoneFile, AMovedLineMovesLoadFromOneZoneToTheOther) {
  const auto before = measured();
  auto sheets = zoneSheets(before);
  sheets.front().lines.midfootEndMm += 20.0;
  sheets.front().file.clear();  // for every recording
  const auto after = measured(writeZones(sheets));
  EXPECT_GT(valueOf(after, "zones.midfoot.force_time_integral"),
            valueOf(before, "zones.midfoot.force_time_integral") + 1.0);
  double sumBefore = 0.0;
  double sumAfter = 0.0;
  for (std::size_t zone = 0; zone < measure::kZones; ++zone) {
    const std::string name = std::string("zones.") +
                             measure::toString(static_cast<measure::Zone>(zone)) +
                             ".force_time_integral";
    sumBefore += valueOf(before, name.c_str());
    sumAfter += valueOf(after, name.c_str());
  }
  EXPECT_NEAR(sumAfter, sumBefore, 1e-6 * sumBefore);
  EXPECT_EQ(valueOf(after, "zones.hallux.peak_pressure"),
            valueOf(before, "zones.hallux.peak_pressure"));
  for (const char* name : {"arch_index", "cpei", "max_force"}) {
    EXPECT_EQ(valueOf(after, name), valueOf(before, name)) << name;
  }
  EXPECT_EQ(after.steps.front().measures.at("zones.midfoot.max_force").method.id,
            "method.zones.set.max_force");
}

TEST_F(ZoneFile, OfAnotherRecordingIsRefused) {
  auto sheets = zoneSheets(measured());
  sheets.front().file = "other.lst";
  const auto refused = tryMeasuring(writeZones(sheets));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::CaseInvalid);
  EXPECT_EQ(refused.error().source, "zones.json");
}

TEST_F(ZoneFile, EveryFaultIsNamedWithItsLine) {
  const std::string whole = writeZones(zoneSheets(measured()));
  ASSERT_TRUE(readZones(whole, "zones.json"));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  for (const std::string& text :
       {with("podalign/zones/1", "podalign/zones/9"), with("heel_end_mm", "heel_mm"),
        with("\"heel_end_mm\": ", "\"heel_end_mm\": -"),
        with("\"heel_end_mm\": ", "\"heel_end_mm\": 9"),
        with("\"heel_end_mm\": ", "\"heel_end_mm\": \"wide\", \"hallux_\": "),
        with("\"rays\": [0.", "\"rays\": [1."), with("\"rays\": [0.", "\"rays\": [0.1, 0."),
        with("\"hallux\": 0.", "\"hallux\": 7."), with("\"side\": \"", "\"side\": \"in"),
        with("\"toe_line_mm\": [", "\"toe_line_mm\": [1.0, ")}) {
    const Error error = refusal(text);
    EXPECT_EQ(error.code, ErrorCode::CaseInvalid) << text;
    EXPECT_GT(error.line, 0U) << text;
    EXPECT_LE(error.line, 16U) << error.message;
  }
}

TEST_F(ZoneFile, NoCutOfItIsRead) {
  const std::string whole = writeZones(zoneSheets(measured()));
  for (std::size_t length = 0; length + 2 < whole.size(); length += 7) {
    EXPECT_FALSE(readZones(whole.substr(0, length), "zones.json")) << length;
  }
}

}  // namespace
}  // namespace podalign::pipeline
