#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/core/result.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/profile/value.hpp"

namespace podalign::recommend {

using FieldValues = std::map<std::string, profile::Value>;

/// What the rules read, by the field names of the vocabulary. A field that is not in its map was
/// omitted; one that holds Unknown was answered "unknown" (also after a complete screen).
struct RuleInputs {
  FieldValues subject;
  FieldValues anyKnee;         ///< flat answers: count for the knees named by `knee_pain`
  PerSide<FieldValues> knees;  ///< answers for one knee; win over the flat ones
  PerSide<FieldValues> feet;
  /// Half-widths of the 95 % bands of measures in `feet`; they give the class probabilities.
  PerSide<std::map<std::string, double>> halfWidths;
  std::string captured;  ///< ISO 8601 date of the assessment; empty: the plan speaks of weeks
  bool operator==(const RuleInputs&) const = default;
};

/// Where an entry of an intake stands.
enum class InputPlace { Person, LeftFoot, RightFoot, LeftKnee, RightKnee };

/// One answer as text. `values` has one element, or any number where `isList`.
struct InputEntry {
  InputPlace place = InputPlace::Person;
  std::string key;
  std::vector<std::string> values;
  bool isList = false;
  bool quoted = false;  ///< a quoted scalar is never a number or a truth value
  std::size_t line = 0;
};

/// Reads an intake document (YAML or JSON): rule inputs, `left:` and `right:` with those of the
/// feet, `knees: {left:, right:}` with those of one knee.
///
/// Errors: IntakeInvalid with source and line: unknown key, repeated key, wrong type, word that is
/// not in the vocabulary, number out of its range, not finite.
[[nodiscard]] Result<RuleInputs> readRuleInputs(const profile::Profile& profile,
                                                std::string_view text, const std::string& source);

/// The same from entries that somebody else read, e.g. of a case file. `place` Person takes the
/// fields of the person and the flat ones of the knee.
[[nodiscard]] Result<RuleInputs> readRuleInputs(const profile::Profile& profile,
                                                const std::vector<InputEntry>& entries,
                                                const std::string& source);

/// Puts one measured or entered value in; `field` must be a number field of the foot.
///
/// Errors: IntakeInvalid when there is no such field or the value is out of its range.
[[nodiscard]] Result<void> setFootMeasure(const profile::Profile& profile, RuleInputs& inputs,
                                          Laterality side, const std::string& field, double value,
                                          const std::string& source = {});

/// Every answer as text, by field (`knee_pain` -> "left", `left.FPI6` -> "7"), for showing it.
[[nodiscard]] std::map<std::string, std::string> answersAsText(const RuleInputs& inputs);

}  // namespace podalign::recommend
