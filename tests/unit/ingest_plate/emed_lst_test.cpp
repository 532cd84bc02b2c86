#include "podalign/ingest/emed_lst.hpp"

#include <gtest/gtest.h>

#include "plate_text_builder.hpp"
#include "podalign/ingest/plate.hpp"

namespace podalign::ingest {
namespace {

using plantar::IndexRange;
using plantar::Recording;
using plantar::VendorCheck;
using testing::emedFile;
using testing::EmedPage;
using testing::emedText;
using testing::smallPage;

TEST(EmedLst, ReadsCellsAtTheirPlaceOnThePlate) {
  const auto read = readPlate(emedFile(), "walk.lst");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 1U);
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.format, "emed-lst");
  EXPECT_EQ(recording.grid.rows, 95);
  EXPECT_EQ(recording.grid.columns, 64);
  EXPECT_DOUBLE_EQ(recording.grid.columnSpacingMm, 5.0);
  EXPECT_DOUBLE_EQ(recording.grid.rowSpacingMm, 5.0);
  EXPECT_DOUBLE_EQ(recording.grid.cellAreaMm2, 25.0);
  EXPECT_EQ(recording.rows, (IndexRange{29, 30}));
  EXPECT_EQ(recording.columns, (IndexRange{25, 26}));
  EXPECT_EQ(recording.frames, 2);
  EXPECT_DOUBLE_EQ(units::inSeconds(recording.framePeriod), 0.01);
  EXPECT_EQ(recording.pressuresKpa, (std::vector<float>{40, 20, 0, 100, 40, 20, 0, 100}));
  EXPECT_EQ(recording.sensor, plantar::SensorKind::Plate);
  EXPECT_DOUBLE_EQ(recording.noiseFloorKpa, 20.0);
}

TEST(EmedLst, ReportsThatTheVendorsForcesAgree) {
  const auto read = readPlate(emedFile(), "walk.lst");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Verified);
  ASSERT_EQ(read->findings.size(), 1U);
  const Finding& finding = read->findings.front();
  EXPECT_EQ(finding.message.id, "PLATE.IMPORT_VERIFIED");
  EXPECT_EQ(finding.severity, Severity::Note);
  EXPECT_EQ(finding.source, "walk.lst");
  const std::vector<std::pair<std::string, std::string>> values{
      {"frames", "2"}, {"totals", "10"}, {"max_error", "0.0000 N"}};
  EXPECT_EQ(finding.message.values, values);
}

TEST(EmedLst, AForceThatDoesNotFitIsAMismatch) {
  for (int which = 0; which < 3; ++which) {
    EmedPage page = smallPage(1);
    if (which == 0) page.rowForces[1] += 0.02;
    if (which == 1) page.columnForces[0] += 0.02;
    if (which == 2) page.total -= 0.02;
    const auto read = readPlate(emedText(page), "walk.lst");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Mismatch);
    ASSERT_TRUE(contains(read->findings, "PLATE.IMPORT_MISMATCH"));
    EXPECT_EQ(read->findings.front().severity, Severity::Reject);
  }
}

TEST(EmedLst, RoundingOfThePrintedForceIsNoMismatch) {
  EmedPage page = smallPage(1);
  page.rowForces[0] = 1.504;  // printed as 1.50
  const auto read = readPlate(emedText(page), "walk.lst");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Verified);
}

TEST(EmedLst, APictureNumberThatStartsAgainStartsAnotherMeasurement) {
  const auto read =
      readPlate(emedText(smallPage(1)) + emedText(smallPage(2)) + emedText(smallPage(1)) +
                    emedText(smallPage(2)) + emedText(smallPage(3)),
                "walk.lst");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->value.size(), 2U);
  EXPECT_EQ(read->value[0].frames, 2);
  EXPECT_EQ(read->value[1].frames, 3);
  EXPECT_EQ(read->value[0].measurement, 0);
  EXPECT_EQ(read->value[1].measurement, 1);
  EXPECT_EQ(read->findings.size(), 1U);
}

TEST(EmedLst, PagesOfMaximaAreNoFrames) {
  const auto read = readPlate(emedFile() + emedText(smallPage(0)) + emedText(smallPage(0)) +
                                  emedText(smallPage(1)) + emedText(smallPage(0)),
                              "walk.lst");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 2U);
  EXPECT_EQ(read->value[0].frames, 2);
  EXPECT_EQ(read->value[1].frames, 1);
  EXPECT_TRUE(contains(read->findings, "PLATE.SUMMARY_PAGES_SKIPPED"));
}

TEST(EmedLst, AnEmptyCellIsNotLoaded) {
  EmedPage page = smallPage(1);
  page.cells[1][0] = "";
  const auto read = readPlate(emedText(page), "walk.lst");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().pressuresKpa, (std::vector<float>{40, 20, 0, 100}));
  EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Verified);
}

