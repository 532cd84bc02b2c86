#pragma once

#include <vector>

#include "podalign/profile/devices.hpp"
#include "podalign/report/assessment.hpp"

namespace podalign::pipeline {

/// Lays one print of each foot on the scan of the same foot: a complete standing print where there
/// is one, else the representative complete step of a walk, else any print (which then says why
/// not); on the standing scan, else the first one. Said as a finding: SCAN_PLATE.PRINT_AGREES,
/// PRINT_DIFFERS, PRINT_LIES_ON_OUTLINE or the reason why scan and print do not go together. A
/// print that is cut or from a shoe gives no finding, only its reason.
[[nodiscard]] Annotated<std::vector<report::RegisteredPrint>> layPrintsOnScans(
    const report::Assessment& assessment, const profile::PlateSettings& plate);

}  // namespace podalign::pipeline
