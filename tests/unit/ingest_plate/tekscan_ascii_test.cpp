#include "podalign/ingest/tekscan_ascii.hpp"

#include <gtest/gtest.h>

#include "plate_text_builder.hpp"
#include "podalign/ingest/plate.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;
using plantar::SensorKind;
using plantar::VendorCheck;
using testing::TekscanFile;
using testing::tekscanText;

TEST(TekscanAscii, ReadsPressuresAndCellsOutsideTheSensor) {
  const auto read = readPlate(tekscanText({}), "walk.asf");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 1U);
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.format, "tekscan-ascii");
  EXPECT_EQ(recording.grid.rows, 2);
  EXPECT_EQ(recording.grid.columns, 3);
  EXPECT_DOUBLE_EQ(recording.grid.cellAreaMm2, 25.8064);
  EXPECT_EQ(recording.frames, 2);
  EXPECT_DOUBLE_EQ(units::inSeconds(recording.framePeriod), 0.02);
  EXPECT_EQ(recording.pressuresKpa, (std::vector<float>{0, 10, 20, 0, 30, 0, 0, 10, 20, 0, 30, 0}));
  EXPECT_EQ(recording.active, (std::vector<unsigned char>{1, 1, 1, 0, 1, 1}));
  EXPECT_DOUBLE_EQ(recording.noiseFloorKpa, 10.0);
  EXPECT_EQ(recording.sensor, SensorKind::Plate);
  EXPECT_FALSE(recording.markedSide) << "the suffix marks a side on in-shoe cuffs only";
}

TEST(TekscanAscii, ReportsThatTheFrameCountAgrees) {
  const auto read = readPlate(tekscanText({}), "walk.asf");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Verified);
  ASSERT_EQ(read->findings.size(), 1U);
  EXPECT_EQ(read->findings.front().message.id, "PLATE.IMPORT_VERIFIED");
}

TEST(TekscanAscii, MissingFramesAreAMismatchOrACutFile) {
  const auto closed = readPlate(tekscanText({.endFrame = 3}), "walk.asf");
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->value.front().vendorCheck, VendorCheck::Mismatch);
  ASSERT_TRUE(contains(closed->findings, "PLATE.IMPORT_MISMATCH"));
  const auto cut = readPlate(tekscanText({.endFrame = 3, .closed = false}), "walk.asf");
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::Truncated);
}

struct UnitCase {
  const char* unit;
  double kpa;  // of 10 in that unit
};

TEST(TekscanAscii, ConvertsEveryPressureUnit) {
  for (const UnitCase& unit : {UnitCase{"KPa", 10.0},
                               {"kPa", 10.0},
                               {"PSI", 68.94757},
                               {"psi", 68.94757},
                               {"mmHg", 1.3332239},
                               {"N/cm2", 100.0},
                               {"kg/cm2", 980.665},
                               {"MPa", 10000.0}}) {
    const auto read = readPlate(tekscanText({.units = unit.unit}), "walk.asf");
    ASSERT_TRUE(read) << unit.unit;
    EXPECT_NEAR(static_cast<double>(read->value.front().pressuresKpa[1]), unit.kpa,
                1e-4 * unit.kpa);
  }
}

// Some exports print the force of each cell.
TEST(TekscanAscii, ForcesOfCellsBecomePressures) {
  const auto read = readPlate(tekscanText({.units = "N"}), "walk.asf");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_NEAR(static_cast<double>(recording.pressuresKpa[1]),
              10.0 * 1000.0 / recording.grid.cellAreaMm2, 1e-3);
  // Without a stated area, the spacing is the cell.
  const auto spaced = readPlate(tekscanText({.units = "N", .area = ""}), "walk.asf");
  ASSERT_TRUE(spaced) << toString(spaced.error());
  const plantar::Grid& grid = spaced->value.front().grid;
  EXPECT_NEAR(static_cast<double>(spaced->value.front().pressuresKpa[1]),
              10.0 * 1000.0 / (grid.rowSpacingMm * grid.columnSpacingMm), 1e-3);
}

TEST(TekscanAscii, ReadsAreasInEveryUnit) {
  for (const char* area : {"25.8064 mm2", "0.258064 cm2", "0.258064 centimeters2", "0.04 in2",
                           "0.04 inches2", "25.8064 millimeters2"}) {
    const auto read = readPlate(tekscanText({.area = area}), "walk.asf");
    ASSERT_TRUE(read) << area << toString(read.error());
    EXPECT_NEAR(read->value.front().grid.cellAreaMm2, 25.8064, 1e-9) << area;
  }
}

TEST(TekscanAscii, RefusesCountsAndUnknownUnits) {
  for (const char* unit : {"raw", "RAW", "furlongs", "", "mPa"}) {
    const auto read = readPlate(tekscanText({.units = unit}), "walk.asf");
    ASSERT_FALSE(read) << unit;
    EXPECT_EQ(read.error().code, ErrorCode::UnitUnsupported);
    EXPECT_NE(read.error().message.find("export"), std::string::npos);
    EXPECT_GT(read.error().line, 0U);
  }
}

TEST(TekscanAscii, ReadsSpacingInEveryUnit) {
  for (const char* spacing : {"5.08 mm", "0.508 cm", "0.508 centimeters", "0.2 in", "0.2 inches"}) {
    const auto read = readPlate(
        tekscanText({.rowSpacing = spacing, .columnSpacing = "7.62 mm", .area = ""}), "walk.asf");
    ASSERT_TRUE(read) << spacing;
    EXPECT_NEAR(read->value.front().grid.rowSpacingMm, 5.08, 1e-9);
    EXPECT_NEAR(read->value.front().grid.columnSpacingMm, 7.62, 1e-9);
    EXPECT_NEAR(read->value.front().grid.cellAreaMm2, 5.08 * 7.62, 1e-9);
  }
  EXPECT_EQ(readPlate(tekscanText({.rowSpacing = "5.08"}), "walk.asf").error().code,
            ErrorCode::UnitNotStated);
}

