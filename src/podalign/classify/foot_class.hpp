#pragma once

#include <map>
#include <optional>
#include <string>

#include "podalign/profile/classification.hpp"

/// Foot classes from measures and the thresholds of the rule base. Static posture and dynamic
/// pronation are different things and never convert into one another.
namespace podalign::classify {

/// A value by the name of the rule input (`AHI_STAND`), in the unit of the vocabulary.
struct MeasuredValue {
  double value = 0.0;
  std::optional<double> halfWidth;  ///< of the 95 % band
};

/// What may be scored of one foot. A measure that must not be used is not in it.
using FootMeasures = std::map<std::string, MeasuredValue>;

struct Person {
  std::optional<double> ageYears;
  std::optional<double> bmi;  ///< kg/m^2
};

struct FamilyScore {
  double score = 0.0;
  double weight = 0.0;
  std::string label;
};

struct Posture {
  std::string posture;
  std::optional<double> score;  ///< rounded to 6 decimals; absent when nothing was scored
  std::string confidence;
  std::string conflict;
  std::map<std::string, FamilyScore> families;
};

/// Posture of one foot: weighted score over the families of measures, with confidence and conflict.
///
/// Requires: a loaded rule base. Without an age nothing is scored.
/// Source:   classification.yaml of the rule base, each threshold with its source there.
[[nodiscard]] Posture classifyPosture(const profile::Classification& limits,
                                      const FootMeasures& measures, const Person& person);

/// Probability of each posture class, from the error bands of the measures (normal, independent),
/// by enumerating every combination of bands. Empty unless a measure has a half-width; a measure
/// without one gets the default of the rule base, or counts as exact.
///
/// Accuracy: sums to 1 within 1e-6; no random numbers.
[[nodiscard]] std::map<std::string, double> postureProbabilities(
    const profile::Classification& limits, const FootMeasures& measures, const Person& person);

/// pronated, neutral, supinated or not_assessed.
[[nodiscard]] std::string classifyPronation(const profile::Classification& limits,
                                            const FootMeasures& measures);

/// mobile, typical, stiff or not_assessed; mobile wins over stiff.
[[nodiscard]] std::string classifyMobility(const profile::Classification& limits,
                                           const FootMeasures& measures);

/// none, asymmetric, severe or not_assessed: by the first measure that both feet have.
[[nodiscard]] std::string classifyAsymmetry(const profile::Classification& limits,
                                            const FootMeasures& left, const FootMeasures& right,
                                            const Person& person);

}  // namespace podalign::classify
