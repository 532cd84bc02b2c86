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
// Where the unloaded sensor flickers, a step begins above its flicker: this many times what 95 % of
// the swing stays below. The ends of a swing belong to the steps beside it.
constexpr double kFlickerShare = 0.95;
constexpr double kAboveFlicker = 1.5;
constexpr int kSwingEnds = 5;  // a fifth on either side

// Spells in which the force stays in the lowest part of its range long enough for a leg to swing.
std::vector<IndexRange> swingsOf(const std::vector<double>& forcesN, units::Duration framePeriod) {
  const auto [low, high] = std::minmax_element(forcesN.begin(), forcesN.end());
  const double limit = *low + kSwingRangeShare * (*high - *low);
  const double shortest = kShortestSwingS / units::inSeconds(framePeriod);
  std::vector<IndexRange> swings;
  IndexRange spell;
  for (int frame = 0; frame <= static_cast<int>(forcesN.size()); ++frame) {
    const bool isLow = frame < static_cast<int>(forcesN.size()) &&
                       forcesN[static_cast<std::size_t>(frame)] <= limit;
    if (isLow) {
      if (spell.count() == 0) spell.first = frame;
      spell.last = frame;
      continue;
    }
    if (static_cast<double>(spell.count()) >= shortest) swings.push_back(spell);
    spell = {};
  }
  return swings;
}

// What the force of the unloaded sensor seldom exceeds, N.
double flickerN(const std::vector<double>& forcesN, units::Duration framePeriod) {
  std::vector<double> inner;
  for (const IndexRange& swing : swingsOf(forcesN, framePeriod)) {
    const int ends = swing.count() / kSwingEnds;
    for (int frame = swing.first + ends; frame <= swing.last - ends; ++frame) {
      inner.push_back(forcesN[static_cast<std::size_t>(frame)]);
    }
  }
  if (inner.empty()) return 0.0;
  const auto place = inner.begin() + static_cast<std::ptrdiff_t>(
                                         kFlickerShare * static_cast<double>(inner.size() - 1));
  std::nth_element(inner.begin(), place, inner.end());
  return *place;
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
  std::vector<int> swing;
  for (const IndexRange& spell : swingsOf(forces, recording.framePeriod)) {
    for (int frame = spell.first; frame <= spell.last; ++frame) swing.push_back(frame);
  }
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
  const double flicker = kAboveFlicker * flickerN(forcesN, framePeriod);
  const double limit =
      std::max(validForceLimit(largest), std::min(flicker, kSwingRangeShare * largest));
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
