// The tracking level of each knee and the links behind it.
#include <gtest/gtest.h>

#include <algorithm>

#include "case_support.hpp"
#include "podalign/tracking/knee_chain.hpp"

namespace podalign::testing {
namespace {

using recommend::Decision;
using recommend::LinkState;

const std::string kBase =
    "setting: clinic\nscreen: complete\nage_years: 30\ndiabetes: false\nknee_pain: left\n"
    "pain_daily_life_0_10: 0\n";
const std::string kPattern = "pain_location: [peripatellar]\naggravators: [run]\n";

struct Level {
  const char* answers;
  const char* level;
  const char* rule;
};

TEST(TrackingLevel, IsTheFirstRuleThatIsTrue) {
  const Level levels[] = {
      {"aggravators: [run]\n", "PTRX", "R-PTR-01"},
      {"pain_location: [unknown]\naggravators: [run]\n", "PTRX", "R-PTR-01"},
      {"pain_location: [peripatellar]\n", "PTRX", "R-PTR-01"},
      {"pain_location: [peripatellar]\naggravators: [run]\nknee_valgus_dynamic: true\n"
       "left: {FPI6: 8}\n",
       "PTR3", "R-PTR-02"},
      {"pain_location: [peripatellar]\naggravators: [run]\nleft: {FPI6: 8, CPEI: 10, valid_steps: "
       "4}\n",
       "PTR3", "R-PTR-02"},
      {"pain_location: [peripatellar]\naggravators: [run]\nleft: {FPI6: 8}\n", "PTR2", "R-PTR-03"},
      {"pain_location: [peripatellar]\naggravators: [run]\n", "PTR2", "R-PTR-05"},
      {"pain_location: [peripatellar]\naggravators: [run]\nleft: {FPI6: 3}\n", "PTR1", "R-PTR-04"},
      {"pain_location: [superomedial]\naggravators: [run]\nleft: {FPI6: 8}\n", "PTR2", "R-PTR-07"},
      {"pain_location: [posterior]\naggravators: [run]\nleft: {FPI6: 8}\n", "PTR1", "R-PTR-06"}};
  for (const Level& entry : levels) {
    const Decision decision = decideText(kBase + entry.answers);
    EXPECT_EQ(decision.tracking.left.level, entry.level) << entry.answers;
    EXPECT_EQ(decision.tracking.left.rule, entry.rule) << entry.answers;
    EXPECT_EQ(decision.tracking.right.level, "PTR0") << entry.answers;
    EXPECT_EQ(decision.tracking.right.rule, "");
    int standing = 0;
    for (const std::string& rule : decision.rulesFired) standing += rule.starts_with("R-PTR");
    EXPECT_EQ(standing, 1) << entry.answers;
  }
}

const recommend::TrackingLink& linkOf(const recommend::Tracking& tracking, const std::string& id) {
  for (const auto& link : tracking.links) {
    if (link.id == id) return link;
  }
  throw std::runtime_error("no link " + id);
}

TEST(KneeChain, ShowsWhatWasSeenAndWhatWasNot) {
  const Decision decision = decideText(
      kBase + kPattern +
      "left: {FPI6: 8}\nright: {FPI6: 2}\nknee_valgus_dynamic: false\nsingle_leg_squat: good\n");
  const auto& left = decision.tracking.left;
  ASSERT_EQ(left.links.size(), 5U);
  EXPECT_EQ(linkOf(left, "rearfoot").state, LinkState::Present);
  EXPECT_EQ(linkOf(left, "tibia").state, LinkState::NotAssessed);
  EXPECT_EQ(linkOf(left, "femur").state, LinkState::Absent);
  EXPECT_EQ(linkOf(left, "quadriceps_line").state, LinkState::NotAssessed);
  EXPECT_EQ(linkOf(left, "knee_cap").state, LinkState::Present);
  EXPECT_EQ(linkOf(decision.tracking.right, "rearfoot").state, LinkState::Absent);
  EXPECT_EQ(linkOf(decision.tracking.right, "knee_cap").state, LinkState::Absent);
}

TEST(KneeChain, NeverInfersTibiaOrQuadricepsLine) {
  const Decision decision = decideText(kBase + kPattern + "q_angle_deg: 25\nleft: {FPI6: 12}\n");
  EXPECT_EQ(linkOf(decision.tracking.left, "tibia").state, LinkState::NotAssessed);
  EXPECT_EQ(linkOf(decision.tracking.left, "quadriceps_line").state, LinkState::NotAssessed);
}

TEST(KneeChain, CarriesStrengthAndContradictionOfEveryLink) {
  const Decision decision = decideText(kBase + kPattern);
  for (const auto& link : decision.tracking.left.links) {
    EXPECT_FALSE(link.seen.empty() || link.strength.empty() || link.contrary.empty()) << link.id;
    EXPECT_EQ(link.seen.find("chain."), std::string::npos) << "a text is missing: " << link.seen;
    EXPECT_GE(link.sources.size(), 2U) << link.id;
  }
}

TEST(LevelChanges, AreTrue) {
  const std::string pattern = kBase + kPattern;
  const std::string low = "left: {FPI6: 8}\n";
  const std::string neutral = "left: {FPI6: 3}\n";
  const std::pair<std::string, std::vector<std::pair<std::string, std::string>>> changes[] = {
      {kBase, {{"PTR2", kPattern + low}, {"PTR1", kPattern + neutral}}},
      {pattern, {{"PTR1", neutral}, {"PTR2", low}, {"PTR3", low + "knee_valgus_dynamic: true\n"}}},
      {pattern + low, {{"PTR3", "knee_valgus_dynamic: true\n"}}},
      {pattern + neutral, {}}};
  for (const auto& [person, outcomes] : changes) {
    const auto named = decideText(person).tracking.left.changes;
    ASSERT_FALSE(named.empty()) << person;
    for (const auto& [level, answers] : outcomes) {
      EXPECT_EQ(decideText(person + answers).tracking.left.level, level) << person << answers;
      EXPECT_TRUE(std::any_of(named.begin(), named.end(),
                              [level = level](const auto& change) {
                                return std::find(change.to.begin(), change.to.end(), level) !=
                                       change.to.end();
                              }))
          << person << level;
    }
  }
}

TEST(LevelChanges, NeverNameTheLevelThatIsThereForOneThatIsSettled) {
  const std::string people[] = {kBase + kPattern + "left: {FPI6: 8}\n",
                                kBase + kPattern + "left: {FPI6: 3}\n",
                                kBase + kPattern + "left: {FPI6: 8}\nknee_valgus_dynamic: true\n"};
  for (const std::string& person : people) {
    const auto& left = decideText(person).tracking.left;
    ASSERT_FALSE(left.changes.empty());
    for (const auto& change : left.changes) {
      EXPECT_EQ(std::count(change.to.begin(), change.to.end(), left.level), 0) << change.text;
    }
  }
}

TEST(LevelChanges, AreForPainfulKneesOnly) {
  const Decision decision = decideText(kBase + kPattern);
  EXPECT_FALSE(decision.tracking.left.changes.empty());
  EXPECT_TRUE(decision.tracking.right.changes.empty());
}

TEST(KneeChain, SaysPresentAbsentOrNotAssessed) {
  using tracking::toString;
  EXPECT_STREQ(toString(tracking::LinkState::Present), "present");
  EXPECT_STREQ(toString(tracking::LinkState::Absent), "absent");
  EXPECT_STREQ(toString(tracking::LinkState::NotAssessed), "not_assessed");
}

}  // namespace
}  // namespace podalign::testing
