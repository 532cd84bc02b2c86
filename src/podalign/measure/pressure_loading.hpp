#pragma once

#include <vector>

#include "podalign/measure/footfall_context.hpp"

/// Force, pressure, time and area of one footfall.
namespace podalign::measure {

/// What the cells of one frame say together.
struct FrameSummary {
  double peakKpa = 0.0;
  int loadedCells = 0;
  double loadedMm2 = 0.0;
  double lightMm2 = 0.0;  ///< in contact by one step of the sensor only
};
using FrameSummaries = std::vector<FrameSummary>;  ///< one for each frame of the footfall

[[nodiscard]] FrameSummaries summariesOf(const FootfallContext& context);

/// Largest force, N. Low confidence with its value when the step is incomplete.
[[nodiscard]] Measurement maxForce(const FootfallContext& context, const FrameSummaries& frames);

/// Largest pressure of any cell, kPa.
[[nodiscard]] Measurement peakPressure(const FootfallContext& context,
                                       const FrameSummaries& frames);

/// Number of frames in contact times the time per frame, s; both ends are known to one frame.
[[nodiscard]] Measurement contactTime(const FootfallContext& context);

/// Integral of the force over time by the trapezoid rule, N s.
[[nodiscard]] Measurement forceTimeIntegral(const FootfallContext& context,
                                            const FrameSummaries& frames);

/// Integral over time of the largest pressure of any cell (novel's definition), kPa s.
[[nodiscard]] Measurement pressureTimeIntegral(const FootfallContext& context,
                                               const FrameSummaries& frames);

/// Largest area in contact in any frame, cm2.
[[nodiscard]] Measurement contactArea(const FootfallContext& context, const FrameSummaries& frames);

/// Area of all cells ever in contact, cm2.
[[nodiscard]] Measurement footprintArea(const FootfallContext& context);

}  // namespace podalign::measure
