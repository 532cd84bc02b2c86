#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "podalign/classify/foot_class.hpp"

namespace podalign::classify {

inline constexpr const char* kIndeterminate = "indeterminate";
inline constexpr const char* kNotAssessed = "not_assessed";

/// Values are compared after rounding to 6 decimals, so that a sum of tenths meets its limit.
[[nodiscard]] double roundedForComparison(double value);

/// The bands of a measure at an age, or null: then it is not scored.
[[nodiscard]] const std::vector<profile::Band>* bandsFor(const profile::Classification& limits,
                                                         const std::string& measure,
                                                         const Person& person);

[[nodiscard]] bool fits(const profile::Band& band, double value);

/// Posture from the scores of single measures.
[[nodiscard]] Posture postureFromScores(const profile::Classification& limits,
                                        const std::map<std::string, double>& scores,
                                        const Person& person);

}  // namespace podalign::classify
