#include "podalign/ingest/apd.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "podalign/ingest/format.hpp"
#include "podalign/ingest/plate.hpp"

namespace podalign::ingest {
namespace {

using plantar::IndexRange;
using plantar::Recording;
using plantar::VendorCheck;

constexpr int kLines = 6;
constexpr int kValues = 4;

// N/cm2 of frame `frame`; below zero where the foot never is.
double valueAt(int frame, int line, int value) {
  if (value == 0) return -1.0;
  if (line == 2 && value == 2) return 1.5 + frame;
  return line == 4 ? 0.5 : 0.0;
}

template <class ValueOf>
std::string table(const std::string& name, const ValueOf& valueOf, const std::string& end) {
  std::string text = "[" + name + "]" + end;
  for (int line = 0; line < kLines; ++line) {
    for (int value = 0; value < kValues; ++value) {
      const double v = valueOf(line, value);
      text += (value == 0 ? "" : "\t") + (v < 0.0 ? std::string("-1") : fmt::format("{:.1f}", v));
    }
    text += end;
  }
  return text + end;
}

struct ApdFile {
  int frames = 3;  // 0: maxima alone
  std::string side = "R";
  bool placed = true;
  std::string end = "\r\n";
};

std::string apdText(const ApdFile& file) {
  const std::string& end = file.end;
  std::string text = "[General]" + end + "Description=pedcad Importfile" + end +
                     "Source=" + (file.frames > 0 ? "footscan" : "<<zebris>>") + end +
                     "UnitDistance=mm" + end + "UnitPressure=N/cm2" + end + "UnitTime=ms" + end +
                     end + "[Customer]" + end + "FirstName=Jane" + end + "LastName=Doe" + end +
                     "SensCountX=999" + end + end + "[Technical]" + end;
  if (file.placed) {
    text += "MaxSensorsX=100" + end + "MaxSensorsY=64" + end + "StartSensX=20" + end +
            "StartSensY=8" + end;
  }
  text += fmt::format("SensCountX={}{}SensCountY={}{}LDistX=7.62{}LDistY=5.08{}", kLines, end,
                      kValues, end, end, end);
  if (file.frames > 0) {
    text += fmt::format("MinIdx=0{}MaxIdx={}{}TimeDiff=5{}", end, file.frames - 1, end, end);
  }
  if (!file.side.empty()) text += "FootSide=" + file.side + end;
  text += end + table(
                    "Data",
                    [&](int line, int value) {
                      return valueAt(std::max(0, file.frames - 1), line, value);
                    },
                    end);
  for (int frame = 0; frame < file.frames; ++frame) {
    text += table(
        fmt::format("Data{}", frame),
        [&](int line, int value) { return valueAt(frame, line, value); }, end);
  }
  return text;
}

Error errorOf(const std::string& bytes) {
  const auto read = readPlate(bytes, "step.apd");
  EXPECT_FALSE(read);
  return read ? Error{} : read.error();
}

TEST(Apd, FramesLieOnThePlateAndAgreeWithTheirMaxima) {
  const std::string text = apdText({});
  EXPECT_EQ(sniffFormat(text), Format::Apd);
  const auto read = readPlate(text, "step.apd");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.format, "apd");
  EXPECT_EQ(recording.frames, 3);
  EXPECT_FALSE(recording.peakImage);
  EXPECT_EQ(recording.grid.rows, 100);
  EXPECT_EQ(recording.grid.columns, 64);
  EXPECT_DOUBLE_EQ(recording.grid.rowSpacingMm, 7.62);
  EXPECT_DOUBLE_EQ(recording.grid.columnSpacingMm, 5.08);
  EXPECT_NEAR(recording.grid.cellAreaMm2, 38.7096, 1e-9);
  EXPECT_EQ(recording.rows, (IndexRange{22, 24}));
  EXPECT_EQ(recording.columns, (IndexRange{9, 11}));
  EXPECT_NEAR(units::inSeconds(recording.framePeriod), 0.005, 1e-12);
  EXPECT_FLOAT_EQ(recording.frame(2)[1], 35.0F);  // 3.5 N/cm2
  EXPECT_EQ(recording.markedSide, Laterality::Right);
  EXPECT_EQ(recording.vendorCheck, VendorCheck::Verified);
  EXPECT_TRUE(contains(read->findings, "PLATE.IMPORT_VERIFIED"));
  EXPECT_EQ(read->findings.size(), 1U);
}

TEST(Apd, AFrameThatDoesNotFitTheMaximaIsAMismatch) {
  std::string text = apdText({});
  text.replace(text.rfind("3.5"), 3, "3.0");
  const auto read = readPlate(text, "step.apd");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Mismatch);
  ASSERT_TRUE(contains(read->findings, "PLATE.IMPORT_MISMATCH"));
  std::size_t line =
      1 + static_cast<std::size_t>(std::count(
              text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find("3.5")), '\n'));
  for (const auto& [key, value] : read->findings.front().message.values) {
    if (key == "line") {
      EXPECT_EQ(value, fmt::format("{}", line));
    }
  }
}

