// What people read: numbers and sides filled in, and what each case must and must not say.
#include <gtest/gtest.h>

#include "case_support.hpp"
#include "claims.hpp"

namespace podalign::testing {
namespace {

using recommend::Decision;

Decision decideCase(const std::string& name) {
  return recommend::decide(ruleBase(), caseInputs(name));
}

std::string runnerText(const Decision& decision, const std::string& rule) {
  const auto* entry = recommendationOf(decision, rule);
  return entry == nullptr ? "(absent)" : entry->textRunner;
}

TEST(Texts, GiveTheCadenceInSteps) {
  EXPECT_EQ(runnerText(decideCase("case_02"), "R-GAIT-01"),
            "Take shorter, quicker steps: from 162 to 170-178 steps a minute (target 174) at the "
            "same speed.");
  EXPECT_NE(runnerText(decideCase("case_06"), "R-GAIT-01").find("target 172"), std::string::npos);
  EXPECT_NE(runnerText(decideCase("case_29"), "R-GAIT-01")
                .find("When you run again, take shorter, quicker steps: from 164 to 172-180"),
            std::string::npos);
}

TEST(Texts, CapTheCadence) {
  auto inputs = caseInputs("case_02");
  inputs.subject["cadence_spm"] = 184.0;
  inputs.subject["overstride"] = true;
  const std::string text = runnerText(recommend::decide(ruleBase(), inputs), "R-GAIT-01");
  EXPECT_NE(text.find("190-190"), std::string::npos) << text;
  inputs.subject.erase("cadence_spm");
  EXPECT_EQ(runnerText(recommend::decide(ruleBase(), inputs), "R-GAIT-01"),
            "Take shorter, quicker steps: about 5-10% more per minute.");
}

TEST(Texts, StartFromThePainFreeTimeOfTheWorseKnee) {
  EXPECT_NE(runnerText(decideCase("case_01"), "R-LOAD-01").find("Start with 5 minutes."),
            std::string::npos);
  auto inputs = caseInputs("case_06");
  inputs.knees.right["pain_free_run_min"] = 4.0;
  EXPECT_NE(
      runnerText(recommend::decide(ruleBase(), inputs), "R-LOAD-01").find("Start with 4 minutes."),
      std::string::npos);
}

TEST(Texts, PushTheKneecapTowardsTheOtherKneeWithTheHandOfThatSide) {
  const std::string left = runnerText(decideCase("case_02"), "R-ADJ-10");
  EXPECT_NE(left.find("heel of your left hand on the outer edge of your left kneecap"),
            std::string::npos)
      << left;
  EXPECT_NE(left.find("towards your other knee"), std::string::npos);
  EXPECT_EQ(left.find("right"), std::string::npos) << left;
  const std::string both = runnerText(decideCase("case_06"), "R-ADJ-10");
  EXPECT_NE(both.find("your left hand on the outer edge of your left kneecap"), std::string::npos);
  EXPECT_NE(both.find("your right hand on the outer edge of your right kneecap"),
            std::string::npos);
}

TEST(Texts, NameTheSidesWhereTheyDiffer) {
  const std::string text = runnerText(decideCase("case_29"), "R-CLS-01");
  EXPECT_EQ(text,
            "Left: Your arch and foot shape look low-arched / rolled-in. "
            "Right: Your arch and foot shape look neutral.");
  EXPECT_EQ(runnerText(decideCase("case_02"), "R-CLS-01"),
            "Your arch and foot shape look neutral.");
}

TEST(Texts, DoNotLabelWhatIsNotSettled) {
  const Decision decision = decideCase("case_12");
  EXPECT_EQ(runnerText(decision, "R-CLS-01").find("look"), std::string::npos);
  const auto* entry = recommendationOf(decision, "R-CLS-01");
  EXPECT_NE(entry->textClinical.find("footprint 0.00 (neutral), scan 1.00"), std::string::npos)
      << "both values are shown: " << entry->textClinical;
}

TEST(Texts, OfAPainFreeLowArchSayThatItNeedsNoFixing) {
  EXPECT_NE(runnerText(decideCase("case_17"), "R-CLS-01").find("does not need fixing"),
            std::string::npos);
}

TEST(Texts, AreOneWordedForAChild) {
  const Decision decision =
      decideText("screen: complete\nage_years: 9\nknee_pain: none\ndiabetes: false\n");
  EXPECT_EQ(runnerText(decision, "R-FW-01"),
            "A flexible, well-fitting shoe with room for the toes is right at this age.");
}

TEST(Texts, LetAClinicianFirstWhereThePatternIsNotThatOfTheKneecap) {
  const Decision decision = decideText(
      "setting: clinic\nscreen: complete\nage_years: 30\ndiabetes: false\nknee_pain: right\n"
      "pain_location: [superomedial]\naggravators: [run]\npain_daily_life_0_10: 0\n");
  EXPECT_NE(runnerText(decision, "R-ADJ-09").find("Let a clinician examine"), std::string::npos);
  EXPECT_NE(runnerText(decision, "R-ADJ-10").find("heel of the right hand"), std::string::npos);
}

TEST(Texts, CarryTheActionGradeAndEvidence) {
  const Decision decision = decideCase("case_06");
  const auto* entry = recommendationOf(decision, "R-INS-04");
  ASSERT_NE(entry, nullptr);
  EXPECT_NE(entry->textAction.find("custom only if it fails"), std::string::npos);
  EXPECT_EQ(entry->grade, "E");
  EXPECT_TRUE(entry->provisional);
  EXPECT_FALSE(entry->contrary.empty());
  const auto* expert = recommendationOf(decision, "R-ADJ-03");
  EXPECT_EQ(expert->basis, "expert opinion, no published source");
  EXPECT_TRUE(expert->sources.empty());
}

TEST(Texts, OfReducedFeelingSendToTheFootService) {
  const Decision decision = decideCase("case_10");
  const auto* entry = recommendationOf(decision, "R-SAF-10");
  EXPECT_NE(entry->textAction.find("within 2-4 weeks (high risk)"), std::string::npos);
  EXPECT_NE(entry->textClinical.find("no met pad"), std::string::npos);
}

TEST(Claims, OfNoTextGoTooFar) {
  EXPECT_EQ(claimIn("An insole Corrects Tracking."), "corrects tracking");
  EXPECT_EQ(claimIn("Your diagnosis: this is not a diagnosis."), "diagnosis");
  EXPECT_EQ(claimIn("This is not a diagnosis."), "");
  for (const auto& [id, text] : ruleBase().texts.all()) EXPECT_EQ(claimIn(text), "") << id;
  for (const auto& category : ruleBase().footwear.categories) {
    for (const auto& [feature, text] : category.features) EXPECT_EQ(claimIn(text), "") << feature;
  }
}

}  // namespace
}  // namespace podalign::testing
