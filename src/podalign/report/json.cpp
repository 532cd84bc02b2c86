#include "podalign/report/json.hpp"

#include <utility>

#include "podalign/report/internal/json_values.hpp"
#include "podalign/report/internal/shop.hpp"

namespace podalign::report {
namespace {

using internal::Json;
using internal::putNumber;

Json classJson(const recommend::FootClass& foot) {
  Json families = Json::object();
  for (const auto& [name, family] : foot.families) {
    Json entry;
    putNumber(entry, "score", family.score, "points");
    entry["label"] = family.label;
    families[name] = std::move(entry);
  }
  Json probabilities = Json::object();
  for (const auto& [name, probability] : foot.classProbabilities) {
    putNumber(probabilities, name.c_str(), probability, "probability");
  }
  Json out;
  out["posture"] = foot.posture;
  out["score"] = nullptr;
  if (foot.score) putNumber(out, "score", *foot.score, "points");
  out["confidence"] = foot.confidence;
  out["conflict"] = foot.conflict;
  out["families"] = std::move(families);
  out["class_probabilities"] = std::move(probabilities);
  if (!foot.couldAlsoBe.empty()) out["could_also_be"] = foot.couldAlsoBe;
  out["pronation"] = foot.pronation;
  out["mobility"] = foot.mobility;
  return out;
}

Json textJson(const std::string& runner, const std::string& clinical) {
  return Json{{"runner", runner}, {"clinical", clinical}};
}

const char* toString(recommend::LinkState state) {
  switch (state) {
    case recommend::LinkState::Present: return "present";
    case recommend::LinkState::Absent: return "absent";
    case recommend::LinkState::NotAssessed: return "not_assessed";
  }
  return "not_assessed";
}

Json trackingJson(const recommend::Tracking& tracking, bool shop) {
  if (shop) return Json{{"level", "not_in_shop"}};
  Json out{{"level", tracking.level}};
  if (!tracking.rule.empty()) out["rule"] = tracking.rule;
  if (!tracking.words.empty()) out["words"] = tracking.words;
  Json links = Json::array();
  for (const recommend::TrackingLink& link : tracking.links) {
    links.push_back({{"id", link.id},
                     {"state", toString(link.state)},
                     {"seen", link.seen},
                     {"strength", link.strength},
                     {"contrary", link.contrary},
                     {"sources", link.sources}});
  }
  if (!links.empty()) out["links"] = std::move(links);
  Json changes = Json::array();
  for (const recommend::TrackingChange& change : tracking.changes) {
    changes.push_back({{"to", change.to}, {"text", change.text}});
  }
  if (!changes.empty()) out["would_change"] = std::move(changes);
  if (!tracking.textRunner.empty() || !tracking.textClinical.empty()) {
    out["text"] = textJson(tracking.textRunner, tracking.textClinical);
  }
  return out;
}

Json footwearJson(const recommend::Decision& decision) {
  Json out = Json::array();
  for (const recommend::FootwearChoice& choice : decision.footwear) {
    Json entry{{"category", choice.category}, {"status", choice.status}};
    if (!choice.rule.empty()) entry["rule"] = choice.rule;
    if (!choice.name.empty()) entry["name"] = choice.name;
    if (!choice.features.empty()) entry["features"] = choice.features;
    out.push_back(std::move(entry));
  }
  return out;
}

Json sizesJson(const recommend::ShoeSizes& sizes) {
  Json out = Json::object();
  if (sizes.longerFoot) out["longer_foot"] = podalign::toString(*sizes.longerFoot);
  for (const auto& [system, size] : sizes.sizes) out[system] = size;
  if (sizes.lengthMm) putNumber(out, "length_mm", *sizes.lengthMm, "mm");
  if (sizes.widthMm) putNumber(out, "width_mm", *sizes.widthMm, "mm");
  if (sizes.padOther) out["pad_other"] = true;
  if (sizes.provisional) out["provisional"] = true;
  return out;
}

Json insoleJson(const recommend::InsoleChoice& insole) {
  Json out{{"gate", insole.gate}};
  if (insole.posting) {
    Json posting = Json::object();
    putNumber(posting, "auto", insole.posting->autoDeg, "deg");
    putNumber(posting, "clinician", insole.posting->clinicianDeg, "deg");
    out["posting_deg"] = std::move(posting);
  }
  if (insole.heelLift) {
    Json lift = Json::object();
    putNumber(lift, "start", insole.heelLift->startMm, "mm");
    putNumber(lift, "limit", insole.heelLift->limitMm, "mm");
    out["heel_lift_mm"] = std::move(lift);
  }
  if (!insole.rule.empty()) out["rule"] = insole.rule;
  return out;
}

Json planJson(const std::vector<recommend::PlanItem>& items) {
  Json out = Json::array();
  for (const recommend::PlanItem& item : items) {
    Json entry{{"rule", item.rule},
               {"when", item.when},
               {"what", item.what},
               {"from_week", item.fromWeek},
               {"to_week", item.toWeek}};
    if (!item.kind.empty()) entry["kind"] = item.kind;
    if (!item.fromDate.empty()) entry["from_date"] = item.fromDate;
    if (!item.toDate.empty()) entry["to_date"] = item.toDate;
    Json steps = Json::array();
    for (const recommend::PlanStep& step : item.steps) {
      steps.push_back({{"day", step.day}, {"what", step.what}});
      if (!step.date.empty()) steps.back()["date"] = step.date;
    }
    if (!steps.empty()) entry["steps"] = std::move(steps);
    out.push_back(std::move(entry));
  }
  return out;
}

Json blockedJson(const recommend::Decision& decision) {
  Json out = Json::array();
  for (const recommend::BlockedRule& rule : decision.blocked) {
    Json entry{{"rule", rule.rule}, {"by", rule.by}};
    if (rule.side) entry["side"] = podalign::toString(*rule.side);
    out.push_back(std::move(entry));
  }
  return out;
}

// Beside each field that is missing the question it stands for.
Json notEvaluableJson(const recommend::Decision& decision, const TextRenderer& texts) {
  Json out = Json::array();
  for (const recommend::NotEvaluableRule& rule : decision.notEvaluable) {
    Json entry{{"rule", rule.rule}, {"missing", rule.missing}};
    for (const std::string& field : rule.missing) {
      entry["questions"].push_back(internal::rendered({"question." + field, {}}, texts));
    }
    if (rule.side) entry["side"] = podalign::toString(*rule.side);
    out.push_back(std::move(entry));
  }
  return out;
}

Json recommendationJson(const recommend::Recommendation& recommendation) {
  Json out{{"rule", recommendation.rule}, {"category", recommendation.category}};
  if (!recommendation.sides.empty()) {
    Json sides = Json::array();
    for (const Laterality side : recommendation.sides) sides.push_back(podalign::toString(side));
    out["sides"] = std::move(sides);
  }
  out["grade"] = recommendation.grade;
  out["sources"] = recommendation.sources;
  out["contrary"] = recommendation.contrary;
  if (recommendation.sources.empty()) out["basis"] = recommendation.basis;
  if (recommendation.provisional) out["provisional"] = true;
  out["text"] = textJson(recommendation.textRunner, recommendation.textClinical);
  if (!recommendation.textAction.empty()) out["text"]["action"] = recommendation.textAction;
  return out;
}

Json recommendationsJson(const recommend::Decision& decision) {
  Json out = Json::array();
  for (const recommend::Recommendation& recommendation : decision.recommendations) {
    if (internal::mayShow(decision, recommendation)) {
      out.push_back(recommendationJson(recommendation));
    }
  }
  return out;
}

Json producerJson(const Producer& producer, const TextRenderer& texts) {
  Json out{{"podalign", producer.software},
           {"knowledge", producer.knowledge},
           {"approved", producer.approved}};
  if (!producer.approved) out["notice"] = internal::rendered({"report.draft_notice", {}}, texts);
  return out;
}

// Everything from `feet` on: the part that rests on the decision alone.
void putDecision(Json& out, const recommend::Decision& decision, const TextRenderer& texts) {
  const bool shop = internal::isShop(decision);
  out["feet"] = {{"left", classJson(decision.feet.left)},
                 {"right", classJson(decision.feet.right)}};
  out["asymmetry"] = decision.asymmetry;
  out["escalation"] = {{"level", decision.escalationLevel}, {"rules", decision.escalationRules}};
  out["tracking"] = {{"left", trackingJson(decision.tracking.left, shop)},
                     {"right", trackingJson(decision.tracking.right, shop)}};
  if (!shop) out["differential"] = decision.differential;
  out["footwear"] = footwearJson(decision);
  out["sizes"] = sizesJson(decision.sizes);
  if (!shop) {
    out["insole"] = {{"left", insoleJson(decision.insole.left)},
                     {"right", insoleJson(decision.insole.right)}};
    out["plan"] = planJson(decision.plan);
  }
  out["follow_up"] = planJson(decision.followUp);
  out["rules_fired"] = decision.rulesFired;
  out["blocked"] = blockedJson(decision);
  out["not_evaluable"] = notEvaluableJson(decision, texts);
  out["recommendations"] = recommendationsJson(decision);
  out["missing"] = decision.missing;
}

// A measurement document, of whatever holds inputs, scans, steps, pair and findings.
template <class Document>
Json measurementsBody(const Document& document, const TextRenderer& texts) {
  Json out;
  out["schema"] = "podalign/measurements/1";
  out["sources"] = internal::toJson(std::span<const InputFile>(document.inputs));
  out["feet"] = internal::feetJson(document.scans, document.inputs, texts);
  out["footfalls"] = internal::footfallsJson(document.steps, document.inputs, texts);
  if (!document.walks.empty()) {
    out["walks"] = internal::walksJson(document.walks, document.inputs, texts);
  }
  internal::putComparison(out, document.comparison, texts);
  out["findings"] = internal::toJson(document.findings, texts);
  return out;
}

Json measurementsOf(const Assessment& assessment, const TextRenderer& texts) {
  Json out = measurementsBody(assessment, texts);
  out["step_means"] = {{"left", internal::toJson(assessment.stepMeans.left, texts)},
                       {"right", internal::toJson(assessment.stepMeans.right, texts)}};
  if (!assessment.registrations.empty()) {
    out["registrations"] = internal::registrationsJson(assessment, texts);
  }
  Json entered = Json::array();
  for (const EnteredValue& value : assessment.entered) {
    Json entry{{"side", podalign::toString(value.side)}, {"name", value.name}};
    putNumber(entry, "value", value.value, "");
    entered.push_back(std::move(entry));
  }
  out["entered"] = std::move(entered);
  return out;
}

Json errorDetails(const Error& error) {
  Json details{{"code", static_cast<std::int32_t>(error.code)}, {"message", error.message}};
  details["source"] = error.source;
  details["line"] = error.line;
  return details;
}

}  // namespace

std::string measurementsJson(const MeasurementDocument& document, const TextRenderer& texts,
                             JsonLayout layout) {
  return internal::dump(measurementsBody(document, texts), layout);
}

std::string resultJson(const Assessment& assessment, const TextRenderer& texts, JsonLayout layout) {
  Json out;
  out["schema"] = "podalign/result/1";
  out["produced_by"] =
      producerJson({assessment.software, assessment.knowledge, assessment.approved}, texts);
  out["setting"] = assessment.decision.setting;
  out["subject"] = assessment.subjectId;
  if (!assessment.captured.empty()) out["captured"] = assessment.captured;
  out["inputs"] = internal::toJson(std::span<const InputFile>(assessment.inputs));
  out["measurements"] = measurementsOf(assessment, texts);
  putDecision(out, assessment.decision, texts);
  out["findings"] = internal::toJson(internal::allFindings(assessment), texts);
  return internal::dump(out, layout);
}

std::string decisionJson(const recommend::Decision& decision, const Producer& producer,
                         const TextRenderer& texts, JsonLayout layout) {
  Json out;
  out["schema"] = "podalign/result/1";
  out["produced_by"] = producerJson(producer, texts);
  out["setting"] = decision.setting;
  out["inputs"] = Json::array();
  putDecision(out, decision, texts);
  out["findings"] = internal::toJson(decision.findings, texts);
  return internal::dump(out, layout);
}

std::string errorJson(const Error& error, JsonLayout layout) {
  return internal::dump(Json{{"schema", "podalign/error/1"}, {"error", errorDetails(error)}},
                        layout);
}

std::string errorsJson(const std::vector<Error>& errors, JsonLayout layout) {
  Json all = Json::array();
  for (const Error& error : errors) all.push_back(errorDetails(error));
  return internal::dump(Json{{"schema", "podalign/error/1"},
                             {"error", errorDetails(errors.front())},
                             {"errors", std::move(all)}},
                        layout);
}

}  // namespace podalign::report
