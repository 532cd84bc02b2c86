#pragma once

#include <cmath>
#include <cstdint>
#include <set>
#include <string>

#include "podalign/core/laterality.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/recommend/rule_inputs.hpp"

namespace podalign::testing {

/// Intakes drawn from the whole vocabulary, the same ones on every machine.
class RandomIntake {
 public:
  RandomIntake(const profile::Profile& profile, std::uint64_t seed)
      : profile_(profile), state_(seed * 2862933555777941757ULL + 3037000493ULL) {}

  recommend::RuleInputs draw() {
    recommend::RuleInputs inputs;
    if (below(10) != 0) inputs.subject["screen"] = std::string("complete");
    inputs.subject["setting"] = std::string(below(5) == 0 ? "shop" : "clinic");
    const bool perKnee = below(3) == 0;
    for (const profile::Field& field : profile_.vocabulary.fields) {
      if (field.id == "screen" || field.id == "setting") continue;
      switch (field.scope) {
        case profile::Scope::Subject: put(inputs.subject, field, chance(field)); break;
        case profile::Scope::Foot:
          put(inputs.feet.left, field, 60);
          put(inputs.feet.right, field, 60);
          break;
        case profile::Scope::Knee:
          put(inputs.anyKnee, field, 70);
          if (perKnee) put(inputs.knees.left, field, 30);
          if (perKnee) put(inputs.knees.right, field, 30);
          break;
      }
    }
    return inputs;
  }

  /// A calm grown-up with a complete screen, so that the answers are not all red flags.
  recommend::RuleInputs drawCalm() {
    recommend::RuleInputs inputs = draw();
    inputs.subject["screen"] = std::string("complete");
    inputs.subject["diabetes"] = below(8) == 0;
    if (below(6) != 0) inputs.subject["age_years"] = 18.0 + static_cast<double>(below(60));
    for (const profile::Field& field : profile_.vocabulary.fields) {
      if (profile::belongsToScreen(field) && below(3) != 0) inputs.subject.erase(field.id);
    }
    // Each of these alone would hold back every insole.
    if (below(5) != 0) inputs.subject["loss_protective_sensation"] = false;
    if (below(5) != 0) inputs.subject["previous_result"] = std::string("better");
    if (below(5) != 0) inputs.subject.erase("postpartum_weeks");
    for (const char* field : {"ankle_instability", "medial_knee_oa", "foot_pain"}) {
      if (below(4) == 0) inputs.subject[field] = std::string("both");
    }
    for (const char* field : {"morning_stiffness_min", "pain_daily_life_0_10"}) {
      if (below(3) != 0) inputs.anyKnee[field] = 0.0;
    }
    for (const Laterality side : kBothSides) {
      if (below(2) == 0) {
        inputs.feet[side]["foot_length_mm"] = 260.0;
        inputs.feet[side]["ball_width_mm"] = 100.0;
        inputs.feet[side]["load"] = std::string("standing");
      }
      // A realistic foot: its measures agree.
      if (below(2) == 0) {
        const double shape = static_cast<double>(below(100)) / 100.0;
        inputs.feet[side]["FPI6"] = std::floor(-8.0 + 20.0 * shape);
        inputs.feet[side]["AHI_STAND"] = 0.42 - 0.16 * shape;
        inputs.feet[side]["AI_static"] = 0.14 + 0.2 * shape;
        for (const char* field : {"NNHT", "LAA", "RCSP"}) inputs.feet[side].erase(field);
      }
    }
    return inputs;
  }

  std::uint64_t below(std::uint64_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state_ >> 33U) % limit;
  }

 private:
  // A red flag in nearly every intake would hide all advice.
  static std::uint64_t chance(const profile::Field& field) {
    return profile::belongsToScreen(field) ? 4 : 75;
  }

  void put(recommend::FieldValues& values, const profile::Field& field, std::uint64_t percent) {
    if (below(100) < percent) values[field.id] = value(field);
  }

  profile::Value value(const profile::Field& field) {
    if (below(25) == 0) return profile::Unknown{};
    switch (field.type) {
      case profile::FieldType::Bool: return below(2) == 0;
      case profile::FieldType::Number: return number(field);
      case profile::FieldType::Set: {
        std::set<std::string> words;
        for (const std::string& word : field.words) {
          if (below(3) == 0) words.insert(word);
        }
        return words;
      }
      default: return field.words[below(field.words.size())];
    }
  }

  // Half of the numbers low in their range, where most limits lie.
  double number(const profile::Field& field) {
    const double part = static_cast<double>(below(1001)) / 1000.0;
    const double width = field.range->high - field.range->low;
    return field.range->low + width * (below(2) == 0 ? part : part * 0.1);
  }

  const profile::Profile& profile_;
  std::uint64_t state_;
};

}  // namespace podalign::testing
