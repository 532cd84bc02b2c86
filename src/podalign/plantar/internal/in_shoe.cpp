#include "podalign/plantar/internal/in_shoe.hpp"

#include <algorithm>
#include <cmath>

#include "podalign/plantar/internal/forces.hpp"

namespace podalign::plantar {
namespace {
// A sensor in swing carries less than this share of the largest force.
constexpr double kSwingShare = 0.2;
// The leg swings where the force stays in the lowest part of its range for a while.
constexpr double kSwingRangeShare = 0.1;
constexpr double kShortestSwingS = 0.1;
// A spell that stays below this share of the largest force is no step.
constexpr double kStepShare = 0.3;
}  // namespace

namespace {

struct ForceRange {
  double low = 0.0;
  double high = 0.0;
};

// Frames within the spells that last long enough to be the swing of a leg.
std::vector<int> swingFrames(const std::vector<double>& forcesN, const ForceRange& range,
                             units::Duration framePeriod) {
  const double limit = range.low + kSwingRangeShare * (range.high - range.low);
  const double shortest = kShortestSwingS / units::inSeconds(framePeriod);
  std::vector<int> swing;
  std::vector<int> spell;
  for (std::size_t frame = 0; frame <= forcesN.size(); ++frame) {
    if (frame < forcesN.size() && forcesN[frame] <= limit) {
      spell.push_back(static_cast<int>(frame));
      continue;
    }
    if (static_cast<double>(spell.size()) >= shortest) {
      swing.insert(swing.end(), spell.begin(), spell.end());
    }
    spell.clear();
  }
  return swing;
}

}  // namespace

std::vector<float> residualLoad(const Recording& recording) {
  const std::size_t cells = recording.windowCells();
  std::vector<float> residual(cells, 0.0F);
  if (recording.frames < 1) return residual;
  std::vector<double> forces;
  for (int frame = 0; frame < recording.frames; ++frame) {
    forces.push_back(forceOf(recording.frame(frame), recording));
  }
  const auto [low, high] = std::minmax_element(forces.begin(), forces.end());
  if (!(*low < kSwingShare * *high)) return residual;
  const std::vector<int> swing = swingFrames(forces, {*low, *high}, recording.framePeriod);
  if (swing.empty()) {
    std::copy_n(recording.frame(0), cells, residual.begin());
    for (int frame = 1; frame < recording.frames; ++frame) {
      const float* pressures = recording.frame(frame);
      for (std::size_t i = 0; i < cells; ++i) residual[i] = std::min(residual[i], pressures[i]);
    }
    return residual;
  }
  std::vector<float> values(swing.size());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (std::size_t i = 0; i < swing.size(); ++i) values[i] = recording.frame(swing[i])[cell];
    std::nth_element(values.begin(), middle, values.end());
    residual[cell] = *middle;
  }
  return residual;
}

std::vector<IndexRange> findLoadedSpells(const std::vector<double>& forcesN,
                                         units::Duration framePeriod,
                                         const FootfallOptions& options) {
  std::vector<IndexRange> spells;
  if (forcesN.empty()) return spells;
  const double largest = *std::max_element(forcesN.begin(), forcesN.end());
  const double limit = validForceLimit(largest);
  const double gap = units::inSeconds(options.timeGap) / units::inSeconds(framePeriod);
  for (int frame = 0; frame < static_cast<int>(forcesN.size()); ++frame) {
    if (forcesN[static_cast<std::size_t>(frame)] < limit) continue;
    if (!spells.empty() && frame - spells.back().last - 1 <= static_cast<int>(std::min(gap, 1e6))) {
      spells.back().last = frame;
    } else {
      spells.push_back({frame, frame});
    }
  }
  std::erase_if(spells, [&](const IndexRange& spell) {
    const auto first = forcesN.begin() + spell.first;
    return *std::max_element(first, first + spell.count()) < kStepShare * largest;
  });
  return spells;
}

}  // namespace podalign::plantar
