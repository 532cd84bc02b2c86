// Red flags first, blocks, and what an unanswered question holds back.
#include <gtest/gtest.h>

#include <algorithm>

#include "case_support.hpp"

namespace podalign::testing {
namespace {

using recommend::Decision;

// A painful left knee above a low-arched foot, everything asked and answered with no.
const std::string kRunner = R"(
setting: clinic
screen: complete
age_years: 30
knee_pain: left
pain_location: [peripatellar]
aggravators: [run, squat]
tendon_palpation_pain: false
pain_daily_life_0_10: 0
pain_running_0_10: 3
pain_free_run_min: 10
morning_stiffness_min: 0
duration_weeks: 3
cadence_spm: 180
body_mass_kg: 65
diabetes: false
left: {FPI6: 8, AHI_STAND: 0.3}
right: {FPI6: 7, AHI_STAND: 0.3}
)";

const recommend::BlockedRule* blockOf(const Decision& decision, const std::string& rule) {
  for (const auto& entry : decision.blocked) {
    if (entry.rule == rule) return &entry;
  }
  return nullptr;
}

const recommend::NotEvaluableRule* openRule(const Decision& decision, const std::string& rule) {
  for (const auto& entry : decision.notEvaluable) {
    if (entry.rule == rule) return &entry;
  }
  return nullptr;
}

struct Flag {
  const char* answers;
  const char* rule;
  const char* level;
};

class RedFlag : public ::testing::TestWithParam<Flag> {};
void PrintTo(const Flag& flag, std::ostream* out) { *out << flag.rule << ": " << flag.answers; }

TEST_P(RedFlag, EscalatesAndWithholdsAllAdvice) {
  const Decision decision = decideText(kRunner + GetParam().answers + "\n");
  EXPECT_EQ(decision.escalationLevel, GetParam().level);
  EXPECT_NE(
      std::find(decision.escalationRules.begin(), decision.escalationRules.end(), GetParam().rule),
      decision.escalationRules.end());
  EXPECT_TRUE(hasFired(decision, "R-SAF-00"));
  EXPECT_TRUE(decision.footwear.empty());
  EXPECT_TRUE(decision.differential.empty());
  EXPECT_TRUE(decision.plan.empty());
  EXPECT_TRUE(decision.followUp.empty());
  EXPECT_TRUE(decision.sizes.sizes.empty());
  for (const Laterality side : kBothSides) {
    EXPECT_EQ(decision.tracking[side].level, "suppressed");
    EXPECT_TRUE(decision.tracking[side].links.empty());
    EXPECT_EQ(decision.insole[side].gate, "blocked");
  }
  for (const auto& entry : decision.recommendations) {
    EXPECT_TRUE(entry.category == "safety" || entry.category == "quality" ||
                entry.category == "classification" || entry.category == "output")
        << entry.rule;
  }
}

INSTANTIATE_TEST_SUITE_P(
    EachOne, RedFlag,
    ::testing::Values(
        Flag{"hot_red_joint: true", "R-SAF-01", "emergency"},
        Flag{"fever_unwell: true", "R-SAF-01", "emergency"},
        Flag{"trauma: true\nrapid_swelling: true", "R-SAF-02", "emergency"},
        Flag{"cannot_straight_leg_raise: true", "R-SAF-02", "emergency"},
        Flag{"patella_dislocated: true", "R-SAF-02", "emergency"},
        Flag{"locked_knee: true", "R-SAF-03", "urgent"},
        Flag{"effusion: true", "R-SAF-03", "urgent"},
        Flag{"rapid_swelling: true", "R-SAF-03", "urgent"},
        Flag{"calf_swelling_pain: true", "R-SAF-04", "emergency"},
        Flag{"night_or_rest_pain: true", "R-SAF-05", "urgent"},
        Flag{"weight_loss_or_cancer: true", "R-SAF-05", "urgent"},
        Flag{"focal_bone_tenderness: true", "R-SAF-06", "urgent"},
        Flag{"hip_groin_pain: true", "R-SAF-06", "urgent"},
        Flag{"menstrual_or_low_energy_flag: true", "R-SAF-06", "urgent"},
        Flag{"foot_wound_or_ulcer: left\nprior_ulcer_amputation: true", "R-SAF-08", "urgent"},
        Flag{"hot_swollen_foot: right\nloss_protective_sensation: true", "R-SAF-09", "emergency"},
        Flag{"absent_pulses_or_rest_pain_foot: true", "R-SAF-12", "urgent"},
        Flag{"saddle_or_bladder_signs: true", "R-SAF-23", "emergency"},
        Flag{"new_leg_weakness: true", "R-SAF-24", "urgent"},
        Flag{"unable_weight_bear: true", "R-SAF-25", "urgent"},
        Flag{"hot_swollen_foot: left", "R-SAF-27", "urgent"},
        Flag{"achilles_snap_or_no_heel_raise: right", "R-SAF-28", "emergency"}),
    [](const auto& tested) { return "Flag" + std::to_string(tested.index); });

TEST(RedFlags, OfAChildWithALimpComeFirst) {
  const Decision decision = decideText(
      "setting: clinic\nscreen: complete\nage_years: 12\nknee_pain: none\ndiabetes: false\n"
      "limp: true\n");
  EXPECT_EQ(decision.escalationLevel, "emergency");
  EXPECT_TRUE(hasFired(decision, "R-SAF-15"));
}

TEST(RedFlags, HoldInTheShopToo) {
  const Decision decision = decideText(
      "screen: complete\nage_years: 30\nknee_pain: none\ndiabetes: false\n"
      "calf_swelling_pain: true\n");
  EXPECT_EQ(decision.setting, "shop");
  EXPECT_EQ(decision.escalationLevel, "emergency");
  EXPECT_TRUE(decision.footwear.empty());
}

TEST(RedFlags, LeftOpenHoldBackTheHarmfulAdvice) {
  const Decision decision = decideText(kRunner + "night_or_rest_pain: unknown\n");
  EXPECT_EQ(decision.escalationLevel, "none");
  EXPECT_TRUE(hasFired(decision, "R-QA-06"));
  EXPECT_TRUE(contains(decision.findings, "INTAKE.SCREEN_INCOMPLETE"));
  ASSERT_NE(openRule(decision, "R-SAF-05"), nullptr);
  EXPECT_EQ(openRule(decision, "R-SAF-05")->missing,
            std::vector<std::string>{"night_or_rest_pain"});
  EXPECT_EQ(decision.tracking.left.level, "PTRX");
  EXPECT_EQ(decision.insole.left.gate, "blocked");
  EXPECT_EQ(decision.missing, std::vector<std::string>{"night_or_rest_pain"});
  EXPECT_FALSE(decision.footwear.empty()) << "a comfortable shoe harms nobody";
}

TEST(Blocking, AFootRuleBlocksTheInsoleOfThatFootOnly) {
  const Decision decision = decideText(kRunner + "fixed_deformity: right\n");
  EXPECT_EQ(decision.insole.right.gate, "blocked");
  EXPECT_EQ(decision.insole.left.gate, "prefab_trial");
  ASSERT_NE(blockOf(decision, "R-INS-19"), nullptr);
  EXPECT_EQ(blockOf(decision, "R-INS-19")->by, "R-INS-14");
  EXPECT_EQ(blockOf(decision, "R-INS-19")->side, Laterality::Right);
  EXPECT_TRUE(hasFired(decision, "R-INS-05")) << "it stands for the left foot";
}

TEST(Blocking, TheOtherFootGetsNoPairOfABlockedDevice) {
  const Decision decision = decideText(kRunner + "fixed_deformity: left\n");
  EXPECT_EQ(decision.insole.left.gate, "blocked");
  EXPECT_EQ(decision.insole.right.gate, "none");
  EXPECT_FALSE(hasFired(decision, "R-INS-19"));
}

TEST(Blocking, OfFootwearCountsForThePerson) {
  const Decision decision = decideText(kRunner + "rigid_flatfoot: left\n");
  EXPECT_TRUE(decision.footwear.empty());
  ASSERT_NE(blockOf(decision, "R-FW-00"), nullptr);
  EXPECT_EQ(blockOf(decision, "R-FW-00")->by, "R-SAF-13");
  EXPECT_FALSE(blockOf(decision, "R-FW-00")->side.has_value());
  EXPECT_EQ(decision.insole.left.gate, "blocked");
  EXPECT_EQ(decision.escalationLevel, "routine_soon");
}

TEST(Blocking, NamesTheFirstBlockingRule) {
  const Decision decision = decideText(kRunner + "pregnant: true\ninflammatory_arthritis: true\n");
  ASSERT_NE(blockOf(decision, "R-INS-01"), nullptr);
  EXPECT_EQ(blockOf(decision, "R-INS-01")->by, "R-SAF-07");
}

TEST(Blocking, ASubjectRuleOfInsolesNeedsOneFreeFoot) {
  const std::string calm =
      "setting: clinic\nscreen: complete\nage_years: 30\nknee_pain: none\ndiabetes: false\n";
  EXPECT_TRUE(hasFired(decideText(calm + "fixed_deformity: left\n"), "R-INS-00"));
  const Decision both = decideText(calm + "fixed_deformity: both\n");
  EXPECT_FALSE(hasFired(both, "R-INS-00"));
  ASSERT_NE(blockOf(both, "R-INS-00"), nullptr);
  EXPECT_EQ(blockOf(both, "R-INS-00")->by, "R-INS-14");
}

TEST(OpenBlocker, HoldsWhatItWouldBlock) {
  const Decision decision = decideText(kRunner + "pregnant: unknown\n");
  ASSERT_NE(openRule(decision, "R-SAF-18"), nullptr);
  const auto* held = openRule(decision, "R-INS-01");
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(held->missing, std::vector<std::string>{"pregnant"});
  EXPECT_EQ(held->side, Laterality::Left);
  EXPECT_EQ(decision.insole.left.gate, "blocked");
  EXPECT_EQ(decision.insole.right.gate, "blocked");
  EXPECT_TRUE(hasFired(decision, "R-ADJ-02")) << "exercise is not what pregnancy blocks";
  EXPECT_TRUE(hasFired(decision, "R-FW-01")) << "footwear is not held by open questions";
}

TEST(OpenBlocker, NeverHoldsARuleThatBlocks) {
  const Decision decision = decideText(kRunner + "pregnant: unknown\nfixed_deformity: left\n");
  EXPECT_TRUE(hasFired(decision, "R-INS-14"));
}

TEST(OpenBlocker, OfFeelingHoldsInsoleTapeHeatAndMassage) {
  std::string unasked = kRunner;
  const std::string answer = "diabetes: false\n";
  unasked.erase(unasked.find(answer), answer.size());
  const Decision decision = decideText(unasked);
  EXPECT_TRUE(hasFired(decision, "R-QA-05")) << "diabetes was not answered";
  ASSERT_NE(openRule(decision, "R-SAF-10"), nullptr);
  for (const char* rule : {"R-INS-01", "R-ADJ-09", "R-ADJ-07"}) {
    EXPECT_FALSE(hasFired(decision, rule)) << rule;
    EXPECT_NE(openRule(decision, rule), nullptr) << rule;
  }
  EXPECT_NE(std::find(decision.missing.begin(), decision.missing.end(), "diabetes"),
            decision.missing.end());
}

TEST(Diabetes, WithUntestedFeelingBlocksInsoles) {
  std::string diabetic = kRunner;
  diabetic.replace(diabetic.find("diabetes: false"), 15, "diabetes: true");
  const Decision untested = decideText(diabetic);
  EXPECT_TRUE(hasFired(untested, "R-SAF-11"));
  EXPECT_EQ(untested.insole.left.gate, "blocked");
  const Decision tested = decideText(diabetic + "loss_protective_sensation: false\n");
  EXPECT_FALSE(hasFired(tested, "R-SAF-11"));
  EXPECT_EQ(tested.insole.left.gate, "prefab_trial");
}

TEST(Child, WithoutSymptomsGetsNoCorrection) {
  const Decision decision = decideText(
      "setting: clinic\nscreen: complete\nage_years: 9\nknee_pain: none\ndiabetes: false\n"
      "left: {FPI6: 8}\nright: {FPI6: 8}\n");
  EXPECT_TRUE(hasFired(decision, "R-SAF-16"));
  EXPECT_TRUE(hasFired(decision, "R-SAF-17"));
  EXPECT_EQ(decision.insole.left.gate, "blocked");
  ASSERT_EQ(decision.footwear.size(), 1U);
  EXPECT_EQ(decision.footwear[0].category, "child_flexible_fit");
  EXPECT_EQ(decision.feet.left.posture, "planus");
}

TEST(AgeUnknown, GivesNoPostureAndHoldsTrainingAdvice) {
  std::string ageless = kRunner;
  ageless.erase(ageless.find("age_years: 30\n"), 14);
  const Decision decision = decideText(ageless);
  EXPECT_EQ(decision.feet.left.posture, "indeterminate");
  EXPECT_FALSE(decision.feet.left.score.has_value());
  EXPECT_EQ(decision.insole.left.gate, "blocked");
  EXPECT_FALSE(hasFired(decision, "R-LOAD-01"));
  ASSERT_NE(openRule(decision, "R-LOAD-01"), nullptr);
  EXPECT_EQ(openRule(decision, "R-LOAD-01")->missing, std::vector<std::string>{"age_years"});
  EXPECT_EQ(decision.missing.front(), "age_years");
}

TEST(PainfulKnee, ThatNobodyNamedIsAskedFor) {
  const Decision decision = decideText(
      "setting: clinic\nscreen: complete\nage_years: 30\ndiabetes: false\n"
      "pain_location: [peripatellar]\naggravators: [run]\n");
  EXPECT_TRUE(hasFired(decision, "R-QA-05"));
  EXPECT_EQ(decision.tracking.left.level, "PTRX");
  EXPECT_EQ(decision.tracking.right.level, "PTRX");
  EXPECT_FALSE(hasFired(decision, "R-ADJ-01"));
  EXPECT_NE(std::find(decision.missing.begin(), decision.missing.end(), "knee_pain"),
            decision.missing.end());
}

TEST(MorningStiffness, IsNotLostWhereNoKneeIsSaidToHurt) {
  const std::string calm =
      "setting: clinic\nscreen: complete\nage_years: 30\nknee_pain: none\ndiabetes: false\n";
  EXPECT_TRUE(hasFired(decideText(calm + "morning_stiffness_min: 40\n"), "R-SAF-07"));
  EXPECT_TRUE(
      hasFired(decideText(calm + "knees: {right: {morning_stiffness_min: 40}}\n"), "R-SAF-07"));
  EXPECT_FALSE(hasFired(decideText(calm + "morning_stiffness_min: 30\n"), "R-SAF-07"));
}

}  // namespace
}  // namespace podalign::testing
