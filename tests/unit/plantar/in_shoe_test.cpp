// Streams of insoles with known steps, residual load and flicker.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "podalign/plantar/footfalls.hpp"

namespace podalign::plantar {
namespace {

// A sole of 15 x 7 cells of 200 mm2 at 100 Hz: steps of 70 frames every 120, loaded by a half sine
// of 100 kPa on 60 cells (1200 N at most).
struct MadeStream {
  Recording recording;
  std::vector<IndexRange> steps;

  explicit MadeStream(int frames, int firstStep = 40) {
    recording.grid = {15, 7, 12.0, 17.0, 200.0, GridView::FromAbove};
    recording.rows = {0, 14};
    recording.columns = {0, 6};
    recording.frames = frames;
    recording.framePeriod = units::seconds(0.01);
    recording.sensor = SensorKind::InShoe;
    recording.markedSide = Laterality::Left;
    recording.heelToToe = Direction{0.0, -1.0};
    recording.active.assign(recording.windowCells(), 1);
    recording.pressuresKpa.assign(recording.windowCells() * static_cast<std::size_t>(frames), 0.0F);
    for (int first = firstStep; first < frames; first += 120) {
      steps.push_back({first, first + 69});
      for (int f = 0; f < 70; ++f) {
        const double load = std::sin(3.14159265358979 * (f + 0.5) / 70.0);
        for (int cell = 20; cell < 80; ++cell) add(first + f, cell, 100.0 * load);
      }
    }
  }
  void add(int frame, int cell, double kpa) {
    if (frame < 0 || frame >= recording.frames) return;
    recording.pressuresKpa[static_cast<std::size_t>(frame) * recording.windowCells() +
                           static_cast<std::size_t>(cell)] += static_cast<float>(kpa);
  }
  void addEverywhere(int cell, double kpa) {
    for (int frame = 0; frame < recording.frames; ++frame) add(frame, cell, kpa);
  }
};

void expectSteps(const Annotated<std::vector<Footfall>>& found,
                 const std::vector<IndexRange>& steps, int within) {
  ASSERT_EQ(found.value.size(), steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    EXPECT_NEAR(found.value[i].frames.first, steps[i].first, within) << i;
    EXPECT_NEAR(found.value[i].frames.last, steps[i].last, within) << i;
    EXPECT_TRUE(found.value[i].complete) << i;
    EXPECT_EQ(found.value[i].side.side, Laterality::Left);
    EXPECT_EQ(found.value[i].rowDirection, -1);
  }
}

double largest(const Footfall& footfall) {
  return *std::max_element(footfall.forcesN.begin(), footfall.forcesN.end());
}

TEST(InShoe, CleanStepsToTheFrame) {
  const MadeStream made(600);
  const auto found = findFootfalls(made.recording, {});
  ASSERT_TRUE(found);
  expectSteps(*found, made.steps, 0);
  EXPECT_FALSE(contains(found->findings, "PLATE.RESIDUAL_REMOVED"));
  for (const Footfall& step : found->value) EXPECT_NEAR(largest(step), 1200.0, 1.0);
}

TEST(InShoe, LoadOfTheSwingIsTakenOffEachSensor) {
  MadeStream made(600);
  // 30 kPa on ten cells that the foot loads too, 20 kPa on five others: 80 N all the time.
  for (int cell = 20; cell < 30; ++cell) made.addEverywhere(cell, 30.0);
  for (int cell = 90; cell < 95; ++cell) made.addEverywhere(cell, 20.0);
  const auto found = findFootfalls(made.recording, {});
  ASSERT_TRUE(found);
  expectSteps(*found, made.steps, 0);
  EXPECT_TRUE(contains(found->findings, "PLATE.RESIDUAL_REMOVED"));
  for (const Footfall& step : found->value) EXPECT_NEAR(largest(step), 1200.0, 1.0);
}

TEST(InShoe, SensorsThatFlickerAboutTheirThresholdJoinNoSteps) {
  MadeStream made(600);
  // Ten cells that show 15 kPa (3 N each) three frames out of five, each at other times: 18 N on
  // the average and never less than 6 N. Their smallest value is nought, so it would not be taken
  // off.
  for (int cell = 85; cell < 95; ++cell) {
    for (int frame = 0; frame < 600; ++frame) {
      if ((frame * 7 + cell * 3) % 5 < 3) made.add(frame, cell, 15.0);
    }
  }
  const auto found = findFootfalls(made.recording, {});
  ASSERT_TRUE(found);
  expectSteps(*found, made.steps, 1);
}

TEST(InShoe, FlickerThatIsNoResidualMovesTheLimitOfAStep) {
  MadeStream made(600);
  // 60 N in one frame out of four: the median is nought, the flicker is not.
  for (int frame = 0; frame < 600; frame += 4) {
    for (int cell = 85; cell < 95; ++cell) made.add(frame, cell, 30.0);
  }
  const auto found = findFootfalls(made.recording, {});
  ASSERT_TRUE(found);
  expectSteps(*found, made.steps, 3);
}

TEST(InShoe, StepsThatTheRecordingCutsAreIncomplete) {
  const MadeStream made(500, -30);  // the first begins before the recording, the last is cut
  const auto found = findFootfalls(made.recording, {});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 5U);
  EXPECT_EQ(found->value.front().incompleteReasons,
            std::vector<std::string>{"PLATE.STARTS_LOADED"});
  EXPECT_EQ(found->value.back().incompleteReasons, std::vector<std::string>{"PLATE.ENDS_LOADED"});
  for (int i = 1; i < 4; ++i) EXPECT_TRUE(found->value[static_cast<std::size_t>(i)].complete);
}

TEST(InShoe, WithoutASwingNothingIsTakenOff) {
  MadeStream made(300, 1000);
  for (int cell = 20; cell < 80; ++cell) made.addEverywhere(cell, 40.0);
  const auto found = findFootfalls(made.recording, {});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 1U);
  EXPECT_NEAR(largest(found->value.front()), 480.0, 1e-3);
  EXPECT_FALSE(contains(found->findings, "PLATE.RESIDUAL_REMOVED"));
}

TEST(InShoe, WithoutAreasTheStepsAreTheSameAndNoForceIsSpokenOf) {
  MadeStream made(600);
  for (int cell = 90; cell < 95; ++cell) made.addEverywhere(cell, 20.0);
  made.recording.grid.areasKnown = false;
  FootfallOptions heavy;
  heavy.bodyWeight = units::newtons(5000.0);
  const auto found = findFootfalls(made.recording, heavy);
  ASSERT_TRUE(found);
  expectSteps(*found, made.steps, 0);
  for (const Finding& finding : found->findings) {
    if (finding.message.id != "PLATE.RESIDUAL_REMOVED") continue;
    EXPECT_EQ(finding.message.values.front().second, "20 kPa");
  }
}

}  // namespace
}  // namespace podalign::plantar
