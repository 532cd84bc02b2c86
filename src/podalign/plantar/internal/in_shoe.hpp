#pragma once

#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "podalign/plantar/recording.hpp"

/// Steps in a stream from a sensor inside a shoe. Private to plantar.
namespace podalign::plantar {

/// Load that stays on each cell of an unloaded sensor, where the stream holds a swing phase: the
/// median over the swing (a cell that flickers about its threshold has no smallest value to speak
/// of), or the smallest value over time where no swing lasts 0.1 s; zero otherwise. kPa, one per
/// cell of the window.
[[nodiscard]] std::vector<float> residualLoad(const Recording& recording);

/// Frames of each step: force above the contact limit, and above the flicker of the swing, without
/// a break longer than the time gap.
[[nodiscard]] std::vector<IndexRange> findLoadedSpells(const std::vector<double>& forcesN,
                                                       units::Duration framePeriod,
                                                       const FootfallOptions& options);

}  // namespace podalign::plantar
