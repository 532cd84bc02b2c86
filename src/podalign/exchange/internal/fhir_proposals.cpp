#include <fmt/format.h>

#include <utility>

#include "podalign/exchange/internal/fhir_parts.hpp"

namespace podalign::exchange {
namespace {

void addNote(Json& request, const std::string& text) {
  if (!text.empty()) request["note"].push_back({{"text", text}});
}

void addFootwear(BundleMaker& maker) {
  for (const recommend::FootwearChoice& shoe : maker.assessment().decision.footwear) {
    Json made = maker.request("DeviceRequest", codeOf("footwear", shoe.category, shoe.name));
    addNote(made, fmt::format("{} ({})", shoe.status, shoe.rule));
    maker.add("footwear/" + shoe.category + "/" + shoe.status, std::move(made));
  }
}

Json parameter(const BundleMaker& maker, const char* code, double value, const char* unit) {
  return {
      {"code", codeOf("insole-parameter", code, maker.words(std::string("fhir.insole.") + code))},
      {"valueQuantity", quantity(value, unit)}};
}

void addInsoles(BundleMaker& maker) {
  for (const Laterality side : kBothSides) {
    const recommend::InsoleChoice& insole = maker.assessment().decision.insole[side];
    if (insole.gate == "none" || insole.gate == "blocked") continue;
    Json made = maker.request(
        "DeviceRequest", codeOf("insole", insole.gate, maker.words("words.gate." + insole.gate)));
    made["parameter"] =
        Json::array({{{"code", codeOf("insole-parameter", "foot", {})},
                      {"valueCodeableConcept",
                       codeOf("foot", toString(side),
                              maker.words(std::string("fhir.foot.") + toString(side)))}}});
    if (insole.posting && insole.posting->autoDeg > 0.0) {
      made["parameter"].push_back(parameter(maker, "posting", insole.posting->autoDeg, "deg"));
    }
    if (insole.heelLift && insole.heelLift->startMm > 0.0) {
      made["parameter"].push_back(parameter(maker, "heel_lift", insole.heelLift->startMm, "mm"));
    }
    addNote(made, insole.rule);
    maker.add(std::string("insole/") + toString(side), std::move(made));
  }
}

void addReferral(BundleMaker& maker) {
  const recommend::Decision& decision = maker.assessment().decision;
  if (decision.escalationLevel == "none") return;
  Json made = maker.request("ServiceRequest",
                            codeOf("escalation", decision.escalationLevel,
                                   maker.words("words.escalation." + decision.escalationLevel)));
  const bool stat = decision.escalationLevel == "emergency";
  made["priority"] = stat ? "stat" : decision.escalationLevel == "urgent" ? "urgent" : "routine";
  for (const std::string& rule : decision.escalationRules) addNote(made, rule);
  maker.add("referral", std::move(made));
}

void addPlan(BundleMaker& maker) {
  const recommend::Decision& decision = maker.assessment().decision;
  if (decision.plan.empty()) return;
  Json made = maker.request("ServiceRequest", codeOf("service", "plan", maker.words("fhir.plan")));
  for (const recommend::PlanItem& item : decision.plan) {
    addNote(made, fmt::format("{}: {} ({})", item.when, item.what, item.rule));
  }
  maker.add("plan", std::move(made));
}

}  // namespace

void addProposals(BundleMaker& maker) {
  addFootwear(maker);
  addReferral(maker);
  if (maker.assessment().setting == "shop") return;  // fit and comfort only
  addInsoles(maker);
  addPlan(maker);
}

void addIntake(BundleMaker& maker) {
  const auto& answers = maker.assessment().intake;
  if (answers.empty()) return;
  Json made{{"resourceType", "QuestionnaireResponse"}, {"status", "completed"}};
  made["subject"] = reference(maker.patient());
  made["authored"] = maker.moment();
  for (const auto& [field, answer] : answers) {
    Json item{{"linkId", field}};
    const std::string question = maker.words("question." + field);
    if (question != "question." + field) item["text"] = question;
    if (!answer.empty()) item["answer"] = Json::array({{{"valueString", answer}}});
    made["item"].push_back(std::move(item));
  }
  maker.add("intake", std::move(made));
}

}  // namespace podalign::exchange
