#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "podalign/insole/insole.hpp"
#include "podalign/insole/plan.hpp"
#include "podalign/profile/insole_shape.hpp"
#include "support/scanned_foot.hpp"

namespace podalign::testing {

using Numbers = std::map<std::string, double>;
using Words = std::map<std::string, std::string>;

inline const profile::Profile& ruleBase() {
  static const auto loaded = profile::loadProfile(PODALIGN_PROFILES_DIR);
  if (!loaded) throw std::runtime_error(toString(loaded.error()));
  return *loaded;
}

inline const profile::InsoleShape& insoleShape() {
  static const auto loaded = profile::loadInsoleShape(PODALIGN_PROFILES_DIR, ruleBase());
  if (!loaded) throw std::runtime_error(toString(loaded.error()));
  return *loaded;
}

/// A prescription for one foot, approved.
inline insole::Prescription prescriptionOf(Laterality side, const Numbers& numbers,
                                           const Words& words = {}) {
  insole::Prescription made;
  made.approvedByClinician = true;
  made.source = "case.yaml";
  insole::FootPrescription foot;
  std::size_t line = 20;
  for (const auto& [id, value] : numbers) foot.numbers[id] = {value, ++line};
  for (const auto& [id, value] : words) foot.words[id] = {value, ++line};
  made.feet[side] = std::move(foot);
  return made;
}

/// What is made of a foot and a prescription, where no rule limits anything.
inline Result<insole::InsolePlan> planOf(const anatomy::AlignedFoot& foot,
                                         const measure::Measurements& measures,
                                         const Numbers& numbers, const Words& words = {}) {
  const recommend::Decision decision;
  const insole::PlanGrounds grounds{insoleShape(), ruleBase().insoleParameters, decision, 70.0, {}};
  const auto prescription = prescriptionOf(foot.side.side, numbers, words);
  auto general = insole::checkPrescription(&prescription, true, "case.yaml", insoleShape());
  if (!general) return tl::unexpected(general.error());
  return insole::makePlan(prescription, foot.side.side, {foot, measures, {}}, grounds);
}

struct PlannedInsole {
  insole::InsolePlan plan;
  insole::Insole insole;
};

inline PlannedInsole madeInsole(const MeasuredFoot& foot, const Numbers& numbers,
                                const Words& words = {}) {
  auto plan = planOf(foot.foot, foot.measures, numbers, words);
  if (!plan) {
    ADD_FAILURE() << toString(plan.error());
    return {};
  }
  auto made = insole::makeInsole(foot.foot, *plan, insoleShape());
  if (!made) {
    ADD_FAILURE() << toString(made.error());
    return {};
  }
  return {std::move(*plan), std::move(*made)};
}

/// The foot of the other side that is the mirror image of this one.
inline MeasuredFoot mirrored(MeasuredFoot foot) {
  anatomy::AlignedFoot& f = foot.foot;
  for (auto& vertex : f.mesh_in_foot.vertices) vertex.y() = -vertex.y();
  for (auto& triangle : f.mesh_in_foot.triangles) std::swap(triangle[1], triangle[2]);
  for (auto& entry : f.landmarks) entry.second.position_in_foot.y() *= -1.0;
  for (auto& point : f.outline_in_foot) point.y() = -point.y();
  f.side.side = opposite(f.side.side);
  f.side.shapeSide = opposite(f.side.shapeSide);
  return foot;
}

}  // namespace podalign::testing
