#pragma once

#include <optional>
#include <string>

#include "podalign/measure/foot_context.hpp"

namespace podalign::measure {

/// Half-width of the 95 % band that noise, mesh, landmarks and axis leave of a measure, in its own
/// unit; absent for measures that say it themselves.
///
/// Accuracy: fitted on degraded phantoms of odd seeds, checked on even ones (docs/dev/scans.md).
[[nodiscard]] std::optional<double> processingBand(const std::string& measure,
                                                   const FootContext& context);

}  // namespace podalign::measure
