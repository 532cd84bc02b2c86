#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>

#include "podalign/measure/measurement.hpp"

namespace podalign::measure {

/// How far scans of one foot in one state lie apart: what this device, this person and this
/// software repeat, measured and not assumed.
struct Repeatability {
  std::size_t scans = 0;
  double mean = 0.0;
  std::string unit;
  double typicalError = 0.0;              ///< standard deviation within the foot
  double typicalErrorLow = 0.0;           ///< 95 % interval of the typical error, by chi-squared:
  double typicalErrorHigh = 0.0;          ///< wide with few scans, and meant to be seen
  double smallestDetectableChange = 0.0;  ///< 1.96 sqrt(2) typical errors
};

/// For every measure that at least two of the scans have with status ok.
///
/// Source: typical error: Hopkins 2000, Sports Med 30:1-15. The smallest detectable change is the
///         95 % limit of the difference of two scans that follows from it.
[[nodiscard]] std::map<std::string, Repeatability> measureRepeatability(
    std::span<const Measurements* const> scansOfOneFoot);

}  // namespace podalign::measure
