#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/profile/profile.hpp"

/// The rule base for people who read it: every part by its id, with what it says and on what it
/// rests.
namespace podalign::profile {

/// One part of the rule base: a rule, a measure, a source, a shoe category, ...
struct Part {
  std::string kind;   ///< one of kPartKinds
  std::string id;     ///< unique within its kind
  std::string title;  ///< one line
  std::string file;   ///< relative to the folder of the rule base
  std::size_t line = 0;
  bool provisional = false;  ///< rests on a number that nobody verified at its source
  std::size_t sources = 0;   ///< how many it cites
  std::string grade;         ///< of a rule
};

/// What is said about a part under one heading. `label` has the text `profile.label.<label>`.
struct PartDetail {
  std::string label;
  std::vector<std::string> lines;
};

/// Every kind of part, in the order in which they are listed; each has the text
/// `profile.kind.<kind>`.
[[nodiscard]] const std::vector<std::string>& partKinds();

/// Every part, by kind, in the order of the files.
[[nodiscard]] std::vector<Part> partsOf(const Profile& profile, const Background& background);

/// The parts with this id: a measure and an input may share one.
[[nodiscard]] std::vector<Part> findParts(const std::vector<Part>& parts, std::string_view id);

/// Everything that is known about a part: condition, words, sources, contrary evidence, who uses
/// it.
[[nodiscard]] std::vector<PartDetail> explainPart(const Profile& profile,
                                                  const Background& background, const Part& part);

}  // namespace podalign::profile
