#include "podalign/plantar/internal/in_shoe.hpp"

#include <algorithm>
#include <cmath>

#include "podalign/plantar/internal/forces.hpp"

namespace podalign::plantar {
namespace {
// A sensor in swing carries less than this share of the largest force.
constexpr double kSwingShare = 0.2;
// A spell that stays below this share of the largest force is no step.
constexpr double kStepShare = 0.3;
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
  std::copy_n(recording.frame(0), cells, residual.begin());
  for (int frame = 1; frame < recording.frames; ++frame) {
    const float* pressures = recording.frame(frame);
    for (std::size_t i = 0; i < cells; ++i) residual[i] = std::min(residual[i], pressures[i]);
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
