#include <algorithm>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

class TextCheck {
 public:
  TextCheck(Loading& loading, const Profile& profile) : loading_(loading), profile_(profile) {}

  void wants(const std::string& id, const std::string& file, std::size_t line) {
    if (!profile_.texts.has(id)) loading_.faults.add(file, line, "text '" + id + "' is missing");
  }

  void ofRule(const Rule& rule) {
    const std::string file = "rules/" + rule.category + ".yaml";
    for (const char* part : {".when", ".action", ".runner", ".clinical"}) {
      wants(rule.id + part, file, rule.line);
    }
    for (const TextVariant& variant : rule.variants) {
      wants(rule.id + ".runner." + variant.text, file, rule.line);
    }
    for (const ScheduleEffect& item : rule.plan) wants(item.text, file, rule.line);
    for (const ScheduleEffect& item : rule.followUp) wants(item.text, file, rule.line);
    for (const std::string& finding : rule.findings) wants(finding, file, rule.line);
    wants("words.grade." + rule.grade, file, rule.line);
    wants("words.category." + rule.category, file, rule.line);
  }

  void ofOutputs() {
    static const std::vector<std::pair<const char*, const char*>> groups{
        {"posture", "posture"},
        {"posture", "posture_look"},
        {"confidence", "confidence"},
        {"conflict", "conflict"},
        {"pronation", "pronation"},
        {"mobility", "mobility"},
        {"asymmetry", "asymmetry"},
        {"tracking", "tracking"},
        {"differential", "differential"},
        {"footwear_category", "footwear"},
        {"footwear_status", "footwear_status"},
        {"gate", "gate"},
        {"link_state", "link_state"}};
    for (const auto& [group, prefix] : groups) {
      for (const std::string& word : profile_.outputs.words.at(group)) {
        wants("words." + std::string(prefix) + "." + word, "outputs.yaml", 0);
      }
    }
    for (const std::string& level : profile_.order.escalationOrder) {
      wants("words.escalation." + level, "outputs.yaml", 0);
    }
    for (const std::string& feature : profile_.footwear.featureOrder) {
      wants("words.feature." + feature, "footwear.yaml", 0);
    }
    for (const SizeScale& scale : profile_.footwear.scales) {
      wants("words.size." + scale.id, "footwear.yaml", 0);
    }
    for (const Family& family : profile_.classification.families) {
      wants("words.family." + family.id, "classification.yaml", 0);
    }
    for (const Field& field : profile_.vocabulary.fields) {
      wants("question." + field.id, "vocabulary.yaml", 0);
    }
    for (const ChainLink& link : profile_.chain) ofLink(link);
  }

 private:
  void ofLink(const ChainLink& link) {
    for (const char* part : {".name", ".not_assessed", ".strength", ".contrary"}) {
      wants("chain." + link.id + part, "tracking.yaml", 0);
    }
    if (link.presentIf) wants("chain." + link.id + ".present", "tracking.yaml", 0);
    if (link.absentIf) wants("chain." + link.id + ".absent", "tracking.yaml", 0);
  }

  Loading& loading_;
  const Profile& profile_;
};

void checkRuleNames(Loading& loading, const Profile& profile) {
  const auto wants = [&](const std::string& id, const std::string& file) {
    if (findRule(profile, id) == nullptr) {
      loading.faults.add(file, 0, "rule '" + id + "' does not exist");
    }
  };
  for (const std::string& id : profile.order.trackingOrder) wants(id, "outputs.yaml");
  for (const auto& [id, level] : profile.outputs.trackingBlockedBy) wants(id, "outputs.yaml");
  for (const auto& [id, measures] : profile.classification.ignoredWhen) {
    wants(id, "classification.yaml");
    for (const std::string& measure : measures) {
      if (profile.vocabulary.find(measure) == nullptr) {
        loading.faults.add("classification.yaml", 0, "unknown field '" + measure + "'");
      }
    }
  }
  for (const Rule& rule : profile.rules) {
    const auto& order = profile.order.trackingOrder;
    if (!rule.tracking.empty() && std::find(order.begin(), order.end(), rule.id) == order.end()) {
      loading.faults.add("rules/" + rule.category + ".yaml", rule.line,
                         "'" + rule.id + "' gives a tracking level but has no place in the order");
    }
  }
}

void checkFootwear(Loading& loading, const Profile& profile) {
  for (const std::string& word : profile.outputs.words.at("footwear_category")) {
    const auto& categories = profile.footwear.categories;
    const auto found =
        std::find_if(categories.begin(), categories.end(),
                     [&word](const ShoeCategory& category) { return category.id == word; });
    if (found == categories.end() || !found->proposed) {
      loading.faults.add("footwear.yaml", 0,
                         "category '" + word + "' can be proposed but is not described");
    }
  }
}

}  // namespace

void checkAcrossFiles(Loading& loading, const Profile& profile) {
  checkRuleNames(loading, profile);
  checkFootwear(loading, profile);
  TextCheck texts(loading, profile);
  for (const Rule& rule : profile.rules) texts.ofRule(rule);
  texts.ofOutputs();
}

}  // namespace podalign::profile
