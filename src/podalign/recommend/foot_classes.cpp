#include "podalign/recommend/internal/foot_classes.hpp"

#include <optional>
#include <set>

namespace podalign::recommend {
namespace {

using profile::Profile;

std::set<std::string> ignoredMeasures(const Profile& profile,
                                      const profile::Environment& environment, Laterality side) {
  std::set<std::string> ignored;
  for (const auto& [ruleId, measures] : profile.classification.ignoredWhen) {
    const profile::Rule* rule = profile::findRule(profile, ruleId);
    if (rule == nullptr || profile::evaluate(rule->condition, environment,
                                             profile::sidePlace(side)) != profile::Truth::True) {
      continue;
    }
    ignored.insert(measures.begin(), measures.end());
  }
  return ignored;
}

classify::FootMeasures measuresOf(const Profile& profile, const RuleInputs& inputs,
                                  const profile::Environment& environment, Laterality side) {
  const auto ignored = ignoredMeasures(profile, environment, side);
  classify::FootMeasures measures;
  for (const auto& [name, value] : inputs.feet[side]) {
    const double* number = std::get_if<double>(&value);
    if (number == nullptr || ignored.count(name) != 0) continue;
    classify::MeasuredValue measured{*number, std::nullopt};
    const auto halfWidth = inputs.halfWidths[side].find(name);
    if (halfWidth != inputs.halfWidths[side].end()) measured.halfWidth = halfWidth->second;
    measures.emplace(name, measured);
  }
  return measures;
}

}  // namespace

FootClasses classifyFeet(const Profile& profile, const RuleInputs& inputs, const Answers& answers,
                         const profile::Environment& environment) {
  const profile::Classification& limits = profile.classification;
  classify::Person person;
  person.ageYears = answers.number("age_years");
  const profile::Value bmi = answers.bmi();
  if (const double* value = std::get_if<double>(&bmi)) person.bmi = *value;

  FootClasses classes;
  PerSide<classify::FootMeasures> measures;
  for (const Laterality side : kBothSides) {
    measures[side] = measuresOf(profile, inputs, environment, side);
    FootClasses::Foot& foot = classes.feet[side];
    foot.posture = classify::classifyPosture(limits, measures[side], person);
    foot.probabilities = classify::postureProbabilities(limits, measures[side], person);
    foot.pronation = classify::classifyPronation(limits, measures[side]);
    foot.mobility = classify::classifyMobility(limits, measures[side]);
  }
  classes.asymmetry = classify::classifyAsymmetry(limits, measures.left, measures.right, person);
  return classes;
}

}  // namespace podalign::recommend
