// Every reader of pressure recordings against variants of a good file: cut anywhere, and each of
// its numbers replaced by what is none. The answer is an error with its line or a recording that
// keeps its promises and holds no more than the file.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

#include "insole_texts.hpp"
#include "phantom/plate_exports.hpp"
#include "phantom/pressure_files.hpp"
#include "plate_text_builder.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/ingest/stappone_csv.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;

struct Good {
  std::string name;
  std::string bytes;
  bool lines = true;  // text
};

// Three frames with a few loaded cells of a plate of these rows and columns.
phantom::Recording smallWalk(int rows, int columns, double along, double across, double quantum) {
  phantom::Recording recording;
  recording.plate = {rows, columns, along, across, 0.01, quantum, quantum};
  for (int frame = 0; frame < 3; ++frame) {
    std::vector<double> cells(static_cast<std::size_t>(rows * columns), 0.0);
    for (int k = 0; k < 6; ++k) {
      cells[static_cast<std::size_t>((2 + k / 3 + frame) * columns + 2 + k % 3)] =
          quantum * (2.0 + k + frame);
    }
    recording.frames.push_back(std::move(cells));
  }
  return recording;
}

phantom::Walk stepOf(const phantom::Recording& recording) {
  phantom::Walk walk{recording, {}};
  phantom::StepTruth& step = walk.steps.emplace_back();
  step.rows = {2, 5};
  step.columns = {2, 4};
  step.frames = {0, 2};
  for (int frame = 0; frame < 3; ++frame) step.course.push_back({.frame = frame, .valid = true});
  return walk;
}

std::vector<Good> goodFiles() {
  const phantom::Plate rsscan = phantom::rsscanPlate(64);
  const auto onRsscan = smallWalk(rsscan.rows, rsscan.columns, rsscan.rowSpacingMm,
                                  rsscan.columnSpacingMm, rsscan.quantumKpa);
  const auto onZebris = smallWalk(12, 9, 8.46, 8.47, 5.0);
  phantom::TekscanOptions insole;
  insole.sensor = phantom::TekscanOptions::Sensor::InShoe;
  return {{"emed", testing::emedFile()},
          {"tekscan", testing::tekscanText({})},
          {"pedar", testing::pedarText({})},
          {"pliance", testing::plianceText({})},
          {"xsensor", testing::xsensorText({})},
          {"xsensor of a pair",
           phantom::xsensorText(smallWalk(9, 6, 8.6, 8.6, 5.0), smallWalk(9, 6, 8.6, 8.6, 5.0))},
          {"xsensor table", testing::xsensorTable(3)},
          {"rsscan", phantom::rsscanPlateText(onRsscan)},
          {"rsscan roll off", phantom::rsscanRollOffText(stepOf(onRsscan))},
          {"zebris", phantom::zebrisText({onZebris, {}})},
          {"apd", phantom::apdText(stepOf(onZebris), phantom::ApdKind::Frames)},
          {"apd of maxima", phantom::apdText(stepOf(onZebris), phantom::ApdKind::Maxima)},
          {"matrix", phantom::csvText(smallWalk(10, 8, 5.0, 5.0, 5.0))},
          {"npy", phantom::npyBytes(smallWalk(10, 8, 5.0, 5.0, 5.0)), false}};
}

PlateReadOptions optionsFor(const Good& good) {
  PlateReadOptions options;
  if (good.name != "matrix" && good.name != "npy") return options;
  options.matrix = {.columnSpacingMm = 5.0, .rowSpacingMm = 5.0, .rateHz = 100.0, .unit = "kPa"};
  return options;
}

double largestAllowed() { return 1e7; }

// What a recording promises and does not keep; empty where it keeps everything.
std::string brokenPromise(const Recording& recording) {
  if (recording.pressuresKpa.size() !=
      recording.windowCells() * static_cast<std::size_t>(recording.frames)) {
    return "pressures miscounted";
  }
  if (recording.active.size() != recording.windowCells()) return "active cells miscounted";
  if (recording.rows.first < 0 || recording.rows.last >= recording.grid.rows ||
      recording.columns.first < 0 || recording.columns.last >= recording.grid.columns) {
    return "a window beyond the sensor";
  }
  for (const float kpa : recording.pressuresKpa) {
    if (!(kpa >= 0.0F && static_cast<double>(kpa) < largestAllowed()))
      return "a pressure that is none";
  }
  return units::inSeconds(recording.framePeriod) > 0.0 ? "" : "no time between frames";
}

double loadOf(const std::vector<Recording>& recordings) {
  double sum = 0.0;
  for (const Recording& recording : recordings) {
    for (const float kpa : recording.pressuresKpa) sum += static_cast<double>(kpa);
  }
  return sum;
}

int framesOf(const std::vector<Recording>& recordings) {
  int frames = 0;
  for (const Recording& recording : recordings) frames += recording.frames;
  return frames;
}

// A file that is told to be of no format at all has no line that is wrong.
bool namesItsLine(const Error& error) {
  return error.line > 0 || error.code == ErrorCode::UnknownFormat ||
         error.code == ErrorCode::FileEmpty || error.code == ErrorCode::UnitNotStated;
}

