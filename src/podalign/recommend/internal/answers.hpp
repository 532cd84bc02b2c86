#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/profile/expression.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/recommend/rule_inputs.hpp"

namespace podalign::recommend {

/// The inputs with the rules of omission applied: an omitted field of the safety screen is a "no"
/// only after a complete screen; an empty set is unknown unless the vocabulary says otherwise.
class Answers {
 public:
  Answers(const profile::Profile& profile, const RuleInputs& inputs);

  [[nodiscard]] const profile::Value& at(std::size_t field, profile::Place place) const;
  [[nodiscard]] const profile::Value& subject(std::string_view id) const;
  [[nodiscard]] std::optional<double> number(std::string_view id) const;
  [[nodiscard]] const profile::Value& bmi() const { return bmi_; }
  [[nodiscard]] std::vector<std::string> missingForBmi() const;

  [[nodiscard]] profile::Value painful(profile::Place place) const;
  /// The painful knees; both while it is unknown which; "the" knee where none hurts.
  [[nodiscard]] std::vector<profile::Place> knees() const;
  /// The knees for which knee rules are run: none where no knee hurts.
  [[nodiscard]] std::vector<profile::Place> kneesOfRules() const;
  [[nodiscard]] profile::Setting setting() const;

 private:
  [[nodiscard]] profile::Value valueAt(const profile::Field& field, profile::Place place) const;
  [[nodiscard]] profile::Value omitted(const profile::Field& field) const;
  [[nodiscard]] profile::Value found(const FieldValues& values, const profile::Field& field) const;
  [[nodiscard]] profile::Value kneeValue(const profile::Field& field, profile::Place place) const;

  const profile::Profile& profile_;
  const RuleInputs& inputs_;
  bool screenComplete_ = false;
  profile::Value kneePain_;
  profile::Value bmi_;
  // Every field at every place: the rules ask for each of them again and again.
  std::array<std::vector<profile::Value>, 4> table_;
};

}  // namespace podalign::recommend