TEST(EmedLst, ReadsWindowsLineEndsUtf8AndDecimalCommas) {
  const auto expected = readPlate(emedText(smallPage(1)), "walk.lst");
  const auto windows = readPlate(emedText(smallPage(1), "64x95", "\r\n"), "walk.lst");
  const auto utf8 =
      readPlate("\xEF\xBB\xBF" + emedText(smallPage(1), "64x95", "\n", "\xC2\xB2"), "walk.lst");
  std::string commas = emedText(smallPage(1));
  for (const char* number : {"40.00", "20.00", "100.00", "1.50"}) {
    const std::string text = number;
    const std::size_t at = commas.find("\t" + text) + 1 + text.find('.');
    commas[at] = ',';
  }
  const auto german = readPlate(commas, "walk.lst");
  ASSERT_TRUE(expected && windows && utf8 && german);
  EXPECT_EQ(windows->value.front().pressuresKpa, expected->value.front().pressuresKpa);
  EXPECT_EQ(utf8->value.front().pressuresKpa, expected->value.front().pressuresKpa);
  EXPECT_EQ(german->value.front().pressuresKpa, expected->value.front().pressuresKpa);
  EXPECT_EQ(german->value.front().vendorCheck, VendorCheck::Verified);
}

TEST(EmedLst, ReadsTheLargePlate) {
  EmedPage page = smallPage(1);
  page.firstRow = 287;
  page.firstColumn = 87;
  const auto read = readPlate(emedText(page, "88x288"), "walk.lst");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().grid.rows, 288);
  EXPECT_EQ(read->value.front().rows, (IndexRange{286, 287}));
  EXPECT_EQ(read->value.front().columns, (IndexRange{86, 87}));
}

TEST(EmedLst, PagesWithDifferentRectanglesAreJoined) {
  EmedPage second = smallPage(2);
  second.firstRow = 32;
  second.firstColumn = 27;
  const auto read = readPlate(emedText(smallPage(1)) + emedText(second), "walk.lst");
  ASSERT_TRUE(read);
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.rows, (IndexRange{29, 32}));
  EXPECT_EQ(recording.columns, (IndexRange{25, 27}));
  const std::vector<float> expected{40, 20, 0, 0, 100, 0, 0, 0,  0,  0, 0, 0,
                                    0,  0,  0, 0, 0,   0, 0, 40, 20, 0, 0, 100};
  EXPECT_EQ(recording.pressuresKpa, expected);
}

TEST(EmedLst, RectanglesFarApartCannotFillTheMemory) {
  EmedPage second = smallPage(2);
  second.firstRow = 4000;
  second.firstColumn = 4000;
  EmedPage first = smallPage(1);
  first.firstRow = first.firstColumn = 1;
  const auto read =
      readPlate(emedText(first, "4096x4096") + emedText(second, "4096x4096"), "walk.lst");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::TooLarge);
}

TEST(EmedLst, NothingPersonalLeavesTheReader) {
  const auto read = readPlate(emedFile(), "walk.lst");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().system.find("Jane"), std::string::npos);
  for (const Finding& finding : read->findings) {
    for (const auto& [key, value] : finding.message.values)
      EXPECT_EQ(value.find("Jane"), std::string::npos);
  }
  std::string broken = emedFile();
  broken.replace(broken.find("64x95"), 5, "no   ");
  const auto refused = readPlate(broken, "walk.lst");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message.find("Jane"), std::string::npos);
}

TEST(EmedLst, NamesWithSeveralDotsAreNotLookedAt) {
  EXPECT_TRUE(readPlate(emedFile(), "trial.2026.05.right.csv"));
}

// Every cut of the file is either refused with a reason or leaves whole frames only.
TEST(EmedLst, NoCutOfAFileIsReadAsMoreThanItHolds) {
  const std::string whole = emedText(smallPage(1)) + emedText(smallPage(2));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto read = readPlate(std::string_view(whole).substr(0, length), "cut.lst");
    if (!read) {
      EXPECT_FALSE(read.error().message.empty());
      continue;
    }
    const Recording& recording = read->value.front();
    EXPECT_EQ(recording.pressuresKpa.size(), static_cast<std::size_t>(recording.frames) * 4U);
  }
}

TEST(EmedLst, ChangedBytesNeverCrashTheReader) {
  const std::string whole = emedFile() + emedText(smallPage(0));
  unsigned state = 7;
  for (int i = 0; i < 20000; ++i) {
    std::string damaged = whole;
    for (int k = 0; k < 3; ++k) {
      state = state * 1664525U + 1013904223U;
      damaged[(state >> 8U) % damaged.size()] =
          static_cast<char>("\t\n\f0919xX.,-eE+ ForcePict\x00\xFF"[(state >> 3U) % 26U]);
    }
    const auto read = readPlate(damaged, "damaged.lst");
    if (!read) continue;
    for (const Recording& recording : read->value) {
      for (const float kpa : recording.pressuresKpa) ASSERT_TRUE(kpa >= 0.0F && kpa <= 1.0e5F);
    }
  }
}

}  // namespace
}  // namespace podalign::ingest
