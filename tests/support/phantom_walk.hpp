#pragma once

#include <algorithm>
#include <cstdint>
#include <random>

#include "phantom/walk.hpp"
#include "podalign/plantar/footfalls.hpp"

/// Phantom walks as recordings, without a file in between.
namespace podalign::testing {

/// What real sensors do to a recording.
struct SensorFaults {
  bool noisy = false;     ///< loaded cells off by up to one step either way
  int deadCells = 0;      ///< within the print, 0 throughout
  bool otherWay = false;  ///< walked towards higher rows
  int emptyFrames = 0;    ///< before and after, as of a plate that records all the time
  std::uint32_t seed = 1;
};

inline Laterality sideOf(phantom::Side side) {
  return side == phantom::Side::Left ? Laterality::Left : Laterality::Right;
}

inline plantar::Recording recordingOf(const phantom::Recording& made,
                                      const SensorFaults& faults = {}) {
  const phantom::Plate& plate = made.plate;
  plantar::Recording recording;
  recording.grid = {plate.rows,
                    plate.columns,
                    plate.columnSpacingMm,
                    plate.rowSpacingMm,
                    plate.columnSpacingMm * plate.rowSpacingMm,
                    plantar::GridView::FromAbove};
  recording.rows = {0, plate.rows - 1};
  recording.columns = {0, plate.columns - 1};
  recording.frames = static_cast<int>(made.frames.size()) + 2 * faults.emptyFrames;
  recording.framePeriod = units::seconds(plate.secondsPerFrame);
  recording.trial = plantar::TrialKind::Walking;
  recording.format = "phantom";
  recording.noiseFloorKpa = plate.quantumKpa;
  const std::size_t cells = recording.windowCells();
  recording.active.assign(cells, 1);
  const std::size_t empty = cells * static_cast<std::size_t>(faults.emptyFrames);
  recording.pressuresKpa.assign(empty, 0.0F);
  std::mt19937 random(faults.seed);
  std::vector<double> peak(cells, 0.0);
  for (const auto& frame : made.frames) {
    for (std::size_t i = 0; i < cells; ++i) peak[i] = std::max(peak[i], frame[i]);
  }
  std::vector<std::size_t> printed;
  for (std::size_t i = 0; i < cells; ++i) {
    if (peak[i] > 0.0) printed.push_back(i);
  }
  std::vector<unsigned char> dead(cells, 0);
  for (int k = 0; k < faults.deadCells; ++k) dead[printed[random() % printed.size()]] = 1;
  for (const auto& frame : made.frames) {
    for (std::size_t k = 0; k < cells; ++k) {
      const std::size_t i = faults.otherWay ? cells - 1 - k : k;
      double kpa = dead[i] != 0 ? 0.0 : frame[i];
      if (faults.noisy && kpa > 0.0) {
        kpa += plate.quantumKpa * (static_cast<double>(random() % 3U) - 1.0);
        if (kpa < plate.floorKpa) kpa = 0.0;
      }
      recording.pressuresKpa.push_back(static_cast<float>(kpa));
    }
  }
  recording.pressuresKpa.resize(recording.pressuresKpa.size() + empty, 0.0F);
  return recording;
}

inline phantom::StepParameters randomStep(std::mt19937& random) {
  // Not std::uniform_real_distribution: its numbers differ between libraries.
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random()) / 4294967295.0;
  };
  phantom::StepParameters step;
  step.side = random() % 2U == 0U ? phantom::Side::Left : phantom::Side::Right;
  step.footLengthMm = between(225.0, 280.0);
  step.ballBreadthMm = step.footLengthMm * between(0.36, 0.40);
  step.bodyMassKg = between(50.0, 95.0);
  step.contactTimeS = between(0.55, 0.8);
  step.archIndex = between(0.20, 0.32);
  step.cpeiPercent = between(6.0, 26.0);
  step.toeOutDeg = between(-2.0, 14.0);
  return step;
}

}  // namespace podalign::testing
