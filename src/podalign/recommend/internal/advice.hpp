#pragma once

#include <optional>
#include <string>
#include <vector>

#include "podalign/recommend/decision.hpp"
#include "podalign/recommend/internal/rule_run.hpp"

/// What the standing rules give, put together.
namespace podalign::recommend {

/// True when the condition of an effect holds at one of the places where its rule stands.
[[nodiscard]] bool applies(const std::optional<profile::Expression>& condition, const RuleRun& run,
                           const std::vector<profile::Place>& places);

[[nodiscard]] std::vector<std::string> findDifferential(const profile::Profile& profile,
                                                        const RuleRun& run);
[[nodiscard]] std::vector<FootwearChoice> chooseFootwear(const profile::Profile& profile,
                                                         const RuleRun& run);
[[nodiscard]] ShoeSizes findSizes(const profile::Profile& profile, const RuleRun& run);
[[nodiscard]] PerSide<InsoleChoice> chooseInsoles(const profile::Profile& profile,
                                                  const RuleRun& run);

enum class ScheduleSort { Plan, FollowUp };
[[nodiscard]] std::vector<PlanItem> findSchedule(const profile::Profile& profile,
                                                 const RuleRun& run, ScheduleSort sort,
                                                 const std::string& captured);

[[nodiscard]] Tracking findTracking(const profile::Profile& profile, const RuleRun& run,
                                    Laterality side);
[[nodiscard]] Recommendation explainRule(const profile::Profile& profile, const RuleRun& run,
                                         const StandingRule& standing);
[[nodiscard]] std::vector<std::string> findMissing(const profile::Profile& profile,
                                                   const RuleRun& run);

}  // namespace podalign::recommend
