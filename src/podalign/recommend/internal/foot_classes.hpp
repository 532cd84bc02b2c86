#pragma once

#include <map>
#include <string>

#include "podalign/classify/foot_class.hpp"
#include "podalign/core/laterality.hpp"
#include "podalign/profile/expression.hpp"
#include "podalign/recommend/internal/answers.hpp"

namespace podalign::recommend {

/// Both feet after classification.
struct FootClasses {
  struct Foot {
    classify::Posture posture;
    std::map<std::string, double> probabilities;
    std::string pronation, mobility;
  };
  PerSide<Foot> feet;
  std::string asymmetry;
};

/// Classifies both feet. Measures that a quality rule rules out (`ignored_when`) are not used.
[[nodiscard]] FootClasses classifyFeet(const profile::Profile& profile, const RuleInputs& inputs,
                                       const Answers& answers,
                                       const profile::Environment& environment);

}  // namespace podalign::recommend
