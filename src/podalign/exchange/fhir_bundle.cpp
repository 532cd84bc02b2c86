#include "podalign/exchange/fhir_bundle.hpp"

#include <fmt/format.h>

#include <utility>

#include "podalign/exchange/internal/fhir_parts.hpp"

namespace podalign::exchange {
namespace {

void addReport(BundleMaker& maker, const std::vector<std::string>& observations) {
  Json made{{"resourceType", "DiagnosticReport"}, {"status", "preliminary"}};
  made["code"] = codeOf("report", "foot-assessment", maker.words("fhir.report"));
  made["subject"] = reference(maker.patient());
  made["effectiveDateTime"] = maker.moment();
  made["issued"] = maker.moment();
  for (const std::string& url : observations) made["result"].push_back(reference(url));
  std::string conclusion;
  for (const Laterality side : kBothSides) {
    const std::string& posture = maker.assessment().decision.feet[side].posture;
    conclusion += (conclusion.empty() ? "" : "; ") +
                  maker.words(std::string("fhir.foot.") + toString(side)) + ": " +
                  maker.words("words.posture." + posture);
  }
  made["conclusion"] = std::move(conclusion);
  if (!maker.options().reportPdf.empty()) {
    made["presentedForm"] = Json::array({{{"contentType", "application/pdf"},
                                          {"data", base64(maker.options().reportPdf)},
                                          {"title", "report.pdf"}}});
  }
  maker.add("report", std::move(made));
}

// Who made it, from what, by which rules.
void addProvenance(BundleMaker& maker) {
  Json made{{"resourceType", "Provenance"}};
  for (const std::string& url : maker.urls()) made["target"].push_back(reference(url));
  made["recorded"] = maker.moment();
  Json agent;
  agent["type"]["coding"] =
      Json::array({{{"system", "http://terminology.hl7.org/CodeSystem/provenance-participant-type"},
                    {"code", "assembler"}}});
  agent["who"] = reference(maker.device());
  made["agent"] = Json::array({std::move(agent)});
  for (const report::InputFile& input : maker.assessment().inputs) {
    Json entity{{"role", "source"}};
    entity["what"] = {{"identifier", {{"system", "urn:podalign:sha256"}, {"value", input.sha256}}},
                      {"display", input.file}};
    made["entity"].push_back(std::move(entity));
  }
  maker.add("provenance", std::move(made));
}

}  // namespace

Result<std::string> fhirBundle(const report::Assessment& assessment,
                               const report::TextRenderer& texts, const FhirOptions& options) {
  if (assessment.captured.empty()) {
    return failure(ErrorCode::CaseInvalid,
                   "a FHIR bundle says when the assessment was made, and the case has no date. Add "
                   "'captured: 2026-05-04T10:20:00+02:00' to the case.");
  }
  BundleMaker maker(assessment, texts, options);
  const std::vector<std::string> observations = addFindings(maker);
  addProposals(maker);
  addIntake(maker);
  addReport(maker, observations);
  addProvenance(maker);
  return maker.bundle();
}

}  // namespace podalign::exchange
