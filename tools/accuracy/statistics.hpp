#pragma once

#include <map>
#include <string>
#include <vector>

#include "accuracy/trial_run.hpp"

namespace accuracy {

/// What one measure did over many trials, in its own unit.
struct Summary {
  std::size_t count = 0;    ///< trials with a value and a truth
  std::size_t absent = 0;   ///< without a value
  double mean = 0.0;        ///< of the absolute error
  double largest = 0.0;     ///< absolute
  double bias = 0.0;        ///< mean error
  double median = 0.0;      ///< of the absolute error
  double medianBand = 0.0;  ///< of the processing bands
  double inside = 0.0;      ///< share of truths within the band
  double meanTruth = 0.0;
};

/// Doubtful numbers are shown as such and promise nothing.
[[nodiscard]] bool promised(const Reading& reading);

[[nodiscard]] std::map<std::string, Summary> summarise(const std::vector<Outcome>& outcomes);
[[nodiscard]] double medianOf(std::vector<double> values);

}  // namespace accuracy
