#include <algorithm>
#include <cmath>
#include <optional>

#include "podalign/recommend/internal/advice.hpp"

namespace podalign::recommend {
namespace {

using profile::Profile;

// What the standing rules of one foot give together.
struct FootEffects {
  const profile::InsoleEffect* gate = nullptr;
  std::string gateRule;
  std::optional<double> cap;
  bool pair = false;
  std::string pairRule;
  std::optional<double> liftStart;
};

bool standsAt(const StandingRule& standing, Laterality side) {
  return std::any_of(standing.places.begin(), standing.places.end(),
                     [side](const profile::Place& place) { return place.side == side; });
}

FootEffects effectsOf(const Profile& profile, const RuleRun& run, Laterality side) {
  FootEffects effects;
  for (const StandingRule& standing : run.standing()) {
    const profile::Rule& rule = profile.rules[standing.rule];
    if (!rule.insole || !standsAt(standing, side)) continue;
    const profile::InsoleEffect& effect = *rule.insole;
    if (!effect.gate.empty() && (effects.gate == nullptr || *effect.rank < *effects.gate->rank)) {
      effects.gate = &effect;
      effects.gateRule = rule.id;
    }
    if (effect.capDeg && (!effects.cap || *effect.capDeg < *effects.cap)) {
      effects.cap = effect.capDeg;
    }
    if (effect.pair) {
      effects.pair = true;
      effects.pairRule = rule.id;
    }
    if (effect.liftStartMm) effects.liftStart = effect.liftStartMm;
  }
  return effects;
}

Posting capped(const profile::PostingLimits& limits, std::optional<double> cap) {
  Posting posting{limits.autoDeg, limits.clinicianDeg};
  if (cap) {
    posting.autoDeg = std::min(posting.autoDeg, *cap);
    posting.clinicianDeg = std::min(posting.clinicianDeg, *cap);
  }
  return posting;
}

// Small differences get one step; larger ones at most their share, in whole steps.
double liftLimit(const profile::LiftLimits& limits, double difference, double start) {
  if (difference < limits.halfFromMm) return start;
  const double steps = std::floor(difference * limits.share / limits.stepMm);
  return std::min(limits.maxMm, steps * limits.stepMm);
}

InsoleChoice ownChoice(const Profile& profile, const RuleRun& run, const FootEffects& effects) {
  InsoleChoice choice;
  choice.gate = profile.outputs.gateNone;
  if (effects.gate != nullptr) {
    choice.gate = effects.gate->gate;
    choice.rule = effects.gateRule;
    choice.posting = capped(*effects.gate->posting, effects.cap);
  }
  const auto difference = run.answers().number("lld_mm");
  if (effects.liftStart && difference) {
    choice.heelLift = HeelLift{*effects.liftStart,
                               liftLimit(profile.outputs.lift, *difference, *effects.liftStart)};
  }
  return choice;
}

}  // namespace

PerSide<InsoleChoice> chooseInsoles(const Profile& profile, const RuleRun& run) {
  PerSide<FootEffects> effects;
  PerSide<InsoleChoice> choices;
  for (const Laterality side : kBothSides) {
    effects[side] = effectsOf(profile, run, side);
    choices[side] = ownChoice(profile, run, effects[side]);
    if (run.insoleHeldBack(side))
      choices[side] = InsoleChoice{profile.outputs.gateBlocked, {}, {}, {}};
  }
  for (const Laterality side : kBothSides) {
    if (effects[side].gate != nullptr || !effects[side].pair || run.insoleHeldBack(side)) continue;
    const std::string& gate = choices[opposite(side)].gate;
    const auto& pairs = profile.outputs.pairGates;
    if (effects[opposite(side)].gate == nullptr ||
        std::find(pairs.begin(), pairs.end(), gate) == pairs.end()) {
      continue;
    }
    choices[side].gate = gate;
    choices[side].posting = Posting{0.0, 0.0};
    choices[side].rule = effects[side].pairRule;
  }
  return choices;
}

}  // namespace podalign::recommend
