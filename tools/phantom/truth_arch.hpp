#pragma once

#include "phantom/probe.hpp"

namespace phantom {

/// Highest underside near the medial border of the midfoot, mm.
[[nodiscard]] double medialArchClearance(const Probe& probe, double length);
/// Volume between the ground and the sole that looks down, middle third of the length, cm3.
[[nodiscard]] double archVolume(const Probe& probe, double length);

}  // namespace phantom
