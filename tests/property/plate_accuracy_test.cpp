#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "podalign/measure/footfall_measures.hpp"
#include "support/phantom_walk.hpp"
#include "support/random_walk.hpp"

// How well footprint indices and times are found on plates of every pitch and rate, against what
// the walks were made of: noise of one step, dead cells, both directions, any place on the cells.
namespace podalign {
namespace {

constexpr std::size_t kFeet = 10;
constexpr int kWalksPerFoot = 4;

struct PlateCase {
  const char* name;
  double acrossMm, alongMm;
  double hertz;
  double stepKpa, floorKpa;
  // What the header of the measure and docs/dev/plates.md promise, mean absolute error.
  double archIndex, cpei;
};

constexpr std::array<PlateCase, 9> kPlates{{
    {"4 mm, 100 Hz", 4.0, 4.0, 100.0, 2.0, 4.0, 0.006, 0.8},
    {"5 mm, 100 Hz", 5.0, 5.0, 100.0, 5.0, 10.0, 0.006, 0.8},
    {"5 mm, 25 Hz", 5.0, 5.0, 25.0, 5.0, 10.0, 0.006, 0.8},
    {"5.08 mm, 250 Hz", 5.08, 5.08, 250.0, 1.0, 5.0, 0.006, 0.8},
    {"5.08 x 7.62 mm, 500 Hz", 5.08, 7.62, 500.0, 2.6, 5.0, 0.012, 1.2},
    {"7 mm, 50 Hz", 7.0, 7.0, 50.0, 5.0, 10.0, 0.012, 1.2},
    {"8.47 mm, 100 Hz", 8.47, 8.46, 100.0, 5.0, 5.0, 0.012, 1.2},
    {"10 mm, 50 Hz", 10.0, 10.0, 50.0, 5.0, 10.0, 0.02, 2.0},
    {"10 mm, 25 Hz", 10.0, 10.0, 25.0, 2.0, 5.0, 0.02, 2.0},
}};

struct Tally {
  int walks = 0;
  int within = 0;
  double absolute = 0.0;
  double band = 0.0;
  void add(const measure::Measurement& measured, double truth) {
    const double error = std::abs(*measured.value - truth);
    ++walks;
    within += error <= measured.error.processing ? 1 : 0;
    absolute += error;
    band += measured.error.processing;
  }
  [[nodiscard]] double mean() const { return absolute / walks; }
  [[nodiscard]] double meanBand() const { return band / walks; }
};

phantom::Plate plateOf(const PlateCase& plate) {
  const auto cells = [](double length, double pitch) {
    return static_cast<int>(std::ceil(length / pitch));
  };
  return {cells(480.0, plate.alongMm),
          cells(320.0, plate.acrossMm),
          plate.alongMm,
          plate.acrossMm,
          1.0 / plate.hertz,
          plate.stepKpa,
          plate.floorKpa};
}

// Ends of the contact that lie farther than a frame from where the force of the walk itself,
// without noise, passes 5 N.
int lateEnds(const plantar::Footfall& step, const phantom::StepTruth& truth, int emptyFrames) {
  return static_cast<int>(std::abs(step.frames.first - truth.frames[0] - emptyFrames) > 1) +
         static_cast<int>(std::abs(step.frames.last - truth.frames[1] - emptyFrames) > 1);
}

// Mean distance of the centre of pressure from that of the walk without noise, in cells.
double copErrorCells(const plantar::Footfall& step, const phantom::StepTruth& truth,
                     const phantom::Plate& plate, const testing::SensorFaults& faults) {
  double sum = 0.0;
  int frames = 0;
  for (const phantom::StepFrame& frame : truth.course) {
    const int number = frame.frame + faults.emptyFrames;
    if (!frame.valid || !step.frames.contains(number)) continue;
    const auto& point = step.cop[static_cast<std::size_t>(number - step.frames.first)];
    if (!point.valid) continue;
    Eigen::Vector2d cop = frame.cop_in_plate;
    if (faults.otherWay) {
      cop =
          Eigen::Vector2d(plate.columns * plate.columnSpacingMm, plate.rows * plate.rowSpacingMm) -
          cop;
    }
    sum += std::hypot((point.xMm - cop.x()) / plate.columnSpacingMm,
                      (point.yMm - cop.y()) / plate.rowSpacingMm);
    ++frames;
  }
  return frames > 0 ? sum / frames : 0.0;
}

TEST(PlateAccuracy, IndicesOverPitchesRatesNoiseAndBothDirections) {
  std::mt19937 random(20260504);
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random()) / 4294967295.0;
  };
  std::vector<phantom::FittedStep> feet;
  for (std::size_t i = 0; i < kFeet; ++i) {
    feet.push_back(phantom::fitStep(testing::randomStep(random)));
  }
  Tally allArch;
  Tally allCpei;
  std::printf("| plate | walks | arch_index | band | cpei | band | cop, cells | late ends |\n");
  for (const PlateCase& plateCase : kPlates) {
    const phantom::Plate plate = plateOf(plateCase);
    Tally arch;
    Tally cpei;
    double cop = 0.0;
    int late = 0;
    for (int i = 0; i < static_cast<int>(kFeet) * kWalksPerFoot; ++i) {
      const phantom::FittedStep& foot = feet[static_cast<std::size_t>(i) % kFeet];
      const bool disturbed = (i / static_cast<int>(kFeet)) % 2 == 1;
      testing::SensorFaults faults;
      faults.noisy = disturbed;
      faults.deadCells = disturbed ? 2 : 0;
      faults.otherWay = i / static_cast<int>(kFeet) >= 2;
      faults.emptyFrames = i % 2 == 0 ? 2 : 0;  // 0: the plate is started by the contact itself
      faults.seed = static_cast<std::uint32_t>(i + 1);
      const phantom::Landing landing{between(420.0, 430.0), between(160.0, 170.0),
                                     between(0.0, 0.04)};
      const phantom::Walk walk = phantom::makeWalk({foot}, {landing}, plate);
      const phantom::StepTruth& truth = walk.steps.front();
      const plantar::Recording recording = testing::recordingOf(walk.recording, faults);
      plantar::FootfallOptions options;
      options.trial = plantar::TrialKind::Walking;
      const auto found = plantar::findFootfalls(recording, options);
      ASSERT_TRUE(found) << plateCase.name << i << toString(found.error());
      ASSERT_EQ(found->value.size(), 1U) << plateCase.name << i;
      const plantar::Footfall& step = found->value.front();
      EXPECT_EQ(step.side.side, testing::sideOf(foot.step.side)) << plateCase.name << i;
      EXPECT_EQ(step.rowDirection, faults.otherWay ? 1 : -1) << plateCase.name << i;
      EXPECT_TRUE(step.complete) << plateCase.name << i;
      if (!step.complete) continue;
      late += lateEnds(step, truth, faults.emptyFrames);
      const auto measures = measure::measureFootfall(step, recording.grid, recording.framePeriod);
      ASSERT_TRUE(measures.at("arch_index").value && measures.at("cpei").value)
          << plateCase.name << i << measures.at("cpei").reason->id;
      arch.add(measures.at("arch_index"), truth.measures.at("arch_index"));
      cpei.add(measures.at("cpei"), truth.measures.at("cpei"));
      allArch.add(measures.at("arch_index"), truth.measures.at("arch_index"));
      allCpei.add(measures.at("cpei"), truth.measures.at("cpei"));
      cop += copErrorCells(step, truth, plate, faults) / (kFeet * kWalksPerFoot);
    }
    std::printf("| %s | %d | %.4f | %.4f | %.2f | %.2f | %.3f | %d |\n", plateCase.name, arch.walks,
                arch.mean(), arch.meanBand(), cpei.mean(), cpei.meanBand(), cop, late);
    EXPECT_EQ(late, 0) << plateCase.name;
    EXPECT_LE(arch.mean(), plateCase.archIndex) << plateCase.name;
    EXPECT_LE(cpei.mean(), plateCase.cpei) << plateCase.name;
    EXPECT_LE(cop, 0.2) << plateCase.name;
  }
  std::printf("truth within the band: arch_index %d, cpei %d of %d walks\n", allArch.within,
              allCpei.within, allArch.walks);
  EXPECT_GE(allArch.within, 0.95 * allArch.walks);
  EXPECT_GE(allCpei.within, 0.95 * allCpei.walks);
}

