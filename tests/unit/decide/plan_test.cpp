// The plan: what is done when, day by day where something grows, one cue at a time.
#include <gtest/gtest.h>

#include <algorithm>

#include "case_support.hpp"

namespace podalign::testing {
namespace {

using recommend::Decision;
using recommend::PlanItem;

const PlanItem* itemOf(const std::vector<PlanItem>& items, const std::string& rule,
                       std::size_t place = 0) {
  for (const PlanItem& item : items) {
    if (item.rule == rule && place-- == 0) return &item;
  }
  return nullptr;
}

const std::string kRunner =
    "setting: clinic\nscreen: complete\nage_years: 30\ndiabetes: false\nknee_pain: both\n"
    "pain_location: [peripatellar]\naggravators: [run]\npain_daily_life_0_10: 0\n"
    "pain_running_0_10: 3\nmorning_stiffness_min: 0\nduration_weeks: 3\n";

TEST(GradedRunning, GrowsFromThePainFreeMinutesOfTheWorseKnee) {
  recommend::RuleInputs inputs = inputsFrom(
      kRunner + "knees: {left: {pain_free_run_min: 8.9}, right: {pain_free_run_min: 12}}\n");
  inputs.captured = "2026-02-16T10:20:00+02:00";
  const Decision decision = recommend::decide(ruleBase(), inputs);
  const PlanItem* running = itemOf(decision.plan, "R-LOAD-01");
  ASSERT_NE(running, nullptr);
  EXPECT_EQ(running->kind, "run");
  EXPECT_EQ(running->fromDate, "2026-02-16");
  EXPECT_EQ(running->toDate, "2026-03-16");
  ASSERT_EQ(running->steps.size(), 14U);
  EXPECT_EQ(running->steps[0].what, "Run 8 minutes") << "never more than was free of pain";
  EXPECT_EQ(running->steps[0].day, 1);
  EXPECT_EQ(running->steps[0].date, "2026-02-16");
  EXPECT_EQ(running->steps[1].what, "Run 10 minutes");
  EXPECT_EQ(running->steps[1].day, 3) << "every other day";
  EXPECT_EQ(running->steps[1].date, "2026-02-18");
  EXPECT_EQ(running->steps[6].date, "2026-02-28");
  EXPECT_EQ(running->steps[7].date, "2026-03-02");
}

TEST(GradedRunning, IsNotPlannedWhereRunningPauses) {
  const Decision decision = decideText(kRunner + "pain_free_run_min: 0.5\n");
  EXPECT_EQ(itemOf(decision.plan, "R-LOAD-01"), nullptr);
  const PlanItem* pause = itemOf(decision.plan, "R-LOAD-02");
  ASSERT_NE(pause, nullptr);
  EXPECT_EQ(pause->kind, "pause");
  EXPECT_EQ(pause->when, "weeks 1-2");
  ASSERT_NE(itemOf(decision.followUp, "R-LOAD-02"), nullptr);
  EXPECT_EQ(itemOf(decision.followUp, "R-LOAD-02")->when, "after 2 weeks");
  for (const PlanItem& item : decision.plan) {
    EXPECT_TRUE(item.steps.empty() || item.kind != "run");
    EXPECT_EQ(item.what.find("Running in the insole"), std::string::npos);
  }
}

TEST(Cues, ComeOneAtATimeAndAfterThePause) {
  const std::string outer =
      "setting: clinic\nscreen: complete\nage_years: 30\ndiabetes: false\nknee_pain: left\n"
      "pain_location: [lateral]\naggravators: [run]\npain_running_0_10: 3\npain_free_run_min: 10\n"
      "morning_stiffness_min: 0\ncadence_spm: 160\ntrunk_upright: true\nknee_valgus_dynamic: "
      "true\n";
  for (const int pause : {0, 2}) {
    const Decision decision = decideText(outer + "pain_daily_life_0_10: " + std::to_string(pause));
    std::vector<const PlanItem*> cues;
    for (const PlanItem& item : decision.plan) {
      if (item.kind == "cue") cues.push_back(&item);
    }
    ASSERT_EQ(cues.size(), 3U);
    EXPECT_EQ(cues[0]->rule, "R-GAIT-01") << "cadence first";
    EXPECT_EQ(cues[0]->fromWeek, pause) << "weeks of pause";
    for (std::size_t i = 1; i < cues.size(); ++i) {
      EXPECT_EQ(cues[i]->fromWeek, cues[i - 1]->toWeek) << cues[i]->rule;
      EXPECT_GT(cues[i]->toWeek, cues[i]->fromWeek);
    }
    const PlanItem* mirror = itemOf(decision.plan, "R-GAIT-03");
    ASSERT_EQ(mirror->steps.size(), 8U);
    EXPECT_EQ(mirror->steps.front().day, mirror->fromWeek * 7 + 1) << "the days move along";
    EXPECT_EQ(mirror->steps.front().what, "Run 15 minutes with the mirror");
  }
}

TEST(Exercises, ComeInPhases) {
  const std::string knee = kRunner + "pain_free_run_min: 10\n";
  const Decision weak = decideText(knee + "hip_weakness_or_poor_control: true\n");
  EXPECT_EQ(itemOf(weak.plan, "R-ADJ-03")->toWeek, 2);
  EXPECT_EQ(itemOf(weak.plan, "R-ADJ-04")->fromWeek, 2) << "after the primer";
  const Decision strong = decideText(knee);
  EXPECT_EQ(itemOf(strong.plan, "R-ADJ-03"), nullptr);
  EXPECT_EQ(itemOf(strong.plan, "R-ADJ-04")->fromWeek, 0);
  EXPECT_EQ(itemOf(strong.plan, "R-ADJ-04")->when, "weeks 1-8");
}

TEST(BreakIn, AddsAnHourADayAndRunsOnlyLater) {
  const Decision decision = decideText(kRunner + "pain_free_run_min: 10\n");
  const PlanItem* wearing = itemOf(decision.plan, "R-INS-12");
  ASSERT_NE(wearing, nullptr);
  ASSERT_EQ(wearing->steps.size(), 10U);
  EXPECT_EQ(wearing->steps[0].what, "Wear the insole for 1 h");
  EXPECT_EQ(wearing->steps[9].what, "Wear the insole for 10 h");
  EXPECT_EQ(wearing->steps[9].day, 10);
  const PlanItem* running = itemOf(decision.plan, "R-INS-12", 1);
  ASSERT_NE(running, nullptr);
  EXPECT_GE(running->steps.front().day, 10);
  EXPECT_NE(running->steps.front().what.find("10 minutes"), std::string::npos);
  EXPECT_EQ(itemOf(decision.plan, "R-INS-01")->toWeek, 6) << "a trial of six weeks";
}

TEST(LoadLimits, StandInThePlan) {
  const Decision decision =
      decideText(kRunner +
                 "pain_free_run_min: 10\nlongest_run_30d_km: 10\nplanned_run_km: 15\n"
                 "runner_type: novice\nbody_mass_kg: 95\nheight_cm: 170\n");
  for (const char* rule : {"R-LOAD-04", "R-LOAD-06", "R-LOAD-08"}) {
    ASSERT_NE(itemOf(decision.plan, rule), nullptr) << rule;
    EXPECT_EQ(itemOf(decision.plan, rule)->kind, "load") << rule;
  }
  EXPECT_EQ(itemOf(decision.plan, "R-LOAD-06")->when, "week 1");
}

TEST(CheckUps, SpeakOfAnInsoleOnlyWhereThereIsOne) {
  for (const char* name : {"case_01", "case_02"}) {
    const Decision decision = recommend::decide(ruleBase(), caseInputs(name));
    const bool insole = hasFired(decision, "R-INS-05");
    ASSERT_EQ(decision.followUp.size(), 3U);
    for (const PlanItem& item : decision.followUp) {
      EXPECT_EQ(item.kind, "review");
      EXPECT_EQ(item.what.find("insole") != std::string::npos, insole) << name << item.what;
    }
  }
}

}  // namespace
}  // namespace podalign::testing
