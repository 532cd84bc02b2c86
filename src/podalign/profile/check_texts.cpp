#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

// Texts whose ids name a part of the rule base: one without its part is left over. Every other text
// belongs to a page or a message of the program.
constexpr std::array<std::string_view, 4> kOwned{"R-", "question.", "chain.", "derived."};

// Groups of words with the group of outputs.yaml that they put into words.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kGroups{
    {{"posture", "posture"},
     {"posture", "posture_look"},
     {"confidence", "confidence"},
     {"conflict", "conflict"},
     {"pronation", "pronation"},
     {"mobility", "mobility"},
     {"asymmetry", "asymmetry"},
     {"tracking", "tracking"},
     {"differential", "differential"},
     {"footwear_status", "footwear_status"},
     {"gate", "gate"},
     {"link_state", "link_state"},
     {"plan_kind", "plan_kind"}}};

// Groups of which every text has to be somebody's.
constexpr std::array<std::string_view, 15> kWholeGroups{
    "posture",  "posture_look", "confidence",      "conflict", "pronation",
    "mobility", "asymmetry",    "tracking",        "footwear", "differential",
    "feature",  "family",       "footwear_status", "size",     "gate"};

class TextCheck {
 public:
  TextCheck(Loading& loading, const Profile& profile) : loading_(loading), profile_(profile) {}

  void run() {
    for (const Rule& rule : profile_.rules) ofRule(rule);
    ofOutputs();
    for (const Field& field : profile_.vocabulary.fields) {
      wants("question." + field.id, "vocabulary.yaml", field.line);
    }
    for (const Derived& name : profile_.derived) {
      wants("derived." + name.id, "derived.yaml", name.line);
    }
    for (const ChainLink& link : profile_.chain) ofLink(link);
    for (const LevelChange& change : profile_.levelChanges) wants(change.text, "tracking.yaml", 0);
    reportUnused();
  }

 private:
  void wants(const std::string& id, const std::string& file, std::size_t line) {
    wanted_.insert(id);
    if (profile_.texts.has(id)) return;
    loading_.faults.add(
        file, line, "text '" + id + "' is missing; write it in the folder text/ of the language");
  }

  void ofRule(const Rule& rule) {
    const std::string file = "rules/" + rule.category + ".yaml";
    for (const char* part : {".when", ".action", ".runner", ".clinical"}) {
      wants(rule.id + part, file, rule.line);
    }
    if (profile_.texts.has(rule.id + ".when") && profile_.texts.raw(rule.id + ".when").empty()) {
      loading_.faults.add(file, rule.line, "text '" + rule.id + ".when' is empty");
    }
    for (const TextVariant& variant : rule.variants) {
      wants(rule.id + ".runner." + variant.text, file, rule.line);
      wanted_.insert(rule.id + ".clinical." + variant.text);
    }
    for (const auto* schedule : {&rule.plan, &rule.followUp}) {
      for (const ScheduleEffect& item : *schedule) {
        wants(item.text, file, rule.line);
        if (item.steps) wants(item.steps->text, file, rule.line);
      }
    }
    for (const std::string& finding : rule.findings) wants(finding, file, rule.line);
    wants("words.grade." + rule.grade, file, rule.line);
    wants("words.category." + rule.category, file, rule.line);
  }

  void ofOutputs() {
    for (const auto& [group, prefix] : kGroups) {
      const std::string key = "words." + std::string(group);
      for (const std::string& word : profile_.outputs.words.at(std::string(group))) {
        wants("words." + std::string(prefix) + "." + word, "outputs.yaml", loading_.lines[key]);
      }
    }
    for (const std::string& level : profile_.order.escalationOrder) {
      wants("words.escalation." + level, "outputs.yaml", loading_.lines["order.escalation"]);
    }
    for (const ShoeCategory& category : profile_.footwear.categories) {
      wants("words.footwear." + category.id, "footwear.yaml", category.line);
    }
    for (const std::string& feature : profile_.footwear.featureOrder) {
      wants("words.feature." + feature, "footwear.yaml", loading_.lines["feature_order"]);
    }
    for (const SizeScale& scale : profile_.footwear.scales) {
      wants("words.size." + scale.id, "footwear.yaml", scale.line);
    }
    for (const Family& family : profile_.classification.families) {
      wants("words.family." + family.id, "classification.yaml", family.line);
    }
  }

  void ofLink(const ChainLink& link) {
    for (const char* part : {".name", ".not_assessed", ".strength", ".contrary"}) {
      wants("chain." + link.id + part, "tracking.yaml", link.line);
    }
    if (link.presentIf) wants("chain." + link.id + ".present", "tracking.yaml", link.line);
    if (link.absentIf) wants("chain." + link.id + ".absent", "tracking.yaml", link.line);
  }

  void reportUnused() {
    for (const auto& [id, text] : profile_.texts.all()) {
      if (wanted_.count(id) != 0 || !isOwned(id)) continue;
      const FilePlace& place = loading_.textPlaces[id];
      loading_.faults.add(place.file, place.line,
                          "text '" + id + "' is used by nothing; remove it or correct its name");
    }
  }

  static bool isOwned(const std::string& id) {
    const bool owned = std::any_of(kOwned.begin(), kOwned.end(), [&id](std::string_view prefix) {
      return id.starts_with(prefix);
    });
    return owned ||
           std::any_of(kWholeGroups.begin(), kWholeGroups.end(), [&id](std::string_view group) {
             return id.starts_with("words." + std::string(group) + ".");
           });
  }

  Loading& loading_;
  const Profile& profile_;
  std::set<std::string> wanted_;
};

}  // namespace

void checkTexts(Loading& loading, const Profile& profile) { TextCheck(loading, profile).run(); }

}  // namespace podalign::profile
