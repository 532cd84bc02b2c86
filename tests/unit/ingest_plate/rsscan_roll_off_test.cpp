#include "podalign/ingest/rsscan_roll_off.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "podalign/ingest/format.hpp"
#include "podalign/ingest/plate.hpp"
#include "workbook_builder.hpp"

namespace podalign::ingest {
namespace {

using plantar::IndexRange;
using plantar::Recording;
using testing::workbookOfText;

struct Foot {
  std::string side = "Right";
  int bottom = 6;
  int left = 40;
  int width = 4;
  int height = 5;
  int frames = 3;
  double stepMs = 2.0;
};

std::string footText(const Foot& foot, const std::string& end) {
  std::string text = foot.side + " foot data" + end + end + foot.side + " rectangle position" + end;
  for (const auto& [key, value] :
       {std::pair{"bottom", foot.bottom}, std::pair{"left", foot.left},
        std::pair{"width", foot.width}, std::pair{"height", foot.height}}) {
    text += fmt::format("Rectangle {}{}{}{}", key, end, value, end);
  }
  text += end;
  for (int frame = 0; frame < foot.frames; ++frame) {
    text += fmt::format("Frame {} ({:.2f} ms)", frame, frame * foot.stepMs) + end;
    for (int row = 0; row < foot.height; ++row) {
      for (int column = 0; column < foot.width; ++column) {
        const double force = row == 1 && column == 2 ? 1.5 + frame : row == 3 ? 0.5 : 0.0;
        text += fmt::format("{}{:.1f}", column == 0 ? "" : "\t", force);
      }
      text += end;
    }
    text += end;
  }
  return text;
}

std::string rollOffText(const std::vector<Foot>& feet, const std::string& end = "\r\n") {
  double left = 0.0;
  double right = 0.0;
  for (const Foot& foot : feet) (foot.side == "Left" ? left : right) = 1000.0 / foot.stepMs;
  std::string text = "Dynamic Roll offfor measurement: Barefoot_2" + end +
                     "Patient name: Jane Doe" + end + "Measurement done on 07-07-2011" + end +
                     fmt::format(
                         "Scanning speed;  for the left foot: {:.2f} Hertz, for the right "
                         "foot: {:.2f} Hertz",
                         left, right) +
                     end + end;
  for (const Foot& foot : feet) text += footText(foot, end);
  return text;
}

Error errorOf(const std::string& bytes) {
  const auto read = readPlate(bytes, "roll.xls");
  EXPECT_FALSE(read);
  return read ? Error{} : read.error();
}

TEST(RsscanRollOff, PlacesTheFootOnThePlate) {
  const std::string text = rollOffText({{}});
  EXPECT_EQ(sniffFormat(text), Format::RsscanRollOff);
  const auto read = readPlate(text, "roll.xls");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 1U);
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.format, "rsscan-roll-off");
  EXPECT_EQ(recording.markedSide, Laterality::Right);
  EXPECT_EQ(recording.grid.rows, 64);
  EXPECT_EQ(recording.grid.columns, 64);
  EXPECT_EQ(recording.rows, (IndexRange{7, 9}));
  EXPECT_EQ(recording.columns, (IndexRange{40, 43}));
  EXPECT_EQ(recording.frames, 3);
  EXPECT_NEAR(units::inSeconds(recording.framePeriod), 0.002, 1e-12);
  // 1 N on 38.7096 mm2 are 25.833 kPa.
  EXPECT_NEAR(recording.frame(2)[2], 3.5 * 25.8334, 0.01);
  EXPECT_NEAR(recording.frame(2)[8], 0.5 * 25.8334, 0.01);
  EXPECT_TRUE(contains(read->findings, "PLATE.RSSCAN_CELLS"));
  EXPECT_TRUE(contains(read->findings, "PLATE.RSSCAN_RECTANGLE"));
  EXPECT_TRUE(contains(read->findings, "PLATE.IMPORT_UNVERIFIED"));
  EXPECT_FALSE(contains(read->findings, "PLATE.RATE_DIFFERS"));
}

