// Posture, conflict and confidence against the worked boundary examples and the band limits of the
// specification.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "case_support.hpp"
#include "podalign/classify/foot_class.hpp"

namespace podalign::testing {
namespace {

using classify::FootMeasures;
using classify::Person;
using classify::Posture;

const profile::Classification& limits() { return ruleBase().classification; }

FootMeasures measures(std::initializer_list<std::pair<const char*, double>> values) {
  FootMeasures result;
  for (const auto& [name, value] : values) result[name] = {value, std::nullopt};
  return result;
}

Posture adult(std::initializer_list<std::pair<const char*, double>> values) {
  return classify::classifyPosture(limits(), measures(values), Person{30.0, 22.0});
}

TEST(Posture, MeetsTheBoundaryExamplesOfTheSpecification) {
  const Posture first =
      adult({{"FPI6", 7}, {"AHI_STAND", 0.3}, {"NNHT", 0.2}, {"AI_static", 0.24}});
  EXPECT_EQ(*first.score, 0.75);
  EXPECT_EQ(first.posture, "planus");
  EXPECT_EQ(first.confidence, "low");
  EXPECT_EQ(first.conflict, "moderate");
  const Posture second = adult({{"AHI_STAND", 0.315}, {"AI_static", 0.27}});
  EXPECT_EQ(*second.score, 0.75);
  EXPECT_EQ(second.posture, "planus");
  EXPECT_EQ(second.confidence, "moderate");
  EXPECT_EQ(second.conflict, "minor");
}

struct BandCase {
  const char* measure;
  double age;
  double value;
  double score;
};

// Every limit of the bands, from both sides.
TEST(Posture, ScoresEveryBandLimit) {
  const BandCase cases[] = {{"FPI6", 15, -5, -2},
                            {"FPI6", 15, -4, -1},
                            {"FPI6", 15, -1, -1},
                            {"FPI6", 15, 0, 0},
                            {"FPI6", 15, 6, 0},
                            {"FPI6", 15, 7, 1},
                            {"FPI6", 15, 9, 1},
                            {"FPI6", 15, 10, 2},
                            {"FPI6", 16, 5, 0},
                            {"FPI6", 16, 6, 1},
                            {"FPI6", 80, 6, 1},
                            {"AHI_STAND", 18, 0.2799, 2},
                            {"AHI_STAND", 18, 0.28, 1},
                            {"AHI_STAND", 18, 0.31, 0.5},
                            {"AHI_STAND", 18, 0.333, 0},
                            {"AHI_STAND", 18, 0.362, 0},
                            {"AHI_STAND", 18, 0.363, -0.5},
                            {"AHI_STAND", 18, 0.37, -0.5},
                            {"AHI_STAND", 18, 0.4, -1},
                            {"AHI_STAND", 18, 0.401, -2},
                            {"NNHT", 18, 0.179, 2},
                            {"NNHT", 18, 0.18, 1},
                            {"NNHT", 18, 0.21, 0.5},
                            {"NNHT", 18, 0.24, 0},
                            {"NNHT", 18, 0.3, 0},
                            {"NNHT", 18, 0.33, -0.5},
                            {"NNHT", 18, 0.36, -1},
                            {"NNHT", 18, 0.37, -2},
                            {"LAA", 18, 120.9, 2},
                            {"LAA", 18, 121, 1},
                            {"LAA", 18, 131, 0},
                            {"LAA", 18, 152, 0},
                            {"LAA", 18, 152.1, -1},
                            {"LAA", 18, 162, -1},
                            {"LAA", 18, 163, -2},
                            {"AI_static", 18, 0.16, -2},
                            {"AI_static", 18, 0.21, -1},
                            {"AI_static", 18, 0.25, 0},
                            {"AI_static", 18, 0.26, 1},
                            {"AI_static", 18, 0.319, 1},
                            {"AI_static", 18, 0.32, 2},
                            {"CSI", 5, 62.7, 0},
                            {"CSI", 5, 62.8, 1},
                            {"CSI", 6, 59, 0},
                            {"CSI", 8, 59.1, 1},
                            {"CSI", 9, 39.9, 0},
                            {"CSI", 15, 40, 1}};
  for (const BandCase& entry : cases) {
    const Posture posture = classify::classifyPosture(
        limits(), measures({{entry.measure, entry.value}}), Person{entry.age, std::nullopt});
    ASSERT_TRUE(posture.score.has_value()) << entry.measure << " " << entry.age;
    EXPECT_EQ(*posture.score, entry.score)
        << entry.measure << " " << entry.value << " at " << entry.age;
  }
}

TEST(Posture, ScoresNoAdultBandInAChildAndNothingWithoutAge) {
  for (const double age : {3.0, 12.0, 16.0, 17.9}) {
    const Posture posture = classify::classifyPosture(
        limits(),
        measures(
            {{"AHI_STAND", 0.25}, {"NNHT", 0.1}, {"LAA", 100}, {"AI_static", 0.4}, {"RCSP", 12}}),
        Person{age, std::nullopt});
    EXPECT_FALSE(posture.score.has_value()) << age;
    EXPECT_EQ(posture.posture, "indeterminate");
    EXPECT_EQ(posture.confidence, "none");
  }
  EXPECT_FALSE(classify::classifyPosture(limits(), measures({{"CSI", 80}}), Person{16.0, {}})
                   .score.has_value())
      << "CSI has no band from 16 on";
  EXPECT_FALSE(
      classify::classifyPosture(limits(), measures({{"FPI6", 9}}), Person{}).score.has_value());
}

TEST(Posture, HalvesTheFootprintOfHeavyAdults) {
  const auto foot = measures({{"FPI6", 3}, {"AI_static", 0.33}});
  const Posture light = classify::classifyPosture(limits(), foot, Person{40.0, 29.999});
  const Posture heavy = classify::classifyPosture(limits(), foot, Person{40.0, 30.0});
  const Posture unknown = classify::classifyPosture(limits(), foot, Person{40.0, std::nullopt});
  EXPECT_EQ(*light.score, 0.8);   // (0*3 + 2*2) / 5
  EXPECT_EQ(*heavy.score, 0.25);  // (0*3 + 1*1) / 4
  EXPECT_EQ(heavy.families.at("footprint").score, 1.0);
  EXPECT_EQ(*unknown.score, *light.score);
}

TEST(Posture, IsNotNamedFromAWeakFamilyAlone) {
  const Posture rearfoot = adult({{"RCSP", 12}});
  EXPECT_EQ(rearfoot.posture, "indeterminate");
  EXPECT_EQ(rearfoot.confidence, "none");
  EXPECT_EQ(*rearfoot.score, 1.0);
  const Posture halved =
      classify::classifyPosture(limits(), measures({{"AI_static", 0.33}}), Person{40.0, 35.0});
  EXPECT_EQ(halved.posture, "indeterminate");
  EXPECT_EQ(halved.confidence, "low");
  const Posture footprint = adult({{"AI_static", 0.33}});
  EXPECT_EQ(footprint.posture, "severe_planus");
  EXPECT_EQ(footprint.confidence, "moderate");
}

TEST(Posture, IsNotNamedWhileTheFamiliesDisagree) {
  const Posture major = adult({{"FPI6", 8}, {"AHI_STAND", 0.39}});
  EXPECT_EQ(major.conflict, "major");
  EXPECT_EQ(major.posture, "indeterminate");
  EXPECT_EQ(major.confidence, "low");
  const Posture moderate = adult({{"AHI_STAND", 0.3}, {"AI_static", 0.24}});
  EXPECT_EQ(moderate.conflict, "moderate");
  EXPECT_EQ(moderate.posture, "indeterminate");
  const Posture adjudicated = adult({{"AHI_STAND", 0.3}, {"AI_static", 0.24}, {"FPI6", 4}});
  EXPECT_EQ(adjudicated.conflict, "moderate");
  EXPECT_EQ(adjudicated.posture, "neutral") << "the examiner's index settles it";
  EXPECT_EQ(adjudicated.confidence, "low");
}

TEST(Posture, WeighsOneScanMeasureLessThanThree) {
  const Posture one = adult({{"FPI6", 4}, {"AHI_STAND", 0.275}});
  EXPECT_EQ(*one.score, 0.8);  // (0*3 + 2*2) / 5
  const Posture two = adult({{"FPI6", 4}, {"AHI_STAND", 0.275}, {"NNHT", 0.16}});
  EXPECT_EQ(*two.score, 1.0);  // (0*3 + 2*3) / 6
}

TEST(Posture, NeverScoresWhatIsOnlyShown) {
  const Posture posture = adult({{"CSI", 90}, {"ND", 30}, {"MFWDIFF", 20}, {"CPEI", 2}});
  EXPECT_FALSE(posture.score.has_value());
}

TEST(ClassProbabilities, AreCertainFarFromEveryLimit) {
  auto foot = measures({{"AHI_STAND", 0.345}, {"AI_static", 0.235}});
  foot["AHI_STAND"].halfWidth = 0.001;
  foot["AI_static"].halfWidth = 0.001;
  const auto probabilities =
      classify::postureProbabilities(limits(), foot, Person{30.0, std::nullopt});
  ASSERT_EQ(probabilities.size(), 1U);
  EXPECT_NEAR(probabilities.at("neutral"), 1.0, 1e-6);
}

// A single arch index exactly on the limit .26 is low-arched or not with equal chance; the tails
// beyond the neighbouring limits follow the normal distribution.
TEST(ClassProbabilities, SplitEvenlyOnALimit) {
  auto foot = measures({{"AI_static", 0.26}});
  foot["AI_static"].halfWidth = 0.05;
  const auto probabilities =
      classify::postureProbabilities(limits(), foot, Person{30.0, std::nullopt});
  const double deviation = 0.05 / 1.959963984540054;
  const auto below = [deviation](double limit) {
    return 0.5 * std::erfc((0.26 - limit) / (deviation * std::sqrt(2.0)));
  };
  EXPECT_NEAR(probabilities.at("severe_planus"), 1.0 - below(0.32), 1e-6);
  EXPECT_NEAR(probabilities.at("planus"), below(0.32) - 0.5, 1e-6);
  EXPECT_NEAR(probabilities.at("neutral"), 0.5 - below(0.21), 1e-6);
  EXPECT_NEAR(probabilities.at("cavus"), below(0.21) - below(0.16), 1e-6);
}

TEST(ClassProbabilities, SumToOneAndAreEmptyWithoutBands) {
  auto foot = measures({{"FPI6", 7},
                        {"AHI_STAND", 0.3},
                        {"NNHT", 0.2},
                        {"LAA", 128},
                        {"AI_static", 0.24},
                        {"RCSP", 7}});
  EXPECT_TRUE(classify::postureProbabilities(limits(), foot, Person{30.0, {}}).empty());
  foot["AHI_STAND"].halfWidth = 0.04;
  foot["NNHT"].halfWidth = 0.03;
  foot["LAA"].halfWidth = 8;
  foot["AI_static"].halfWidth = 0.04;
  const auto probabilities = classify::postureProbabilities(limits(), foot, Person{30.0, {}});
  const double sum = std::accumulate(probabilities.begin(), probabilities.end(), 0.0,
                                     [](double total, const auto& p) { return total + p.second; });
  EXPECT_NEAR(sum, 1.0, 1e-5);
  EXPECT_GT(probabilities.size(), 2U);
  EXPECT_TRUE(classify::postureProbabilities(limits(), foot, Person{}).empty());
}

TEST(Dynamics, FollowTheLimits) {
  const auto pronation = [](double cpei) {
    return classify::classifyPronation(limits(), measures({{"CPEI", cpei}}));
  };
  EXPECT_EQ(pronation(14.9), "pronated");
  EXPECT_EQ(pronation(15), "neutral");
  EXPECT_EQ(pronation(30), "neutral");
  EXPECT_EQ(pronation(30.1), "supinated");
  EXPECT_EQ(classify::classifyPronation(limits(), {}), "not_assessed");
  const auto mobility = [](std::initializer_list<std::pair<const char*, double>> values) {
    return classify::classifyMobility(limits(), measures(values));
  };
  EXPECT_EQ(mobility({{"MFWDIFF", 11}}), "mobile");
  EXPECT_EQ(mobility({{"MFWDIFF", 10.9}}), "typical");
  EXPECT_EQ(mobility({{"DAHDIFF", 5}}), "stiff");
  EXPECT_EQ(mobility({{"DAHDIFF", 5}, {"ND", 15}}), "mobile") << "mobile wins";
  EXPECT_EQ(mobility({}), "not_assessed");
}

TEST(Asymmetry, GoesByTheExaminersIndexFirst) {
  const auto compare = [](std::initializer_list<std::pair<const char*, double>> left,
                          std::initializer_list<std::pair<const char*, double>> right,
                          std::optional<double> age = 30.0) {
    return classify::classifyAsymmetry(limits(), measures(left), measures(right),
                                       Person{age, std::nullopt});
  };
  EXPECT_EQ(compare({{"FPI6", 5}}, {{"FPI6", 3}}), "none");
  EXPECT_EQ(compare({{"FPI6", 6}}, {{"FPI6", 3}}), "asymmetric");
  EXPECT_EQ(compare({{"FPI6", 7}}, {{"FPI6", 3}}), "asymmetric");
  EXPECT_EQ(compare({{"FPI6", 3}}, {{"FPI6", 8}}), "severe");
  EXPECT_EQ(compare({{"FPI6", 3}, {"AHI_STAND", 0.3}}, {{"FPI6", 3}, {"AHI_STAND", 0.4}}), "none");
  EXPECT_EQ(compare({{"AHI_STAND", 0.3}}, {{"AHI_STAND", 0.33}}), "asymmetric");
  EXPECT_EQ(compare({{"AHI_STAND", 0.3}}, {{"AHI_STAND", 0.329}}), "none");
  EXPECT_EQ(compare({{"AI_static", 0.2}}, {{"AI_static", 0.25}}), "asymmetric");
  EXPECT_EQ(compare({{"FPI6", 3}}, {{"AHI_STAND", 0.3}}), "not_assessed");
  EXPECT_EQ(compare({{"AHI_STAND", 0.3}}, {{"AHI_STAND", 0.4}}, 17.0), "not_assessed");
}

TEST(Posture, DoesNotUseWhatAQualityRuleRulesOut) {
  const char* text = R"(
setting: clinic
screen: complete
age_years: 30
knee_pain: none
diabetes: false
left: {FPI6: 2, AHI_STAND: 0.25, CPEI: 10, valid_steps: 5, load: sitting}
right: {AHI_STAND: 0.25, foot_length_mm: 400, CPEI: 10, valid_steps: 2, load: standing}
)";
  const auto decision = decideText(text);
  EXPECT_EQ(decision.feet.left.families.count("scan_arch"), 0U) << "the foot did not stand";
  EXPECT_EQ(decision.feet.left.posture, "neutral");
  EXPECT_EQ(decision.feet.left.pronation, "pronated");
  EXPECT_EQ(decision.feet.right.posture, "indeterminate") << "the size of the scan is impossible";
  EXPECT_EQ(decision.feet.right.pronation, "not_assessed") << "too few steps";
  EXPECT_TRUE(hasFired(decision, "R-QA-01") && hasFired(decision, "R-QA-02") &&
              hasFired(decision, "R-QA-04"));
}

TEST(ClassWithinTheError, IsNamedBesideThePrintedOne) {
  recommend::RuleInputs inputs = inputsFrom(
      "setting: clinic\nscreen: complete\nage_years: 30\nknee_pain: none\ndiabetes: false\n"
      "left: {AHI_STAND: 0.309}\nright: {AHI_STAND: 0.295}\n");
  inputs.halfWidths.left["AHI_STAND"] = 0.004;
  inputs.halfWidths.right["AHI_STAND"] = 0.004;
  const auto decision = recommend::decide(ruleBase(), inputs);
  EXPECT_EQ(decision.feet.left.posture, "planus");
  EXPECT_EQ(decision.feet.left.couldAlsoBe, std::vector<std::string>{"neutral"})
      << "the limit .310 lies within the error";
  EXPECT_TRUE(decision.feet.right.couldAlsoBe.empty()) << "no limit lies within the error";
  inputs.halfWidths = {};
  EXPECT_TRUE(recommend::decide(ruleBase(), inputs).feet.left.couldAlsoBe.empty());
}

}  // namespace
}  // namespace podalign::testing
