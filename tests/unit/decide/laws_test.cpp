// What holds for every person: mirrored in is mirrored out, an open question never adds advice, the
// shop stays a shop, and the trace explains itself. Intakes are drawn from the whole vocabulary.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

#include "case_support.hpp"
#include "random_intake.hpp"

namespace podalign::testing {
namespace {

using profile::Value;
using recommend::Decision;
using recommend::FieldValues;
using recommend::RuleInputs;

constexpr std::uint64_t kIntakes = 150;

std::string swapped(const std::string& side) {
  if (side == "left") return "right";
  return side == "right" ? "left" : side;
}

// Fields whose words are sides.
bool namesSides(const std::string& field) {
  const profile::Field* entry = ruleBase().vocabulary.find(field);
  return entry->type == profile::FieldType::Side || field == "knee_pain" ||
         field == "lld_short_side";
}

RuleInputs mirrored(RuleInputs inputs) {
  std::swap(inputs.feet.left, inputs.feet.right);
  std::swap(inputs.knees.left, inputs.knees.right);
  std::swap(inputs.halfWidths.left, inputs.halfWidths.right);
  for (auto& [field, value] : inputs.subject) {
    auto* word = std::get_if<std::string>(&value);
    if (word != nullptr && namesSides(field)) *word = swapped(*word);
  }
  return inputs;
}

std::string swappedWords(std::string text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (rest.starts_with("left")) {
      out += "right";
      i += 4;
    } else if (rest.starts_with("right")) {
      out += "left";
      i += 5;
    } else {
      out += text[i++];
    }
  }
  return out;
}

// Elsewhere "right" and "left" are not sides ("arch values are left out").
bool speaksOfASide(const std::string& rule) {
  for (const auto& [id, text] : ruleBase().texts.all()) {
    if (id.starts_with(rule + ".runner") && text.find("{side}") != std::string::npos) return true;
  }
  return false;
}

using Traced = std::multiset<std::tuple<std::string, std::string, std::string>>;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return text;
}

std::string nameOf(std::optional<Laterality> side, bool mirror) {
  if (!side) return "";
  return toString(mirror ? opposite(*side) : *side);
}

Traced traceOf(const Decision& decision, bool mirror) {
  Traced trace;
  for (const auto& entry : decision.blocked) {
    trace.emplace(entry.rule, entry.by, nameOf(entry.side, mirror));
  }
  for (const auto& entry : decision.notEvaluable) {
    auto missing = entry.missing;
    std::sort(missing.begin(), missing.end());
    trace.emplace(entry.rule, joined(missing), nameOf(entry.side, mirror));
  }
  return trace;
}

void expectMirrored(const Decision& a, const Decision& b) {
  EXPECT_EQ(a.rulesFired, b.rulesFired);
  EXPECT_EQ(a.asymmetry, b.asymmetry);
  EXPECT_EQ(a.escalationLevel, b.escalationLevel);
  EXPECT_EQ(a.missing, b.missing);
  EXPECT_EQ(std::set<std::string>(a.differential.begin(), a.differential.end()),
            std::set<std::string>(b.differential.begin(), b.differential.end()));
  EXPECT_EQ(traceOf(a, false), traceOf(b, true));
  EXPECT_EQ(a.sizes.sizes, b.sizes.sizes);
  if (a.sizes.longerFoot) {
    EXPECT_EQ(*a.sizes.longerFoot, opposite(*b.sizes.longerFoot));
  }
  for (const Laterality side : kBothSides) {
    const Laterality other = opposite(side);
    EXPECT_EQ(a.feet[side].posture, b.feet[other].posture);
    EXPECT_EQ(a.feet[side].score, b.feet[other].score);
    EXPECT_EQ(a.feet[side].confidence, b.feet[other].confidence);
    EXPECT_EQ(a.feet[side].pronation, b.feet[other].pronation);
    EXPECT_EQ(a.tracking[side].level, b.tracking[other].level);
    EXPECT_EQ(a.tracking[side].rule, b.tracking[other].rule);
    ASSERT_EQ(a.tracking[side].links.size(), b.tracking[other].links.size());
    for (std::size_t i = 0; i < a.tracking[side].links.size(); ++i) {
      EXPECT_EQ(a.tracking[side].links[i].state, b.tracking[other].links[i].state);
    }
    EXPECT_EQ(a.insole[side].gate, b.insole[other].gate);
    EXPECT_EQ(a.insole[side].rule, b.insole[other].rule);
    ASSERT_EQ(a.insole[side].posting.has_value(), b.insole[other].posting.has_value());
    if (a.insole[side].posting) {
      EXPECT_EQ(a.insole[side].posting->autoDeg, b.insole[other].posting->autoDeg);
      EXPECT_EQ(a.insole[side].posting->clinicianDeg, b.insole[other].posting->clinicianDeg);
    }
    ASSERT_EQ(a.insole[side].heelLift.has_value(), b.insole[other].heelLift.has_value());
  }
  for (std::size_t i = 0; i < a.recommendations.size(); ++i) {
    if (a.recommendations[i].sides.size() != 1) continue;
    EXPECT_EQ(a.recommendations[i].sides.front(), opposite(b.recommendations[i].sides.front()));
    const std::string& mine = a.recommendations[i].textRunner;
    const std::string& theirs = b.recommendations[i].textRunner;
    EXPECT_EQ(mine, speaksOfASide(a.recommendations[i].rule) ? swappedWords(theirs) : theirs);
  }
}

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

