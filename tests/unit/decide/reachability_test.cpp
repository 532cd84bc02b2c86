// No rule and no output is dead: each can be reached by some person.
#include <gtest/gtest.h>

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
    for (const auto* items : {&decision.plan, &decision.followUp}) {
      for (const auto& item : *items) words["plan_kind"].insert(item.kind);
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

TEST(Reachability, EveryRuleAndEveryOutputOccurs) {
  Reached reached;
  RandomIntake random(ruleBase(), 21);
  for (int i = 0; i < 6000; ++i) {
    reached.add(recommend::decide(ruleBase(), random.drawCalm()));
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
