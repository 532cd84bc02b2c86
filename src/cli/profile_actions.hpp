#pragma once

#include <filesystem>

#include "cli/run.hpp"
#include "podalign/profile/profile.hpp"

/// The actions of `podalign profile`. Each writes its document and returns the exit code.
namespace podalign::cli {

/// The stated folder, else the program's own.
[[nodiscard]] Result<std::filesystem::path> profileFolder(const ProfileArguments& arguments);

/// Whether a clinician approved it, in words.
[[nodiscard]] std::string approvalWords(const std::filesystem::path& folder,
                                        const profile::TextCatalogue& texts);

[[nodiscard]] Result<int> checkRuleBase(const ProfileArguments& arguments, Console& console);
[[nodiscard]] Result<int> listRuleBase(const ProfileArguments& arguments, Console& console);
[[nodiscard]] Result<int> showRuleBase(const ProfileArguments& arguments, Console& console);
[[nodiscard]] Result<int> compareRuleBases(const ProfileArguments& arguments, Console& console);
[[nodiscard]] Result<int> signRuleBase(const ProfileArguments& arguments, Console& console);

}  // namespace podalign::cli
