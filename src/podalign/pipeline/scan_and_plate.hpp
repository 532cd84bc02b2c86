#pragma once

#include <span>

#include "podalign/report/assessment.hpp"

namespace podalign::pipeline {

/// What the standing prints of a person and the scans of the same feet say about the arch: the Arch
/// Index of both agrees or does not (SCAN_PLATE.ARCH_AGREES, SCAN_PLATE.ARCH_DIFFERS), within the
/// bands of both; where the sole of a scan gives none, the print stands for it
/// (SCAN_PLATE.ARCH_FROM_PLATE). Nothing is averaged. Only valid values of standing feet count.
[[nodiscard]] Findings compareScanWithPlate(std::span<const report::ScannedFoot> scans,
                                            std::span<const report::WalkedStep> steps);

}  // namespace podalign::pipeline
