#pragma once

#include <string>
#include <string_view>

#include "podalign/core/laterality.hpp"
#include "podalign/intake/form.hpp"

namespace podalign::intake {

extern const char* const kStyle;
extern const char* const kScript;

/// Safe between tags and inside quoted attributes.
[[nodiscard]] std::string escaped(std::string_view text);

/// The text `id` of the catalogue, escaped.
[[nodiscard]] std::string textOf(const profile::Profile& profile, const std::string& id);

/// The plain words of one answer, escaped.
[[nodiscard]] std::string answerText(const profile::Profile& profile, const profile::Field& field,
                                     const std::string& word);

/// One question with its controls; `prefix` is "", "left." or "knee.left.".
[[nodiscard]] std::string question(const profile::Profile& profile, const profile::Field& field,
                                   const std::string& prefix);

/// The places of pain of one knee: a picture whose regions are check boxes, and the list of names.
[[nodiscard]] std::string kneeMap(const profile::Profile& profile, const FormLayout& layout,
                                  const profile::Field& field, Laterality side,
                                  const std::string& prefix);

}  // namespace podalign::intake