std::vector<phantom::FittedStep> randomFeet(unsigned seed, std::size_t count) {
  std::mt19937 random(seed);
  std::vector<phantom::FittedStep> feet;
  for (std::size_t i = 0; i < count; ++i) {
    feet.push_back(phantom::fitStep(testing::randomStep(random)));
  }
  return feet;
}

void print(const char* name, const Tally& arch, const Tally& cpei) {
  std::printf("| %s | %d | %.4f | %.4f | %.2f | %.2f | within the band %d, %d\n", name, arch.walks,
              arch.mean(), arch.meanBand(), cpei.mean(), cpei.meanBand(), arch.within, cpei.within);
}

// The second foot lands when the first has left, on a third of its cells.
TEST(PlateAccuracy, PrintsThatOverlap) {
  const auto feet = randomFeet(20260505, kFeet);
  for (const std::size_t which : {1U, 4U, 6U}) {
    const PlateCase& plateCase = kPlates[which];
    phantom::Plate plate = plateOf(plateCase);
    plate.rows += plate.rows / 2;
    Tally arch;
    Tally cpei;
    for (std::size_t i = 0; i < kFeet; ++i) {
      const std::vector<phantom::FittedStep> pair{feet[i], feet[(i + 1) % kFeet]};
      const double ahead = 0.6 * pair[0].step.footLengthMm;
      const double beside = 10.0 + 2.0 * static_cast<double>(i);
      const phantom::Walk walk = phantom::makeWalk(
          pair,
          {{610.0, 150.0, 0.1},
           {610.0 - ahead, 150.0 + beside, 0.1 + pair[0].step.contactTimeS + 0.25}},
          plate);
      testing::SensorFaults faults;
      faults.noisy = i % 2 == 1;
      faults.otherWay = i % 4 >= 2;
      faults.emptyFrames = 2;
      const plantar::Recording recording = testing::recordingOf(walk.recording, faults);
      plantar::FootfallOptions options;
      options.trial = plantar::TrialKind::Walking;
      const auto found = plantar::findFootfalls(recording, options);
      ASSERT_TRUE(found) << plateCase.name << i << toString(found.error());
      ASSERT_EQ(found->value.size(), 2U) << plateCase.name << i;
      for (std::size_t k = 0; k < 2; ++k) {
        const plantar::Footfall& step = found->value[k];
        const plantar::IndexRange& other = found->value[1 - k].rows;
        EXPECT_TRUE(step.rows.first < other.last && other.first < step.rows.last);
        EXPECT_TRUE(step.complete) << plateCase.name << i;
        EXPECT_EQ(step.rowDirection, faults.otherWay ? 1 : -1) << plateCase.name << i;
        EXPECT_EQ(lateEnds(step, walk.steps[k], faults.emptyFrames), 0) << plateCase.name << i;
        const auto measures = measure::measureFootfall(step, recording.grid, recording.framePeriod);
        // Two feet of one side one after the other are no walk: the side may be wrong, not the
        // rest.
        if (step.side.side != testing::sideOf(pair[k].step.side)) continue;
        ASSERT_TRUE(measures.at("arch_index").value && measures.at("cpei").value);
        arch.add(measures.at("arch_index"), walk.steps[k].measures.at("arch_index"));
        cpei.add(measures.at("cpei"), walk.steps[k].measures.at("cpei"));
      }
    }
    print(plateCase.name, arch, cpei);
    EXPECT_GE(arch.walks, 12) << plateCase.name;
    EXPECT_LE(arch.mean(), plateCase.archIndex) << plateCase.name;
    EXPECT_LE(cpei.mean(), plateCase.cpei) << plateCase.name;
  }
}

