#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/profile/profile.hpp"

/// The questions of the vocabulary as one page for a browser.
namespace podalign::intake {

struct FormSection {
  std::string id;
  std::vector<std::string> fields;
};

/// A question that is asked only after certain answers to another one.
struct AskedIf {
  std::string field, when;
  std::vector<std::string> answers;
};

/// Where a place of pain lies on the picture of a left knee (200 wide, 260 high).
struct MapPlace {
  std::string place;
  double x = 0.0, y = 0.0, rx = 0.0, ry = 0.0;
};

/// What `profiles/form.yaml` says about the page.
struct FormLayout {
  std::vector<FormSection> sections;
  std::vector<AskedIf> askedIf;
  std::vector<MapPlace> kneeMap;
};

/// Errors: ProfileInvalid with file and line: unknown key or field, a field that stands twice, a
/// field of a knee or foot among those of the person, a safety question that could be hidden.
[[nodiscard]] Result<FormLayout> readFormLayout(const std::filesystem::path& profiles,
                                                const profile::Vocabulary& vocabulary);

/// One self-contained page in HTML: every field of the vocabulary, safety questions first. It loads
/// nothing, sends nothing, and saves a case file (`podalign/case/1`). A field without a section
/// comes last. The same rule base gives the same bytes.
[[nodiscard]] std::string formPage(const profile::Profile& profile, const FormLayout& layout);

}  // namespace podalign::intake