TEST(RsscanRollOff, BothFeetAreTwoRecordings) {
  const auto read = readPlate(
      rollOffText({{.side = "Left", .bottom = 100, .left = 3, .frames = 4}, {.stepMs = 4.0}}), "r");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 2U);
  EXPECT_EQ(read->value[0].markedSide, Laterality::Left);
  EXPECT_EQ(read->value[0].frames, 4);
  EXPECT_EQ(read->value[0].grid.rows, 128);
  EXPECT_EQ(read->value[1].markedSide, Laterality::Right);
  EXPECT_EQ(read->value[1].measurement, 1);
  EXPECT_NEAR(units::inSeconds(read->value[1].framePeriod), 0.004, 1e-12);
}

TEST(RsscanRollOff, TheSameAsAnOldWorkbook) {
  const std::string text = rollOffText({{.side = "Left"}, {}});
  const auto plain = readPlate(text, "roll.txt");
  const std::string workbook = workbookOfText(text);
  EXPECT_EQ(sniffFormat(workbook), Format::Ole2);
  const auto read = readPlate(workbook, "roll.xls");
  ASSERT_TRUE(plain && read) << (read ? "" : toString(read.error()));
  ASSERT_EQ(read->value.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(read->value[i].pressuresKpa, plain->value[i].pressuresKpa);
    EXPECT_EQ(read->value[i].rows, plain->value[i].rows);
    EXPECT_EQ(read->value[i].columns, plain->value[i].columns);
    EXPECT_EQ(read->value[i].markedSide, plain->value[i].markedSide);
  }
}

TEST(RsscanRollOff, LineEndsPaddingAndByteOrderMarkDoNotMatter) {
  const auto plain = readPlate(rollOffText({{}}), "r");
  std::string commas = "\xEF\xBB\xBF" + rollOffText({{}}, "\n");
  for (char& c : commas) c = c == '\t' ? ';' : c == '.' ? ',' : c;
  std::string padded;
  for (const char c : commas) padded += c == '\n' ? std::string(";;;\n") : std::string(1, c);
  // Stamps and rates keep their points: only cells were written by the spreadsheet.
  for (std::size_t at = padded.find(",00 "); at != std::string::npos; at = padded.find(",00 ")) {
    padded[at] = '.';
  }
  const auto read = readPlate(padded, "r");
  ASSERT_TRUE(plain && read) << (read ? "" : toString(read.error()));
  EXPECT_EQ(read->value.front().pressuresKpa, plain->value.front().pressuresKpa);
}

TEST(RsscanRollOff, ARateThatTheStampsContradictIsSaid) {
  std::string text = rollOffText({{}});
  text.replace(text.find("500.00"), 6, "126.00");
  const auto read = readPlate(text, "r");
  ASSERT_TRUE(read);
  EXPECT_NEAR(units::inSeconds(read->value.front().framePeriod), 0.002, 1e-12);
  EXPECT_TRUE(contains(read->findings, "PLATE.RATE_DIFFERS"));
}

TEST(RsscanRollOff, NothingPersonalLeavesTheReader) {
  const auto read = readPlate(rollOffText({{}}), "r");
  ASSERT_TRUE(read);
  for (const Finding& finding : read->findings) {
    for (const auto& [key, value] : finding.message.values) {
      EXPECT_EQ(value.find("Jane"), std::string::npos);
    }
  }
}

struct Damage {
  const char* from;
  const char* to;
  ErrorCode code;
};