// On a treadmill: the foot is carried over the cells while it stands.
TEST(PlateAccuracy, PrintsOnABelt) {
  const auto feet = randomFeet(20260506, kFeet);
  const PlateCase& plateCase = kPlates[6];
  phantom::Plate plate = plateOf(plateCase);
  plate.rows = 180;
  Tally arch;
  Tally cpei;
  for (std::size_t i = 0; i < 3 * kFeet; ++i) {
    const phantom::FittedStep& foot = feet[i % kFeet];
    const double speed = 500.0 + 25.0 * static_cast<double>(i);
    const phantom::Landing landing{330.0 + 0.8 * static_cast<double>(i), 160.0, 0.1, speed};
    const phantom::Walk walk = phantom::makeWalk({foot}, {landing}, plate);
    testing::SensorFaults faults;
    faults.otherWay = true;
    faults.noisy = i % 2 == 1;
    faults.emptyFrames = 2;
    plantar::Recording recording =
        testing::transposed(testing::recordingOf(walk.recording, faults));
    recording.movingBelt = true;
    for (int frame = 0; frame < recording.frames; ++frame)
      recording.beltWayMm.push_back(250.0 + speed * frame * plate.secondsPerFrame);
    plantar::FootfallOptions options;
    options.trial = plantar::TrialKind::Walking;
    const auto found = plantar::findFootfalls(recording, options);
    ASSERT_TRUE(found) << i << toString(found.error());
    ASSERT_EQ(found->value.size(), 1U) << i;
    const plantar::Footfall& step = found->value.front();
    EXPECT_EQ(step.side.side, testing::sideOf(foot.step.side)) << i;
    ASSERT_TRUE(step.onBelt && step.complete) << i;
    const auto measures = measure::measureFootfall(step, recording.grid, recording.framePeriod);
    ASSERT_TRUE(measures.at("arch_index").value && measures.at("cpei").value) << i;
    // What the dense print says does not depend on where its cells are.
    const phantom::Walk still = phantom::makeWalk({foot}, {{430.0, 160.0, 0.1}}, plate);
    arch.add(measures.at("arch_index"), still.steps[0].measures.at("arch_index"));
    cpei.add(measures.at("cpei"), still.steps[0].measures.at("cpei"));
  }
  print("8.47 mm belt", arch, cpei);
  EXPECT_GE(arch.within, 0.95 * arch.walks);
  EXPECT_GE(cpei.within, 0.95 * cpei.walks);
  EXPECT_LE(arch.mean(), plateCase.archIndex);
  EXPECT_LE(cpei.mean(), plateCase.cpei);
}

}  // namespace
}  // namespace podalign
