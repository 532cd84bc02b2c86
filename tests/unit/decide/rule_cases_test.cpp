// Every rule stands for somebody, and one changed answer silences it.
#include "rule_cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace podalign::testing {
namespace {

using recommend::Decision;

TEST(RuleCases, EveryRuleStandsAndANearMissDoesNot) {
  for (const RuleCase& entry : ruleCases()) {
    SCOPED_TRACE(entry.rule + " " + entry.where);
    EXPECT_TRUE(hasFired(decideAnswers(entry.answers()), entry.rule)) << "does not stand";
    EXPECT_FALSE(entry.near.empty());
    for (const auto& [key, value] : entry.near) {
      AnswerNodes changed = entry.answers();
      changed[key] = value;
      EXPECT_FALSE(hasFired(decideAnswers(changed), entry.rule))
          << "still stands after the change of " << key << " to " << value.text;
    }
  }
}

TEST(RuleCases, CoverEveryRule) {
  std::set<std::string> covered = exceptions("always");
  for (const RuleCase& entry : ruleCases()) {
    EXPECT_NE(profile::findRule(ruleBase(), entry.rule), nullptr) << entry.rule;
    covered.insert(entry.rule);
  }
  for (const profile::Rule& rule : ruleBase().rules) {
    EXPECT_EQ(covered.count(rule.id), 1U) << rule.id << " has no case";
  }
}

TEST(RuleCases, WhatIsSaidAlwaysIsSaidToEveryPersonOfTheCases) {
  for (const std::string& rule : exceptions("always")) {
    EXPECT_TRUE(profile::findRule(ruleBase(), rule)->families.empty()) << rule << " can be blocked";
    for (const RuleCase& entry : ruleCases()) {
      EXPECT_TRUE(hasFired(decideAnswers(entry.answers()), rule)) << rule << " " << entry.where;
    }
  }
}

// What a rule holds back for the person or, per foot, for both feet.
std::set<std::string> blockedFamilies(const profile::Rule& rule) {
  std::set<std::string> families(rule.blocks.begin(), rule.blocks.end());
  const auto& redFlags = ruleBase().order.redFlagLevels;
  if (std::find(redFlags.begin(), redFlags.end(), rule.level) != redFlags.end()) {
    families.insert(ruleBase().order.allAdvice.begin(), ruleBase().order.allAdvice.end());
  }
  return families;
}

bool isHeldBack(const Decision& decision, const std::string& rule) {
  return std::any_of(decision.blocked.begin(), decision.blocked.end(),
                     [&](const auto& entry) { return entry.rule == rule; });
}

bool overlaps(const std::set<std::string>& families, const profile::Rule& rule) {
  return std::any_of(rule.families.begin(), rule.families.end(),
                     [&](const std::string& family) { return families.count(family) != 0; });
}

// The answers of a blocking case joined with those of an advice case, on the base of either. A
// block of one foot is made one of both feet, so that it meets the advice wherever that stands.
std::vector<AnswerNodes> joined(const RuleCase& advice, const RuleCase& blocker) {
  std::vector<AnswerNodes> both{advice.answers(), blocker.base};
  for (const auto& [key, node] : advice.with) both.back()[key] = node;
  for (AnswerNodes& answers : both) {
    for (const auto& [key, node] : blocker.with) {
      answers[key] = node;
      const profile::Field* field = ruleBase().vocabulary.find(key);
      if (field != nullptr && field->type == profile::FieldType::Side && node.text != "none") {
        answers[key].text = "both";
      }
    }
  }
  return both;
}

struct Pair {
  bool together = false;  // both conditions held at once in some person
  std::string wrong;      // a person for whom the advice stood beside the block
};

Pair tryPair(const profile::Rule& blocker, const profile::Rule& advice) {
  Pair pair;
  for (const RuleCase& blocking : ruleCases()) {
    if (blocking.rule != blocker.id) continue;
    for (const RuleCase& advising : ruleCases()) {
      if (advising.rule != advice.id) continue;
      for (const AnswerNodes& answers : joined(advising, blocking)) {
        const Decision decision = decideAnswers(answers);
        if (!hasFired(decision, blocker.id)) continue;
        if (hasFired(decision, advice.id)) pair.wrong = advising.where + " with " + blocking.where;
        pair.together = pair.together || isHeldBack(decision, advice.id);
      }
    }
  }
  return pair;
}

// A rule that builds on what another one gave falls away with it, so it is not found under
// `blocked`.
bool buildsOnOthers(const profile::Rule& rule) {
  return std::any_of(rule.condition.nodes.begin(), rule.condition.nodes.end(),
                     [](const auto& node) {
                       using profile::RuntimeName;
                       if (node.operation == profile::Operation::Fired) return true;
                       if (node.operation != profile::Operation::Runtime) return false;
                       const auto name = static_cast<RuntimeName>(node.reference);
                       return name == RuntimeName::Escalation || name == RuntimeName::InsoleBlocked;
                     });
}

TEST(SafetyRules, HoldBackEveryAdviceRuleTheyMust) {
  const std::set<std::string> never = exceptions("never_together");
  std::set<std::string> met;
  std::size_t pairs = 0;
  for (const profile::Rule& blocker : ruleBase().rules) {
    const auto families = blockedFamilies(blocker);
    if (families.empty()) continue;
    for (const profile::Rule& advice : ruleBase().rules) {
      if (!overlaps(families, advice) || advice.id == blocker.id) continue;
      const std::string name = blocker.id + " " + advice.id;
      const Pair pair = tryPair(blocker, advice);
      EXPECT_EQ(pair.wrong, "") << name << ": advice stands beside the block";
      ++pairs;
      if (never.count(name) == 1) met.insert(name);
      if (buildsOnOthers(advice)) continue;
      EXPECT_NE(pair.together, never.count(name) == 1)
          << name << (pair.together ? ": can meet" : ": no person of the cases meets both");
    }
  }
  EXPECT_EQ(met, never) << "an exception names no pair";
  EXPECT_GT(pairs, 1500U);
}

}  // namespace
}  // namespace podalign::testing