TEST(TekscanAscii, ReadsAFileSavedBySpreadsheet) {
  const auto read = readPlate(tekscanText({.end = "\r\n", .padding = ",,,,,,"}), "walk.csv");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_EQ(read->value.front().pressuresKpa[2], 20.0F);
  EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Verified);
}

TEST(TekscanAscii, ReadsSemicolonsWithDecimalCommas) {
  const auto read = readPlate(tekscanText({.rows = {"0;10,5;20", "B;30;0"}}), "walk.csv");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_EQ(read->value.front().pressuresKpa[1], 10.5F);
}

TEST(TekscanAscii, ReadsFrameLinesWithTimeAndRawSum) {
  std::string text = tekscanText({});
  const std::string plain = "Frame 2\n";
  text.replace(text.find(plain), plain.size(),
               "Frame 2, 0.02,, 12/2/2019 6:21:52.34PM,,,Raw Sum=,,310\n");
  const auto read = readPlate(text, "walk.csv");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_EQ(read->value.front().frames, 2);
}

TEST(TekscanAscii, TakesTheSideOfASoleFromItsCuff) {
  for (const auto& [hardware, side] :
       std::vector<std::pair<std::string, std::optional<Laterality>>>{
           {"116-1974-1", Laterality::Left},
           {"116-1974-2", Laterality::Right},
           {"116-1974-7", {}},
           {"116", {}}}) {
    const auto read =
        readPlate(tekscanText({.sensor = "FSCAN", .hardware = hardware}), "Jane right foot.asf");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->value.front().sensor, SensorKind::InShoe);
    EXPECT_EQ(read->value.front().markedSide, side) << hardware;
  }
}

TEST(TekscanAscii, AnUnknownSensorIsToldByItsOutline) {
  const auto sole = readPlate(tekscanText({.sensor = "9999"}), "walk.asf");
  ASSERT_TRUE(sole);
  EXPECT_EQ(sole->value.front().sensor, SensorKind::InShoe);
  EXPECT_TRUE(contains(sole->findings, "PLATE.SENSOR_TAKEN_AS_IN_SHOE"));
  const auto plate =
      readPlate(tekscanText({.sensor = "9999", .rows = {"0,10,20", "0,30,0"}}), "walk.asf");
  ASSERT_TRUE(plate);
  EXPECT_EQ(plate->value.front().sensor, SensorKind::Plate);
  EXPECT_TRUE(contains(plate->findings, "PLATE.SENSOR_TAKEN_AS_PLATE"));
}

TEST(TekscanAscii, AViewMirroredOnOneAxisIsUncertain) {
  const auto view = [](const char* row, const char* column) {
    const auto read =
        readPlate(tekscanText({.mirrorRow = row, .mirrorColumn = column}), "walk.asf");
    return read->value.front().grid.view;
  };
  EXPECT_EQ(view("0", "0"), plantar::GridView::FromAbove);
  EXPECT_EQ(view("1", "1"), plantar::GridView::FromAbove);
  EXPECT_EQ(view("1", "0"), plantar::GridView::Uncertain);
  EXPECT_EQ(view("0", "1"), plantar::GridView::Uncertain);
  const auto read = readPlate(tekscanText({.mirrorRow = "1"}), "walk.asf");
  EXPECT_TRUE(contains(read->findings, "PLATE.MIRRORED"));
}

TEST(TekscanAscii, KeepsTheUpperLimitOfTheSensor) {
  const auto read = readPlate(tekscanText({.extra = "SATURATION_PRESSURE 0.5 MPa \n"}), "walk.asf");
  ASSERT_TRUE(read);
  ASSERT_TRUE(read->value.front().saturationKpa);
  EXPECT_DOUBLE_EQ(*read->value.front().saturationKpa, 500.0);
}

TEST(TekscanAscii, NothingPersonalLeavesTheReader) {
  const auto read = readPlate(tekscanText({}), "walk.asf");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().system, "Tekscan MATSCAN");
  for (const Finding& finding : read->findings) {
    for (const auto& [key, value] : finding.message.values)
      EXPECT_EQ(value.find("Jane"), std::string::npos);
  }
}

TEST(TekscanAscii, NoCutOfAFileIsReadAsWhole) {
  const std::string whole = tekscanText({});
  const std::size_t lastRow = whole.rfind("B,30,0") + 6;
  for (std::size_t length = 0; length < lastRow; ++length) {
    const auto read = readPlate(std::string_view(whole).substr(0, length), "cut.asf");
    ASSERT_FALSE(read) << length;
    EXPECT_FALSE(read.error().message.empty());
  }
}

TEST(TekscanAscii, ChangedBytesNeverCrashTheReader) {
  const std::string whole = tekscanText({});
  unsigned state = 11;
  for (int i = 0; i < 20000; ++i) {
    std::string damaged = whole;
    for (int k = 0; k < 3; ++k) {
      state = state * 1664525U + 1013904223U;
      damaged[(state >> 8U) % damaged.size()] =
          static_cast<char>("\t\n\r0919xX.,-eE+;B@Frame \x00\xFF"[(state >> 3U) % 26U]);
    }
    const auto read = readPlate(damaged, "damaged.asf");
    if (!read) continue;
    for (const float kpa : read->value.front().pressuresKpa)
      ASSERT_TRUE(kpa >= 0.0F && kpa <= 1.0e5F);
  }
}

}  // namespace
}  // namespace podalign::ingest
