#pragma once

#include <filesystem>

#include "cli/run.hpp"
#include "podalign/profile/profile.hpp"

/// The actions of `podalign profile`. Each writes its document and returns the exit code.
namespace podalign::cli {

/// The stated folder, else the program's own.
[[nodiscard]] Result<std::filesystem::path> profileFolder(const ProfileArguments& arguments);

/// Whether a clinician approved it, in words.
[[nodiscard]] std::string approvalWords(const profile::Profile& knowledge);

[[nodiscard]] Result<int> checkRuleBase(const ProfileArguments& arguments, Console& console);
[[nodiscard]] Result<int> listRuleBase(const ProfileArguments& arguments, Console& console);
[[nodiscard]] Result<int> showRuleBase(const ProfileArguments& arguments, Console& console);

}  // namespace podalign::cli