TEST(Apd, MaximaAloneAreOnePictureWithoutTime) {
  const auto read = readPlate(apdText({.frames = 0, .side = ""}), "step.apd");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_TRUE(recording.peakImage);
  EXPECT_EQ(recording.frames, 1);
  EXPECT_EQ(recording.system, "zebris (pedcad)");
  EXPECT_FLOAT_EQ(*std::max_element(recording.pressuresKpa.begin(), recording.pressuresKpa.end()),
                  15.0F);
  EXPECT_TRUE(contains(read->findings, "PLATE.PEAK_IMAGE"));
  EXPECT_TRUE(contains(read->findings, "PLATE.VIEW_UNSTATED"));
}

TEST(Apd, WithoutThePlateTheEdgeIsUnknown) {
  const auto read = readPlate(apdText({.placed = false}), "step.apd");
  ASSERT_TRUE(read);
  EXPECT_TRUE(contains(read->findings, "PLATE.EDGE_UNKNOWN"));
  const Recording& recording = read->value.front();
  EXPECT_GT(recording.rows.first, 0);
  EXPECT_LT(recording.rows.last, recording.grid.rows - 1);
  EXPECT_LT(recording.columns.last, recording.grid.columns - 1);
}

TEST(Apd, LineEndsByteOrderMarkAndDecimalCommasDoNotMatter) {
  const auto plain = readPlate(apdText({}), "step.apd");
  std::string text = "\xEF\xBB\xBF" + apdText({.end = "\n"});
  std::replace(text.begin(), text.end(), '.', ',');
  const auto read = readPlate(text, "step.apd");
  ASSERT_TRUE(plain && read) << (read ? "" : toString(read.error()));
  EXPECT_EQ(read->value.front().pressuresKpa, plain->value.front().pressuresKpa);
  EXPECT_EQ(read->value.front().vendorCheck, VendorCheck::Verified);
}

TEST(Apd, NothingPersonalLeavesTheReader) {
  const auto read = readPlate(apdText({}), "step.apd");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().grid.rows, 100) << "the customer's lines are not looked at";
  EXPECT_EQ(read->value.front().system.find("Jane"), std::string::npos);
}

struct Damage {
  std::string from, to;
  ErrorCode code;
};

TEST(Apd, WhatCannotBeIsRefusedWithItsLine) {
  for (const Damage& damage : std::vector<Damage>{
           {"SensCountX=6", "SensCountX=600000", ErrorCode::Malformed},
           {"SensCountX=6", "SensCountX=-6", ErrorCode::Malformed},
           {"SensCountX=6\r\n", "", ErrorCode::UnitNotStated},
           {"SensCountX=6", "SensCountX=7", ErrorCode::Truncated},
           {"SensCountX=6", "SensCountX=5", ErrorCode::Malformed},
           {"SensCountY=4", "SensCountY=5", ErrorCode::Truncated},
           {"SensCountY=4", "SensCountY=3", ErrorCode::Malformed},
           {"StartSensX=20", "StartSensX=99", ErrorCode::Malformed},
           {"LDistX=7.62", "LDistX=0", ErrorCode::Malformed},
           {"LDistX=7.62", "LDistX=7620", ErrorCode::Malformed},
           {"UnitPressure=N/cm2", "UnitPressure=furlongs", ErrorCode::UnitUnsupported},
           {"UnitPressure=N/cm2\r\n", "", ErrorCode::UnitNotStated},
           {"UnitTime=ms\r\n", "", ErrorCode::UnitNotStated},
           {"TimeDiff=5", "TimeDiff=-5", ErrorCode::Malformed},
           {"TimeDiff=5\r\n", "", ErrorCode::UnitNotStated},
           {"MaxIdx=2", "MaxIdx=9", ErrorCode::Truncated},
           {"[Data1]", "[Data2]", ErrorCode::Malformed},
           {"[Data1]", "[Data]", ErrorCode::Malformed},
           {"1.5", "-7.5", ErrorCode::Malformed},
           {"1.5", "abc", ErrorCode::Malformed},
           {"1.5", "1e9", ErrorCode::Malformed}}) {
    std::string text = apdText({});
    const std::size_t technical = text.find("[Technical]");
    std::size_t at = text.find(damage.from, technical);
    if (at == std::string::npos) at = text.find(damage.from);
    ASSERT_NE(at, std::string::npos) << damage.from;
    text.replace(at, damage.from.size(), damage.to);
    const Error error = errorOf(text);
    EXPECT_EQ(error.code, damage.code) << damage.from << " " << damage.to << ": " << error.message;
    EXPECT_GT(error.line, 0U) << damage.from;
    EXPECT_NE(error.message.find("export"), std::string::npos);
  }
}

TEST(Apd, NoCutIsReadAsMoreThanItHolds) {
  const std::string text = apdText({});
  const auto whole = readPlate(text, "step.apd");
  ASSERT_TRUE(whole);
  int asGood = 0;
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto read = readPlate(text.substr(0, length), "cut.apd");
    if (!read) continue;
    ++asGood;
    EXPECT_EQ(read->value.front().frames, 3) << length;
    EXPECT_EQ(read->value.front().pressuresKpa, whole->value.front().pressuresKpa) << length;
  }
  EXPECT_LE(asGood, 6) << "only line ends and the zeros of the last value may be missing";
}

}  // namespace
}  // namespace podalign::ingest
