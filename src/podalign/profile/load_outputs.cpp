#include <algorithm>
#include <array>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

constexpr std::array<const char*, 13> kWordGroups{
    "posture",   "confidence", "conflict",     "pronation",         "mobility",
    "asymmetry", "tracking",   "differential", "footwear_category", "footwear_status",
    "gate",      "link_state", "plan_kind"};

void requireAll(MapReader& reader, std::string_view key, const std::vector<std::string>& words,
                const std::vector<std::string>& allowed) {
  for (const std::string& word : words) {
    if (std::find(allowed.begin(), allowed.end(), word) == allowed.end()) {
      reader.fault(reader.lineOf(key),
                   "unknown word '" + word + "'; use one that stands in this file");
    }
  }
}

void readOrder(Loading& loading, MapReader& owner, Order& order) {
  const DataNode* node = owner.required("order", DataNode::Kind::Map);
  if (node == nullptr) return;
  MapReader reader(*node, owner.file(), loading.faults);
  order.families = reader.words("families");
  order.allAdvice = reader.words("all_advice");
  order.blockedPerFoot = reader.words("blocked_per_foot");
  order.unknownBlockerHolds = reader.words("unknown_blocker_holds");
  order.redFlagLevels = reader.words("red_flag_levels");
  order.trackingOrder = reader.words("tracking");
  order.escalationOrder = reader.words("escalation");
  for (const char* key : {"tracking", "escalation"}) {
    loading.lines[std::string("order.") + key] = reader.lineOf(key);
  }
  reader.finish();
  requireAll(reader, "all_advice", order.allAdvice, order.families);
  requireAll(reader, "blocked_per_foot", order.blockedPerFoot, order.families);
  requireAll(reader, "unknown_blocker_holds", order.unknownBlockerHolds, order.families);
  requireAll(reader, "red_flag_levels", order.redFlagLevels, order.escalationOrder);
  if (order.escalationOrder.empty() || order.escalationOrder.front() != "none") {
    reader.fault(reader.lineOf("escalation"), "'escalation' begins with none");
  }
}

void readWords(Loading& loading, MapReader& owner, Outputs& outputs) {
  const DataNode* node = owner.required("words", DataNode::Kind::Map);
  if (node == nullptr) return;
  MapReader reader(*node, owner.file(), loading.faults);
  for (const char* key : kWordGroups) {
    outputs.words[key] = reader.words(key);
    loading.lines[std::string("words.") + key] = reader.lineOf(key);
  }
  reader.finish();
}

void readTracking(Loading& loading, MapReader& owner, Outputs& outputs) {
  const DataNode* node = owner.required("tracking", DataNode::Kind::Map);
  if (node == nullptr) return;
  MapReader reader(*node, owner.file(), loading.faults);
  if (const DataNode* map = reader.required("blocked_by", DataNode::Kind::Map)) {
    MapReader blocked(*map, owner.file(), loading.faults);
    loading.lines["tracking.blocked_by"] = map->line;
    for (const DataNode::Key& key : blocked.freeKeys()) {
      outputs.trackingBlockedBy[key.text] = blocked.text(key.text);
      requireAll(reader, "blocked_by", {outputs.trackingBlockedBy[key.text]},
                 outputs.words["tracking"]);
    }
  }
  outputs.trackingNoPain = reader.text("no_pain");
  outputs.trackingUnknown = reader.text("unknown");
  outputs.trackingInShop = reader.text("shop");
  reader.finish();
  requireAll(reader, "no_pain",
             {outputs.trackingNoPain, outputs.trackingUnknown, outputs.trackingInShop},
             outputs.words["tracking"]);
}

void readInsole(Loading& loading, MapReader& owner, Outputs& outputs) {
  const DataNode* node = owner.required("insole", DataNode::Kind::Map);
  if (node == nullptr) return;
  MapReader reader(*node, owner.file(), loading.faults);
  outputs.gateNone = reader.text("none");
  outputs.gateBlocked = reader.text("blocked");
  outputs.pairGates = reader.words("pair_gates");
  if (const DataNode* lift = reader.required("lift", DataNode::Kind::Map)) {
    MapReader limits(*lift, owner.file(), loading.faults);
    loading.lines["lift"] = lift->line;
    outputs.lift.stepMm = limits.number("step_mm");
    outputs.lift.maxMm = limits.number("max_mm");
    outputs.lift.share = limits.number("share");
    outputs.lift.halfFromMm = limits.number("half_from_mm");
    (void)limits.flag("provisional", false);
    std::vector<std::string> sources;
    std::string basis;
    loading.readBasis(limits, sources, basis);
    limits.finish();
    if (outputs.lift.stepMm <= 0.0) limits.fault(lift->line, "'step_mm' must be positive");
    if (outputs.lift.maxMm < outputs.lift.stepMm) {
      limits.fault(limits.lineOf("max_mm"),
                   "the cap 'max_mm' is below its step 'step_mm': no lift could be given");
    }
    if (outputs.lift.share <= 0.0 || outputs.lift.share > 1.0) {
      limits.fault(limits.lineOf("share"), "'share' is above 0 and at most 1");
    }
  }
  reader.finish();
  requireAll(reader, "pair_gates", outputs.pairGates, outputs.words["gate"]);
  requireAll(reader, "none", {outputs.gateNone, outputs.gateBlocked}, outputs.words["gate"]);
}

}  // namespace

void loadOutputs(Loading& loading, Order& order, Outputs& outputs) {
  for (const char* group : kWordGroups) outputs.words[group];
  const DataFile file = loading.read("outputs.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "outputs");
  readOrder(loading, reader, order);
  readWords(loading, reader, outputs);
  readTracking(loading, reader, outputs);
  readInsole(loading, reader, outputs);
  if (const DataNode* node = reader.required("differential", DataNode::Kind::Map)) {
    MapReader entry(*node, file.name, loading.faults);
    outputs.differentialPrinted = static_cast<std::size_t>(std::max(0, entry.integer("printed")));
    outputs.differentialAlwaysPrinted = entry.words("always_printed");
    entry.finish();
    requireAll(entry, "always_printed", outputs.differentialAlwaysPrinted,
               outputs.words["differential"]);
  }
  if (const DataNode* node = reader.required("shop", DataNode::Kind::Map)) {
    MapReader entry(*node, file.name, loading.faults);
    outputs.shopNever = entry.words("never");
    entry.finish();
    requireAll(entry, "never", outputs.shopNever, order.families);
  }
  reader.finish();
}

}  // namespace podalign::profile
