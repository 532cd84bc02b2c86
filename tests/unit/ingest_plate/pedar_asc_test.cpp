#include <gtest/gtest.h>

#include "insole_texts.hpp"
#include "refused.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;
using testing::madeInsoles;
using testing::PedarFile;
using testing::pedarText;
using testing::replaced;

Error errorOf(const std::string& text) {
  return testing::refused(readPlate(text, "walk.asc", madeInsoles()), "walk.asc");
}

double forceOf(const Recording& recording, int frame) {
  double newtons = 0.0;
  for (int row = 0; row < recording.grid.rows; ++row) {
    for (int column = 0; column < recording.grid.columns; ++column) {
      newtons += static_cast<double>(recording.frame(frame)[recording.grid.indexOf(row, column)]) *
                 recording.grid.areaOf(row, column) / 1000.0;
    }
  }
  return newtons;
}

TEST(Pedar, OneFileIsALeftAndARightRecording) {
  const auto read = readPlate(pedarText({}), "walk.asc", madeInsoles());
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 2U);
  const Recording& left = read->value.front();
  const Recording& right = read->value.back();
  EXPECT_EQ(left.markedSide, Laterality::Left);
  EXPECT_EQ(right.markedSide, Laterality::Right);
  for (const Recording& recording : read->value) {
    EXPECT_EQ(recording.sensor, plantar::SensorKind::InShoe);
    EXPECT_EQ(recording.frames, 4);
    EXPECT_DOUBLE_EQ(units::inSeconds(recording.framePeriod), 0.01);
    EXPECT_EQ(std::count(recording.active.begin(), recording.active.end(), 1), 99);
    EXPECT_TRUE(recording.grid.areasKnown);
    EXPECT_FALSE(recording.grid.placesKnown);
  }
  // Sensor 1: innermost of the heel's five, in the last row; sensor 99: outermost of the toes'
  // four, in the first. From above the inner side of a left foot is on the right.
  EXPECT_EQ(left.frame(0)[14 * 7 + 5], 1.0F);
  EXPECT_EQ(right.frame(0)[14 * 7 + 1], 2.0F);
  EXPECT_EQ(left.frame(2)[0 * 7 + 2], 299.0F);
  EXPECT_EQ(right.frame(2)[0 * 7 + 4], 398.0F);
  EXPECT_EQ(left.frame(0)[14 * 7 + 6], 0.0F) << "no sensor in this corner";
  EXPECT_DOUBLE_EQ(left.grid.areaOf(14, 5), 101.0);
  // Sum of s (100 + s) over 99 sensors, in mN.
  EXPECT_NEAR(forceOf(left, 0), (100.0 * 4950.0 + 328350.0) / 1000.0, 1e-9);
  EXPECT_NEAR(forceOf(right, 0), 2.0 * (100.0 * 4950.0 + 328350.0) / 1000.0, 1e-9);
  EXPECT_TRUE(contains(read->findings, "PLATE.IMPORT_VERIFIED"));
  EXPECT_TRUE(contains(read->findings, "PLATE.INSOLE_AREAS"));
  EXPECT_EQ(read->findings.size(), 2U);
}

TEST(Pedar, TheWholePrefixOfTheSensorIsItsSize) {
  const auto wide = readPlate(pedarText({.sensorType = "XW_1865l"}), "w", madeInsoles());
  ASSERT_TRUE(wide);
  EXPECT_DOUBLE_EQ(wide->value.front().grid.areaOf(14, 5), 201.0);
  const auto unknown = readPlate(pedarText({.sensorType = "vw-12l"}), "w", madeInsoles());
  ASSERT_TRUE(unknown);
  EXPECT_FALSE(unknown->value.front().grid.areasKnown);
  EXPECT_TRUE(contains(unknown->findings, "PLATE.INSOLE_SIZE_UNKNOWN"));
  EXPECT_EQ(unknown->value.front().frame(0)[14 * 7 + 5], 1.0F) << "pressures hold";
}

TEST(Pedar, AMaskGoesByTheNumbersOfTheColumns) {
  const auto read =
      readPlate(pedarText({.left = {3, 50, 99}, .right = {7}}), "walk.asc", madeInsoles());
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& left = read->value.front();
  EXPECT_EQ(std::count(left.active.begin(), left.active.end(), 1), 3);
  EXPECT_EQ(left.frame(0)[14 * 7 + 3], 3.0F);
  EXPECT_EQ(left.frame(0)[0 * 7 + 2], 99.0F);
  EXPECT_NEAR(forceOf(left, 0), (3.0 * 103.0 + 50.0 * 150.0 + 99.0 * 199.0) / 1000.0, 1e-9);
  EXPECT_TRUE(contains(read->findings, "PLATE.SENSORS_LEFT_OUT"));
}

TEST(Pedar, OneInsoleAloneIsOneRecording) {
  std::string text = pedarText({.right = {1}});
  text = replaced(text, "right insole: 1,", "right insole: ");
  text = replaced(text, "\t      1\t\n", "\t\n");
  for (const char* cell : {"\t  2.000\t\n", "\t102.000\t\n", "\t202.000\t\n", "\t302.000\t\n"}) {
    text = replaced(text, cell, "\t\n");
  }
  const auto read = readPlate(text, "walk.asc", madeInsoles());
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 1U);
  EXPECT_EQ(read->value.front().markedSide, Laterality::Left);
}

