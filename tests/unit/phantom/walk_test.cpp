#include "phantom/walk.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "phantom/pressure_files.hpp"
#include "phantom/walk_truth.hpp"

namespace phantom {
namespace {

using Eigen::Vector2d;

// A print drawn by hand: raster of 1 mm, 90 mm long, 30 mm wide, the middle third `waist` mm wide.
DensePrint drawnPrint(int waist) {
  DensePrint print;
  print.columns = 90;
  print.rows = 30;
  print.peakKpa.assign(90 * 30, 0.0);
  for (int row = 0; row < 30; ++row)
    for (int column = 0; column < 90; ++column)
      if (column < 30 || column >= 60 || row < waist)
        print.peakKpa[static_cast<std::size_t>(row * 90 + column)] = 50.0;
  print.toelessPeakKpa = print.peakKpa;
  return print;
}

TEST(StepTruth, ArchIndexOfDrawnPrints) {
  EXPECT_NEAR(archIndexOf(drawnPrint(30), {}), 1.0 / 3.0, 1e-12);
  EXPECT_NEAR(archIndexOf(drawnPrint(15), {}), 450.0 / 2250.0, 1e-12);
  EXPECT_NEAR(archIndexOf(drawnPrint(0), {}), 0.0, 1e-12);
}

// Medial is +y. The rectangle's medial border is the tangent; the perpendicular stands at x = 60,
// where the print is 30 mm wide.
TEST(StepTruth, CpeiOfDrawnPaths) {
  const DensePrint print = drawnPrint(30);
  const Vector2d heel(5.0, 15.0);
  const Vector2d toe(85.0, 15.0);
  EXPECT_NEAR(cpeiOf(print, {heel, {60.0, 9.0}, toe}), 20.0, 0.1);
  EXPECT_NEAR(cpeiOf(print, {heel, {60.0, 18.0}, toe}), -10.0, 0.1);
  EXPECT_NEAR(cpeiOf(print, {heel, toe}), 0.0, 1e-9);
}

TEST(Walk, IsWhatWasAsked) {
  for (const Side side : {Side::Left, Side::Right}) {
    StepParameters step;
    step.side = side;
    step.cpeiPercent = 14.0;
    step.archIndex = 0.27;
    const StepTruth truth = makeWalk({step}, {Landing{}}, {}).steps[0];
    EXPECT_TRUE(truth.complete);
    EXPECT_EQ(truth.side, side);
    EXPECT_NEAR(truth.measures.at("arch_index"), 0.27, 0.003);
    EXPECT_NEAR(truth.measures.at("cpei"), 14.0, 2.0);  // cells and 5 kPa steps move it
    EXPECT_NEAR(truth.measures.at("max_force"), 1.1 * 70.0 * 9.80665, 10.0);
    // The first and last 10-20 ms stay below the floor of 10 kPa.
    EXPECT_NEAR(truth.measures.at("contact_time"), 0.64, 0.021);
    EXPECT_GT(truth.course.front().cop_in_plate.y(),
              truth.course.back().cop_in_plate.y());  // to row 0
  }
}

TEST(Walk, LeftAndRightStepsAreMirrorImages) {
  StepParameters step;
  step.side = Side::Right;
  const Plate plate;
  const double middle = 0.5 * plate.columns * plate.columnSpacingMm;
  const Walk right = makeWalk({step}, {{400.0, middle, 0.0}}, plate);
  step.side = Side::Left;
  const Walk left = makeWalk({step}, {{400.0, middle, 0.0}}, plate);
  ASSERT_EQ(left.recording.frames.size(), right.recording.frames.size());
  int unlike = 0;
  for (std::size_t f = 0; f < left.recording.frames.size(); ++f)
    for (int row = 0; row < plate.rows; ++row)
      for (int column = 0; column < plate.columns; ++column)
        unlike +=
            left.recording.frames[f][static_cast<std::size_t>(row * plate.columns + column)] !=
                    right.recording
                        .frames[f][static_cast<std::size_t>((row + 1) * plate.columns - 1 - column)]
                ? 1
                : 0;
  EXPECT_LE(unlike, 5);  // a cell on the border between two steps of 5 kPa may round either way
}

TEST(Walk, CutStepIsNotComplete) {
  EXPECT_FALSE(makeWalk({StepParameters{}}, {{200.0, 160.0, 0.0}}, {})
                   .steps[0]
                   .complete);  // toes beyond row 0
  EXPECT_FALSE(makeWalk({StepParameters{}}, {{400.0, 20.0, 0.0}}, {}).steps[0].complete);
}

TEST(Walk, SeveralStepsOnAMatKeepApart) {
  Plate mat{190, 88, 5.08, 5.08, 0.01, 1.0, 5.0};
  StepParameters left;
  left.side = Side::Left;
  StepParameters right;
  right.cpeiPercent = 12.0;
  const Walk walk = makeWalk({left, right}, {{940.0, 175.0, 0.05}, {320.0, 270.0, 0.60}}, mat);
  ASSERT_EQ(walk.steps.size(), 2U);
  EXPECT_LT(walk.steps[1].frames[0], walk.steps[0].frames[1]);  // double support
  EXPECT_GT(walk.steps[0].rows[0], walk.steps[1].rows[1]);
  for (const StepTruth& step : walk.steps) {
    EXPECT_TRUE(step.complete);
    EXPECT_NEAR(step.measures.at("max_force"), 1.1 * 70.0 * 9.80665, 10.0);
  }
}

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// One cell of 50 kPa on 0.25 cm2 is 1.25 N; columns and rows count from 1.
TEST(EmedText, OneCellByHand) {
  Recording recording;
  recording.plate = {4, 3, 5.0, 5.0, 0.01, 5.0, 10.0};
  recording.frames = {std::vector<double>(12, 0.0)};
  recording.frames[0][7] = 50.0;  // row 3, column 2
  EXPECT_EQ(
      emedText({recording}),
      "\n\t\t\t\tPage 1\n\n\tFile: C:\\novel\\novfile\\data\\EMED\\phantom\\1.dat \tMatrix: 3x4 \n"
      "\tSensor area: 0.25 cm\xB2\tTime/picture:10.0 ms\n\tMV over frames\n\tSensor size: "
      "0.500x0.500 cm\n"
      "\tnovel munich/st.paul/london\n\tpedar is a registered trademark of novel\n"
      "\tPict-No.: 1  Force[N]=sum*sensor_area in "
      "row/column\n\n\t2\tForce\n3\t50.00\t1.25\nForce\t1.25\t1.25\n"
      "\f\n\f");
}

TEST(EmedText, HalvesAreRoundedUpAsTheVendorDoes) {
  Recording recording;
  recording.plate = {1, 1, 5.0, 5.0, 0.01, 5.0, 0.0};
  recording.frames = {{5.0}};  // 0.125 N
  EXPECT_NE(emedText({recording}).find("1\t5.00\t0.13\n"), std::string::npos);
}

TEST(EmedText, MarginsAndTruthAgreeOnEveryPage) {
  StepParameters step;
  step.side = Side::Left;
  const Walk walk = makeWalk({step}, {Landing{}}, {});
  const auto lines = linesOf(emedText({walk.recording, walk.recording}));
  std::size_t pages = 0;
  std::size_t firstPages = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].find("Pict-No.: 1 ") != std::string::npos) ++firstPages;
    if (lines[i].rfind("Force\t", 0) != 0) continue;
    const double force = std::stod(lines[i].substr(lines[i].rfind('\t')));
    const StepFrame& truth = walk.steps[0].course[pages % walk.steps[0].course.size()];
    EXPECT_NEAR(force, truth.forceN, 0.00501);
    ++pages;
  }
  EXPECT_EQ(pages, 2 * walk.recording.frames.size());
  EXPECT_EQ(firstPages, 2U);  // Pict-No starts again with the second measurement
}

