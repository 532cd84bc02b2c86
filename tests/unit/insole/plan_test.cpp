// Every refusal by its own name, with the line of the case file; and what fills the gaps of a
// prescription.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "phantom/foot.hpp"
#include "podalign/insole/refusal.hpp"
#include "podalign/recommend/decide.hpp"
#include "support/made_insole.hpp"
#include "support/phantom_foot.hpp"

namespace podalign::insole {
namespace {

using testing::insoleShape;
using testing::Numbers;
using testing::prescriptionOf;
using testing::ruleBase;

const testing::MeasuredFoot& sampleFoot() {
  static const testing::MeasuredFoot foot = [] {
    phantom::FootParameters parameters = phantom::randomFoot(4);
    anatomy::AlignOptions options;
    options.millimetresPerUnit = 1.0;
    options.load = anatomy::LoadState::Standing;
    return testing::measured(testing::toMesh(phantom::makeFoot(parameters, 4.0)), options);
  }();
  return foot;
}

PlanGrounds groundsOf(const recommend::Decision& decision, std::string blockedBy = {}) {
  return {insoleShape(), ruleBase().insoleParameters, decision, 70.0, std::move(blockedBy)};
}

void expectRefused(const Result<void>& result, ErrorCode code, const std::string& name,
                   std::size_t line) {
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, code);
  EXPECT_EQ(result.error().message.substr(0, name.size()), name);
  EXPECT_EQ(result.error().line, line);
}

Result<void> checked(const Numbers& numbers, const testing::Words& words = {}) {
  const auto prescription = prescriptionOf(Laterality::Left, numbers, words);
  return checkPrescription(&prescription, true, "case.yaml", insoleShape());
}

TEST(Prescription, IsNotForTheShop) {
  const auto prescription = prescriptionOf(Laterality::Left, {{"posting_deg", 2}});
  expectRefused(checkPrescription(&prescription, false, "case.yaml", insoleShape()), kNotInShop,
                "INSOLE.NOT_IN_SHOP", 0);
}

TEST(Prescription, HasToBeThere) {
  expectRefused(checkPrescription(nullptr, true, "case.yaml", insoleShape()), kNoPrescription,
                "INSOLE.NO_PRESCRIPTION", 0);
  Prescription empty;
  empty.approvedByClinician = true;
  empty.line = 7;
  expectRefused(checkPrescription(&empty, true, "case.yaml", insoleShape()), kNoPrescription,
                "INSOLE.NO_PRESCRIPTION", 7);
}

TEST(Prescription, HasToBeApproved) {
  auto prescription = prescriptionOf(Laterality::Left, {{"posting_deg", 2}});
  prescription.approvedByClinician = false;
  prescription.line = 19;
  expectRefused(checkPrescription(&prescription, true, "case.yaml", insoleShape()), kNotApproved,
                "INSOLE.NOT_APPROVED", 19);
}

// Each number up to its limits, and a little beyond on either side.
TEST(Prescription, IsHeldToEveryCap) {
  for (const profile::PrescriptionField& field : insoleShape().fields) {
    constexpr double kBeyond = 0.001;
    EXPECT_TRUE(checked({{field.id, field.high}})) << field.id;
    EXPECT_TRUE(checked({{field.id, field.low}})) << field.id;
    expectRefused(checked({{field.id, field.high + kBeyond}}), kBeyondCap, "INSOLE.BEYOND_CAP", 21);
    const bool none = field.mayBeNone;
    EXPECT_EQ(checked({{field.id, 0.0}}).has_value(), none || (field.low <= 0 && field.high >= 0))
        << field.id;
    if (field.low == 0.0) continue;
    expectRefused(checked({{field.id, field.low - kBeyond}}), kBeyondCap, "INSOLE.BEYOND_CAP", 21);
  }
  const auto refused = checked({{"posting_deg", 9}});
  ASSERT_FALSE(refused);
  for (const char* part :
       {"posting_deg", "left", "is 9 deg", "at most 8 deg", "medial_rearfoot_posting"}) {
    EXPECT_NE(refused.error().message.find(part), std::string::npos) << part;
  }
}

TEST(Prescription, HasTheKeysOfTheRuleBase) {
  std::set<std::string> fields;
  for (const auto& field : insoleShape().fields) fields.insert(field.id);
  std::set<std::string> words;
  for (const auto& word : insoleShape().words) words.insert(word.id);
  EXPECT_EQ(fields, std::set<std::string>(numberKeys().begin(), numberKeys().end()));
  EXPECT_EQ(words, std::set<std::string>(wordKeys().begin(), wordKeys().end()));
}

TEST(Prescription, TakesOnlyTheWordsOfTheRuleBase) {
  EXPECT_TRUE(checked({}, {{"shoe", "dress"}}));
  const auto refused = checked({}, {{"shoe", "sandal"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::CaseInvalid);
  EXPECT_EQ(refused.error().line, 21U);
  EXPECT_NE(refused.error().message.find("running, casual"), std::string::npos);
}

TEST(FootCheck, BlockedFootIsRefusedByTheRule) {
  const recommend::Decision decision;
  const auto prescription = prescriptionOf(Laterality::Right, {{"posting_deg", 2}});
  const auto refused = checkFoot(prescription, Laterality::Right, groundsOf(decision, "R-INS-14"));
  expectRefused(refused, kFootBlocked, "INSOLE.FOOT_BLOCKED", 0);
  EXPECT_NE(refused.error().message.find("R-INS-14"), std::string::npos);
}

TEST(FootCheck, PostingIsHeldToWhatTheRulesGiveThisFoot) {
  recommend::Decision decision;
  decision.insole.left.gate = "prefab_trial";
  decision.insole.left.rule = "R-INS-03";
  decision.insole.left.posting = recommend::Posting{6.0, 6.0};
  EXPECT_TRUE(checkFoot(prescriptionOf(Laterality::Left, {{"posting_deg", 6}}), Laterality::Left,
                        groundsOf(decision)));
  const auto refused = checkFoot(prescriptionOf(Laterality::Left, {{"posting_deg", 8}}),
                                 Laterality::Left, groundsOf(decision));
  expectRefused(refused, kBeyondCap, "INSOLE.BEYOND_CAP", 21);
  EXPECT_NE(refused.error().message.find("R-INS-03"), std::string::npos);
  // Where no rule gives a posting the clinician's limit of insole.yaml holds.
  EXPECT_TRUE(checkFoot(prescriptionOf(Laterality::Right, {{"posting_deg", 8}}), Laterality::Right,
                        groundsOf(decision)));
}

TEST(FootCheck, LiftIsHeldToWhatTheRulesGiveThisFoot) {
  recommend::Decision decision;
  decision.insole.left.heelLift = recommend::HeelLift{3.0, 6.0};
  EXPECT_TRUE(checkFoot(prescriptionOf(Laterality::Left, {{"heel_lift_mm", 6}}), Laterality::Left,
                        groundsOf(decision)));
  expectRefused(checkFoot(prescriptionOf(Laterality::Left, {{"heel_lift_mm", 7}}), Laterality::Left,
                          groundsOf(decision)),
                kBeyondCap, "INSOLE.BEYOND_CAP", 21);
}

recommend::Decision decisionWith(const std::string& rule, std::vector<Laterality> sides) {
  recommend::Decision decision;
  recommend::Recommendation entry;
  entry.rule = rule;
  entry.sides = std::move(sides);
  decision.recommendations.push_back(std::move(entry));
  return decision;
}

TEST(FootCheck, UnstableAnkleGetsNoOuterWedge) {
  const auto decision = decisionWith("R-INS-18", {Laterality::Left});
  const auto wedge = [&](Laterality side) {
    return checkFoot(prescriptionOf(side, {{"posting_deg", -2}}), side, groundsOf(decision));
  };
  expectRefused(wedge(Laterality::Left), kBeyondCap, "INSOLE.BEYOND_CAP", 21);
  EXPECT_TRUE(wedge(Laterality::Right));
}

TEST(FootCheck, LargeLegLengthDifferenceGetsNoLift) {
  const auto decision = decisionWith("R-SAF-31", {});
  expectRefused(checkFoot(prescriptionOf(Laterality::Right, {{"heel_lift_mm", 3}}),
                          Laterality::Right, groundsOf(decision)),
                kBeyondCap, "INSOLE.BEYOND_CAP", 21);
}

TEST(BlockingRule, IsTheOneThatStandsForTheFoot) {
  auto decision = decisionWith("R-INS-14", {Laterality::Left});
  EXPECT_EQ(blockingRule(ruleBase(), decision, Laterality::Left), "");
  decision.insole.left.gate = ruleBase().outputs.gateBlocked;
  decision.insole.right.gate = ruleBase().outputs.gateBlocked;
  EXPECT_EQ(blockingRule(ruleBase(), decision, Laterality::Left), "R-INS-14");
  // Held back by what cannot be decided.
  EXPECT_NE(blockingRule(ruleBase(), decision, Laterality::Right), "");
}

TEST(Scan, IsUsableOnlyWithItsSole) {
  testing::MeasuredFoot foot = sampleFoot();
  EXPECT_EQ(whyUnusable(foot.foot, foot.measures), "");
  for (const auto sole :
       {anatomy::SoleKind::Open, anatomy::SoleKind::SyntheticFlat, anatomy::SoleKind::Shallow}) {
    foot.foot.sole = sole;
    EXPECT_NE(whyUnusable(foot.foot, foot.measures), "") << anatomy::toString(sole);
  }
  foot.foot.sole = anatomy::SoleKind::Authentic;
  foot.foot.side.source = SideSource::Conflict;
  EXPECT_NE(whyUnusable(foot.foot, foot.measures), "");
  foot.foot.side.source = SideSource::Declared;
  foot.foot.unit.millimetresPerUnit = 0.0;
  EXPECT_NE(whyUnusable(foot.foot, foot.measures), "");
  foot.foot.unit.millimetresPerUnit = 1.0;
  foot.measures.at("medial_arch_clearance").status = measure::Status::NotValid;
  EXPECT_NE(whyUnusable(foot.foot, foot.measures), "");
}

TEST(Plan, SilentPrescriptionCorrectsNothing) {
  const auto plan = testing::planOf(sampleFoot().foot, sampleFoot().measures, {});
  ASSERT_TRUE(plan) << toString(plan.error());
  for (const double value : {plan->postingDeg, plan->forefootPostingDeg, plan->medialSkiveMm,
                             plan->heelLiftMm, plan->padMm, plan->firstRayMm, plan->reliefHeelMm}) {
    EXPECT_EQ(value, 0.0);
  }
  EXPECT_EQ(plan->shellMm, 4.0);  // 70 kg, no high arch known
  EXPECT_EQ(plan->length, "full");
  for (const PlanValue& value : plan->values) EXPECT_NE(value.origin, ValueOrigin::Prescribed);
}

TEST(Plan, ArchWithoutANavicularIsOfTheClearanceAndSaysSo) {
  const auto plan =
      testing::planOf(sampleFoot().foot, sampleFoot().measures, {{"arch_share_pct", 50}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->archReference, ArchReference::Clearance);
  EXPECT_DOUBLE_EQ(plan->archHeightMm,
                   0.5 * *sampleFoot().measures.at("medial_arch_clearance").value);
  EXPECT_TRUE(contains(plan->findings, "INSOLE.ARCH_FROM_CLEARANCE"));
}

TEST(Plan, ArchIsOfANavicularThatAPersonSet) {
  testing::MeasuredFoot foot = sampleFoot();
  foot.measures["navicular_height"] = measure::ok(38.0, "mm", 1.0, {"method.navicular_height", {}});
  foot.foot.landmarks[anatomy::LandmarkId::Navicular] = {{110.0, 30.0, 38.0}, 1.0, true, false};
  const auto plan = testing::planOf(foot.foot, foot.measures, {{"arch_share_pct", 50}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->archReference, ArchReference::Navicular);
  EXPECT_DOUBLE_EQ(plan->archHeightMm, 19.0);
  EXPECT_EQ(plan->archApexMm, 110.0);
  EXPECT_FALSE(contains(plan->findings, "INSOLE.ARCH_FROM_CLEARANCE"));
}

TEST(Plan, ArchIsNeverAboveTheSittingNavicular) {
  testing::MeasuredFoot foot = sampleFoot();
  foot.measures["navicular_height"] = measure::ok(38.0, "mm", 1.0, {"method.navicular_height", {}});
  const recommend::Decision decision;
  const auto prescription = prescriptionOf(foot.foot.side.side, {{"arch_share_pct", 80}});
  const auto refused = makePlan(prescription, foot.foot.side.side, {foot.foot, foot.measures, 30.0},
                                groundsOf(decision));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, kBeyondCap);
  EXPECT_EQ(refused.error().line, 21U);
  EXPECT_NE(refused.error().message.find("sitting navicular"), std::string::npos);
}

TEST(Plan, CupIsNoDeeperThanTheShoeTakes) {
  const auto refused = testing::planOf(sampleFoot().foot, sampleFoot().measures,
                                       {{"heel_cup_mm", 14}}, {{"shoe", "dress"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, kBeyondCap);
  EXPECT_NE(refused.error().message.find("dress"), std::string::npos);
}

TEST(Plan, ShellGoesByMassAndPosture) {
  const auto shell = [](std::optional<double> mass, const std::string& posture) {
    recommend::Decision decision;
    const Laterality side = sampleFoot().foot.side.side;
    decision.feet[side].posture = posture;
    PlanGrounds grounds = groundsOf(decision);
    grounds.bodyMassKg = mass;
    const auto plan = makePlan(prescriptionOf(side, {}), side,
                               {sampleFoot().foot, sampleFoot().measures, {}}, grounds);
    return plan ? plan->shellMm : 0.0;
  };
  EXPECT_EQ(shell(74.9, "planus"), 4.0);
  EXPECT_EQ(shell(75.0, "planus"), 4.5);
  EXPECT_EQ(shell(74.9, "cavus"), 3.0);
  EXPECT_EQ(shell(80.0, "severe_cavus"), 4.0);
  EXPECT_EQ(shell({}, "neutral"), 4.5);  // not known: the stiffer one
}

TEST(Plan, SidesThatDifferMuchAreSaid) {
  InsolePlan left;
  InsolePlan right;
  left.postingDeg = 4.0;
  EXPECT_TRUE(compareSides(left, right, ruleBase().insoleParameters).empty());
  left.postingDeg = 5.0;
  right.heelLiftMm = 7.0;
  const Findings findings = compareSides(left, right, ruleBase().insoleParameters);
  EXPECT_TRUE(contains(findings, "INSOLE.SIDES_DIFFER_POSTING"));
  EXPECT_TRUE(contains(findings, "INSOLE.SIDES_DIFFER_LIFT"));
}

TEST(Plan, EveryFindingHasItsSentence) {
  for (const char* id : {"INSOLE.NOT_PROPOSED", "INSOLE.ARCH_FROM_CLEARANCE", "INSOLE.NOT_STANDING",
                         "INSOLE.MASS_UNKNOWN", "INSOLE.ARCH_LIMITED", "INSOLE.SIDES_DIFFER_LIFT",
                         "INSOLE.SIDES_DIFFER_POSTING"}) {
    EXPECT_TRUE(ruleBase().texts.has(id)) << id;
  }
}

}  // namespace
}  // namespace podalign::insole
