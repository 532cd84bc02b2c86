#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "podalign/measure/foot_context.hpp"

namespace podalign::measure {

/// What a scan tells of its own worth, as far as bands rest on it.
enum class ErrorCause {
  Always,     ///< 1: what nothing else tells
  Noise,      ///< of the surface as it came, mm, 1 SD
  NoiseLeft,  ///< of the surface that is measured
  Bumps,      ///< AlignedFoot::bumpsMm
  Facet,      ///< depth of a facet at a toe, edge^2 / 80, mm
  Mth1,       ///< spread of the landmark, mm
  Mth5,
  Unsettled,  ///< noise and bumps of a scan whose ground rests on its lowest points, mm
  OpenSole,   ///< 1 where the sole was not captured, else 0
  Own,        ///< what the measure itself says, in its unit: scatter of its points, its choices
};
inline constexpr std::size_t kErrorCauses = 10;
using ErrorCauses = std::array<double, kErrorCauses>;

[[nodiscard]] const char* toString(ErrorCause cause);
/// All but Own, which is 0.
[[nodiscard]] ErrorCauses errorCauses(const anatomy::AlignedFoot& foot, const FootError& error);

/// Half-width of the 95 % band that noise, mesh, landmarks and axis leave of a measure, in its own
/// unit: its causes, each by its weight, in quadrature. Absent for measures that say it themselves.
///
/// Accuracy: weights fitted on half of the phantoms (`accuracy --fit-bands`), checked on the others
/// (docs/dev/scans.md).
[[nodiscard]] std::optional<double> processingBand(std::string_view measure,
                                                   const FootContext& context, double own);

}  // namespace podalign::measure