TEST(EmedText, RowMarginIsSumTimesArea) {
  const Walk walk = makeWalk({StepParameters{}}, {Landing{}}, {});
  int rows = 0;
  for (const std::string& line : linesOf(emedText({walk.recording}))) {
    if (line.empty() || std::isdigit(static_cast<unsigned char>(line[0])) == 0) continue;
    std::istringstream in(line);
    std::vector<double> numbers;
    for (double v = 0.0; in >> v;) numbers.push_back(v);
    double sum = 0.0;
    for (std::size_t i = 1; i + 1 < numbers.size(); ++i) sum += numbers[i];
    ASSERT_NEAR(numbers.back(), sum * 0.25 / 10.0, 0.00501);
    ++rows;
  }
  EXPECT_GT(rows, 1000);
}

TEST(TekscanText, ShoeHasCellsOutsideAndMatHasNone) {
  Recording recording;
  recording.plate = {60, 21, 5.08, 5.08, 0.01, 1.0, 5.0};
  recording.frames.assign(2, std::vector<double>(60 * 21, 0.0));
  TekscanOptions options;
  const std::string mat = tekscanText(recording, options);
  EXPECT_EQ(mat.find('B', mat.find("ASCII_DATA")), std::string::npos);
  options.sensor = TekscanOptions::Sensor::InShoe;
  const auto lines = linesOf(tekscanText(recording, options));
  EXPECT_EQ(lines[0], "DATA_TYPE MOVIE\r");
  EXPECT_EQ(lines[2], "HARDWARE 116-1974-1\r");
  EXPECT_EQ(lines.back(), "@@\r");
  std::size_t outside = 0;
  std::size_t frames = 0;
  for (const std::string& line : lines) {
    if (line.rfind("Frame ", 0) == 0) ++frames;
    if (line.rfind("B,", 0) == 0) ++outside;
  }
  EXPECT_EQ(frames, 2U);
  EXPECT_GT(outside, 10U);
}

TEST(TekscanText, InsoleHoldsTheWholeFoot) {
  StepParameters step;
  step.side = Side::Left;
  step.toeOutDeg = 0.0;
  const Walk walk = makeWalk({step, step}, {{278.0, 53.3, 0.1}, {278.0, 53.3, 1.2}},
                             {60, 21, 5.08, 5.08, 0.01, 1.0, 5.0});
  EXPECT_TRUE(walk.steps[0].complete);
  EXPECT_GT(walk.steps[1].frames[0], walk.steps[0].frames[1]);
  EXPECT_NEAR(walk.steps[1].measures.at("max_force"), walk.steps[0].measures.at("max_force"), 2.0);
}

TEST(StepTruth, EveryMeasureHasADefinition) {
  const StepTruth truth = makeWalk({StepParameters{}}, {Landing{}}, {}).steps[0];
  for (const auto& [name, value] : truth.measures) {
    EXPECT_TRUE(stepDefinitions().count(name)) << name;
    EXPECT_TRUE(std::isfinite(value)) << name;
  }
}

}  // namespace
}  // namespace phantom
