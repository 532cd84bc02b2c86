// Rules that can never hold, and rules, texts and limits that others always come before.
#include <algorithm>
#include <optional>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"
#include "podalign/profile/internal/reach.hpp"

namespace podalign::profile {
namespace {

using Side = std::optional<Laterality>;

std::string fileOf(const Rule& rule) { return "rules/" + rule.category + ".yaml"; }

// A rule at the left side stands for the same rule at the right one: they are written alike.
Side placeOf(const Rule& rule) {
  return rule.scope == Scope::Subject ? Side{} : Side{Laterality::Left};
}

bool shares(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&b](const std::string& word) {
    return std::find(b.begin(), b.end(), word) != b.end();
  });
}

class ReachCheck {
 public:
  ReachCheck(Loading& loading, const Profile& profile) : loading_(loading), profile_(profile) {}

  void run() {
    for (const Derived& name : profile_.derived) ofName(name);
    for (std::size_t i = 0; i < profile_.rules.size(); ++i) {
      if (!ofCondition(profile_.rules[i])) continue;
      ofParts(profile_.rules[i]);
      ofVariants(profile_.rules[i]);
      ofBlockers(i);
      ofRanks(profile_.rules[i]);
    }
    ofTrackingOrder();
    for (const ChainLink& link : profile_.chain) ofLink(link);
  }

 private:
  void ofName(const Derived& name) {
    const Side side = name.scope == Scope::Subject ? Side{} : Side{Laterality::Left};
    if (canHold(profile_, {{&name.expression, side, Wanted::True}},
                {Setting::Clinic, Setting::Shop})) {
      return;
    }
    loading_.faults.add("derived.yaml", name.line,
                        "'" + name.id +
                            "' can never be true: no answer within the words and "
                            "ranges of vocabulary.yaml gives it");
  }

  bool ofCondition(const Rule& rule) {
    if (canHold(profile_, {{&rule.condition, placeOf(rule), Wanted::True}}, rule.settings)) {
      return true;
    }
    loading_.faults.add(fileOf(rule), rule.line,
                        "'" + rule.id +
                            "' is unreachable: its condition can never be true in its "
                            "settings, with the words and ranges of vocabulary.yaml; correct 'if'");
    return false;
  }

  bool together(const Rule& rule, const Expression& part) const {
    return canHold(
        profile_,
        {{&rule.condition, placeOf(rule), Wanted::True}, {&part, placeOf(rule), Wanted::True}},
        rule.settings);
  }

  void ofParts(const Rule& rule) {
    for (const FootwearEffect& effect : rule.footwear) {
      if (!effect.condition || together(rule, *effect.condition)) continue;
      loading_.faults.add(fileOf(rule), rule.line,
                          "'" + rule.id + "': category '" + effect.category +
                              "' is unreachable: its 'if' never holds together with the rule's");
    }
    for (const DifferentialEffect& effect : rule.differential) {
      if (!effect.condition || together(rule, *effect.condition)) continue;
      loading_.faults.add(fileOf(rule), rule.line,
                          "'" + rule.id + "': pattern '" + effect.id +
                              "' is unreachable: its 'if' never holds together with the rule's");
    }
  }

  // The first variant that holds counts.
  void ofVariants(const Rule& rule) {
    std::vector<Demand> demands{{&rule.condition, placeOf(rule), Wanted::True}};
    for (const TextVariant& variant : rule.variants) {
      std::vector<Demand> own = demands;
      own.push_back({&variant.condition, placeOf(rule), Wanted::True});
      if (!canHold(profile_, own, rule.settings)) {
        loading_.faults.add(fileOf(rule), rule.line,
                            "'" + rule.id + "': variant '" + variant.text +
                                "' is unreachable or shadowed by one above it");
      }
      demands.push_back({&variant.condition, placeOf(rule), Wanted::NotTrue});
    }
  }

  // A rule whose condition always brings a blocker with it never stands.
  void ofBlockers(std::size_t index) {
    const Rule& rule = profile_.rules[index];
    if (rule.families.empty()) return;
    for (const Setting setting : rule.settings) {
      std::vector<Demand> demands{{&rule.condition, placeOf(rule), Wanted::True}};
      for (std::size_t i = 0; i < index; ++i) {
        const Rule& blocker = profile_.rules[i];
        if (blocker.settings.count(setting) == 0 || !shares(blocker.blocks, rule.families))
          continue;
        demands.push_back({&blocker.condition, placeOf(blocker), Wanted::NotTrue});
        if (rule.scope == Scope::Subject && blocker.scope != Scope::Subject) {
          demands.push_back({&blocker.condition, Laterality::Right, Wanted::NotTrue});
        }
      }
      if (canHold(profile_, demands, {setting})) return;
    }
    loading_.faults.add(fileOf(rule), rule.line,
                        "'" + rule.id +
                            "' is shadowed: whenever its condition holds, a rule that "
                            "blocks it holds, too; correct 'if' or the blocking rule");
  }

  // The smallest rank of a foot counts.
  void ofRanks(const Rule& rule) {
    if (!rule.insole || rule.insole->gate.empty() || !rule.insole->rank) return;
    std::vector<Demand> demands{{&rule.condition, placeOf(rule), Wanted::True}};
    for (const Rule& other : profile_.rules) {
      if (other.insole && !other.insole->gate.empty() && other.insole->rank &&
          *other.insole->rank < *rule.insole->rank && other.scope == rule.scope) {
        demands.push_back({&other.condition, placeOf(other), Wanted::NotTrue});
      }
    }
    if (canHold(profile_, demands, rule.settings)) return;
    loading_.faults.add(fileOf(rule), rule.line,
                        "'" + rule.id +
                            "' is shadowed: a rule with a smaller 'rank' always holds "
                            "with it, so its gate never counts");
  }

  // The first rule of the order whose condition is true gives the level.
  void ofTrackingOrder() {
    std::vector<Demand> before;
    for (const std::string& id : profile_.order.trackingOrder) {
      const Rule* rule = findRule(profile_, id);
      if (rule == nullptr) continue;
      std::vector<Demand> demands{{&rule->condition, placeOf(*rule), Wanted::True}};
      demands.insert(demands.end(), before.begin(), before.end());
      if (!canHold(profile_, demands, rule->settings)) {
        loading_.faults.add(fileOf(*rule), rule->line,
                            "'" + id +
                                "' is shadowed: a rule before it in 'order: tracking' of "
                                "outputs.yaml always holds with it");
      }
      before.push_back({&rule->condition, placeOf(*rule), Wanted::NotTrue});
    }
  }

  void ofLink(const ChainLink& link) {
    const Side side = Laterality::Left;
    for (const auto* part : {&link.presentIf, &link.absentIf}) {
      if (!*part || canHold(profile_, {{&**part, side, Wanted::True}}, {Setting::Clinic})) continue;
      loading_.faults.add("tracking.yaml", link.line,
                          "link '" + link.id + "': '" +
                              (part == &link.presentIf ? "present_if" : "absent_if") +
                              "' can never be true");
    }
    if (link.presentIf && link.absentIf &&
        canHold(profile_,
                {{&*link.presentIf, side, Wanted::True}, {&*link.absentIf, side, Wanted::True}},
                {Setting::Clinic})) {
      loading_.faults.add("tracking.yaml", link.line,
                          "link '" + link.id +
                              "' can be present and absent at once: "
                              "'present_if' and 'absent_if' overlap");
    }
  }

  Loading& loading_;
  const Profile& profile_;
};

}  // namespace

void checkReach(Loading& loading, const Profile& profile) { ReachCheck(loading, profile).run(); }

}  // namespace podalign::profile
