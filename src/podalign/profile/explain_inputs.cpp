// Questions, measures and sources in words.
#include <algorithm>

#include "podalign/profile/internal/explain_parts.hpp"

namespace podalign::profile {
namespace {

std::vector<std::string> rulesReading(const Profile& profile, const std::string& field) {
  std::vector<std::string> rules;
  for (const Rule& rule : profile.rules) {
    std::vector<std::string> fields;
    std::vector<std::string> names;
    collectReads(profile, rule.condition, fields, names);
    if (holdsWord(fields, field)) rules.push_back(rule.id);
  }
  return rules;
}

std::string bandText(const Band& band) {
  std::string text;
  if (band.below) text = "< " + numberText(*band.below);
  if (band.upTo) text = "<= " + numberText(*band.upTo);
  if (text.empty()) text = "...";
  return text + ": " + (band.label.empty() ? numberText(band.score) : band.label);
}

void explainBands(const Profile& profile, const std::string& measure, Details& details) {
  const auto found = profile.classification.bands.find(measure);
  if (found == profile.classification.bands.end()) return;
  for (const AgeBands& ages : found->second) {
    std::string text;
    if (ages.ageFrom) text += "age >= " + numberText(*ages.ageFrom) + " ";
    if (ages.ageBelow) text += "age < " + numberText(*ages.ageBelow) + " ";
    for (const Band& band : ages.bands) text += "| " + bandText(band) + " ";
    if (ages.provisional) text += "| " + profile.texts.render("profile.provisional");
    details.add("bands", text);
    details.add("sources", citations(profile, ages.sources));
    details.add("basis", ages.basis);
  }
}

void addPublished(const Profile& profile, std::string_view label,
                  const std::vector<PublishedValue>& values, Details& details) {
  for (const PublishedValue& value : values) {
    std::string text = value.value;
    text += value.sources.empty() ? " [" + value.basis : " [" + joined(value.sources);
    if (!value.verified) text += ", " + profile.texts.render("profile.not_verified");
    text += "]";
    if (!value.how.empty()) text += " (" + value.how + ")";
    details.add(label, text);
  }
}

void addIf(bool uses, const std::string& user, std::vector<std::string>& users) {
  if (uses && !holdsWord(users, user)) users.push_back(user);
}

}  // namespace

void explainField(const Profile& profile, const Field& field, Details& details) {
  details.add("question", profile.texts.raw("question." + field.id));
  details.add("words", joined(field.words));
  if (field.range) {
    details.add("range", numberText(field.range->low) + ".." + numberText(field.range->high) +
                             (field.unit.empty() ? "" : " " + field.unit));
  }
  details.add("scope", profile.texts.render(std::string("profile.scope.") + toString(field.scope)));
  details.add("screen", profile.texts.render(belongsToScreen(field) ? "profile.screen.part"
                                                                    : "profile.screen.no_part"));
  explainBands(profile, field.id, details);
  details.add("rules", joined(rulesReading(profile, field.id)));
  if (field.shownOnly) details.add("use", profile.texts.render("profile.shown_only"));
}

void explainMeasure(const Profile& profile, const MeasureKnowledge& measure, Details& details) {
  details.add("definition", measure.definition);
  details.add("formula", measure.formula);
  details.add("unit", measure.unit);
  if (measure.range) {
    details.add("range", numberText(measure.range->low) + ".." + numberText(measure.range->high));
  }
  details.add("family", measure.family + ", " + numberText(measure.weight));
  addPublished(profile, "cutoffs", measure.cutoffs, details);
  addPublished(profile, "norms", measure.norms, details);
  addPublished(profile, "reliability", measure.reliability, details);
  addPublished(profile, "validity", measure.validity, details);
  details.add("disagreement", measure.disagreement);
  details.add("note", measure.note);
  details.add("licence", measure.licence);
}

void explainSource(const Profile& profile, const Background& background, const Source& source,
                   Details& details) {
  details.add("citation", source.citation);
  details.add("doi", source.doi);
  details.add("url", source.url);
  details.add("read", source.read);
  details.add("verified",
              profile.texts.render(source.verified ? "profile.verified" : "profile.not_verified"));
  details.add("note", source.note);
  std::vector<std::string> users;
  std::vector<std::string> against;
  for (const Rule& rule : profile.rules) {
    addIf(holdsWord(rule.sources, source.id), rule.id, users);
    addIf(holdsWord(rule.contrary, source.id), rule.id, against);
  }
  for (const MeasureKnowledge& measure : background.measures) {
    for (const auto* values :
         {&measure.cutoffs, &measure.norms, &measure.reliability, &measure.validity}) {
      for (const PublishedValue& value : *values) {
        addIf(holdsWord(value.sources, source.id), measure.id, users);
      }
    }
  }
  for (const auto& [measure, ages] : profile.classification.bands) {
    for (const AgeBands& entry : ages) addIf(holdsWord(entry.sources, source.id), measure, users);
  }
  for (const ChainLink& link : profile.chain) {
    addIf(holdsWord(link.sources, source.id), link.id, users);
    addIf(holdsWord(link.contrary, source.id), link.id, against);
  }
  for (const InsoleParameter& parameter : profile.insoleParameters) {
    addIf(holdsWord(parameter.sources, source.id), parameter.id, users);
  }
  details.add("used_by", joined(users));
  details.add("against", joined(against));
}

}  // namespace podalign::profile
