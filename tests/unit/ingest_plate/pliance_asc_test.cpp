#include <gtest/gtest.h>

#include "insole_texts.hpp"
#include "refused.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;
using plantar::VendorCheck;
using testing::PlianceFile;
using testing::plianceText;
using testing::replaced;

Error errorOf(const std::string& text) {
  return testing::refused(readPlate(text, "mat.asc"), "mat.asc");
}

// The pressure on the cell whose centre lies here, kPa.
double at(const Recording& recording, int frame, double xMm, double yMm) {
  for (int row = recording.rows.first; row <= recording.rows.last; ++row) {
    for (int column = recording.columns.first; column <= recording.columns.last; ++column) {
      const plantar::GridPoint centre = recording.grid.centreOf(row, column);
      if (std::abs(centre.xMm - xMm) > 0.01 || std::abs(centre.yMm - yMm) > 0.01) continue;
      const int cell = (row - recording.rows.first) * recording.columns.count() + column -
                       recording.columns.first;
      return static_cast<double>(recording.frame(frame)[cell]);
    }
  }
  return -1.0;
}

TEST(Pliance, EverySensorHasItsOwnAreaAndPlace) {
  const auto read = readPlate(plianceText({}), "mat.asc");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 1U);
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.frames, 4);
  EXPECT_DOUBLE_EQ(units::inSeconds(recording.framePeriod), 0.01);
  EXPECT_EQ(recording.sensor, plantar::SensorKind::Plate);
  EXPECT_EQ(recording.grid.view, plantar::GridView::Uncertain);
  double area = 0.0;
  for (const plantar::GridCell& cell : recording.grid.cells) area += cell.areaMm2;
  EXPECT_DOUBLE_EQ(area, 600.0);
  // From the upper left corner: 5 is the upper right sensor, 6 the lower right one.
  EXPECT_DOUBLE_EQ(at(recording, 3, 15.0, 10.0), 13.0);
  EXPECT_DOUBLE_EQ(at(recording, 3, 15.0, 25.0), 20.0);
  EXPECT_DOUBLE_EQ(at(recording, 3, 5.0, 25.0), 40.0);
  EXPECT_LE(at(recording, 3, 5.0, 10.0), 0.0);
  EXPECT_EQ(recording.vendorCheck, VendorCheck::Verified);
  const Message& verified = read->findings.front().message;
  EXPECT_EQ(verified.id, "PLATE.IMPORT_VERIFIED");
  const std::vector<std::pair<std::string, std::string>> values{
      {"frames", "4"}, {"totals", "4"}, {"max_error", "0.0000 N"}};
  EXPECT_EQ(verified.values, values);
  EXPECT_TRUE(contains(read->findings, "PLATE.PART_OF_RECORDING"));
  EXPECT_TRUE(contains(read->findings, "PLATE.VIEW_NOT_STATED"));
}

TEST(Pliance, SensorsThatAreNotInColumnsAreReadToo) {
  const auto read = readPlate(plianceText({.slanted = true}), "mat.asc");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_DOUBLE_EQ(at(recording, 3, 18.0, 10.0), 13.0);
  EXPECT_DOUBLE_EQ(at(recording, 3, 5.0, 25.0), 40.0);
  EXPECT_EQ(recording.vendorCheck, VendorCheck::Verified);
}

TEST(Pliance, AForceThatDoesNotFitIsAMismatch) {
  const auto read = readPlate(plianceText({.forceFactor = 1.01}), "mat.asc");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Mismatch);
  const auto area = readPlate(replaced(plianceText({}), "area   1.0000", "area   0.9000"), "m");
  ASSERT_TRUE(area);
  EXPECT_EQ(area->value.front().vendorCheck, VendorCheck::Mismatch);
}

TEST(Pliance, LineEndsMarksAndCommasDoNotMatter) {
  const auto plain = readPlate(plianceText({}), "mat.asc");
  std::string german = plianceText({});
  for (std::size_t i = german.find("electrical"); i < german.size(); ++i) {
    german[i] = german[i] == '.' ? ',' : german[i];
  }
  for (const std::string& text :
       {plianceText({.end = "\r\n"}), "\xEF\xBB\xBF" + plianceText({}), german}) {
    const auto read = readPlate(text, "mat.asc");
    ASSERT_TRUE(read) << toString(read.error());
    EXPECT_EQ(read->value.front().pressuresKpa, plain->value.front().pressuresKpa);
    EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Verified);
  }
}

TEST(Pliance, RefusesWhatItCannotKnow) {
  EXPECT_EQ(errorOf(plianceText({.unit = "furlongs"})).code, ErrorCode::UnitUnsupported);
  EXPECT_EQ(errorOf(plianceText({.unit = ""})).code, ErrorCode::UnitNotStated);
  const std::string text = plianceText({});
  EXPECT_EQ(errorOf(replaced(text, "corner[cm]", "corner[ell]")).code, ErrorCode::UnitUnsupported);
  EXPECT_EQ(errorOf(replaced(text, "      37      38\n", "      37      37\n")).code,
            ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(text, "      37      38\n", "      37      39\n")).code,
            ErrorCode::IndexOutOfRange)
      << "a sensor without corners";
  for (const char* cell : {"-40.000", "nan", "x", "9e30"}) {
    EXPECT_EQ(errorOf(replaced(text, "40.000", cell)).code, ErrorCode::Malformed) << cell;
  }
  EXPECT_EQ(errorOf(replaced(text, "40.000", "40.000 40.000")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(text, "  40.000", "")).code, ErrorCode::Truncated);
  EXPECT_EQ(errorOf(replaced(text, "0.05000", "0.09000")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(text, "x[3]", "x[9]")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(text, "area   1.0000", "area   9.0000")).code, ErrorCode::Malformed)
      << "area and corners contradict each other";
  EXPECT_EQ(errorOf(replaced(text, "area   1.0000", "area  -1.0000")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(text, "area   1.0000", "area         ")).code, ErrorCode::Malformed);
  // Four sensors in one place.
  std::string twice = text.substr(0, text.find("x[0]"));
  twice +=
      "x[0] 0 0 0 0\ny[0] 1 1 1 1\nx[1] 0 0 0 0\ny[1] 0 0 0 0\nx[2] 1 1 1 1\ny[2] 0 0 0 0\n"
      "x[3] 1 1 1 1\ny[3] 1 1 1 1\narea 1 1 1 1\n";
  EXPECT_EQ(errorOf(twice).code, ErrorCode::Malformed);
  // 29 km apart.
  EXPECT_EQ(errorOf(replaced(text, "x[2]   2.0000", "x[2]   2.9e06")).code, ErrorCode::Malformed);
}

TEST(Pliance, CutAnywhereItSaysWhere) {
  const std::string text = plianceText({});
  const auto whole = readPlate(text, "mat.asc");
  ASSERT_TRUE(whole);
  // All but the last number, which loses decimals only.
  for (std::size_t kept = text.find("electrical"); kept < text.size() - 8; ++kept) {
    const auto read = readPlate(text.substr(0, kept), "cut.asc");
    ASSERT_FALSE(read) << kept;
    EXPECT_GT(read.error().line, 0U) << kept;
  }
}

}  // namespace
}  // namespace podalign::ingest
