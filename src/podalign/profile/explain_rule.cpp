#include <algorithm>

#include "podalign/profile/internal/explain_parts.hpp"

namespace podalign::profile {
namespace {

bool shares(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&b](const std::string& word) { return holdsWord(b, word); });
}

std::string withCondition(std::string text, const std::optional<Expression>& condition) {
  return condition ? text + ", if " + condition->text : text;
}

std::string weeks(const ScheduleEffect& item) {
  const std::string from = std::to_string(item.fromWeek);
  return item.fromWeek == item.toWeek ? from : from + "-" + std::to_string(item.toWeek);
}

void explainInsole(const InsoleEffect& insole, Details& details) {
  std::string text;
  const auto put = [&text](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
  if (!insole.gate.empty()) put("gate " + insole.gate);
  if (insole.posting) {
    put("posting_deg auto " + numberText(insole.posting->autoDeg) + " clinician " +
        numberText(insole.posting->clinicianDeg));
  }
  if (insole.rank) put("rank " + std::to_string(*insole.rank));
  if (insole.capDeg) put("cap_deg " + numberText(*insole.capDeg));
  if (insole.pair) put("pair");
  if (insole.liftStartMm) put("lift_start_mm " + numberText(*insole.liftStartMm));
  details.add("gives_insole", text);
}

void explainEffects(const Profile& profile, const Rule& rule, Details& details) {
  if (!rule.tracking.empty()) {
    details.add("gives_tracking",
                rule.tracking + ": " + profile.texts.render("words.tracking." + rule.tracking));
  }
  for (const DifferentialEffect& effect : rule.differential) {
    details.add(
        "gives_pattern",
        withCondition(effect.id + ": " + profile.texts.render("words.differential." + effect.id),
                      effect.condition));
  }
  for (const FootwearEffect& effect : rule.footwear) {
    details.add(
        "gives_footwear",
        withCondition(effect.category + " (" +
                          profile.texts.render("words.footwear_status." + effect.status) + ")",
                      effect.condition));
  }
  if (rule.insole) explainInsole(*rule.insole, details);
  for (const auto* schedule : {&rule.plan, &rule.followUp}) {
    for (const ScheduleEffect& item : *schedule) {
      details.add("schedule", weeks(item) + ": " + profile.texts.render(item.text));
    }
  }
  details.add("findings", joined(rule.findings));
}

// The fixed parts first, then wordings for special cases.
void explainTexts(const Profile& profile, const Rule& rule, Details& details) {
  details.add("action", profile.texts.raw(rule.id + ".action"));
  details.add("runner", profile.texts.raw(rule.id + ".runner"));
  details.add("clinical", profile.texts.raw(rule.id + ".clinical"));
  for (const TextVariant& variant : rule.variants) {
    for (const char* part : {".runner.", ".clinical."}) {
      const std::string id = rule.id + part + variant.text;
      if (profile.texts.has(id)) {
        details.add("variant", profile.texts.raw(id) + " [if " + variant.condition.text + "]");
      }
    }
  }
}

void explainBlocking(const Profile& profile, const Rule& rule, Details& details) {
  details.add("blocks", joined(rule.blocks));
  details.add("families", joined(rule.families));
  std::vector<std::string> blockers;
  for (const Rule& other : profile.rules) {
    if (&other == &rule) break;
    if (shares(other.blocks, rule.families)) blockers.push_back(other.id);
  }
  details.add("held_back_by", joined(blockers));
}

void explainGround(const Profile& profile, const Background& background, const Rule& rule,
                   Details& details) {
  details.add("grade", rule.grade + ": " + profile.texts.render("words.grade." + rule.grade));
  details.add("sources", citations(profile, rule.sources));
  details.add("basis", rule.basis);
  details.add("contrary", citations(profile, rule.contrary));
  for (const ArticleClaim& claim : background.claims) {
    if (holdsWord(rule.claims, claim.id)) details.add("claims", claim.id + ": " + claim.claim);
  }
  for (const ArticleConflict& conflict : background.conflicts) {
    if (!holdsWord(conflict.rules, rule.id)) continue;
    details.add("conflicts", conflict.id + ": " + conflict.issue + " - " + conflict.resolution);
  }
  for (const Disagreement& entry : background.disagreements) {
    if (holdsWord(entry.rules, rule.id)) {
      details.add("disagreements", entry.id + ": " + entry.text);
    }
  }
  for (const Regulation::Hazard& hazard : background.regulation.hazards) {
    if (holdsWord(hazard.rules, rule.id)) details.add("hazards", hazard.id + ": " + hazard.text);
  }
  if (rule.provisional) details.add("provisional", profile.texts.render("profile.provisional"));
}

}  // namespace

void explainRule(const Profile& profile, const Background& background, const Rule& rule,
                 Details& details) {
  details.add("when", profile.texts.raw(rule.id + ".when"));
  details.add("condition", rule.condition.text);
  std::vector<std::string> fields;
  std::vector<std::string> names;
  collectReads(profile, rule.condition, fields, names);
  for (const Derived& name : profile.derived) {
    if (!holdsWord(names, name.id)) continue;
    details.add("names", name.id + " = " + name.expression.text + " (" +
                             profile.texts.raw("derived." + name.id) + ")");
  }
  for (const std::string& field : fields) {
    details.add("reads", field + ": " + profile.texts.raw("question." + field));
  }
  details.add("scope", profile.texts.render(std::string("profile.scope.") + toString(rule.scope)));
  std::vector<std::string> settings;
  for (const Setting setting : rule.settings) settings.emplace_back(toString(setting));
  details.add("settings", joined(settings));
  details.add("priority", std::to_string(rule.priority));
  if (rule.level != "none") {
    details.add("level",
                rule.level + ": " + profile.texts.render("words.escalation." + rule.level));
  }
  explainTexts(profile, rule, details);
  explainEffects(profile, rule, details);
  explainBlocking(profile, rule, details);
  explainGround(profile, background, rule, details);
}

}  // namespace podalign::profile
