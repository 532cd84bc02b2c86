// Insoles, footwear, sizes, plan and check-ups.
#include <gtest/gtest.h>

#include <algorithm>

#include "case_support.hpp"

namespace podalign::testing {
namespace {

using recommend::Decision;
using recommend::RuleInputs;

const std::string kAdult =
    "setting: clinic\nscreen: complete\nage_years: 30\ndiabetes: false\n"
    "morning_stiffness_min: 0\npain_daily_life_0_10: 0\npain_running_0_10: 3\n"
    "pain_free_run_min: 10\nduration_weeks: 3\n";
const std::string kLeftKneecap =
    "knee_pain: left\npain_location: [peripatellar]\naggravators: [run]\n";

TEST(Insole, IsCappedByWearOfTheInnerKnee) {
  const std::string feet =
      "left: {FPI6: 11, AHI_STAND: 0.27}\nright: {FPI6: 11, AHI_STAND: 0.27}\n";
  const Decision free = decideText(kAdult + kLeftKneecap + feet);
  EXPECT_EQ(free.insole.left.posting->autoDeg, 6.0);
  EXPECT_EQ(free.insole.left.posting->clinicianDeg, 8.0);
  const Decision capped = decideText(kAdult + kLeftKneecap + feet + "medial_knee_oa: left\n");
  EXPECT_TRUE(hasFired(capped, "R-INS-17"));
  EXPECT_EQ(capped.insole.left.posting->autoDeg, 2.0);
  EXPECT_EQ(capped.insole.left.posting->clinicianDeg, 2.0);
  const Decision other = decideText(kAdult + kLeftKneecap + feet + "medial_knee_oa: right\n");
  EXPECT_EQ(other.insole.left.posting->autoDeg, 6.0);
}

TEST(Insole, GoesToTheFootThatMeetsTheRuleAndThePairGetsNoDegrees) {
  const Decision decision =
      decideText(kAdult + kLeftKneecap +
                 "left: {FPI6: 8, AHI_STAND: 0.3}\nright: {FPI6: 8, AHI_STAND: 0.3}\n");
  EXPECT_EQ(decision.insole.left.gate, "prefab_trial");
  EXPECT_EQ(decision.insole.left.rule, "R-INS-03");
  EXPECT_EQ(decision.insole.left.posting->autoDeg, 6.0);
  EXPECT_EQ(decision.insole.right.gate, "prefab_trial");
  EXPECT_EQ(decision.insole.right.rule, "R-INS-19");
  EXPECT_EQ(decision.insole.right.posting->autoDeg, 0.0);
  EXPECT_EQ(decision.insole.right.posting->clinicianDeg, 0.0);
}

TEST(Insole, OfAPadIsNoReasonForAPair) {
  const Decision decision = decideText(kAdult +
                                       "knee_pain: none\nforefoot_pain: left\n"
                                       "left: {FPI6: 3}\nright: {FPI6: 3}\n");
  EXPECT_EQ(decision.insole.left.gate, "met_pad");
  EXPECT_EQ(decision.insole.right.gate, "none");
  EXPECT_FALSE(hasFired(decision, "R-INS-05"));
}

struct Lift {
  double difference;
  double start;
  double limit;
};

TEST(HeelLift, IsHalfTheDifferenceInWholeStepsAtMostNine) {
  const Lift lifts[] = {{5, 3, 3},  {9, 3, 3},  {10, 3, 3},  {12, 3, 6},
                        {17, 3, 6}, {18, 3, 9}, {19.9, 3, 9}};
  for (const Lift& lift : lifts) {
    const Decision decision = decideText(kAdult + kLeftKneecap + "lld_short_side: right\nlld_mm: " +
                                         std::to_string(lift.difference) + "\n");
    EXPECT_FALSE(decision.insole.left.heelLift.has_value()) << "the left leg is the longer one";
    ASSERT_TRUE(decision.insole.right.heelLift.has_value()) << lift.difference;
    EXPECT_EQ(decision.insole.right.heelLift->startMm, lift.start) << lift.difference;
    EXPECT_EQ(decision.insole.right.heelLift->limitMm, lift.limit) << lift.difference;
  }
}

TEST(HeelLift, IsNotGivenBelowFiveOrFromTwentyOrWithoutTheSide) {
  for (const char* answers : {"lld_mm: 4.9\nlld_short_side: left\n",
                              "lld_mm: 20\nlld_short_side: left\n", "lld_mm: 12\n"}) {
    const Decision decision = decideText(kAdult + kLeftKneecap + answers);
    EXPECT_FALSE(decision.insole.left.heelLift || decision.insole.right.heelLift) << answers;
  }
  EXPECT_TRUE(hasFired(decideText(kAdult + kLeftKneecap + "lld_mm: 20\nlld_short_side: left\n"),
                       "R-SAF-31"));
  const Decision open = decideText(kAdult + kLeftKneecap + "lld_mm: 12\n");
  EXPECT_NE(std::find(open.missing.begin(), open.missing.end(), "lld_short_side"),
            open.missing.end());
}

TEST(Footwear, NamesEachCategoryOnceWithItsFeatures) {
  const Decision decision = recommend::decide(ruleBase(), caseInputs("case_06"));
  ASSERT_EQ(decision.footwear.size(), 2U);
  EXPECT_EQ(decision.footwear[0].features.at("drop_mm"), "6-10");
  EXPECT_EQ(decision.footwear[0].name, "neutral cushioned shoe");
  EXPECT_EQ(decision.footwear[1].rule, "R-FW-02");
  EXPECT_EQ(decision.footwear[1].status, "option");
}

TEST(Footwear, OfMotionControlNeedsAClinician) {
  RuleInputs inputs = caseInputs("case_06");
  inputs.subject["clinician_confirms_motion_control"] = true;
  const Decision decision = recommend::decide(ruleBase(), inputs);
  ASSERT_EQ(decision.footwear.size(), 3U);
  EXPECT_EQ(decision.footwear[2].category, "motion_control");
  EXPECT_EQ(decision.footwear[2].status, "clinician_option");
  inputs.subject["ankle_instability"] = std::string("both");
  EXPECT_EQ(recommend::decide(ruleBase(), inputs).footwear.size(), 1U);
}

// Size formulas by hand: EU (275.1 + 15) / 6.667 = 43.51, UK (275.1 + 16.9) / 8.467 - 25 = 9.49,
// rounded up to half sizes.
TEST(Sizes, FollowTheLongerFoot) {
  RuleInputs inputs = caseInputs("case_05");
  inputs.feet.left["foot_length_mm"] = 275.1;
  inputs.feet.right["foot_length_mm"] = 268.0;
  inputs.feet.left["ball_width_mm"] = 104.2;
  inputs.feet.right["ball_width_mm"] = 106.6;
  const auto sizes = recommend::decide(ruleBase(), inputs).sizes;
  EXPECT_EQ(sizes.longerFoot, Laterality::Left);
  EXPECT_EQ(*sizes.lengthMm, 275.1);
  EXPECT_EQ(*sizes.widthMm, 106.6);
  EXPECT_TRUE(sizes.padOther);
  EXPECT_TRUE(sizes.provisional);
  const std::map<std::string, std::string> wanted{{"mondopoint", "280/107"},
                                                  {"eu", "44"},
                                                  {"uk", "9.5"},
                                                  {"us_men", "10.5"},
                                                  {"us_women", "12"}};
  EXPECT_EQ(sizes.sizes, wanted);
}

TEST(Sizes, OfAnExactLengthAreNotRoundedUp) {
  RuleInputs inputs = caseInputs("case_05");
  inputs.feet.left["foot_length_mm"] = 280.0;
  inputs.feet.right["foot_length_mm"] = 280.0;
  const auto sizes = recommend::decide(ruleBase(), inputs).sizes;
  EXPECT_FALSE(sizes.longerFoot.has_value());
  EXPECT_FALSE(sizes.padOther);
  EXPECT_EQ(sizes.sizes.at("mondopoint"), "280");
}

TEST(Sizes, OfAChildHaveNoAdultScale) {
  const auto sizes = decideText(
                         "screen: complete\nage_years: 10\nknee_pain: none\n"
                         "diabetes: false\nleft: {foot_length_mm: 210}\n")
                         .sizes;
  EXPECT_EQ(sizes.sizes.count("uk"), 0U);
  EXPECT_EQ(sizes.sizes.at("mondopoint"), "210");
  EXPECT_EQ(sizes.sizes.at("eu"), "34");
}

TEST(Sizes, AreNotTakenFromAnImpossibleScan) {
  RuleInputs inputs = caseInputs("case_05");
  inputs.feet.left["foot_length_mm"] = 400.0;
  inputs.feet.right["foot_length_mm"] = 260.0;
  const auto sizes = recommend::decide(ruleBase(), inputs).sizes;
  EXPECT_EQ(*sizes.lengthMm, 260.0);
  inputs.feet.right.erase("foot_length_mm");
  EXPECT_TRUE(recommend::decide(ruleBase(), inputs).sizes.sizes.empty());
}

TEST(Plan, SpeaksOfWeeksOrOfDates) {
  RuleInputs inputs = caseInputs("case_02");
  const Decision weeks = recommend::decide(ruleBase(), inputs);
  ASSERT_EQ(weeks.followUp.size(), 3U);
  EXPECT_EQ(weeks.followUp[0].when, "after 2 weeks");
  EXPECT_EQ(weeks.followUp[2].fromWeek, 12);
  ASSERT_FALSE(weeks.plan.empty());
  EXPECT_TRUE(std::is_sorted(weeks.plan.begin(), weeks.plan.end(),
                             [](const auto& a, const auto& b) { return a.fromWeek < b.fromWeek; }));
  inputs.captured = "2026-02-16T10:20:00+02:00";
  const Decision dates = recommend::decide(ruleBase(), inputs);
  EXPECT_EQ(dates.followUp[0].when, "2026-03-02");
  EXPECT_EQ(dates.followUp[0].fromDate, "2026-03-02");
  for (const char* broken : {"yesterday", "2026-13-01", "2026-02-30", "20260216"}) {
    inputs.captured = broken;
    EXPECT_EQ(recommend::decide(ruleBase(), inputs).followUp[0].when, "after 2 weeks") << broken;
  }
}

TEST(Plan, HoldsOnlyRulesThatStand) {
  const Decision decision = recommend::decide(ruleBase(), caseInputs("case_29"));
  for (const auto& item : decision.plan) EXPECT_TRUE(hasFired(decision, item.rule)) << item.rule;
  const bool runs = std::any_of(decision.plan.begin(), decision.plan.end(),
                                [](const auto& item) { return item.rule == "R-LOAD-01"; });
  EXPECT_FALSE(runs) << "the right knee forbids running";
}

TEST(Training, WarnsOfASingleLongRun) {
  const std::string runs = kAdult + "knee_pain: none\nlongest_run_30d_km: 20\nplanned_run_km: ";
  EXPECT_FALSE(hasFired(decideText(runs + "22\n"), "R-LOAD-04")) << "exactly 10 % is allowed";
  EXPECT_TRUE(hasFired(decideText(runs + "22.1\n"), "R-LOAD-04"));
}

}  // namespace
}  // namespace podalign::testing