TEST(Laws, TheTraceExplainsItself) {
  RandomIntake random(ruleBase(), 15);
  for (std::uint64_t i = 0; i < kIntakes; ++i) {
    SCOPED_TRACE(i);
    const Decision decision = recommend::decide(ruleBase(), random.draw());
    ASSERT_EQ(decision.recommendations.size(), decision.rulesFired.size());
    std::set<std::pair<std::string, std::string>> standing;
    for (std::size_t k = 0; k < decision.rulesFired.size(); ++k) {
      const auto& entry = decision.recommendations[k];
      EXPECT_EQ(entry.rule, decision.rulesFired[k]);
      EXPECT_TRUE(!entry.sources.empty() || !entry.basis.empty()) << entry.rule;
      EXPECT_EQ(entry.textRunner.find('{'), std::string::npos) << entry.rule << entry.textRunner;
      EXPECT_EQ(entry.textClinical.find('{'), std::string::npos) << entry.rule;
      EXPECT_EQ(entry.textAction.find('{'), std::string::npos) << entry.rule;
      for (const Laterality side : entry.sides) standing.emplace(entry.rule, toString(side));
    }
    for (const auto& entry : decision.blocked) {
      EXPECT_TRUE(hasFired(decision, entry.by)) << entry.rule << " by " << entry.by;
      if (entry.side) {
        EXPECT_EQ(standing.count({entry.rule, toString(*entry.side)}), 0U) << entry.rule;
      } else {
        EXPECT_FALSE(hasFired(decision, entry.rule)) << entry.rule;
      }
    }
    for (const auto& entry : decision.notEvaluable) {
      EXPECT_FALSE(entry.missing.empty()) << entry.rule;
      for (const std::string& field : entry.missing) {
        EXPECT_NE(ruleBase().vocabulary.find(field), nullptr) << entry.rule << " " << field;
      }
    }
  }
}

TEST(Laws, LimitsHold) {
  RandomIntake random(ruleBase(), 16);
  for (std::uint64_t i = 0; i < kIntakes; ++i) {
    const Decision decision = recommend::decide(ruleBase(), random.draw());
    for (const Laterality side : kBothSides) {
      const auto& insole = decision.insole[side];
      if (insole.posting) {
        EXPECT_LE(insole.posting->autoDeg, 6.0);
        EXPECT_LE(insole.posting->clinicianDeg, 8.0);
        EXPECT_LE(insole.posting->autoDeg, insole.posting->clinicianDeg);
      }
      if (insole.heelLift) {
        EXPECT_LE(insole.heelLift->limitMm, 9.0);
      }
      EXPECT_EQ(insole.posting.has_value(), insole.gate != "none" && insole.gate != "blocked");
      const auto& words = ruleBase().outputs.words;
      const auto among = [&words](const char* group, const std::string& word) {
        const auto& list = words.at(group);
        return std::find(list.begin(), list.end(), word) != list.end();
      };
      EXPECT_TRUE(among("gate", insole.gate)) << insole.gate;
      EXPECT_TRUE(among("tracking", decision.tracking[side].level));
      EXPECT_TRUE(among("posture", decision.feet[side].posture));
      EXPECT_TRUE(among("confidence", decision.feet[side].confidence));
      EXPECT_TRUE(among("conflict", decision.feet[side].conflict));
      EXPECT_TRUE(among("pronation", decision.feet[side].pronation));
      EXPECT_TRUE(among("mobility", decision.feet[side].mobility));
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
