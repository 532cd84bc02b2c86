#pragma once

#include <string>
#include <vector>

#include "podalign/recommend/internal/rule_run.hpp"

namespace podalign::recommend {

enum class Audience { Runner, Clinical };

/// The text of a rule for the places where it stands: variant chosen, placeholders filled. Sides
/// that read alike share one sentence.
[[nodiscard]] std::string ruleText(const profile::Profile& profile, const RuleRun& run,
                                   std::size_t rule, const std::vector<profile::Place>& places,
                                   Audience audience);

/// A number without trailing zeros, with at most `decimals` digits after the point.
[[nodiscard]] std::string shortNumber(double value, int decimals);

}  // namespace podalign::recommend