TEST(Pedar, LineEndsMarksCommasAndSummariesDoNotMatter) {
  const auto plain = readPlate(pedarText({}), "walk.asc", madeInsoles());
  std::string german = pedarText({});
  const std::size_t table = german.find("time[secs]");
  for (std::size_t i = table; i < german.size(); ++i)
    german[i] = german[i] == '.' ? ',' : german[i];
  german = replaced(german, "0.01000", "0,01000");
  for (const std::string& text : {pedarText({.end = "\r\n"}), "\xEF\xBB\xBF" + pedarText({}),
                                  german, pedarText({}) + "\nMVP\t1.0\t2.0\nMPP\t9\n"}) {
    const auto read = readPlate(text, "walk.asc", madeInsoles());
    ASSERT_TRUE(read) << toString(read.error());
    EXPECT_EQ(read->value.front().pressuresKpa, plain->value.front().pressuresKpa);
    EXPECT_EQ(read->value.back().pressuresKpa, plain->value.back().pressuresKpa);
  }
  const auto newtons = readPlate(pedarText({.unit = "N/cm2"}), "walk.asc", madeInsoles());
  EXPECT_EQ(newtons->value.front().frame(0)[14 * 7 + 5], 10.0F);
}

TEST(Pedar, FramesThatTheFileSpeaksOfAndDoesNotHoldAreSaid) {
  const auto read = readPlate(pedarText({.frames = 3}), "walk.asc", madeInsoles());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().vendorCheck, plantar::VendorCheck::NotPossible);
  EXPECT_TRUE(contains(read->findings, "PLATE.PART_OF_RECORDING"));
}

TEST(Pedar, NoPersonalEntryLeavesTheReader) {
  const auto read = readPlate(pedarText({}), "walk.asc", madeInsoles());
  for (const Finding& finding : read->findings) {
    for (const auto& [key, value] : finding.message.values) {
      EXPECT_EQ(value.find("Jane"), std::string::npos);
    }
  }
  EXPECT_EQ(read->value.front().system.find("Jane"), std::string::npos);
}

TEST(Pedar, RefusesWhatItCannotKnow) {
  EXPECT_EQ(errorOf(pedarText({.unit = ""})).code, ErrorCode::UnitNotStated);
  EXPECT_EQ(errorOf(pedarText({.unit = "furlongs"})).code, ErrorCode::UnitUnsupported);
  EXPECT_EQ(errorOf(replaced(pedarText({}), "pressure values", "values")).code,
            ErrorCode::UnitNotStated);
  EXPECT_EQ(errorOf(replaced(pedarText({}), "rate [Hz]:   100", "rate [Hz]:    50")).code,
            ErrorCode::Malformed)
      << "time per frame and rate contradict each other";
  EXPECT_EQ(errorOf(replaced(pedarText({}), "0.01000\tsc", "-0.0100\tsc")).code,
            ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(pedarText({}), "secs]:  0.040", "secs]:  9e9")).code,
            ErrorCode::TooLarge);
  EXPECT_EQ(errorOf(pedarText({.left = {1, 100}})).code, ErrorCode::IndexOutOfRange);
  EXPECT_EQ(errorOf(pedarText({.left = {5, 3}})).code, ErrorCode::IndexOutOfRange);
  EXPECT_EQ(errorOf(pedarText({.left = {4, 4}})).code, ErrorCode::IndexOutOfRange);
  EXPECT_EQ(errorOf(replaced(pedarText({}), "left insole: 1,2,", "left insole: 1,")).code,
            ErrorCode::Malformed)
      << "columns and mask definition differ";
  EXPECT_EQ(errorOf(replaced(pedarText({}), "left insole: 1,2,", "left insole: 1,two,")).code,
            ErrorCode::Malformed);
  for (const char* wrong : {"-42.000", "    nan", "    inf", "      x", "4e12345", " 9.9e30"}) {
    EXPECT_EQ(errorOf(replaced(pedarText({}), "\t 42.000", std::string("\t") + wrong)).code,
              ErrorCode::Malformed)
        << wrong;
  }
  EXPECT_EQ(errorOf(replaced(pedarText({}), "\t 42.000", "\t 42.000\t 42.000")).code,
            ErrorCode::Malformed)
      << "a cell too many";
  EXPECT_EQ(errorOf(replaced(pedarText({}), "\t 42.000", "\t       ")).code, ErrorCode::Truncated);
  EXPECT_EQ(errorOf(replaced(pedarText({}), "0.03000", "0.09000")).code, ErrorCode::Malformed)
      << "frames are missing";
  EXPECT_EQ(errorOf(replaced(pedarText({}), "0.03000", "0.01000")).code, ErrorCode::Malformed)
      << "out of order";
}

// Cut off anywhere it is refused with a line, or what is left of it is whole frames, as printed.
TEST(Pedar, CutAnywhereItSaysWhere) {
  const std::string text = pedarText({.left = {1, 2, 3}, .right = {1, 2}});
  const auto whole = readPlate(text, "walk.asc", madeInsoles());
  ASSERT_TRUE(whole);
  const std::size_t known = text.find("right insole: 1,2,") + 17;
  for (std::size_t kept = known; kept < text.size() - 1; ++kept) {
    const auto read = readPlate(text.substr(0, kept), "cut.asc", madeInsoles());
    if (!read) {
      EXPECT_GT(read.error().line, 0U) << kept;
      EXPECT_FALSE(read.error().message.empty());
      continue;
    }
    const Recording& recording = read->value.front();
    ASSERT_LE(recording.frames, 4) << kept;
    for (std::size_t i = 0; i < recording.pressuresKpa.size(); ++i) {
      ASSERT_EQ(recording.pressuresKpa[i], whole->value.front().pressuresKpa[i]) << kept;
      ASSERT_EQ(read->value.back().pressuresKpa[i], whole->value.back().pressuresKpa[i]) << kept;
    }
    if (recording.frames < 4) {
      EXPECT_TRUE(contains(read->findings, "PLATE.PART_OF_RECORDING"));
    }
  }
}

}  // namespace
}  // namespace podalign::ingest
