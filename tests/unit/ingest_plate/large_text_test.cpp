// Exports whose frames print the whole plate: RSscan and zebris.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "podalign/ingest/plate.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;

// Cell (row, column) of frame f is loaded where `load` says so.
template <class Load>
std::string rsscanText(int frames, int rows, int columns, const Load& load,
                       const std::string& end = "\r\n") {
  std::string text;
  for (int frame = 0; frame < frames; ++frame) {
    text += fmt::format("Frame {} ({:.2f} ms)", frame, frame * 4.0) + end;
    for (int row = 0; row < rows; ++row) {
      for (int column = 0; column < columns; ++column) {
        text += fmt::format("{}{:.1f}", column == 0 ? "" : "\t", load(frame, row, column));
      }
      text += end;
    }
    text += end;
  }
  return text;
}

double oneCell(int frame, int row, int column) {
  return row == 10 && column == 20 ? 1.5 + frame : row == 40 && column == 21 ? 2.0 : 0.0;
}

ErrorCode codeOf(const std::string& text) {
  const auto read = readPlate(text, "walk");
  EXPECT_FALSE(read);
  if (read) return ErrorCode::Internal;
  EXPECT_FALSE(read.error().message.empty());
  EXPECT_EQ(read.error().source, "walk");
  return read.error().code;
}

TEST(RsscanPlate, ReadsForcesPerCellAsPressures) {
  const auto read = readPlate(rsscanText(3, 64, 63, oneCell), "walk");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.frames, 3);
  EXPECT_EQ(recording.grid.rows, 64);
  EXPECT_EQ(recording.grid.columns, 63);
  EXPECT_EQ(recording.rows, (plantar::IndexRange{10, 40}));
  EXPECT_EQ(recording.columns, (plantar::IndexRange{20, 21}));
  EXPECT_NEAR(units::inSeconds(recording.framePeriod), 0.004, 1e-12);
  // 1 N on 38.7096 mm2 are 25.833 kPa.
  EXPECT_NEAR(recording.frame(2)[0], 3.5 * 25.8334, 0.01);
  EXPECT_NEAR(recording.frame(0)[recording.windowCells() - 1], 2.0 * 25.8334, 0.01);
  EXPECT_EQ(recording.vendorCheck, plantar::VendorCheck::NotPossible);
  EXPECT_TRUE(contains(read->findings, "PLATE.RSSCAN_CELLS"));
  EXPECT_TRUE(contains(read->findings, "PLATE.IMPORT_UNVERIFIED"));
}

TEST(RsscanPlate, LineEndsHeaderAndBlankLinesDoNotMatter) {
  const auto plain = readPlate(rsscanText(3, 64, 63, oneCell), "walk");
  const std::string other =
      "Patient name: Jane Doe\n\n" + rsscanText(3, 64, 63, oneCell, "\n") + "\n\n";
  const auto read = readPlate(other, "walk");
  ASSERT_TRUE(plain && read);
  EXPECT_EQ(read->value.front().pressuresKpa, plain->value.front().pressuresKpa);
}

TEST(RsscanPlate, AnUnknownPlateIsRefused) {
  EXPECT_EQ(codeOf(rsscanText(3, 60, 63, oneCell)), ErrorCode::Malformed);
}

TEST(RsscanPlate, CutAnywhereItSaysWhere) {
  const std::string text = rsscanText(3, 64, 63, oneCell);
  const std::size_t frame = text.size() / 3;
  for (const std::size_t kept : {2 * frame + frame / 2, 2 * frame + 100, frame + frame / 3}) {
    const auto read = readPlate(text.substr(0, kept), "walk");
    ASSERT_FALSE(read) << kept;
    EXPECT_EQ(read.error().code, ErrorCode::Truncated) << kept;
    EXPECT_GT(read.error().line, 0U) << kept;
  }
}

TEST(RsscanPlate, WordsNegativeForcesAndFramesOutOfOrderAreRefused) {
  std::string words = rsscanText(3, 64, 63, oneCell);
  words.replace(words.find("1.5"), 3, "abc");
  EXPECT_EQ(codeOf(words), ErrorCode::Malformed);
  std::string negative = rsscanText(3, 64, 63, oneCell);
  negative.replace(negative.find("1.5"), 3, "-.5");
  EXPECT_EQ(codeOf(negative), ErrorCode::Malformed);
  std::string order = rsscanText(3, 64, 63, oneCell);
  order.replace(order.find("8.00 ms"), 4, "2.00");
  EXPECT_EQ(codeOf(order), ErrorCode::Malformed);
  EXPECT_EQ(codeOf(rsscanText(1, 64, 63, oneCell)), ErrorCode::Truncated);
}

