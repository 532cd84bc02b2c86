#include "podalign/recommend/internal/rule_run.hpp"

#include <algorithm>

namespace podalign::recommend {
namespace {

using profile::Place;
using profile::Rule;
using profile::RuntimeName;
using profile::Truth;
using profile::Unknown;
using profile::Value;

constexpr const char* kInsole = "insole";
constexpr const char* kTracking = "tracking";

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool contains(const std::vector<Laterality>& sides, Laterality side) {
  return std::find(sides.begin(), sides.end(), side) != sides.end();
}

void addOnce(std::vector<std::string>& words, const std::vector<std::string>& more) {
  for (const std::string& word : more) {
    if (!contains(words, word)) words.push_back(word);
  }
}

}  // namespace

RuleRun::RuleRun(const profile::Profile& profile, const RuleInputs& inputs)
    : profile_(profile), answers_(profile, inputs), fired_(profile.rules.size(), false) {
  classes_ = classifyFeet(profile, inputs, answers_, *this);
}

void RuleRun::run() {
  const profile::Setting setting = answers_.setting();
  for (std::size_t i = 0; i < profile_.rules.size(); ++i) {
    if (profile_.rules[i].settings.count(setting) != 0) runRule(i);
  }
}

std::vector<Place> RuleRun::placesOf(const Rule& rule) const {
  switch (rule.scope) {
    case profile::Scope::Subject: return {profile::personPlace()};
    case profile::Scope::Foot:
      return {profile::sidePlace(Laterality::Left), profile::sidePlace(Laterality::Right)};
    case profile::Scope::Knee: break;
  }
  return answers_.kneesOfRules();
}

std::vector<Laterality> RuleRun::sidesOf(Place place) const {
  if (place.side) return {*place.side};
  return {Laterality::Left, Laterality::Right};
}

bool RuleRun::isBlockedPerFoot(const std::string& family) const {
  return contains(profile_.order.blockedPerFoot, family);
}

bool RuleRun::holds(const Block& block, const std::string& family, Laterality side) const {
  return block.family == family && contains(block.sides, side);
}

// The first block of one of the rule's families. A rule about the person is held back by a block of
// single feet only when both feet are blocked.
const RuleRun::Block* RuleRun::blockOf(const std::vector<Block>& blocks, const Rule& rule,
                                       Place place) const {
  const Block* first = nullptr;
  if (blocks.empty()) return first;
  for (const std::string& family : rule.families) {
    const auto sides = sidesOf(place);
    const bool all = std::all_of(sides.begin(), sides.end(), [&](Laterality side) {
      return std::any_of(blocks.begin(), blocks.end(),
                         [&](const Block& block) { return holds(block, family, side); });
    });
    if (!all) continue;
    for (const Block& block : blocks) {
      const bool concerns = std::any_of(
          sides.begin(), sides.end(), [&](Laterality side) { return holds(block, family, side); });
      if (!concerns) continue;
      if (first == nullptr || &block < first) first = &block;
      break;
    }
  }
  return first;
}

void RuleRun::runRule(std::size_t rule) {
  StandingRule stands{rule, {}};
  for (const Place& place : placesOf(profile_.rules[rule])) runAt(rule, place, stands);
  if (!stands.places.empty()) takeEffect(rule, stands);
}

void RuleRun::runAt(std::size_t index, Place place, StandingRule& stands) {
  const Rule& rule = profile_.rules[index];
  const Truth truth = profile::evaluate(rule.condition, *this, place);
  if (truth == Truth::Unknown) noteUndecided(index, place);
  if (truth != Truth::True || isTrackingSettled(rule, place)) return;
  if (!rule.tracking.empty()) settleTracking(index, place);
  if (const Block* block = blockOf(blocks_, rule, place)) {
    blocked_.push_back({rule.id, profile_.rules[block->rule].id, place.side});
    return;
  }
  // A rule that itself blocks is never held back by an open question.
  if (rule.blocks.empty() && isHeldOpen(rule, place)) {
    notEvaluable_.push_back({rule.id, openMissing(rule, place), place.side});
    return;
  }
  stands.places.push_back(place);
}

bool RuleRun::isHeldOpen(const Rule& rule, Place place) const {
  const bool concerned =
      std::any_of(openBlocks_.begin(), openBlocks_.end(),
                  [&rule](const Block& block) { return contains(rule.families, block.family); });
  if (!concerned) return false;
  std::vector<Block> all = blocks_;
  all.insert(all.end(), openBlocks_.begin(), openBlocks_.end());
  return blockOf(all, rule, place) != nullptr;
}

std::vector<std::string> RuleRun::openMissing(const Rule& rule, Place place) const {
  std::vector<std::string> missing;
  for (const Block& block : openBlocks_) {
    const auto sides = sidesOf(place);
    const bool concerns = std::any_of(sides.begin(), sides.end(),
                                      [&](Laterality side) { return contains(block.sides, side); });
    if (concerns && contains(rule.families, block.family)) addOnce(missing, block.missing);
  }
  return missing;
}

void RuleRun::noteUndecided(std::size_t index, Place place) {
  const Rule& rule = profile_.rules[index];
  if (contains(profile_.order.redFlagLevels, rule.level)) redFlagOpen_ = true;
  if (blockOf(blocks_, rule, place) != nullptr) return;
  const auto missing = profile::openFields(rule.condition, *this, place);
  notEvaluable_.push_back({rule.id, missing, place.side});
  for (const std::string& family : rule.blocks) {
    if (!contains(profile_.order.unknownBlockerHolds, family)) continue;
    const bool perFoot = place.side && isBlockedPerFoot(family);
    openBlocks_.push_back({index, family,
                           perFoot ? std::vector<Laterality>{*place.side}
                                   : std::vector<Laterality>{Laterality::Left, Laterality::Right},
                           missing});
  }
}

void RuleRun::takeEffect(std::size_t index, const StandingRule& stands) {
  const Rule& rule = profile_.rules[index];
  fired_[index] = true;
  standing_.push_back(stands);
  const auto& levels = profile_.order.escalationOrder;
  const auto level = std::find(levels.begin(), levels.end(), rule.level) - levels.begin();
  escalation_ = std::max(escalation_, static_cast<std::size_t>(level));
  for (const std::string& family : rule.blocks) {
    Block block{index, family, {}, {}};
    for (const Place& place : stands.places) {
      const bool perFoot = place.side && isBlockedPerFoot(family);
      for (const Laterality side : perFoot ? sidesOf(place) : sidesOf({})) {
        if (!contains(block.sides, side)) block.sides.push_back(side);
      }
    }
    blocks_.push_back(std::move(block));
    if (family != kTracking || trackingBlocked_) continue;
    const auto named = profile_.outputs.trackingBlockedBy.find(rule.id);
    trackingBlocked_ = named == profile_.outputs.trackingBlockedBy.end()
                           ? profile_.outputs.trackingUnknown
                           : named->second;
  }
}

// Exactly one tracking rule for each knee: the first that is true.
bool RuleRun::isTrackingSettled(const Rule& rule, Place place) const {
  if (rule.tracking.empty()) return false;
  const auto sides = sidesOf(place);
  return std::all_of(sides.begin(), sides.end(),
                     [this](Laterality side) { return tracking_[side].has_value(); });
}

void RuleRun::settleTracking(std::size_t rule, Place place) {
  for (const Laterality side : sidesOf(place)) tracking_[side] = rule;
}

const std::string& RuleRun::escalation() const {
  return profile_.order.escalationOrder[escalation_];
}

std::string RuleRun::trackingLevel(Laterality side) const {
  if (answers_.setting() == profile::Setting::Shop) return profile_.outputs.trackingInShop;
  if (trackingBlocked_) return *trackingBlocked_;
  if (tracking_[side]) return profile_.rules[*tracking_[side]].tracking;
  const Value painful = answers_.painful(profile::sidePlace(side));
  const bool* known = std::get_if<bool>(&painful);
  return known != nullptr && !*known ? profile_.outputs.trackingNoPain
                                     : profile_.outputs.trackingUnknown;
}

std::string RuleRun::trackingRule(Laterality side) const {
  if (trackingBlocked_ || !tracking_[side]) return {};
  return profile_.rules[*tracking_[side]].id;
}

Truth RuleRun::insoleBlocked(Laterality side) const {
  const auto on = [side, this](const std::vector<Block>& blocks) {
    return std::any_of(blocks.begin(), blocks.end(),
                       [&](const Block& block) { return holds(block, kInsole, side); });
  };
  if (on(blocks_)) return Truth::True;
  return on(openBlocks_) ? Truth::Unknown : Truth::False;
}

bool RuleRun::insoleHeldBack(Laterality side) const { return insoleBlocked(side) != Truth::False; }

bool RuleRun::isFamilyBlocked(const std::string& family) const {
  const auto blocks = [&](Laterality side) {
    return std::any_of(blocks_.begin(), blocks_.end(),
                       [&](const Block& block) { return holds(block, family, side); });
  };
  return std::all_of(kBothSides.begin(), kBothSides.end(), blocks);
}

const Value& RuleRun::field(std::size_t field, Place place) const {
  return answers_.at(field, place);
}

Value RuleRun::runtime(RuntimeName name, Place place) const {
  switch (name) {
    case RuntimeName::Painful: return answers_.painful(place);
    case RuntimeName::Bmi: return answers_.bmi();
    case RuntimeName::Asymmetry: return classes_.asymmetry;
    case RuntimeName::Escalation: return escalation();
    case RuntimeName::RedFlagOpen: return redFlagOpen_;
    default: break;
  }
  if (!place.side) return Unknown{};
  const FootClasses::Foot& foot = classes_.feet[*place.side];
  switch (name) {
    case RuntimeName::Side: return std::string(toString(*place.side));
    case RuntimeName::Posture: return foot.posture.posture;
    case RuntimeName::Score:
      return foot.posture.score ? Value{*foot.posture.score} : Value{Unknown{}};
    case RuntimeName::Confidence: return foot.posture.confidence;
    case RuntimeName::Conflict: return foot.posture.conflict;
    case RuntimeName::FamilyCount: return static_cast<double>(foot.posture.families.size());
    case RuntimeName::Pronation: return foot.pronation;
    case RuntimeName::Mobility: return foot.mobility;
    case RuntimeName::TrackingLevel: return trackingLevel(*place.side);
    case RuntimeName::InsoleBlocked: {
      const Truth truth = insoleBlocked(*place.side);
      return truth == Truth::Unknown ? Value{Unknown{}} : Value{truth == Truth::True};
    }
    default: return Unknown{};
  }
}

const profile::Expression& RuleRun::derived(std::size_t derived) const {
  return profile_.derived[derived].expression;
}

bool RuleRun::fired(std::size_t rule) const { return fired_[rule]; }

std::vector<Place> RuleRun::knees() const { return answers_.knees(); }

std::vector<std::string> RuleRun::missingFor(RuntimeName name, Place place) const {
  if (name == RuntimeName::Painful) return {"knee_pain"};
  if (name == RuntimeName::Bmi) return answers_.missingForBmi();
  std::vector<std::string> missing;
  if (name == RuntimeName::InsoleBlocked && place.side) {
    for (const Block& block : openBlocks_) {
      if (holds(block, kInsole, *place.side)) addOnce(missing, block.missing);
    }
  }
  return missing;
}

const std::string& RuleRun::fieldId(std::size_t field) const {
  return profile_.vocabulary.fields[field].id;
}

}  // namespace podalign::recommend
