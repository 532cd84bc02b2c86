// What the phantom writes of walks in the formats that name sensors reads back as it was made.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "cells.hpp"
#include "phantom/sensor_exports.hpp"
#include "phantom/walk_layout.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/ingest/stappone_csv.hpp"
#include "podalign/plantar/footfalls.hpp"

namespace podalign::ingest {
namespace {

using phantom::Walk;
using plantar::Recording;

// Cells that differ, in the window that is held and outside of it.
std::size_t wrongCells(const Walk& walk, const Recording& recording) {
  const phantom::Plate& plate = walk.recording.plate;
  std::size_t wrong = 0;
  for (int frame = 0; frame < recording.frames; ++frame) {
    for (int row = 0; row < plate.rows; ++row) {
      for (int column = 0; column < plate.columns; ++column) {
        const double read = testing::cellAt(recording, frame, row, column);
        const double written =
            walk.recording.frames[static_cast<std::size_t>(frame)]
                                 [static_cast<std::size_t>(row * plate.columns + column)];
        wrong += std::abs(read - written) > 1e-5 * (1.0 + written) ? 1U : 0U;
      }
    }
  }
  return wrong;
}

std::vector<plantar::Footfall> stepsOf(const Recording& recording) {
  plantar::FootfallOptions options;
  options.trial = plantar::TrialKind::Walking;
  const auto found = plantar::findFootfalls(recording, options);
  if (!found) {
    ADD_FAILURE() << toString(found.error());
    return {};
  }
  return found->value;
}

// Times, and the forces of every frame.
void expectCourse(const plantar::Footfall& step, const phantom::StepTruth& truth) {
  EXPECT_LE(std::abs(step.frames.first - truth.frames[0]), 1);
  EXPECT_LE(std::abs(step.frames.last - truth.frames[1]), 1);
  int compared = 0;
  for (const phantom::StepFrame& frame : truth.course) {
    if (!step.frames.contains(frame.frame)) continue;
    EXPECT_NEAR(step.forcesN[static_cast<std::size_t>(frame.frame - step.frames.first)],
                frame.forceN, 1e-4 * (1.0 + frame.forceN))
        << frame.frame;
    ++compared;
  }
  EXPECT_GT(compared, 50);
}

PlateReadOptions phantomInsole() {
  const phantom::Plate plate = phantom::pedarInsole();
  PlateReadOptions options;
  options.pedarInsoles.push_back(
      {"phantom", std::vector<double>(99, plate.rowSpacingMm * plate.columnSpacingMm)});
  return options;
}

TEST(PhantomPedar, BothInsolesWithTheirForces) {
  const phantom::InsolePair pair = phantom::insolePair(3, phantom::pedarInsole());
  const auto read = readPlate(phantom::pedarText(pair.left.recording, pair.right.recording),
                              "walk.asc", phantomInsole());
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 2U);
  const std::array<const Walk*, 2> feet{&pair.left, &pair.right};
  for (std::size_t i = 0; i < feet.size(); ++i) {
    const Recording& recording = read->value[i];
    EXPECT_EQ(recording.format, "pedar-asc");
    EXPECT_EQ(recording.markedSide, i == 0 ? Laterality::Left : Laterality::Right);
    EXPECT_EQ(recording.vendorCheck, plantar::VendorCheck::Verified);
    ASSERT_EQ(recording.frames, static_cast<int>(feet[i]->recording.frames.size()));
    EXPECT_EQ(wrongCells(*feet[i], recording), 0U);
    const auto steps = stepsOf(recording);
    ASSERT_EQ(steps.size(), 3U);
    for (std::size_t k = 0; k < steps.size(); ++k) {
      EXPECT_EQ(steps[k].side.side, *recording.markedSide);
      EXPECT_TRUE(steps[k].complete);
      expectCourse(steps[k], feet[i]->steps[k]);
    }
  }
}

// It carries what the same foot does on small cells.
TEST(PhantomPedar, TheFootLiesOnTheSensors) {
  const Walk coarse = phantom::insoleWalk(phantom::Side::Left, 1, 0.1, phantom::pedarInsole());
  const Walk fine =
      phantom::insoleWalk(phantom::Side::Left, 1, 0.1, {66, 25, 5.0, 5.0, 0.01, 1.0, 1.0});
  const double whole = fine.steps.front().measures.at("max_force");
  EXPECT_NEAR(coarse.steps.front().measures.at("max_force"), whole, 0.03 * whole);
}

// The areas of this size are in no profile.
TEST(PhantomPedar, WithoutItsAreasNoForceIsKnown) {
  const phantom::InsolePair pair = phantom::insolePair(2, phantom::pedarInsole());
  const auto read =
      readPlate(phantom::pedarText(pair.left.recording, pair.right.recording), "walk.asc");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_FALSE(read->value.front().grid.areasKnown);
  EXPECT_EQ(wrongCells(pair.left, read->value.front()), 0U);
  EXPECT_TRUE(std::any_of(read->findings.begin(), read->findings.end(), [](const Finding& f) {
    return f.message.id == "PLATE.INSOLE_SIZE_UNKNOWN";
  }));
}

TEST(PhantomPliance, TheMatWithItsForcesAndSides) {
  const Walk walk = phantom::walkOver(phantom::plianceMat(3), 3);
  const auto read = readPlate(phantom::plianceText(walk.recording), "walk.asc");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.format, "pliance-asc");
  EXPECT_EQ(recording.vendorCheck, plantar::VendorCheck::Verified);
  EXPECT_NEAR(recording.grid.columnSpacingMm, 10.0, 1e-9);
  EXPECT_NEAR(recording.grid.rowSpacingMm, 10.0, 1e-9);
  ASSERT_EQ(recording.frames, static_cast<int>(walk.recording.frames.size()));
  EXPECT_EQ(wrongCells(walk, recording), 0U);
  const auto steps = stepsOf(recording);
  ASSERT_EQ(steps.size(), walk.steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const phantom::StepTruth& truth = walk.steps[i];
    EXPECT_EQ(steps[i].side.side == Laterality::Left, truth.side == phantom::Side::Left) << i;
    EXPECT_TRUE(steps[i].complete) << i;
    EXPECT_EQ(steps[i].rows, (plantar::IndexRange{truth.rows[0], truth.rows[1]})) << i;
    EXPECT_EQ(steps[i].columns, (plantar::IndexRange{truth.columns[0], truth.columns[1]})) << i;
    expectCourse(steps[i], truth);
  }
}

