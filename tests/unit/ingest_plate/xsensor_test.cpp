#include <gtest/gtest.h>

#include <algorithm>

#include "insole_texts.hpp"
#include "refused.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;
using plantar::VendorCheck;
using testing::kXsensorCellMm2;
using testing::replaced;
using testing::XsensorMade;
using testing::xsensorTable;
using testing::xsensorText;

constexpr double kMmHg = 0.133322387415;

Error errorOf(const std::string& text) {
  return testing::refused(readPlate(text, "walk.csv"), "walk.csv");
}

// Pressure of a cell of the whole sensor, kPa.
double at(const Recording& recording, int frame, int row, int column) {
  if (!recording.rows.contains(row) || !recording.columns.contains(column)) return 0.0;
  const int cell =
      (row - recording.rows.first) * recording.columns.count() + column - recording.columns.first;
  return static_cast<double>(recording.frame(frame)[cell]);
}

void expectTheMadeWalk(const std::vector<Recording>& recordings, double kpaPerUnit) {
  ASSERT_EQ(recordings.size(), 2U);
  const Recording& left = recordings.front();
  const Recording& right = recordings.back();
  EXPECT_EQ(left.markedSide, Laterality::Left);
  EXPECT_EQ(right.markedSide, Laterality::Right);
  for (int frame = 0; frame < 4; ++frame) {
    EXPECT_NEAR(at(left, frame, 1, 1), (100.0 + frame) * kpaPerUnit, 1e-4);
    EXPECT_NEAR(at(left, frame, 4, 2), 50.0 * kpaPerUnit, 1e-4);
    EXPECT_NEAR(at(right, frame, 2, 0), (200.0 + frame) * kpaPerUnit, 1e-4);
    EXPECT_EQ(at(left, frame, 2, 0), 0.0);
  }
  for (const Recording& recording : recordings) {
    EXPECT_EQ(recording.frames, 4);
    EXPECT_NEAR(units::inSeconds(recording.framePeriod), 0.01, 1e-9);
    EXPECT_EQ(recording.grid.rows, 5);
    EXPECT_EQ(recording.grid.columns, 3);
    // Printed as 0.86 x 0.86 cm: 73.96 mm2. The areas that the vendor counts say 74.12.
    EXPECT_NEAR(recording.grid.cellAreaMm2, kXsensorCellMm2, 0.05);
    EXPECT_EQ(recording.vendorCheck, VendorCheck::Verified);
    EXPECT_EQ(recording.sensor, plantar::SensorKind::InShoe);
    ASSERT_TRUE(recording.heelToToe);
    EXPECT_EQ(recording.heelToToe->y, -1.0);
  }
}

TEST(Xsensor, ReadsBothInsolesAndChecksWhatTheVendorComputed) {
  const auto read = readPlate(xsensorText({}), "walk.csv");
  ASSERT_TRUE(read) << toString(read.error());
  expectTheMadeWalk(read->value, kMmHg);
  EXPECT_NEAR(read->value.front().noiseFloorKpa, 5.0 * kMmHg, 1e-9);
  ASSERT_EQ(read->findings.size(), 1U);
  const Message& verified = read->findings.front().message;
  EXPECT_EQ(verified.id, "PLATE.IMPORT_VERIFIED");
  // Load, peak and mean of two sensors in four frames.
  EXPECT_EQ(verified.values[1], (std::pair<std::string, std::string>{"totals", "24"}));
}

TEST(Xsensor, EveryLayOutHoldsTheSame) {
  const std::string utf8Mark = "\xEF\xBB\xBF";
  for (const XsensorMade& made :
       {XsensorMade{.padded = true}, XsensorMade{.groups = false}, XsensorMade{.end = "\r\n"},
        XsensorMade{.padded = true, .end = "\r\n"}, XsensorMade{.colons = true, .groups = false},
        XsensorMade{.colons = true, .padded = true, .groups = false}}) {
    const auto read = readPlate(utf8Mark + xsensorText(made), "walk.csv");
    ASSERT_TRUE(read) << toString(read.error());
    expectTheMadeWalk(read->value, kMmHg);
  }
  const auto kilopascals = readPlate(xsensorText({.unit = "kPa"}), "walk.csv");
  ASSERT_TRUE(kilopascals) << toString(kilopascals.error());
  expectTheMadeWalk(kilopascals->value, 1.0);
}

TEST(Xsensor, OneLinePerFrameHoldsTheSame) {
  for (const bool saved : {false, true}) {
    for (const char* before : {"", "XSENSOR export of Jane Doe\n"}) {
      const auto read = readPlate(before + xsensorTable(4, saved), "walk.csv");
      ASSERT_TRUE(read) << toString(read.error());
      expectTheMadeWalk(read->value, 6.894757293168361);
      EXPECT_FALSE(read->value.front().grid.placesKnown) << "no size of the sensels is printed";
    }
  }
}

