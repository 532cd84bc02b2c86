#pragma once

#include "podalign/profile/profile.hpp"
#include "podalign/recommend/decision.hpp"
#include "podalign/recommend/rule_inputs.hpp"

namespace podalign::recommend {

/// Runs the classification and the rules over one person.
///
/// Requires: inputs read against the same profile.
/// Accuracy: scores rounded to 2 decimals for printing, compared after rounding to 6.
/// In the shop setting (also when no setting is given) tracking is `not_in_shop`, and
/// differential, insole and plan stay empty: no rule that could fill them is run.
[[nodiscard]] Decision decide(const profile::Profile& profile, const RuleInputs& inputs);

}  // namespace podalign::recommend
