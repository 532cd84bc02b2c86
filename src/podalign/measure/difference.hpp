#pragma once

#include <map>
#include <string>

#include "podalign/measure/measurement.hpp"

namespace podalign::measure {

/// One measure of two feet, or of one foot in two states: the first minus the second.
struct Difference {
  double value = 0.0;
  std::string unit;
  double error = 0.0;  ///< half-width of the 95 % band: both whole errors in quadrature
  [[nodiscard]] bool real() const;  ///< larger than its error
};

/// By contract name, in a stable order.
using Differences = std::map<std::string, Difference>;

/// Every measure that both have with status ok and in the same unit. Percentages and ratios are
/// subtracted as they are.
///
/// Accuracy: with one device for both, the part of its error that is the same in both would cancel;
/// no publication says how large that part is, so nothing is taken off and a difference is called
/// real rather too late than too early.
[[nodiscard]] Differences subtract(const Measurements& first, const Measurements& second);

}  // namespace podalign::measure
