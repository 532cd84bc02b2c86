#include <algorithm>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

// What belongs together across files.
namespace podalign::profile {
namespace {

void checkRuleNames(Loading& loading, const Profile& profile) {
  const auto wants = [&](const std::string& id, const std::string& file, const std::string& part) {
    if (findRule(profile, id) == nullptr) {
      loading.faults.add(file, loading.lines[part],
                         "rule '" + id + "' does not exist; correct or remove it");
    }
  };
  for (const std::string& id : profile.order.trackingOrder) {
    wants(id, "outputs.yaml", "order.tracking");
  }
  for (const auto& [id, level] : profile.outputs.trackingBlockedBy) {
    wants(id, "outputs.yaml", "tracking.blocked_by");
  }
  for (const auto& [id, measures] : profile.classification.ignoredWhen) {
    const std::string part = "ignored_when." + id;
    wants(id, "classification.yaml", part);
    for (const std::string& measure : measures) {
      if (profile.vocabulary.find(measure) == nullptr) {
        loading.faults.add("classification.yaml", loading.lines[part],
                           "unknown field '" + measure + "'; the fields are in vocabulary.yaml");
      }
    }
  }
  for (const InsoleParameter& parameter : profile.insoleParameters) {
    for (const std::string& id : parameter.rules) {
      if (findRule(profile, id) != nullptr) continue;
      loading.faults.add("insole.yaml", parameter.line,
                         "rule '" + id + "' does not exist; correct or remove it");
    }
  }
}

void checkTrackingOrder(Loading& loading, const Profile& profile) {
  const auto& order = profile.order.trackingOrder;
  for (const Rule& rule : profile.rules) {
    if (rule.tracking.empty() || std::find(order.begin(), order.end(), rule.id) != order.end()) {
      continue;
    }
    loading.faults.add("rules/" + rule.category + ".yaml", rule.line,
                       "'" + rule.id +
                           "' gives a tracking level but has no place in the order; add it to "
                           "'order: tracking' of outputs.yaml");
  }
}

void checkFootwear(Loading& loading, const Profile& profile) {
  for (const std::string& word : profile.outputs.words.at("footwear_category")) {
    const auto& categories = profile.footwear.categories;
    const auto found =
        std::find_if(categories.begin(), categories.end(),
                     [&word](const ShoeCategory& category) { return category.id == word; });
    if (found == categories.end() || !found->proposed) {
      loading.faults.add(
          "outputs.yaml", loading.lines["words.footwear_category"],
          "category '" + word +
              "' can be proposed but is not described; describe it in footwear.yaml");
    }
  }
}

bool isWord(const Profile& profile, const std::string& group, const std::string& word) {
  const auto found = profile.outputs.words.find(group);
  return found != profile.outputs.words.end() &&
         std::find(found->second.begin(), found->second.end(), word) != found->second.end();
}

// The labels that the classification gives are the words of the outputs.
void checkClassWords(Loading& loading, const Profile& profile) {
  const Classification& parts = profile.classification;
  const auto wants = [&](const std::string& group, const std::string& word,
                         const std::string& part) {
    if (isWord(profile, group, word)) return;
    loading.faults.add("classification.yaml", loading.lines[part],
                       "'" + word + "' is no word of '" + group + "' in outputs.yaml");
  };
  for (const PostureClass& entry : parts.classes) wants("posture", entry.id, "classes");
  for (const std::string& label : {parts.lowLabel, parts.middleLabel, parts.highLabel}) {
    wants("posture", label, "family_label");
  }
  const ConfidenceLabels& labels = parts.confidence;
  for (const std::string& label : {labels.agreeMany, labels.agreeOne, labels.minor, labels.moderate,
                                   labels.major, labels.nothing}) {
    wants("confidence", label, "confidence");
  }
  for (const AsymmetryRule& rule : parts.asymmetry) {
    for (const Band& band : rule.bands) wants("asymmetry", band.label, "asymmetry");
  }
}

}  // namespace

void checkAcrossFiles(Loading& loading, const Profile& profile) {
  checkRuleNames(loading, profile);
  checkTrackingOrder(loading, profile);
  checkFootwear(loading, profile);
  checkClassWords(loading, profile);
  checkNumbers(loading, profile);
  checkGrounds(loading, profile);
  checkTexts(loading, profile);
}

}  // namespace podalign::profile
