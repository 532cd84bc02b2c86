#pragma once

#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "podalign/plantar/recording.hpp"

/// Steps in a stream from a sensor inside a shoe. Private to plantar.
namespace podalign::plantar {

/// Load that stays on each cell of an unloaded sensor: the smallest value over time, where the
/// stream holds a swing phase; zero otherwise. kPa, one per cell of the window.
[[nodiscard]] std::vector<float> residualLoad(const Recording& recording);

/// Frames of each step: force above the contact limit without a break longer than the time gap.
[[nodiscard]] std::vector<IndexRange> findLoadedSpells(const std::vector<double>& forcesN,
                                                       units::Duration framePeriod,
                                                       const FootfallOptions& options);

}  // namespace podalign::plantar
