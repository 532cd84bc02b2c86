#include "podalign/exchange/fhir_bundle.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

namespace podalign::exchange {
namespace {

using nlohmann::json;

measure::Measurement measured(double value) {
  return measure::ok(value, "mm", 0.5, {"method.foot_length", {}});
}

report::Assessment sample() {
  report::Assessment made;
  made.software = "0.1.0";
  made.knowledge = "2026.1";
  made.setting = "clinic";
  made.subjectId = "RUNNER-7";
  made.captured = "2026-05-04T10:20+02:00";
  made.inputs.push_back({"left.stl", "stl-binary", "abc", "mm", "declared"});
  report::ScannedFoot scan;
  scan.foot.side.side = Laterality::Left;
  scan.measures["foot_length"] = measured(251.23456);
  scan.measures["arch_index"] =
      measure::notValid("ratio", {"method.arch_index", {}}, {"SCAN.SYNTHETIC_SOLE", {}});
  made.scans.push_back(scan);
  made.decision.setting = "clinic";
  made.decision.feet.left.posture = "planus";
  made.decision.feet.left.classProbabilities = {{"planus", 0.8}, {"neutral", 0.2}};
  made.decision.insole.left.gate = "prefab_trial";
  made.decision.insole.left.posting = recommend::Posting{4.0, 6.0};
  made.intake = {{"age_years", "34"}, {"knee_pain", "left"}};
  return made;
}

// As profiles/codes.yaml has them.
std::vector<profile::Terminology> snomed() {
  return {{"snomed",
           "http://snomed.info/sct",
           "held",
           {{"foot.left", "22335008", "left foot", {}, "seen", true},
            {"foot.right", "7769000", "right foot", {}, "seen", true}}}};
}

std::string echo(const Message& message) { return message.id; }

json bundleOf(const report::Assessment& assessment, const FhirOptions& options = {}) {
  const auto text = fhirBundle(assessment, echo, options);
  EXPECT_TRUE(text) << toString(text.error());
  return text ? json::parse(*text) : json();
}

std::vector<json> all(const json& bundle, const std::string& type) {
  std::vector<json> found;
  for (const json& entry : bundle["entry"]) {
    if (entry["resource"]["resourceType"] == type) found.push_back(entry["resource"]);
  }
  return found;
}

json observation(const json& bundle, const std::string& code, const std::string& side) {
  for (const json& one : all(bundle, "Observation")) {
    if (one["code"]["coding"][0]["code"] == code && one["bodySite"]["coding"][0]["code"] == side) {
      return one;
    }
  }
  return {};
}

// Every reference points into the bundle, nothing is null or empty, one value at most.
void check(const json& node, const std::set<std::string>& urls) {
  EXPECT_FALSE(node.is_null());
  if (node.is_structured() || node.is_string()) {
    EXPECT_FALSE(node.empty());
  }
  if (!node.is_structured()) return;
  int values = 0;
  for (const auto& [key, value] : node.items()) {
    if (node.is_object() && key.rfind("value", 0) == 0 && key.size() > 5) ++values;
    if (node.is_object() && key == "reference") {
      EXPECT_TRUE(urls.contains(value)) << value;
    }
    check(value, urls);
  }
  EXPECT_LE(values, 1);
}

TEST(FhirBundle, IsWholeAndPointsOnlyIntoItself) {
  const json bundle = bundleOf(sample());
  EXPECT_EQ(bundle["resourceType"], "Bundle");
  EXPECT_EQ(bundle["timestamp"], "2026-05-04T10:20:00+02:00") << "an instant has seconds";
  std::set<std::string> urls;
  for (const json& entry : bundle["entry"]) {
    EXPECT_TRUE(urls.insert(entry["fullUrl"]).second) << "an identifier twice";
  }
  check(bundle, urls);
}

TEST(FhirBundle, AMeasureHasItsUnitAndItsBand) {
  const json made = observation(bundleOf(sample()), "foot_length", "left");
  EXPECT_EQ(made["status"], "preliminary");
  EXPECT_EQ(made["valueQuantity"]["value"], 251.235);
  EXPECT_EQ(made["valueQuantity"]["system"], "http://unitsofmeasure.org");
  EXPECT_EQ(made["valueQuantity"]["code"], "mm");
  EXPECT_EQ(made["component"][0]["valueQuantity"]["value"], 0.5);
}

TEST(FhirBundle, WhatIsNotKnownHasAReasonAndNoValue) {
  const json bundle = bundleOf(sample());
  for (const auto& [code, side] :
       {std::pair{"arch_index", "left"}, std::pair{"posture", "right"}}) {
    const json made = observation(bundle, code, side);
    EXPECT_EQ(made["dataAbsentReason"]["coding"][0]["code"], "unknown") << code;
    EXPECT_FALSE(made.contains("valueQuantity")) << code;
    EXPECT_FALSE(made.contains("valueCodeableConcept")) << code;
  }
  EXPECT_EQ(observation(bundle, "posture", "left")["valueCodeableConcept"]["coding"][0]["code"],
            "planus");
}

TEST(FhirBundle, RequestsAreDraftsOfProposals) {
  const auto requests = all(bundleOf(sample()), "DeviceRequest");
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests.front()["status"], "draft");
  EXPECT_EQ(requests.front()["intent"], "proposal");
  EXPECT_TRUE(all(bundleOf(sample()), "Condition").empty()) << "a diagnosis is not ours";
}

TEST(FhirBundle, TheShopGetsNoInsole) {
  report::Assessment shop = sample();
  shop.setting = "shop";
  EXPECT_TRUE(all(bundleOf(shop), "DeviceRequest").empty());
}

TEST(FhirBundle, SnomedIsThereOnlyWhenAskedFor) {
  EXPECT_EQ(fhirBundle(sample(), echo, {})->find("snomed.info"), std::string::npos);
  const json made = observation(bundleOf(sample(), {snomed(), {}}), "foot_length", "left");
  ASSERT_EQ(made["bodySite"]["coding"].size(), 2U) << "the code of the other foot is there, too";
  EXPECT_EQ(made["bodySite"]["coding"][1]["code"], "22335008");
  EXPECT_EQ(made["bodySite"]["coding"][1]["system"], "http://snomed.info/sct");
}

TEST(FhirBundle, CarriesThePdfAndIsTheSameTwice) {
  const FhirOptions options{{}, "%PDF-"};
  const auto first = fhirBundle(sample(), echo, options);
  ASSERT_TRUE(first);
  EXPECT_EQ(*first, *fhirBundle(sample(), echo, options));
  const auto reports = all(json::parse(*first), "DiagnosticReport");
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports.front()["presentedForm"][0]["data"], "JVBERi0=");
}

TEST(FhirBundle, NeedsADate) {
  report::Assessment undated = sample();
  undated.captured.clear();
  const auto none = fhirBundle(undated, echo, {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::CaseInvalid);
}

}  // namespace
}  // namespace podalign::exchange
