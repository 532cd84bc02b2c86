// What holds for each of 10,000 persons drawn from the whole vocabulary; half of them calm, so that
// advice is given at all.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "case_support.hpp"
#include "claims.hpp"
#include "mirror.hpp"
#include "random_intake.hpp"

namespace podalign::testing {
namespace {

using profile::Rule;
using recommend::InsoleChoice;
using recommend::Recommendation;

constexpr std::uint64_t kPersons = 10000;

bool isAmong(const std::string& word, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const Rule& ruleOf(const std::string& id) { return *profile::findRule(ruleBase(), id); }

bool givesAdvice(const Rule& rule) {
  return std::any_of(rule.families.begin(), rule.families.end(), [](const auto& family) {
    return isAmong(family, ruleBase().order.allAdvice);
  });
}

bool standsAt(const Recommendation& entry, Laterality side) {
  return entry.sides.empty() ||
         std::find(entry.sides.begin(), entry.sides.end(), side) != entry.sides.end();
}

bool standsAt(const Decision& decision, const char* rule, Laterality side) {
  const auto* entry = recommendationOf(decision, rule);
  return entry != nullptr && standsAt(*entry, side);
}

void expectNothingBesideARedFlag(const Decision& decision) {
  if (!isAmong(decision.escalationLevel, ruleBase().order.redFlagLevels)) return;
  EXPECT_TRUE(hasFired(decision, "R-SAF-00"));
  EXPECT_TRUE(decision.footwear.empty() && decision.differential.empty());
  EXPECT_TRUE(decision.plan.empty() && decision.followUp.empty());
  EXPECT_TRUE(decision.sizes.sizes.empty());
  for (const std::string& rule : decision.rulesFired) {
    // A foot that cannot be corrected stays so; that is a block, no advice.
    EXPECT_TRUE(!givesAdvice(ruleOf(rule))) << rule;
  }
  for (const Laterality side : kBothSides) {
    EXPECT_TRUE(decision.tracking[side].level == "suppressed" || decision.setting == "shop");
    EXPECT_TRUE(decision.insole[side].gate == "blocked" || decision.setting == "shop");
  }
}

void expectNoCorrectionOfABlockedFoot(const Decision& decision) {
  if (decision.setting == "shop") return;
  for (const Laterality side : kBothSides) {
    std::string blocker;
    for (const Recommendation& entry : decision.recommendations) {
      if (isAmong("insole", ruleOf(entry.rule).blocks) && standsAt(entry, side)) {
        blocker = entry.rule;
      }
    }
    if (blocker.empty()) continue;
    const InsoleChoice& insole = decision.insole[side];
    EXPECT_EQ(insole.gate, "blocked") << blocker;
    EXPECT_FALSE(insole.posting || insole.heelLift) << blocker;
    for (const Recommendation& entry : decision.recommendations) {
      const Rule& rule = ruleOf(entry.rule);
      const bool here =
          std::find(entry.sides.begin(), entry.sides.end(), side) != entry.sides.end();
      if (here && rule.insole) ADD_FAILURE() << entry.rule << " beside " << blocker;
    }
  }
}

void expectCapsHold(const RuleInputs& inputs, const Decision& decision) {
  const auto difference = inputs.subject.find("lld_mm");
  for (const Laterality side : kBothSides) {
    const InsoleChoice& insole = decision.insole[side];
    EXPECT_EQ(insole.posting.has_value(), insole.gate != "none" && insole.gate != "blocked");
    if (insole.posting) {
      EXPECT_LE(insole.posting->autoDeg, insole.posting->clinicianDeg);
      const bool severe = standsAt(decision, "R-INS-04", side);
      EXPECT_LE(insole.posting->clinicianDeg, severe ? 8.0 : 6.0);
      EXPECT_LE(insole.posting->autoDeg, 6.0);
      EXPECT_GE(insole.posting->autoDeg, 0.0);
      if (standsAt(decision, "R-INS-17", side)) {
        EXPECT_LE(insole.posting->clinicianDeg, 2.0);
      }
      if (standsAt(decision, "R-INS-19", side)) {
        EXPECT_EQ(insole.posting->clinicianDeg, 0.0);
      }
    }
    if (!insole.heelLift) continue;
    const double millimetres = std::get<double>(difference->second);
    EXPECT_LE(insole.heelLift->limitMm, 9.0);
    EXPECT_LE(insole.heelLift->startMm, insole.heelLift->limitMm);
    EXPECT_LE(insole.heelLift->limitMm, std::max(3.0, millimetres / 2.0));
    EXPECT_LT(millimetres, 20.0);
  }
}

// The rules of the shop, word for word from the specification.
const std::vector<std::string> kShopRules{"R-SAF-",  "R-QA-",   "R-CLS-",  "R-ASY-",  "R-FW-00",
                                          "R-FW-01", "R-FW-04", "R-FW-06", "R-FW-07", "R-FW-08",
                                          "R-FW-09", "R-FW-10", "R-FW-11", "R-FW-13", "R-FW-14",
                                          "R-OUT-",  "R-FUP-02"};
const std::set<std::string> kShopShoes{"neutral_cushioned", "child_flexible_fit", "keep_current",
                                       "high_toe_box_wide", "trail"};

void expectTheShopStaysAShop(const Decision& decision) {
  if (decision.setting != "shop") return;
  for (const std::string& rule : decision.rulesFired) {
    EXPECT_TRUE(std::any_of(kShopRules.begin(), kShopRules.end(), [&](const std::string& start) {
      return rule.starts_with(start);
    })) << rule;
    EXPECT_NE(rule, "R-SAF-31") << "leg length is for the clinic";
  }
  EXPECT_TRUE(decision.differential.empty() && decision.plan.empty());
  for (const auto& choice : decision.footwear) {
    EXPECT_EQ(kShopShoes.count(choice.category), 1U) << choice.category;
    EXPECT_EQ(choice.status, "first");
  }
  for (const Laterality side : kBothSides) {
    EXPECT_EQ(decision.tracking[side].level, "not_in_shop");
    EXPECT_TRUE(decision.tracking[side].links.empty());
    EXPECT_EQ(decision.insole[side].gate, "none");
    EXPECT_FALSE(decision.insole[side].posting || decision.insole[side].heelLift);
  }
}

void expectTraceExplainsItself(const Decision& decision) {
  ASSERT_EQ(decision.recommendations.size(), decision.rulesFired.size());
  std::set<std::pair<std::string, std::string>> standing;
  for (std::size_t i = 0; i < decision.rulesFired.size(); ++i) {
    const Recommendation& entry = decision.recommendations[i];
    EXPECT_EQ(entry.rule, decision.rulesFired[i]);
    EXPECT_TRUE(!entry.sources.empty() || !entry.basis.empty()) << entry.rule;
    for (const std::string& text : {entry.textRunner, entry.textClinical, entry.textAction}) {
      EXPECT_EQ(text.find('{'), std::string::npos) << entry.rule << ": " << text;
    }
    for (const Laterality side : entry.sides) standing.emplace(entry.rule, toString(side));
  }
  for (const auto& entry : decision.blocked) {
    EXPECT_TRUE(hasFired(decision, entry.by)) << entry.rule << " by " << entry.by;
    const bool stands = entry.side ? standing.count({entry.rule, toString(*entry.side)}) != 0
                                   : hasFired(decision, entry.rule);
    EXPECT_FALSE(stands) << entry.rule << " is blocked and stands";
  }
  for (const auto& entry : decision.notEvaluable) {
    EXPECT_FALSE(entry.missing.empty()) << entry.rule;
    for (const std::string& field : entry.missing) {
      EXPECT_NE(ruleBase().vocabulary.find(field), nullptr) << entry.rule << " " << field;
    }
  }
}

void expectWordsOfTheSpecification(const Decision& decision) {
  const auto& words = ruleBase().outputs.words;
  for (const Laterality side : kBothSides) {
    EXPECT_TRUE(isAmong(decision.insole[side].gate, words.at("gate")));
    EXPECT_TRUE(isAmong(decision.tracking[side].level, words.at("tracking")));
    const recommend::FootClass& foot = decision.feet[side];
    EXPECT_TRUE(isAmong(foot.posture, words.at("posture")));
    EXPECT_TRUE(isAmong(foot.confidence, words.at("confidence")));
    EXPECT_TRUE(isAmong(foot.conflict, words.at("conflict")));
    EXPECT_TRUE(isAmong(foot.pronation, words.at("pronation")));
    EXPECT_TRUE(isAmong(foot.mobility, words.at("mobility")));
  }
}

// Most texts come again and again: each is looked at once.
void expectNoClaimGoesTooFar(const Decision& decision, std::set<std::string>& looked) {
  const auto look = [&looked](const std::string& text) {
    if (looked.insert(text).second) {
      EXPECT_EQ(claimIn(text), "") << text;
    }
  };
  for (const Recommendation& entry : decision.recommendations) {
    for (const auto& text : {entry.textRunner, entry.textClinical, entry.textAction}) look(text);
  }
  for (const auto& choice : decision.footwear) look(choice.name);
  for (const auto* items : {&decision.plan, &decision.followUp}) {
    for (const auto& item : *items) look(item.what);
  }
  for (const Laterality side : kBothSides) {
    const recommend::Tracking& tracking = decision.tracking[side];
    for (const auto& text : {tracking.words, tracking.textRunner, tracking.textClinical})
      look(text);
    for (const auto& link : tracking.links) {
      for (const auto& text : {link.seen, link.strength, link.contrary}) look(text);
    }
  }
}

TEST(TenThousandPersons, KeepEveryLaw) {
  RandomIntake random(ruleBase(), 31);
  std::map<std::string, int> seen;
  std::set<std::string> looked;
  for (std::uint64_t i = 0; i < kPersons && !::testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE("person " + std::to_string(i));
    const RuleInputs inputs = i % 2 == 0 ? random.draw() : random.drawCalm();
    const Decision decision = recommend::decide(ruleBase(), inputs);
    expectNothingBesideARedFlag(decision);
    expectNoCorrectionOfABlockedFoot(decision);
    expectCapsHold(inputs, decision);
    expectTheShopStaysAShop(decision);
    expectTraceExplainsItself(decision);
    expectWordsOfTheSpecification(decision);
    expectNoClaimGoesTooFar(decision, looked);
    expectMirrored(decision, recommend::decide(ruleBase(), mirrored(inputs)));
    ++seen["escalation " + decision.escalationLevel];
    ++seen[decision.setting];
    for (const Laterality side : kBothSides) ++seen["gate " + decision.insole[side].gate];
  }
  // The laws are not kept by persons to whom nothing applies.
  for (const char* what : {"escalation none", "escalation urgent", "escalation emergency", "shop",
                           "gate blocked", "gate prefab_trial", "gate total_contact"}) {
    EXPECT_GT(seen[what], 100) << what;
  }
}

}  // namespace
}  // namespace podalign::testing
