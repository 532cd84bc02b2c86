#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "case_support.hpp"

/// The mirrored person, and what the answers of the two have in common.
namespace podalign::testing {

using recommend::Decision;
using recommend::RuleInputs;

inline std::string swapped(const std::string& side) {
  if (side == "left") return "right";
  return side == "right" ? "left" : side;
}

// Fields whose words are sides.
inline bool namesSides(const std::string& field) {
  const profile::Field* entry = ruleBase().vocabulary.find(field);
  return entry->type == profile::FieldType::Side || field == "knee_pain" ||
         field == "lld_short_side";
}

inline RuleInputs mirrored(RuleInputs inputs) {
  std::swap(inputs.feet.left, inputs.feet.right);
  std::swap(inputs.knees.left, inputs.knees.right);
  std::swap(inputs.halfWidths.left, inputs.halfWidths.right);
  for (auto& [field, value] : inputs.subject) {
    auto* word = std::get_if<std::string>(&value);
    if (word != nullptr && namesSides(field)) *word = swapped(*word);
  }
  return inputs;
}

inline std::string swappedWords(std::string text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (rest.starts_with("left")) {
      out += "right";
      i += 4;
    } else if (rest.starts_with("right")) {
      out += "left";
      i += 5;
    } else {
      out += text[i++];
    }
  }
  return out;
}

// Elsewhere "right" and "left" are not sides ("arch values are left out").
inline bool speaksOfASide(const std::string& rule) {
  for (const auto& [id, text] : ruleBase().texts.all()) {
    if (id.starts_with(rule + ".runner") && text.find("{side}") != std::string::npos) return true;
  }
  return false;
}

using Traced = std::multiset<std::tuple<std::string, std::string, std::string>>;

inline std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return text;
}

inline std::string nameOf(std::optional<Laterality> side, bool mirror) {
  if (!side) return "";
  return toString(mirror ? opposite(*side) : *side);
}

inline Traced traceOf(const Decision& decision, bool mirror) {
  Traced trace;
  for (const auto& entry : decision.blocked) {
    trace.emplace(entry.rule, entry.by, nameOf(entry.side, mirror));
  }
  for (const auto& entry : decision.notEvaluable) {
    auto missing = entry.missing;
    std::sort(missing.begin(), missing.end());
    trace.emplace(entry.rule, joined(missing), nameOf(entry.side, mirror));
  }
  return trace;
}

inline void expectMirrored(const Decision& a, const Decision& b) {
  EXPECT_EQ(a.rulesFired, b.rulesFired);
  EXPECT_EQ(a.asymmetry, b.asymmetry);
  EXPECT_EQ(a.escalationLevel, b.escalationLevel);
  EXPECT_EQ(a.missing, b.missing);
  EXPECT_EQ(std::set<std::string>(a.differential.begin(), a.differential.end()),
            std::set<std::string>(b.differential.begin(), b.differential.end()));
  EXPECT_EQ(traceOf(a, false), traceOf(b, true));
  EXPECT_EQ(a.sizes.sizes, b.sizes.sizes);
  if (a.sizes.longerFoot) {
    EXPECT_EQ(*a.sizes.longerFoot, opposite(*b.sizes.longerFoot));
  }
  for (const Laterality side : kBothSides) {
    const Laterality other = opposite(side);
    EXPECT_EQ(a.feet[side].posture, b.feet[other].posture);
    EXPECT_EQ(a.feet[side].score, b.feet[other].score);
    EXPECT_EQ(a.feet[side].confidence, b.feet[other].confidence);
    EXPECT_EQ(a.feet[side].pronation, b.feet[other].pronation);
    EXPECT_EQ(a.tracking[side].level, b.tracking[other].level);
    EXPECT_EQ(a.tracking[side].rule, b.tracking[other].rule);
    ASSERT_EQ(a.tracking[side].links.size(), b.tracking[other].links.size());
    for (std::size_t i = 0; i < a.tracking[side].links.size(); ++i) {
      EXPECT_EQ(a.tracking[side].links[i].state, b.tracking[other].links[i].state);
    }
    EXPECT_EQ(a.insole[side].gate, b.insole[other].gate);
    EXPECT_EQ(a.insole[side].rule, b.insole[other].rule);
    ASSERT_EQ(a.insole[side].posting.has_value(), b.insole[other].posting.has_value());
    if (a.insole[side].posting) {
      EXPECT_EQ(a.insole[side].posting->autoDeg, b.insole[other].posting->autoDeg);
      EXPECT_EQ(a.insole[side].posting->clinicianDeg, b.insole[other].posting->clinicianDeg);
    }
    ASSERT_EQ(a.insole[side].heelLift.has_value(), b.insole[other].heelLift.has_value());
  }
  for (std::size_t i = 0; i < a.recommendations.size(); ++i) {
    if (a.recommendations[i].sides.size() != 1) continue;
    EXPECT_EQ(a.recommendations[i].sides.front(), opposite(b.recommendations[i].sides.front()));
    const std::string& mine = a.recommendations[i].textRunner;
    const std::string& theirs = b.recommendations[i].textRunner;
    EXPECT_EQ(mine, speaksOfASide(a.recommendations[i].rule) ? swappedWords(theirs) : theirs);
  }
}

}  // namespace podalign::testing
