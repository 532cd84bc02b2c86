// What holds for every person: mirrored in is mirrored out, an open question never adds advice, the
// shop stays a shop, and the trace explains itself. Intakes are drawn from the whole vocabulary.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "case_support.hpp"
#include "mirror.hpp"
#include "random_intake.hpp"

namespace podalign::testing {
namespace {

constexpr std::uint64_t kIntakes = 500;

TEST(Laws, AMirroredPersonGetsMirroredAdvice) {
  for (const char* name : {"case_01", "case_02", "case_06", "case_07", "case_12", "case_29"}) {
    SCOPED_TRACE(name);
    const RuleInputs inputs = caseInputs(name);
    expectMirrored(recommend::decide(ruleBase(), inputs),
                   recommend::decide(ruleBase(), mirrored(inputs)));
  }
  RandomIntake random(ruleBase(), 11);
  for (std::uint64_t i = 0; i < kIntakes; ++i) {
    SCOPED_TRACE(i);
    const RuleInputs inputs = random.draw();
    expectMirrored(recommend::decide(ruleBase(), inputs),
                   recommend::decide(ruleBase(), mirrored(inputs)));
  }
}

// Families that must never be given on the strength of a question nobody answered.
// (The tracking level is no advice; without a screen it is PTRX.)
const std::set<std::string> kHeldFamilies{"insole", "adjuncts", "load", "running",
                                          "gait",   "taping",   "heat", "deep_massage"};

using Advice = std::set<std::pair<std::string, std::string>>;

Advice adviceOf(const Decision& decision) {
  Advice advice;
  for (const auto& entry : decision.recommendations) {
    const profile::Rule* rule = profile::findRule(ruleBase(), entry.rule);
    const bool held = std::any_of(rule->families.begin(), rule->families.end(),
                                  [](const auto& f) { return kHeldFamilies.count(f) != 0; });
    // Advice against something harms nobody: no running, no wedge, one change at a time.
    static const std::set<std::string> restrains{"R-LOAD-02", "R-LOAD-09", "R-INS-00", "R-INS-14",
                                                 "R-INS-17",  "R-INS-18",  "R-GAIT-05"};
    if (!held || restrains.count(entry.rule) != 0) continue;
    if (entry.sides.empty()) advice.emplace(entry.rule, "");
    for (const Laterality side : entry.sides) advice.emplace(entry.rule, toString(side));
  }
  return advice;
}

std::set<std::string> safetyFields() {
  std::set<std::string> fields;
  for (const profile::Field& field : ruleBase().vocabulary.fields) {
    if (!profile::belongsToScreen(field)) continue;
    for (const profile::Rule& rule : ruleBase().rules) {
      if (rule.category != "safety" || rule.blocks.empty() == (rule.level == "none")) continue;
      if (rule.condition.text.find(field.id) != std::string::npos) fields.insert(field.id);
    }
  }
  fields.insert({"age_years", "diabetes", "inflammatory_arthritis", "anticoagulant", "pregnant",
                 "tape_allergy_or_fragile_skin", "fixed_deformity"});
  return fields;
}

void expectNoMoreAdvice(const RuleInputs& inputs, const std::string& field) {
  const Advice before = adviceOf(recommend::decide(ruleBase(), inputs));
  RuleInputs open = inputs;
  open.subject[field] = profile::Unknown{};
  const Advice after = adviceOf(recommend::decide(ruleBase(), open));
  for (const auto& [rule, side] : after) {
    EXPECT_EQ(before.count({rule, side}), 1U)
        << rule << " " << side << " appears once '" << field << "' is unknown";
  }
}

TEST(Laws, AnOpenSafetyQuestionNeverAddsAdvice) {
  const auto fields = safetyFields();
  ASSERT_GT(fields.size(), 30U);
  for (const char* name : {"case_01", "case_02", "case_06", "case_07", "case_12", "case_29"}) {
    for (const std::string& field : fields) {
      SCOPED_TRACE(name);
      expectNoMoreAdvice(caseInputs(name), field);
      RuleInputs answered = caseInputs(name);
      const profile::Field* entry = ruleBase().vocabulary.find(field);
      if (entry->type == profile::FieldType::Bool) answered.subject[field] = true;
      if (entry->type == profile::FieldType::Side) answered.subject[field] = std::string("left");
      expectNoMoreAdvice(answered, field);
    }
  }
  RandomIntake random(ruleBase(), 12);
  for (std::uint64_t i = 0; i < 20; ++i) {
    const RuleInputs inputs = random.draw();
    for (const std::string& field : fields) {
      SCOPED_TRACE(i);
      expectNoMoreAdvice(inputs, field);
    }
  }
}

TEST(Laws, WithoutAScreenNothingThatCouldHarmIsAdvised) {
  RandomIntake random(ruleBase(), 13);
  for (std::uint64_t i = 0; i < kIntakes; ++i) {
    RuleInputs inputs = random.draw();
    inputs.subject.erase("screen");
    const Decision decision = recommend::decide(ruleBase(), inputs);
    for (const auto& entry : decision.recommendations) {
      const profile::Rule* rule = profile::findRule(ruleBase(), entry.rule);
      for (const std::string& family : rule->families) {
        EXPECT_TRUE(family == "differential" || family == "footwear" || family == "followup")
            << entry.rule << " " << family;
      }
    }
    EXPECT_TRUE(contains(decision.findings, "INTAKE.SCREEN_INCOMPLETE"));
  }
}

TEST(Laws, TheShopNeverSpeaksOfKneesOrInsoles) {
  RandomIntake random(ruleBase(), 14);
  for (std::uint64_t i = 0; i < kIntakes; ++i) {
    RuleInputs inputs = random.draw();
    if (i % 2 == 0) {
      inputs.subject.erase("setting");
    } else {
      inputs.subject["setting"] = std::string("shop");
    }
    const Decision decision = recommend::decide(ruleBase(), inputs);
    EXPECT_EQ(decision.setting, "shop");
    EXPECT_TRUE(decision.differential.empty());
    EXPECT_TRUE(decision.plan.empty());
    for (const Laterality side : kBothSides) {
      EXPECT_EQ(decision.tracking[side].level, "not_in_shop");
      EXPECT_TRUE(decision.tracking[side].links.empty());
      EXPECT_EQ(decision.tracking[side].textRunner, "");
      EXPECT_EQ(decision.insole[side].gate, "none");
      EXPECT_FALSE(decision.insole[side].posting || decision.insole[side].heelLift);
    }
    for (const auto& choice : decision.footwear) {
      EXPECT_NE(choice.category, "stability");
      EXPECT_NE(choice.category, "motion_control");
      EXPECT_NE(choice.status, "clinician_option");
    }
  }
}

TEST(Laws, TheSameIntakeGetsTheSameAnswer) {
  RandomIntake random(ruleBase(), 17);
  for (std::uint64_t i = 0; i < 20; ++i) {
    const RuleInputs inputs = random.draw();
    const Decision a = recommend::decide(ruleBase(), inputs);
    const Decision b = recommend::decide(ruleBase(), inputs);
    EXPECT_EQ(a.rulesFired, b.rulesFired);
    EXPECT_EQ(a.notEvaluable, b.notEvaluable);
    for (std::size_t k = 0; k < a.recommendations.size(); ++k) {
      EXPECT_EQ(a.recommendations[k].textClinical, b.recommendations[k].textClinical);
    }
  }
}

}  // namespace
}  // namespace podalign::testing
