// No rule and no output is dead: each can be reached by some person.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "case_support.hpp"
#include "random_intake.hpp"

namespace podalign::testing {
namespace {

struct Reached {
  std::set<std::string> rules;
  std::map<std::string, std::set<std::string>> words;

  void add(const recommend::Decision& decision) {
    rules.insert(decision.rulesFired.begin(), decision.rulesFired.end());
    for (const Laterality side : kBothSides) {
      const auto& foot = decision.feet[side];
      words["posture"].insert(foot.posture);
      words["confidence"].insert(foot.confidence);
      words["conflict"].insert(foot.conflict);
      words["pronation"].insert(foot.pronation);
      words["mobility"].insert(foot.mobility);
      words["tracking"].insert(decision.tracking[side].level);
      words["gate"].insert(decision.insole[side].gate);
      for (const auto& link : decision.tracking[side].links) {
        const bool seen = link.state != recommend::LinkState::NotAssessed;
        words["link_state"].insert(!seen                                         ? "not_assessed"
                                   : link.state == recommend::LinkState::Present ? "present"
                                                                                 : "absent");
      }
    }
    words["asymmetry"].insert(decision.asymmetry);
    words["escalation"].insert(decision.escalationLevel);
    words["differential"].insert(decision.differential.begin(), decision.differential.end());
    for (const auto& choice : decision.footwear) {
      words["footwear_category"].insert(choice.category);
      words["footwear_status"].insert(choice.status);
    }
  }
};

// A calm adult with a complete screen, so that the random answers are not all red flags.
recommend::RuleInputs calmer(recommend::RuleInputs inputs, RandomIntake& random) {
  inputs.subject["screen"] = std::string("complete");
  inputs.subject["diabetes"] = random.below(8) == 0;
  if (random.below(6) != 0)
    inputs.subject["age_years"] = 18.0 + static_cast<double>(random.below(60));
  for (const profile::Field& field : ruleBase().vocabulary.fields) {
    if (profile::belongsToScreen(field) && random.below(3) != 0) inputs.subject.erase(field.id);
  }
  for (const char* field : {"ankle_instability", "medial_knee_oa"}) {
    if (random.below(4) == 0) inputs.subject[field] = std::string("both");
  }
  for (const char* field : {"morning_stiffness_min", "pain_daily_life_0_10"}) {
    if (random.below(3) != 0) inputs.anyKnee[field] = 0.0;
  }
  for (const Laterality side : kBothSides) {
    if (random.below(2) == 0) {
      inputs.feet[side]["foot_length_mm"] = 260.0;
      inputs.feet[side]["ball_width_mm"] = 100.0;
      inputs.feet[side]["load"] = std::string("standing");
    }
    // A realistic foot: its measures agree.
    if (random.below(2) == 0) {
      const double shape = static_cast<double>(random.below(100)) / 100.0;
      inputs.feet[side]["FPI6"] = std::floor(-8.0 + 20.0 * shape);
      inputs.feet[side]["AHI_STAND"] = 0.42 - 0.16 * shape;
      inputs.feet[side]["AI_static"] = 0.14 + 0.2 * shape;
      for (const char* field : {"NNHT", "LAA", "RCSP"}) inputs.feet[side].erase(field);
    }
  }
  return inputs;
}

TEST(Reachability, EveryRuleAndEveryOutputOccurs) {
  Reached reached;
  RandomIntake random(ruleBase(), 21);
  for (int i = 0; i < 4000; ++i) {
    reached.add(recommend::decide(ruleBase(), calmer(random.draw(), random)));
  }
  for (const profile::Rule& rule : ruleBase().rules) {
    EXPECT_EQ(reached.rules.count(rule.id), 1U) << rule.id << " never stands";
  }
  for (const auto& [group, words] : ruleBase().outputs.words) {
    for (const std::string& word : words) {
      EXPECT_EQ(reached.words[group].count(word), 1U) << group << ": " << word;
    }
  }
  for (const std::string& level : ruleBase().order.escalationOrder) {
    EXPECT_EQ(reached.words["escalation"].count(level), 1U) << level;
  }
}

}  // namespace
}  // namespace podalign::testing
