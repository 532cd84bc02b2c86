#include <fmt/format.h>

#include <utility>

#include "podalign/exchange/internal/fhir_parts.hpp"

namespace podalign::exchange {
namespace {

using measure::Measurement;
using measure::Measurements;
using measure::Status;

Json component(const std::string& code, const std::string& text, double value,
               const std::string& unit) {
  return {{"code", codeOf("component", code, text)}, {"valueQuantity", quantity(value, unit)}};
}

class Findings {
 public:
  explicit Findings(BundleMaker& maker) : maker_(maker) {}

  void addMeasures(const std::string& what, std::optional<Laterality> side,
                   const Measurements& measures, const std::string& about) {
    for (const auto& [name, measurement] : measures) {
      Json made =
          maker_.observation(codeOf("measure", name, maker_.words("measure." + name)), side);
      made["method"] = {{"text", maker_.words(measurement.method)}};
      if (!about.empty()) made["note"] = Json::array({{{"text", about}}});
      if (measurement.value) {
        made["valueQuantity"] = quantity(*measurement.value, measurement.unit);
        made["component"] = Json::array({component("error_95", maker_.words("fhir.error_95"),
                                                   measurement.error.total(), measurement.unit)});
        if (measurement.status == Status::LowConfidence) {
          Json status = codeOf("status", measure::toString(measurement.status), {});
          status["text"] = reasonOf(measurement);
          made["interpretation"] = Json::array({std::move(status)});
        }
      } else {
        made["dataAbsentReason"] = absent("unknown", reasonOf(measurement));
      }
      add("observation/" + what + "/" + sideName(side) + "/" + name, std::move(made));
    }
  }

  void addClasses() {
    const recommend::Decision& decision = maker_.assessment().decision;
    for (const Laterality side : kBothSides) {
      const recommend::FootClass& foot = decision.feet[side];
      Json posture = classified("posture", foot.posture, side, "indeterminate", "unknown");
      Json components = Json::array();
      for (const auto& [name, probability] : foot.classProbabilities) {
        components.push_back(component("probability." + name, maker_.words("words.posture." + name),
                                       probability, "ratio"));
      }
      if (!components.empty()) posture["component"] = std::move(components);
      add(std::string("class/posture/") + toString(side), std::move(posture));
      add(std::string("class/pronation/") + toString(side),
          classified("pronation", foot.pronation, side, "not_assessed", "not-performed"));
      add(std::string("class/mobility/") + toString(side),
          classified("mobility", foot.mobility, side, "not_assessed", "not-performed"));
    }
  }

  [[nodiscard]] std::vector<std::string> urls() && { return std::move(urls_); }

 private:
  static std::string sideName(std::optional<Laterality> side) {
    return side ? toString(*side) : "both";
  }
  [[nodiscard]] std::string reasonOf(const Measurement& measurement) const {
    return measurement.reason ? maker_.words(*measurement.reason) : std::string();
  }
  void add(const std::string& key, Json made) { urls_.push_back(maker_.add(key, std::move(made))); }
  // A class, or that there is none: never a class for "we do not know".
  Json classified(const char* what, const std::string& name, Laterality side, const char* none,
                  const char* whyNone) {
    const std::string text = maker_.words(std::string("words.") + what + "." + name);
    Json made = maker_.observation(
        codeOf("class", what, maker_.words(std::string("fhir.class.") + what)), side);
    if (name == none) {
      made["dataAbsentReason"] = absent(whyNone, text);
    } else {
      made["valueCodeableConcept"] = codeOf(what, name, text);
    }
    return made;
  }

  BundleMaker& maker_;
  std::vector<std::string> urls_;
};

}  // namespace

std::vector<std::string> addFindings(BundleMaker& maker) {
  const report::Assessment& assessment = maker.assessment();
  Findings findings(maker);
  std::size_t number = 0;
  for (const report::ScannedFoot& scan : assessment.scans) {
    findings.addMeasures(fmt::format("scan{}", ++number), scan.foot.side.side, scan.measures,
                         assessment.inputs[scan.source].file);
  }
  for (const Laterality side : kBothSides) {
    findings.addMeasures("mean", side, assessment.stepMeans[side], maker.words("fhir.mean"));
  }
  findings.addMeasures("pair", std::nullopt, assessment.comparison.pair, {});
  findings.addClasses();
  return std::move(findings).urls();
}

}  // namespace podalign::exchange