// Counts are no pressures: what can be told of them is how many, how long and how far they go.
TEST(PhantomStappone, CountsAndTimesOfBothSoles) {
  const phantom::InsolePair pair = phantom::insolePair(2, {31, 11, 8.6, 8.6, 0.01, 1.0, 5.0});
  const std::string text = phantom::stapponeText(pair.left.recording, pair.right.recording);
  const auto soles = readStappone(text, "walk.csv");
  ASSERT_TRUE(soles) << toString(soles.error());
  ASSERT_EQ(soles->size(), 2U);
  const std::size_t frames = pair.left.recording.frames.size();
  for (std::size_t i = 0; i < 2; ++i) {
    const RawCounts& counts = (*soles)[i];
    EXPECT_EQ(counts.sole, static_cast<long>(i + 1));
    EXPECT_EQ(counts.samples, frames);
    EXPECT_EQ(counts.corrupt, 0U);
    EXPECT_NEAR(units::inSeconds(counts.lasted), 0.01 * static_cast<double>(frames - 1), 1e-6);
    ASSERT_EQ(counts.sensors.size(), 12U);
    // Of the first sensor, seven rows of three cells at the toes' end, by hand.
    double largest = 0.0;
    for (const auto& frame : (i == 0 ? pair.left : pair.right).recording.frames) {
      double sum = 0.0;
      for (std::size_t row = 0; row < 7; ++row) {
        for (std::size_t column = 0; column < 3; ++column) sum += frame[row * 11 + column];
      }
      largest = std::max(largest, std::round(sum / 21.0));
    }
    EXPECT_GT(largest, 0.0);
    EXPECT_DOUBLE_EQ(counts.sensors.front().lowest, 300.0);
    EXPECT_DOUBLE_EQ(counts.sensors.front().highest, 300.0 + largest);
  }
  const auto read = readPlate(text, "walk.csv");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::UnitUnsupported);
}

}  // namespace
}  // namespace podalign::ingest