TEST(Xsensor, ALoadThatDoesNotFitIsAMismatch) {
  const auto read = readPlate(xsensorText({.loadFactor = 1.05}), "walk.csv");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Mismatch);
  EXPECT_TRUE(contains(read->findings, "PLATE.IMPORT_MISMATCH"));
  const auto peak = readPlate(
      replaced(xsensorText({}), "Peak Pressure (mmHg),101.00", "Peak Pressure (mmHg),111.00"), "w");
  ASSERT_TRUE(peak);
  EXPECT_EQ(peak->value.front().vendorCheck, VendorCheck::Mismatch);
  const auto cell = readPlate(replaced(xsensorText({}), "0,101,0", "0,100,0"), "walk.csv");
  ASSERT_TRUE(cell);
  EXPECT_EQ(cell->value.front().vendorCheck, VendorCheck::Mismatch);
  EXPECT_EQ(cell->value.back().vendorCheck, VendorCheck::Verified);
}

TEST(Xsensor, MissingFramesAreSaidAndMidnightIsNone) {
  // 23:59:59.960, .970, .980, .990; the last one moved beyond midnight: 30 ms later.
  const auto read =
      readPlate(replaced(xsensorText({}), "23:59:59.990", "00:00:00.020"), "walk.csv");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_NEAR(units::inSeconds(read->value.front().framePeriod), 0.02, 1e-9);
  const auto late =
      readPlate(replaced(xsensorText({.frames = 4}), "23:59:59.960", "23:59:59.860"), "walk.csv");
  ASSERT_TRUE(late);
  EXPECT_TRUE(contains(late->findings, "PLATE.FRAMES_MISSING"));
}

TEST(Xsensor, NoPersonalEntryLeavesTheReader) {
  const auto read = readPlate(xsensorText({}), "walk.csv");
  for (const Recording& recording : read->value) {
    EXPECT_EQ(recording.system, "XSENSOR insole");
  }
}

TEST(Xsensor, RefusesWhatItCannotKnow) {
  EXPECT_EQ(errorOf(xsensorText({.unit = "furlongs"})).code, ErrorCode::UnitUnsupported);
  EXPECT_EQ(errorOf(xsensorText({.unit = ""})).code, ErrorCode::UnitNotStated);
  EXPECT_EQ(errorOf(replaced(xsensorText({}), "Units:,", "Unit:,")).code, ErrorCode::UnitNotStated);
  EXPECT_EQ(errorOf(replaced(xsensorText({}), "Time,", "Hour,")).code, ErrorCode::UnitNotStated);
  EXPECT_EQ(errorOf(replaced(xsensorText({}), "23:59:59.960", "noon")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(xsensorText({.frames = 1})).code, ErrorCode::Truncated);
  for (const char* rows : {"Rows,0", "Rows,-5", "Rows,1000000", "Rows,five", "Rows,"}) {
    EXPECT_EQ(errorOf(replaced(xsensorText({}), "Rows,5", rows)).code, ErrorCode::Malformed)
        << rows;
  }
  EXPECT_EQ(errorOf(replaced(xsensorText({}), "Rows,5", "Rows,4")).code, ErrorCode::Malformed)
      << "the number of rows changes";
  EXPECT_EQ(errorOf(replaced(xsensorText({}), "Columns,3", "Columns,4")).code,
            ErrorCode::Truncated);
  for (const char* cell : {"0,-100,0", "0,nan,0", "0,1e30,0", "0,x,0"}) {
    EXPECT_EQ(errorOf(replaced(xsensorText({}), "0,100,0", cell)).code, ErrorCode::Malformed)
        << cell;
  }
  EXPECT_EQ(errorOf(replaced(xsensorText({}), "0,100,0", "0,100")).code, ErrorCode::Truncated);
  EXPECT_EQ(errorOf(replaced(xsensorText({}), "0,100,0", "0,100,0,7")).code, ErrorCode::Truncated);
  std::string sizeless = xsensorText({});
  for (const char* key : {"Sensel Width", "Contact Area"}) {
    for (std::size_t at = sizeless.find(key); at != std::string::npos; at = sizeless.find(key)) {
      sizeless.replace(at, 4, "Some");
    }
  }
  EXPECT_EQ(errorOf(sizeless).code, ErrorCode::UnitNotStated);
  const std::string table = xsensorTable(4);
  EXPECT_EQ(errorOf(replaced(table, ",100,", ",-100,")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(table, ",S_2_2", ",S_2_1")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(table, ",PSI,", ",,")).code, ErrorCode::UnitNotStated);
  EXPECT_EQ(errorOf(replaced(table, "08:21:17.960", "morning")).code, ErrorCode::Malformed);
}

TEST(Xsensor, CutAnywhereItSaysWhere) {
  for (const std::string& text :
       {xsensorText({}), xsensorText({.colons = true, .groups = false}), xsensorTable(4)}) {
    for (std::size_t kept = text.size() / 4; kept < text.size() - 1; kept += 3) {
      const auto read = readPlate(text.substr(0, kept), "cut.csv");
      if (!read) {
        EXPECT_GT(read.error().line, 0U) << kept;
        EXPECT_FALSE(read.error().message.empty());
        continue;
      }
      // What is left is whole frames; a last number that lost digits contradicts the vendor's.
      for (const Recording& recording : read->value) {
        const bool wrong =
            at(recording, recording.frames - 1, 1, 1) + at(recording, recording.frames - 1, 2, 0) <
            13.0;
        EXPECT_TRUE(!wrong || recording.vendorCheck == VendorCheck::Mismatch) << kept;
      }
    }
  }
}

}  // namespace
}  // namespace podalign::ingest