TEST(RsscanRollOff, WhatCannotBeIsRefusedWithItsLine) {
  for (const Damage& damage : std::vector<Damage>{
           {"Rectangle left\r\n40", "Rectangle left\r\n62", ErrorCode::Malformed},
           {"Rectangle left\r\n40", "Rectangle left\r\n-4", ErrorCode::Malformed},
           {"Rectangle height\r\n5", "Rectangle height\r\n1e9", ErrorCode::Malformed},
           {"Rectangle height\r\n5", "Rectangle height\r\n6", ErrorCode::Truncated},
           {"Rectangle height\r\n5", "Rectangle height\r\n4", ErrorCode::Malformed},
           {"Rectangle width\r\n4", "Rectangle width\r\n5", ErrorCode::Truncated},
           {"Rectangle width\r\n4", "Rectangle width\r\n3", ErrorCode::Malformed},
           {"Rectangle width\r\n4\r\n", "", ErrorCode::Malformed},
           {"1.5", "-1.5", ErrorCode::Malformed},
           {"1.5", "abc", ErrorCode::Malformed},
           {"1.5", "1e6", ErrorCode::Malformed},
           {"1.5", "nan", ErrorCode::Malformed},
           {"(4.00 ms)", "(1.00 ms)", ErrorCode::Malformed},
           {"Right foot data", "Third foot data", ErrorCode::Malformed}}) {
    std::string text = rollOffText({{}});
    const std::size_t at = text.find(damage.from);
    ASSERT_NE(at, std::string::npos) << damage.from;
    text.replace(at, std::strlen(damage.from), damage.to);
    const Error error = errorOf(text);
    EXPECT_EQ(error.code, damage.code) << damage.to << ": " << error.message;
    EXPECT_GT(error.line, 0U) << damage.to;
    EXPECT_NE(error.message.find("export"), std::string::npos);
  }
  EXPECT_EQ(errorOf(rollOffText({{}, {}})).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(rollOffText({{.frames = 1}})).code, ErrorCode::Truncated);
}

TEST(RsscanRollOff, NoCutIsReadAsMoreThanItHolds) {
  const std::string text = rollOffText({{}});
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto read = readPlate(text.substr(0, length), "cut.xls");
    if (!read) {
      EXPECT_FALSE(read.error().message.empty());
      continue;
    }
    const Recording& recording = read->value.front();
    EXPECT_EQ(recording.pressuresKpa.size(),
              static_cast<std::size_t>(recording.frames) * recording.windowCells());
  }
}

double processorSecondsOfChildren() {
  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// The library that reads workbooks does not stand damaged ones; the program has to.
TEST(OldWorkbook, DamagedOnesAreAnsweredInTime) {
  const std::string whole = workbookOfText(rollOffText({{}}));
  ASSERT_TRUE(readPlate(whole, "roll.xls"));
  unsigned state = 11;
  int refused = 0;
  for (int i = 0; i < 300; ++i) {
    std::string damaged = whole;
    for (int k = 0; k < 4; ++k) {
      state = state * 1664525U + 1013904223U;
      damaged[8 + (state >> 8U) % (damaged.size() - 8)] = static_cast<char>(state >> 4U);
    }
    const double before = processorSecondsOfChildren();
    const auto read = readPlate(damaged, "roll.xls");
    EXPECT_LT(processorSecondsOfChildren() - before, 1.0) << i;
    if (read) continue;
    ++refused;
    EXPECT_NE(read.error().message.find("export"), std::string::npos) << read.error().message;
  }
  EXPECT_GT(refused, 10);
}

TEST(OldWorkbook, ACutOneIsRefusedOrHadNothingMoreToSay) {
  const std::string whole = workbookOfText(rollOffText({{}}));
  const auto expected = readPlate(whole, "roll.xls");
  ASSERT_TRUE(expected);
  std::size_t firstRead = whole.size();
  for (std::size_t length = 8; length < whole.size(); length += 61) {
    const auto read = readPlate(whole.substr(0, length), "cut.xls");
    if (!read) continue;
    firstRead = std::min(firstRead, length);
    EXPECT_EQ(read->value.front().frames, expected->value.front().frames) << length;
    EXPECT_EQ(read->value.front().pressuresKpa, expected->value.front().pressuresKpa) << length;
  }
  EXPECT_GT(firstRead, whole.size() / 2) << "only what fills the last sectors may be gone";
}

TEST(OldWorkbook, EveryDamagedFileOfTheCorpusIsRefused) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(PODALIGN_CORPUS_DIR) / "workbook")) {
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    const double before = processorSecondsOfChildren();
    const Error error = errorOf(bytes);
    EXPECT_LT(processorSecondsOfChildren() - before, 1.0) << entry.path();
    EXPECT_NE(error.message.find("export"), std::string::npos) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 6U);
}

TEST(OldWorkbook, ALetterInsideIsRefused) {
  const Error error = errorOf(workbookOfText("Dear Sir or Madam,\n1\t2\t3\n"));
  EXPECT_EQ(error.code, ErrorCode::UnknownFormat);
  EXPECT_NE(error.message.find("export"), std::string::npos);
}

}  // namespace
}  // namespace podalign::ingest
