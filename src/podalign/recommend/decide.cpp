#include "podalign/recommend/decide.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "podalign/recommend/internal/advice.hpp"

namespace podalign::recommend {
namespace {

using profile::Profile;

double roundedForPrint(double value) {
  constexpr double kHundredths = 100.0;
  // Adding zero turns -0 into 0.
  return std::round(value * kHundredths) / kHundredths + 0.0;
}

// The classes that the error of the measures leaves open, the likeliest first.
std::vector<std::string> otherClasses(const FootClasses::Foot& foot, double couldBeFrom) {
  std::vector<std::pair<double, std::string>> others;
  for (const auto& [posture, probability] : foot.probabilities) {
    if (posture != foot.posture.posture && probability >= couldBeFrom) {
      others.emplace_back(-probability, posture);
    }
  }
  std::sort(others.begin(), others.end());
  std::vector<std::string> postures;
  for (const auto& other : others) postures.push_back(other.second);
  return postures;
}

FootClass footClass(const FootClasses::Foot& foot, double couldBeFrom) {
  FootClass result;
  result.posture = foot.posture.posture;
  if (foot.posture.score) result.score = roundedForPrint(*foot.posture.score);
  result.confidence = foot.posture.confidence;
  result.conflict = foot.posture.conflict;
  for (const auto& [id, family] : foot.posture.families) {
    result.families.emplace(id, FamilyScore{roundedForPrint(family.score), family.label});
  }
  result.classProbabilities = foot.probabilities;
  result.couldAlsoBe = otherClasses(foot, couldBeFrom);
  result.pronation = foot.pronation;
  result.mobility = foot.mobility;
  return result;
}

void addTrace(const Profile& profile, const RuleRun& run, Decision& decision) {
  decision.blocked = run.blocked();
  decision.notEvaluable = run.notEvaluable();
  for (const StandingRule& standing : run.standing()) {
    const profile::Rule& rule = profile.rules[standing.rule];
    decision.rulesFired.push_back(rule.id);
    decision.recommendations.push_back(explainRule(profile, run, standing));
    if (rule.level != profile.order.escalationOrder.front()) {
      decision.escalationRules.push_back(rule.id);
    }
    for (const std::string& finding : rule.findings) {
      decision.findings.push_back(Finding{Message{finding, {}}, Severity::Caution, {}});
    }
  }
}

}  // namespace

Decision decide(const Profile& profile, const RuleInputs& inputs) {
  RuleRun run(profile, inputs);
  run.run();

  Decision decision;
  const profile::Setting setting = run.answers().setting();
  decision.setting = profile::toString(setting);
  for (const Laterality side : kBothSides) {
    decision.feet[side] = footClass(run.classes().feet[side], profile.classification.couldBeFrom);
    decision.tracking[side] = findTracking(profile, run, side);
  }
  decision.asymmetry = run.classes().asymmetry;
  decision.escalationLevel = run.escalation();
  decision.footwear = chooseFootwear(profile, run);
  decision.sizes = findSizes(profile, run);
  decision.followUp = findSchedule(profile, run, ScheduleSort::FollowUp, inputs.captured);
  if (setting == profile::Setting::Clinic) {
    decision.differential = findDifferential(profile, run);
    decision.insole = chooseInsoles(profile, run);
    decision.plan = findSchedule(profile, run, ScheduleSort::Plan, inputs.captured);
  }
  addTrace(profile, run, decision);
  decision.missing = findMissing(profile, run);
  return decision;
}

}  // namespace podalign::recommend
