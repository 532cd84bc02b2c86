#pragma once

#include <filesystem>
#include <string>

#include "cli/arguments.hpp"
#include "podalign/core/result.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/report/texts.hpp"

namespace podalign::cli {

/// The folder of the rule base: PODALIGN_PROFILES, else `profiles` above the program (in a build
/// folder) or `share/podalign/profiles` beside it (installed).
///
/// Errors: FileNotFound with what to set.
[[nodiscard]] Result<std::filesystem::path> findProfiles();

/// Loads the whole rule base.
///
/// Errors: those of findProfiles and profile::loadProfile; ProfileNotApproved where approval is
/// required and missing.
[[nodiscard]] Result<profile::Profile> loadKnowledge(const std::string& language,
                                                     Approval approval);

/// Sentences of the catalogue for the documents; it must outlive the renderer.
[[nodiscard]] report::TextRenderer rendererOf(const profile::TextCatalogue& texts);

}  // namespace podalign::cli