void expectUsefulError(const Good& good, const Error& error, const std::string& what) {
  EXPECT_FALSE(error.message.empty()) << good.name << what;
  EXPECT_EQ(error.source, good.name) << what;
  if (good.lines) {
    EXPECT_TRUE(namesItsLine(error)) << good.name << what << ": " << error.message;
  }
}

TEST(PlateHostile, EveryGoodFileIsRead) {
  for (const Good& good : goodFiles()) {
    const auto read = readPlate(good.bytes, good.name, optionsFor(good));
    ASSERT_TRUE(read) << good.name << ": " << toString(read.error());
    EXPECT_GT(loadOf(read->value), 0.0) << good.name;
    for (const Recording& recording : read->value) EXPECT_EQ(brokenPromise(recording), "");
  }
}

TEST(PlateHostile, CutAnywhereNothingIsReadThatTheFileDoesNotHold) {
  for (const Good& good : goodFiles()) {
    const auto whole = readPlate(good.bytes, good.name, optionsFor(good));
    ASSERT_TRUE(whole) << good.name;
    // Every byte of a small file, every byte of both ends of a larger one.
    const std::size_t size = good.bytes.size();
    const std::size_t stride = std::max<std::size_t>(1, size / 1500);
    for (std::size_t length = 0; length < size;
         length += length < 700 || length + 700 > size ? 1 : stride) {
      const auto read = readPlate(good.bytes.substr(0, length), good.name, optionsFor(good));
      const std::string what = " cut at " + std::to_string(length);
      if (!read) {
        expectUsefulError(good, read.error(), what);
        continue;
      }
      for (const Recording& recording : read->value)
        EXPECT_EQ(brokenPromise(recording), "") << good.name << what;
      EXPECT_LE(framesOf(read->value), framesOf(whole->value)) << good.name << what;
      EXPECT_LE(loadOf(read->value), loadOf(whole->value) * (1.0 + 1e-9)) << good.name << what;
    }
  }
}

// Where the numbers of a text begin and how long they are.
std::vector<std::pair<std::size_t, std::size_t>> numbersIn(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> numbers;
  const auto digit = [&](std::size_t i) {
    return std::isdigit(static_cast<unsigned char>(text[i])) != 0 || text[i] == '.';
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!digit(i)) continue;
    std::size_t end = i;
    while (end < text.size() && digit(end)) ++end;
    numbers.emplace_back(i, end - i);
    i = end;
  }
  return numbers;
}

TEST(PlateHostile, NumbersThatAreNoneAreRefusedOrHarmless) {
  constexpr std::array<const char*, 11> kInstead{
      "-1", "-0.5", "1e39", "nan", "inf", "99999999999999999999", "1,5", "1.5.2", "", "0x1F", "--"};
  for (const Good& good : goodFiles()) {
    if (!good.lines) continue;
    const auto numbers = numbersIn(good.bytes);
    const std::size_t stride = std::max<std::size_t>(1, numbers.size() / 150);
    int refused = 0;
    for (std::size_t i = 0; i < numbers.size(); i += i < 60 ? 1 : stride) {
      for (const char* instead : kInstead) {
        std::string text = good.bytes;
        text.replace(numbers[i].first, numbers[i].second, instead);
        const auto read = readPlate(text, good.name, optionsFor(good));
        const std::string what = " with '" + std::string(instead) + "' for '" +
                                 good.bytes.substr(numbers[i].first, numbers[i].second) + "' at " +
                                 std::to_string(numbers[i].first);
        if (!read) {
          ++refused;
          expectUsefulError(good, read.error(), what);
          continue;
        }
        for (const Recording& recording : read->value)
          EXPECT_EQ(brokenPromise(recording), "") << good.name << what;
      }
    }
    EXPECT_GT(refused, 100) << good.name;
  }
}

// Counts without calibration have a reader of their own.
TEST(PlateHostile, CountsCutAnywhereAreRefusedOrFewer) {
  const std::string good =
      "sole_id,timestamp,accel_x,pressure_01,pressure_02,corrupt\n"
      "1,1000,0.1,357,474,0\n2,1000,0.1,1,2,0\n1,1016,0.2,366,470,0\n2,1016,0.2,3,4,0\n";
  const auto whole = readStappone(good, "soles.csv");
  ASSERT_TRUE(whole) << toString(whole.error());
  for (std::size_t length = 0; length < good.size(); ++length) {
    const auto read = readStappone(good.substr(0, length), "soles.csv");
    if (!read) {
      EXPECT_FALSE(read.error().message.empty()) << length;
      continue;
    }
    for (const RawCounts& sole : *read) EXPECT_LE(sole.samples, 2U) << length;
  }
  for (const auto& [at, count] : numbersIn(good)) {
    for (const char* instead : {"-7", "1e39", "nan", "", "1.2.3"}) {
      std::string text = good;
      const auto read = readStappone(text.replace(at, count, instead), "soles.csv");
      if (!read) {
        EXPECT_GT(read.error().line, 0U) << at << instead << read.error().message;
      }
    }
  }
}

}  // namespace
}  // namespace podalign::ingest
