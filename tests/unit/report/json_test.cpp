#include "podalign/report/json.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "support/sample_assessment.hpp"
#include "support/text_files.hpp"

namespace podalign::report {
namespace {

using Json = nlohmann::ordered_json;
using testing::textRenderer;

Json resultOf(const Assessment& assessment) {
  return Json::parse(resultJson(assessment, textRenderer()));
}

std::vector<std::string> keysOf(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

TEST(ResultJson, HasTheKeysOfTheContractInOrder) {
  const Json result = resultOf(testing::planusLeftKnee());
  EXPECT_EQ(keysOf(result), (std::vector<std::string>{
                                "schema",          "produced_by", "setting",      "subject",
                                "captured",        "inputs",      "measurements", "feet",
                                "asymmetry",       "escalation",  "tracking",     "differential",
                                "footwear",        "sizes",       "insole",       "plan",
                                "follow_up",       "rules_fired", "blocked",      "not_evaluable",
                                "recommendations", "missing",     "findings"}));
  EXPECT_EQ(result["schema"], "podalign/result/1");
  EXPECT_EQ(result["produced_by"]["podalign"], "0.1.0");
  EXPECT_EQ(result["produced_by"]["approved"], false);
  EXPECT_EQ(result["produced_by"]["notice"], "rule base not yet approved by a clinician");
  EXPECT_EQ(keysOf(result["feet"]["left"]),
            (std::vector<std::string>{"posture", "score", "confidence", "conflict", "families",
                                      "class_probabilities", "pronation", "mobility"}));
}

TEST(ResultJson, HoldsTheDecision) {
  const Json result = resultOf(testing::planusLeftKnee());
  EXPECT_EQ(result["feet"]["left"]["posture"], "planus");
  EXPECT_EQ(result["feet"]["left"]["score"], 1.12);
  EXPECT_EQ(result["feet"]["left"]["families"]["clinical"],
            Json::parse(R"({"score": 1.0, "label": "planus"})"));
  EXPECT_EQ(result["tracking"]["left"]["level"], "PTR2");
  EXPECT_EQ(result["tracking"]["left"]["rule"], "R-PTR-03");
  ASSERT_EQ(result["tracking"]["left"]["links"].size(), 5U);
  EXPECT_EQ(result["tracking"]["left"]["links"][1]["state"], "not_assessed");
  EXPECT_EQ(result["tracking"]["right"],
            Json::parse(R"({"level": "PTR0", "words": "not relevant now"})"));
  EXPECT_EQ(result["insole"]["left"]["posting_deg"],
            Json::parse(R"({"auto": 4.0, "clinician": 6.0})"));
  EXPECT_FALSE(result["insole"]["left"].contains("heel_lift_mm"));
  EXPECT_EQ(result["insole"]["right"]["heel_lift_mm"],
            Json::parse(R"({"start": 3.0, "limit": 6.0})"));
  EXPECT_EQ(result["blocked"][1],
            Json::parse(R"({"rule": "R-INS-10", "by": "R-SAF-13", "side": "right"})"));
  EXPECT_FALSE(result["blocked"][0].contains("side"));
  EXPECT_EQ(result["recommendations"][6]["basis"], "expert opinion, no published source");
  EXPECT_FALSE(result["recommendations"][0].contains("basis"));
  EXPECT_EQ(result["sizes"]["longer_foot"], "left");
  EXPECT_EQ(result["findings"][0]["id"], "SCAN.UNIT_INFERRED");
}

TEST(ResultJson, SaysNullWhereNothingWasScored) {
  const Json result = resultOf(testing::oneFoot());
  EXPECT_TRUE(result["feet"]["left"]["score"].is_null());
  EXPECT_EQ(result["feet"]["left"]["families"], Json::object());
}

TEST(ResultJson, KeepsTheClinicalPartOutOfTheShop) {
  Assessment assessment = testing::shopVisit();
  const recommend::Decision clinic = testing::samplePlanusDecision();
  assessment.decision.tracking = clinic.tracking;
  assessment.decision.insole = clinic.insole;
  assessment.decision.differential = clinic.differential;
  assessment.decision.plan = clinic.plan;
  assessment.decision.recommendations = clinic.recommendations;
  const Json result = resultOf(assessment);
  for (const char* absent : {"differential", "insole", "plan"}) {
    EXPECT_FALSE(result.contains(absent)) << absent;
  }
  for (const char* side : {"left", "right"}) {
    EXPECT_EQ(result["tracking"][side], Json::parse(R"({"level": "not_in_shop"})"));
  }
  for (const Json& rule : result["recommendations"]) {
    EXPECT_NE(rule["category"], "insole");
    EXPECT_NE(rule["category"], "load");
  }
}

TEST(ResultJson, TreatsAnUnknownSettingAsShop) {
  Assessment assessment = testing::planusLeftKnee();
  assessment.decision.setting = "fair";
  EXPECT_FALSE(resultOf(assessment).contains("insole"));
}

TEST(ResultJson, SaysAFindingOnce) {
  Assessment assessment = testing::planusLeftKnee();
  assessment.decision.findings.push_back(assessment.findings[0]);
  EXPECT_EQ(resultOf(assessment)["findings"].size(), assessment.findings.size());
}

TEST(ResultJson, IsTheSameTextEveryTime) {
  EXPECT_EQ(resultJson(testing::planusLeftKnee(), textRenderer()),
            resultJson(testing::planusLeftKnee(), textRenderer()));
}

MeasurementDocument documentOf(const Assessment& assessment) {
  return {assessment.inputs, assessment.scans,      assessment.steps,
          assessment.walks,  assessment.comparison, assessment.findings};
}

TEST(MeasurementsJson, HasTheShapeOfTheContract) {
  const Json out =
      Json::parse(measurementsJson(documentOf(testing::planusLeftKnee()), textRenderer()));
  EXPECT_EQ(keysOf(out), (std::vector<std::string>{"schema", "sources", "feet", "footfalls", "pair",
                                                   "findings"}));
  EXPECT_EQ(out["schema"], "podalign/measurements/1");
  EXPECT_EQ(keysOf(out["sources"][0]),
            (std::vector<std::string>{"file", "format", "sha256", "unit", "unit_source"}));
  const Json& foot = out["feet"][0];
  EXPECT_EQ(foot["side"], "left");
  EXPECT_EQ(foot["side_source"], "declared");
  EXPECT_EQ(foot["side_confidence"], 0.98);
  EXPECT_EQ(foot["load"], "standing");
  EXPECT_EQ(foot["source"], "left.stl");
  const Json& length = foot["measures"]["foot_length"];
  EXPECT_EQ(length["value"], 262.4);
  EXPECT_EQ(length["unit"], "mm");
  EXPECT_EQ(length["error"], 1.847);  // sqrt(0.4^2 + 1.5^2 + 1.0^2)
  EXPECT_EQ(length["error_parts"],
            Json::parse(R"({"processing": 0.4, "device": 1.5, "repositioning": 1.0})"));
  EXPECT_EQ(length["status"], "ok");
  EXPECT_NE(length["method"].get<std::string>().find("Pternion"), std::string::npos);
  const Json& index = foot["measures"]["arch_index"];
  EXPECT_FALSE(index.contains("value"));
  EXPECT_FALSE(index.contains("error"));
  EXPECT_EQ(index["status"], "not_valid");
  EXPECT_EQ(index["reason"], "SCAN.SOLE_NOT_LOADED");
  EXPECT_FALSE(index["text"].get<std::string>().empty());
  EXPECT_EQ(foot["measures"]["rearfoot_angle"]["status"], "low_confidence");
  EXPECT_TRUE(foot["measures"]["rearfoot_angle"].contains("value"));
}

TEST(MeasurementsJson, HoldsTheCentreOfPressure) {
  const Json out =
      Json::parse(measurementsJson(documentOf(testing::planusLeftKnee()), textRenderer()));
  const Json& footfall = out["footfalls"][0];
  EXPECT_EQ(footfall["rows"], Json::parse("[18, 73]"));
  EXPECT_EQ(footfall["frames"], Json::parse("[12, 71]"));
  EXPECT_EQ(footfall["complete"], true);
  EXPECT_EQ(footfall["cop"]["unit"], "mm");
  EXPECT_EQ(footfall["cop"]["frame"], "file");
  const Json& point = footfall["cop"]["points"][30];
  ASSERT_EQ(point.size(), 4U);
  EXPECT_EQ(point[0], 42);
  EXPECT_TRUE(point[1].is_number());
  EXPECT_EQ(point[3], true);
}

TEST(MeasurementsJson, NeverHoldsANumberThatIsNone) {
  Assessment assessment = testing::planusLeftKnee();
  assessment.scans[0].measures["foot_length"].value = std::numeric_limits<double>::quiet_NaN();
  assessment.scans[0].measures["heel_width"].error.device = std::numeric_limits<double>::infinity();
  assessment.steps[0].footfall.cop[5].xMm = std::numeric_limits<double>::quiet_NaN();
  const Json out = Json::parse(measurementsJson(documentOf(assessment), textRenderer()));
  EXPECT_FALSE(out["feet"][0]["measures"]["foot_length"].contains("value"));
  EXPECT_FALSE(out["feet"][0]["measures"]["heel_width"].contains("error"));
  EXPECT_EQ(out["footfalls"][0]["cop"]["points"][5][3], false);
}

TEST(MeasurementsJson, RoundsToDigitsThatMeanSomething) {
  Assessment assessment = testing::planusLeftKnee();
  assessment.scans[0].measures["foot_length"].value = 275.1234567;
  assessment.scans[0].measures["arch_height_index"].value = 0.29561234567;
  assessment.scans[0].measures["rearfoot_angle"].value = -0.00001;
  const std::string text = measurementsJson(documentOf(assessment), textRenderer());
  EXPECT_NE(text.find("275.123,"), std::string::npos);
  EXPECT_NE(text.find("0.29561,"), std::string::npos);
  EXPECT_EQ(text.find("-0.0,"), std::string::npos);
}

TEST(DecisionJson, IsTheResultWithoutMeasurementsOnOneLine) {
  const std::string text = decisionJson(testing::samplePlanusDecision(),
                                        {"0.1.0", "2026.1+sha256:00", true}, textRenderer());
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  const Json out = Json::parse(text);
  EXPECT_EQ(out["schema"], "podalign/result/1");
  EXPECT_FALSE(out.contains("measurements"));
  EXPECT_EQ(out["produced_by"]["approved"], true);
  EXPECT_FALSE(out["produced_by"].contains("notice"));
  EXPECT_EQ(out["rules_fired"][0], "R-SAF-21");
}

TEST(ErrorJson, HasTheShapeOfTheContract) {
  const Json out = Json::parse(
      errorJson({ErrorCode::Truncated, "the header promises 638,684 bytes", "left.stl", 7}));
  EXPECT_EQ(out, Json::parse(R"({"schema": "podalign/error/1", "error": {"code": 204,
      "message": "the header promises 638,684 bytes", "source": "left.stl", "line": 7}})"));
}

TEST(ErrorJson, SurvivesBytesThatAreNoText) {
  const std::string text = errorJson({ErrorCode::FileNotFound, "no such file", "left\xff.stl", 0});
  EXPECT_TRUE(Json::accept(text)) << text;
}

}  // namespace
}  // namespace podalign::report
