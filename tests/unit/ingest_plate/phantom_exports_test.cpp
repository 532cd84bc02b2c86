// What the phantom writes of a walk in the formats of several plates reads back as the walk that
// was made, cell by cell.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "cells.hpp"
#include "phantom/plate_exports.hpp"
#include "phantom/pressure_files.hpp"
#include "phantom/walk_layout.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/plantar/footfalls.hpp"

namespace podalign::ingest {
namespace {

using phantom::Layout;
using phantom::Walk;
using plantar::Recording;

PlateReadOptions stated(const phantom::Plate& plate) {
  PlateReadOptions options;
  options.matrix = {.columnSpacingMm = plate.columnSpacingMm,
                    .rowSpacingMm = plate.rowSpacingMm,
                    .rateHz = 1.0 / plate.secondsPerFrame,
                    .unit = "kPa"};
  return options;
}

// Every cell of every frame, in the window that is held and outside of it.
void expectCells(const Walk& walk, const Recording& recording) {
  const phantom::Plate& plate = walk.recording.plate;
  EXPECT_NEAR(recording.grid.columnSpacingMm, plate.columnSpacingMm, 1e-9);
  EXPECT_NEAR(recording.grid.rowSpacingMm, plate.rowSpacingMm, 1e-9);
  EXPECT_NEAR(units::inSeconds(recording.framePeriod), plate.secondsPerFrame, 1e-9);
  ASSERT_EQ(recording.frames, static_cast<int>(walk.recording.frames.size()));
  std::size_t wrong = 0;
  double sum = 0.0;
  for (int frame = 0; frame < recording.frames; ++frame) {
    const auto& made = walk.recording.frames[static_cast<std::size_t>(frame)];
    for (int row = 0; row < plate.rows; ++row) {
      for (int column = 0; column < plate.columns; ++column) {
        const double read = testing::cellAt(recording, frame, row, column);
        const double written = made[static_cast<std::size_t>(row * plate.columns + column)];
        sum += read;
        wrong += std::abs(read - written) > 1e-5 * (1.0 + written) ? 1U : 0U;
      }
    }
  }
  EXPECT_EQ(wrong, 0U);
  EXPECT_GT(sum, 0.0);
}

void expectSteps(const Walk& walk, const Recording& recording) {
  plantar::FootfallOptions options;
  options.trial = plantar::TrialKind::Walking;
  const auto found = plantar::findFootfalls(recording, options);
  ASSERT_TRUE(found) << toString(found.error());
  ASSERT_EQ(found->value.size(), walk.steps.size());
  for (std::size_t i = 0; i < walk.steps.size(); ++i) {
    const phantom::StepTruth& truth = walk.steps[i];
    const plantar::Footfall& step = found->value[i];
    EXPECT_EQ(step.side.side == Laterality::Left, truth.side == phantom::Side::Left) << i;
    EXPECT_TRUE(step.complete) << i;
    EXPECT_EQ(step.rows, (plantar::IndexRange{truth.rows[0], truth.rows[1]})) << i;
    EXPECT_EQ(step.columns, (plantar::IndexRange{truth.columns[0], truth.columns[1]})) << i;
  }
}

TEST(PhantomExport, RsscanPlate) {
  const Walk walk =
      phantom::laidOut(phantom::walkOver(phantom::rsscanPlate(256), 3), Layout::RowsReversed);
  const auto read = readPlate(phantom::rsscanPlateText(walk.recording), "walk");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_EQ(read->value.front().format, "rsscan-plate");
  expectCells(walk, read->value.front());
  expectSteps(walk, read->value.front());
}

// The text may be gone once it has been read: what is built from it does not look back.
TEST(PhantomExport, LargeTextsAreLetGoBeforeTheCellsAreLaidOut) {
  const Walk walk =
      phantom::laidOut(phantom::walkOver(phantom::zebrisPlate(), 1), Layout::ForwardIsColumns);
  const Walk plate =
      phantom::laidOut(phantom::walkOver(phantom::rsscanPlate(64), 1), Layout::RowsReversed);
  for (const auto& [made, whole] : {std::pair{&walk, phantom::zebrisText(walk)},
                                    std::pair{&plate, phantom::rsscanPlateText(plate.recording)}}) {
    std::string text = whole;
    std::size_t gone = 0;
    int times = 0;
    PlateReadOptions options;
    options.bytesDone = [&](std::size_t done) {
      ASSERT_GE(done, gone);
      std::fill_n(text.begin(), done, '#');
      gone = done;
      ++times;
    };
    const auto read = readPlate(text, "walk", options);
    ASSERT_TRUE(read) << toString(read.error());
    EXPECT_EQ(gone, text.size());
    EXPECT_GT(times, read->value.front().frames);  // each frame goes once it is read
    expectCells(*made, read->value.front());
  }
}

// Newer software writes a head and one or two empty lines between frames.
TEST(PhantomExport, RsscanPlateWithAHeadAndMoreEmptyLines) {
  const Walk walk =
      phantom::laidOut(phantom::walkOver(phantom::rsscanPlate(64), 1), Layout::RowsReversed);
  std::string text = phantom::rsscanPlateText(walk.recording);
  for (std::size_t at = text.find("\r\n\r\n"); at != std::string::npos;
       at = text.find("\r\n\r\n", at + 6)) {
    text.insert(at, "\r\n");
  }
  const auto read = readPlate(
      "Entire Plate Roll Off\r\nPatient name: N\r\nMeasurement done on 04-05-2026\r\n\r\n" + text,
      "walk");
  ASSERT_TRUE(read) << toString(read.error());
  expectCells(walk, read->value.front());
}

TEST(PhantomExport, RsscanRollOff) {
  const Walk walk =
      phantom::laidOut(phantom::walkOver(phantom::rsscanPlate(64), 1), Layout::RowsReversed);
  const auto read = readPlate(phantom::rsscanRollOffText(walk), "roll.xls");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_EQ(read->value.front().format, "rsscan-roll-off");
  EXPECT_EQ(read->value.front().markedSide, Laterality::Left);
  expectCells(walk, read->value.front());
  expectSteps(walk, read->value.front());
}

TEST(PhantomExport, Zebris) {
  const Walk walk =
      phantom::laidOut(phantom::walkOver(phantom::zebrisPlate(), 2), Layout::ForwardIsColumns);
  const auto read = readPlate(phantom::zebrisText(walk), "walk.txt");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_EQ(read->value.front().format, "zebris-raw");
  EXPECT_EQ(read->value.front().vendorCheck, plantar::VendorCheck::Verified);
  expectCells(walk, read->value.front());
  expectSteps(walk, read->value.front());
}

TEST(PhantomExport, ApdFramesAndMaxima) {
  phantom::Plate plate = phantom::rsscanPlate(64);
  plate.quantumKpa = 1.0;
  const Walk walk = phantom::laidOut(phantom::walkOver(plate, 1), Layout::HalfTurn);
  const auto read = readPlate(phantom::apdText(walk, phantom::ApdKind::Frames), "step.apd");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_EQ(read->value.front().vendorCheck, plantar::VendorCheck::Verified);
  expectCells(walk, read->value.front());
  expectSteps(walk, read->value.front());
  const auto maxima = readPlate(phantom::apdText(walk, phantom::ApdKind::Maxima), "step.apd");
  ASSERT_TRUE(maxima) << toString(maxima.error());
  const Recording& picture = maxima->value.front();
  ASSERT_TRUE(picture.peakImage);
  const Recording& frames = read->value.front();
  ASSERT_EQ(picture.rows, frames.rows);
  ASSERT_EQ(picture.columns, frames.columns);
  for (std::size_t cell = 0; cell < picture.windowCells(); ++cell) {
    float largest = 0.0F;
    for (int frame = 0; frame < frames.frames; ++frame) {
      largest = std::max(largest, frames.frame(frame)[cell]);
    }
    EXPECT_FLOAT_EQ(picture.frame(0)[cell], largest);
  }
}

TEST(PhantomExport, MatricesAsStated) {
  const phantom::Plate plate{204, 64, 5.0, 5.0, 0.01, 1.0, 5.0};
  const Walk walk = phantom::walkOver(plate, 2);
  for (const std::string& bytes :
       {phantom::npyBytes(walk.recording), phantom::csvText(walk.recording)}) {
    const auto read = readPlate(bytes, "walk", stated(plate));
    ASSERT_TRUE(read) << toString(read.error());
    expectCells(walk, read->value.front());
  }
}

TEST(PhantomExport, EmedAndTekscan) {
  const phantom::Plate plate{204, 64, 5.0, 5.0, 0.01, 5.0, 10.0};
  const Walk walk = phantom::walkOver(plate, 2);
  const auto emed = readPlate(phantom::emedText({walk.recording}), "walk.lst");
  ASSERT_TRUE(emed) << toString(emed.error());
  EXPECT_EQ(emed->value.front().vendorCheck, plantar::VendorCheck::Verified);
  expectCells(walk, emed->value.front());
  expectSteps(walk, emed->value.front());
  const auto tekscan = readPlate(phantom::tekscanText(walk.recording, {}), "walk.asf");
  ASSERT_TRUE(tekscan) << toString(tekscan.error());
  expectCells(walk, tekscan->value.front());
  expectSteps(walk, tekscan->value.front());
}

// Turning the table does not change where a step lies on the ground.
TEST(PhantomLayout, TheTruthIsThatOfTheTable) {
  for (const Layout layout : {Layout::RowsReversed, Layout::HalfTurn, Layout::ForwardIsColumns}) {
    const Walk walk = phantom::laidOut(phantom::walkOver(phantom::rsscanPlate(64), 1), layout);
    const phantom::Plate& plate = walk.recording.plate;
    for (const phantom::StepFrame& truth : walk.steps.front().course) {
      const auto& frame = walk.recording.frames[static_cast<std::size_t>(truth.frame)];
      double sum = 0.0;
      double x = 0.0;
      double y = 0.0;
      for (int row = 0; row < plate.rows; ++row) {
        for (int column = 0; column < plate.columns; ++column) {
          const double kpa = frame[static_cast<std::size_t>(row * plate.columns + column)];
          sum += kpa;
          x += kpa * (column + 0.5) * plate.columnSpacingMm;
          y += kpa * (row + 0.5) * plate.rowSpacingMm;
        }
      }
      if (!truth.valid) continue;
      EXPECT_NEAR(truth.cop_in_plate.x(), x / sum, 1e-6);
      EXPECT_NEAR(truth.cop_in_plate.y(), y / sum, 1e-6);
    }
  }
}

// A pair of insoles in one file: both feet with their forces, verified against the printed loads.
TEST(PhantomXsensor, ReadsBackBothInsoles) {
  const phantom::Plate insole{31, 11, 8.6, 8.6, 0.01, 1.0, 5.0};
  const auto walkOf = [&](phantom::Side side) {
    phantom::StepParameters step;
    step.side = side;
    step.toeOutDeg = 0.0;
    return phantom::makeWalk({step, step}, {{261.0, 47.3, 0.15}, {261.0, 47.3, 1.25}}, insole);
  };
  const std::array<Walk, 2> feet{walkOf(phantom::Side::Left), walkOf(phantom::Side::Right)};
  const auto read =
      readPlate(phantom::xsensorText(feet[0].recording, feet[1].recording), "walk.csv");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const Recording& recording = read->value[i];
    EXPECT_EQ(recording.markedSide, i == 0 ? Laterality::Left : Laterality::Right);
    EXPECT_EQ(recording.vendorCheck, plantar::VendorCheck::Verified);
    EXPECT_EQ(recording.sensor, plantar::SensorKind::InShoe);
    ASSERT_EQ(recording.frames, static_cast<int>(feet[i].recording.frames.size()));
    plantar::FootfallOptions options;
    options.trial = plantar::TrialKind::Walking;
    const auto steps = plantar::findFootfalls(recording, options);
    ASSERT_TRUE(steps) << toString(steps.error());
    ASSERT_EQ(steps->value.size(), 2U);
    for (std::size_t k = 0; k < 2; ++k) {
      const plantar::Footfall& step = steps->value[k];
      const double largest = *std::max_element(step.forcesN.begin(), step.forcesN.end());
      const double truth = feet[i].steps[k].measures.at("max_force");
      EXPECT_NEAR(largest, truth, 1e-3 * truth);
    }
  }
}

}  // namespace
}  // namespace podalign::ingest
