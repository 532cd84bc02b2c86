#pragma once

#include "podalign/measure/footfall_context.hpp"

/// Force, pressure, time and area of one footfall.
namespace podalign::measure {

/// Largest force, N. Low confidence with its value when the step is incomplete.
[[nodiscard]] Measurement maxForce(const FootfallContext& context);

/// Largest pressure of any cell, kPa.
[[nodiscard]] Measurement peakPressure(const FootfallContext& context);

/// Number of frames in contact times the time per frame, s; both ends are known to one frame.
[[nodiscard]] Measurement contactTime(const FootfallContext& context);

/// Integral of the force over time by the trapezoid rule, N s.
[[nodiscard]] Measurement forceTimeIntegral(const FootfallContext& context);

/// Integral over time of the largest pressure of any cell (novel's definition), kPa s.
[[nodiscard]] Measurement pressureTimeIntegral(const FootfallContext& context);

/// Largest area in contact in any frame, cm2.
[[nodiscard]] Measurement contactArea(const FootfallContext& context);

/// Area of all cells ever in contact, cm2.
[[nodiscard]] Measurement footprintArea(const FootfallContext& context);

}  // namespace podalign::measure
