#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "podalign/profile/profile.hpp"

namespace podalign::rulebase {

/// The tests that name a rule, by rule id: "Suite.Test", or the table of cases that holds it.
using TestsOfRules = std::map<std::string, std::set<std::string>>;

/// Looks through the tests of the rules (`tests/unit/decide`) below `project`.
[[nodiscard]] TestsOfRules testsOfRules(const std::filesystem::path& project);

/// docs/clinical/traceability.md: article claim, rules, tests, place in the report; then every rule
/// with its tests.
[[nodiscard]] std::string traceabilityPage(const profile::Profile& profile,
                                           const profile::Background& background,
                                           const TestsOfRules& tests);

}  // namespace podalign::rulebase
