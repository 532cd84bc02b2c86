// Reading an intake: what is accepted, and that every fault is refused with its line.
#include "podalign/recommend/rule_inputs.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "case_support.hpp"

namespace podalign::testing {
namespace {

using profile::Unknown;
using profile::Value;
using recommend::InputEntry;
using recommend::InputPlace;
using recommend::readRuleInputs;
using recommend::RuleInputs;

void expectRefused(const std::string& text, std::size_t line, const std::string& words) {
  const auto inputs = readRuleInputs(ruleBase(), text, "intake.yaml");
  ASSERT_FALSE(inputs.has_value()) << text;
  EXPECT_EQ(inputs.error().code, ErrorCode::IntakeInvalid);
  EXPECT_EQ(inputs.error().source, "intake.yaml");
  EXPECT_EQ(inputs.error().line, line) << toString(inputs.error());
  EXPECT_NE(inputs.error().message.find(words), std::string::npos) << toString(inputs.error());
}

TEST(ReadRuleInputs, PutsEveryAnswerInItsPlace) {
  const RuleInputs inputs = inputsFrom(R"(
setting: clinic
age_years: 34.5
pregnant: unknown
foot_pain: left
pain_location: [lateral, posterior]
morning_stiffness_min: 5
knees: {left: {pain_daily_life_0_10: 2}, right: {clicking: true}}
left: {FPI6: -3, load: unknown}
right: {AHI_STAND: 0.34}
)");
  EXPECT_EQ(inputs.subject.at("setting"), Value(std::string("clinic")));
  EXPECT_EQ(inputs.subject.at("age_years"), Value(34.5));
  EXPECT_EQ(inputs.subject.at("pregnant"), Value(Unknown{}));
  EXPECT_EQ(inputs.subject.at("foot_pain"), Value(std::string("left")));
  EXPECT_EQ(inputs.anyKnee.at("pain_location"),
            Value(std::set<std::string>{"lateral", "posterior"}));
  EXPECT_EQ(inputs.anyKnee.at("morning_stiffness_min"), Value(5.0));
  EXPECT_EQ(inputs.knees.left.at("pain_daily_life_0_10"), Value(2.0));
  EXPECT_EQ(inputs.knees.right.at("clicking"), Value(true));
  EXPECT_EQ(inputs.feet.left.at("FPI6"), Value(-3.0));
  EXPECT_EQ(inputs.feet.left.at("load"), Value(std::string("unknown")))
      << "of the load, unknown is an answer";
  EXPECT_EQ(inputs.feet.right.at("AHI_STAND"), Value(0.34));
}

TEST(ReadRuleInputs, ReadsJsonLikeYaml) {
  const RuleInputs yaml = inputsFrom(
      "setting: clinic\nscreen: complete\nage_years: 30\nknee_pain: left\n"
      "aggravators: [run]\ndiabetes: false\nleft: {FPI6: 3}\npregnant: unknown\n");
  const RuleInputs json =
      inputsFrom(R"({"setting":"clinic","screen":"complete","age_years":30,"knee_pain":"left",)"
                 R"("aggravators":["run"],"diabetes":false,"left":{"FPI6":3},"pregnant":null})");
  EXPECT_EQ(yaml, json);
}

TEST(ReadRuleInputs, RefusesEveryFaultWithItsLine) {
  expectRefused("setting: clinic\nage: 34\n", 2, "unknown key");
  expectRefused("setting: clinic\nleft:\n  FPI7: 3\n", 3, "unknown key");
  expectRefused("knees: {middle: {clicking: true}}\n", 1, "unknown key 'middle'");
  expectRefused("age_years: 34\n\nage_years: 35\n", 3, "twice");
  expectRefused("age_years: old\n", 1, "expected a number");
  expectRefused("age_years: '34'\n", 1, "expected a number");
  expectRefused("{\"age_years\": \"34\"}", 1, "expected a number");
  expectRefused("age_years: .nan\n", 1, "expected a number");
  expectRefused("age_years: -1\n", 1, "outside 0 to 110 years");
  expectRefused("age_years: 1e400\n", 1, "expected a number");
  expectRefused("left: {AHI_STAND: 34}\n", 1, "outside 0.1 to 0.6 ratio");
  expectRefused("pregnant: yes\n", 1, "expected true, false or unknown");
  expectRefused("pregnant: 'true'\n", 1, "expected true, false or unknown");
  expectRefused("pregnant: 0\n", 1, "expected true, false or unknown");
  expectRefused("knee_pain: middle\n", 1, "none of none, left, right, both");
  expectRefused("foot_pain: true\n", 1, "none of none, left, right, both");
  expectRefused("pain_location: lateral\n", 1, "expected a list");
  expectRefused("pain_location: [elbow]\n", 1, "'elbow' is none of");
  expectRefused("pain_location: [[lateral]]\n", 1, "list of words");
  expectRefused("age_years: [34]\n", 1, "found a list");
  expectRefused("age_years: {value: 34}\n", 1, "found a map");
  expectRefused("left: 3\n", 1, "expected fields");
  expectRefused("knees: [left]\n", 1, "expected left and right");
  expectRefused("FPI6: 3\n", 1, "under 'left:' or 'right:'");
  expectRefused("left: {age_years: 3}\n", 1, "belongs to the person");
  expectRefused("left: {foot_pain: left}\n", 1, "given once, at the top");
  expectRefused("left: {clicking: true}\n", 1, "under 'knees:'");
  expectRefused("knees: {left: {FPI6: 3}}\n", 1, "belongs to a foot");
  expectRefused("- setting\n", 1, "expected fields");
  expectRefused("a: &x 1\nb: *x\n", 1, "anchors");
}

TEST(ReadRuleInputs, RefusesALargeDocument) {
  const auto inputs = readRuleInputs(ruleBase(), std::string(2'000'000, ' '), "big.json");
  ASSERT_FALSE(inputs.has_value());
  EXPECT_EQ(inputs.error().code, ErrorCode::TooLarge);
}

TEST(ReadRuleInputs, TakesEntriesOfACaseFile) {
  const std::vector<InputEntry> entries{
      {InputPlace::Person, "knee_pain", {"left"}, false, false, 7},
      {InputPlace::Person, "aggravators", {"run", "squat"}, true, false, 8},
      {InputPlace::LeftFoot, "FPI6", {"7"}, false, false, 4},
      {InputPlace::RightKnee, "clicking", {"false"}, false, false, 9}};
  const auto inputs = readRuleInputs(ruleBase(), entries, "case.yaml");
  ASSERT_TRUE(inputs.has_value()) << toString(inputs.error());
  EXPECT_EQ(inputs->feet.left.at("FPI6"), Value(7.0));
  EXPECT_EQ(inputs->knees.right.at("clicking"), Value(false));

  auto twice = entries;
  twice.push_back({InputPlace::LeftFoot, "FPI6", {"8"}, false, false, 11});
  const auto refused = readRuleInputs(ruleBase(), twice, "case.yaml");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().line, 11U);
  const auto empty = readRuleInputs(
      ruleBase(), std::vector<InputEntry>{{InputPlace::Person, "sex", {}, false, false, 3}},
      "case.yaml");
  ASSERT_FALSE(empty.has_value());
  EXPECT_NE(empty.error().message.find("no value"), std::string::npos);
}

TEST(SetFootMeasure, RefusesWhatIsNoMeasureOrOutOfRange) {
  RuleInputs inputs;
  EXPECT_TRUE(recommend::setFootMeasure(ruleBase(), inputs, Laterality::Right, "AHI_STAND", 0.34));
  EXPECT_EQ(inputs.feet.right.at("AHI_STAND"), Value(0.34));
  EXPECT_FALSE(recommend::setFootMeasure(ruleBase(), inputs, Laterality::Right, "AHI", 0.34));
  EXPECT_FALSE(recommend::setFootMeasure(ruleBase(), inputs, Laterality::Right, "load", 1.0));
  EXPECT_FALSE(recommend::setFootMeasure(ruleBase(), inputs, Laterality::Right, "age_years", 3.0));
  EXPECT_FALSE(recommend::setFootMeasure(ruleBase(), inputs, Laterality::Left, "AHI_STAND", 34.0));
  EXPECT_FALSE(
      recommend::setFootMeasure(ruleBase(), inputs, Laterality::Left, "AHI_STAND", std::nan("")));
  EXPECT_TRUE(inputs.feet.left.empty());
}

TEST(AnswersAsText, ShowsEveryAnswer) {
  const auto texts = recommend::answersAsText(
      inputsFrom("knee_pain: left\npregnant: false\nage_years: 34\nmorning_stiffness_min: unknown\n"
                 "aggravators: [squat, run]\nleft: {AHI_STAND: 0.34}\n"
                 "knees: {right: {clicking: true}}\n"));
  const std::map<std::string, std::string> wanted{{"knee_pain", "left"},
                                                  {"pregnant", "no"},
                                                  {"age_years", "34"},
                                                  {"morning_stiffness_min", "unknown"},
                                                  {"aggravators", "run, squat"},
                                                  {"left.AHI_STAND", "0.34"},
                                                  {"knees.right.clicking", "yes"}};
  EXPECT_EQ(texts, wanted);
}

}  // namespace
}  // namespace podalign::testing
