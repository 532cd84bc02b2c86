#pragma once

#include <string>
#include <utility>
#include <vector>

#include "podalign/measure/footfall_measures.hpp"
#include "podalign/measure/footprint_axis.hpp"
#include "podalign/measure/footprint_geometry.hpp"

/// What every measure of a footfall needs. Private to measure.
namespace podalign::measure {

struct FootfallContext {
  const plantar::Footfall& footfall;
  const plantar::Grid& grid;
  units::Duration framePeriod;
  const FootfallMeasureOptions& options;
  std::vector<double> image;           ///< printImage of the footfall
  std::optional<Footprint> footprint;  ///< at the threshold of the area indices
  PrintBorders borders;                ///< of the footprint without toes
  double areaThresholdKpa = 0.0;
};

[[nodiscard]] FootfallContext makeContext(const plantar::Footfall& footfall,
                                          const plantar::Grid& grid, units::Duration framePeriod,
                                          const FootfallMeasureOptions& options);

/// The same footfall with the area indices at another threshold.
[[nodiscard]] FootfallContext atThreshold(const FootfallContext& context,
                                          const FootfallMeasureOptions& options);

/// The threshold of the footprint: stated, or the larger of the sensor's floor and 10 kPa.
[[nodiscard]] double areaThresholdOf(const plantar::Footfall& footfall,
                                     const FootfallMeasureOptions& options);

using Values = std::vector<std::pair<std::string, std::string>>;

/// Reason why no footprint index can be given of this footfall, or nothing: in a shoe, not
/// complete, too small, file not trusted.
[[nodiscard]] std::optional<Message> footprintObstacle(const FootfallContext& context);
/// Reason why nothing that follows the step through time can be given: standing, not complete.
[[nodiscard]] std::optional<Message> timeObstacle(const FootfallContext& context);
/// Reason why no pressure can be trusted: the file contradicts itself.
[[nodiscard]] std::optional<Message> pressureObstacle(const FootfallContext& context);

/// What makes an incomplete step incomplete: the first of its reasons.
[[nodiscard]] Message incompleteReason(const plantar::Footfall& footfall);

/// Half-width of the 95 % band of a sum of `cells` values counted in steps of `step`.
[[nodiscard]] double countingError(double step, double cells);

/// Ending of a method id that names the axis: none for the default one, ".other_axis" otherwise
/// (its name is the value `axis`).
[[nodiscard]] const char* axisVariant(const FootfallMeasureOptions& options);
/// ".static" for the print of a standing trial, ".dynamic" otherwise.
[[nodiscard]] const char* modeVariant(const plantar::Footfall& footfall);

/// Pressure or length for a method sentence: "10 kPa".
[[nodiscard]] std::string withUnit(double value, int decimals, const char* unit);

}  // namespace podalign::measure