struct ZebrisFile {
  std::string unit = "N/cm^2";
  int frames = 4;
  int promised = 4;
  int columns = 12;
  int lines = 6;
  std::string cellWidth = "10.00";
  std::string loaded = "5.00";  // N/cm2 on 1 cm2: 5 N
  std::vector<double> forcesN{0.0, 5.0, 5.0, 5.0};
};

std::string zebrisText(const ZebrisFile& file) {
  std::string text =
      "Person\tDoe, Jane\r\nRecord\tbarfu\xDF\r\nApplication\tstatplat\r\n\r\n"
      "Frequency,Hz\t100.000\r\nCount\t4\r\n\r\n"
      "Time,ms\tPosition,m\tLi Kraft,N\tRe Kraft,N\tButterfly.force,N\r\nCalibr\t\t\t\t\r\n\r\n";
  for (std::size_t i = 0; i < file.forcesN.size(); ++i) {
    text += fmt::format("{}\t0.011\t{:.1f}\t0.0\t99.0\r\n", 10 * i, file.forcesN[i]);
  }
  text += fmt::format(
      "\r\n\r\nPlatform {{\r\nColumns\t{}\r\nLines\t{}\r\nCell width,mm\t{}\r\n"
      "Cell height,mm\t10.00\r\nUnits\t{}\r\nFrame count\t{}\r\nFrequency\t100.00\r\n\r\n",
      file.columns, file.lines, file.cellWidth, file.unit, file.promised);
  for (int frame = 1; frame <= file.frames; ++frame) {
    text += fmt::format("Frame {} {{\r\nExercise1\r\nTime, ms\t0.00\r\n\r\n\tx1\tx2\r\n", frame);
    for (int line = 1; line <= file.lines; ++line) {
      text += fmt::format("y{}", line);
      for (int column = 0; column < file.columns; ++column) {
        text += "\t" + (line == 3 && column == 7 ? file.loaded : "0.00");
      }
      text += "\r\n";
    }
    text += "}\r\n";
  }
  return text;
}

TEST(ZebrisRaw, ReadsPressuresAndChecksTheVendorsForces) {
  const auto read = readPlate(zebrisText({}), "gait.txt");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.frames, 4);
  EXPECT_EQ(recording.rows, (plantar::IndexRange{2, 2}));
  EXPECT_EQ(recording.columns, (plantar::IndexRange{7, 7}));
  EXPECT_EQ(recording.pressuresKpa, (std::vector<float>{50, 50, 50, 50}));
  EXPECT_DOUBLE_EQ(units::inSeconds(recording.framePeriod), 0.01);
  EXPECT_EQ(recording.vendorCheck, plantar::VendorCheck::Verified);
  ASSERT_EQ(read->findings.size(), 1U);
  EXPECT_EQ(read->findings.front().message.id, "PLATE.IMPORT_VERIFIED");
  for (const auto& [key, value] : read->findings.front().message.values) {
    // No foot was recognised in the first frame.
    if (key == "totals") {
      EXPECT_EQ(value, "3");
    }
  }
}

TEST(ZebrisRaw, AForceThatDoesNotFitBetweenTwoThatDoIsAMismatch) {
  const auto read = readPlate(zebrisText({.forcesN = {5.0, 5.0, 9.0, 5.0}}), "gait.txt");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().vendorCheck, plantar::VendorCheck::Mismatch);
  const auto none = readPlate(zebrisText({.forcesN = {9.0, 9.0, 9.0, 9.0}}), "gait.txt");
  ASSERT_TRUE(none);
  EXPECT_EQ(none->value.front().vendorCheck, plantar::VendorCheck::Mismatch);
}

TEST(ZebrisRaw, RefusesWhatItCannotKnow) {
  EXPECT_EQ(codeOf(zebrisText({.unit = "furlongs"})), ErrorCode::UnitUnsupported);
  EXPECT_EQ(codeOf(zebrisText({.unit = ""})), ErrorCode::UnitNotStated);
  EXPECT_EQ(codeOf(zebrisText({.promised = 5})), ErrorCode::Truncated);
  EXPECT_EQ(codeOf(zebrisText({.cellWidth = "wide"})), ErrorCode::Malformed);
  EXPECT_EQ(codeOf(zebrisText({.loaded = "-5.00"})), ErrorCode::Malformed);
  EXPECT_EQ(codeOf(zebrisText({.loaded = "x"})), ErrorCode::Malformed);
  const std::string text = zebrisText({});
  EXPECT_EQ(codeOf(text.substr(0, text.size() - 30)), ErrorCode::Truncated);
  EXPECT_EQ(codeOf(text.substr(0, text.find("Platform {"))), ErrorCode::Truncated);
}

TEST(ZebrisRaw, ADecimalCommaIsAPoint) {
  const auto read = readPlate(zebrisText({.loaded = "5,00"}), "gait.txt");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_EQ(read->value.front().pressuresKpa.front(), 50.0F);
}

}  // namespace
}  // namespace podalign::ingest
