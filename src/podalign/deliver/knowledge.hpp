#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "podalign/core/result.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/report/texts.hpp"

namespace podalign::deliver {

enum class Approval { NotAsked, Required };  ///< `--require-approved`

/// The folder of the rule base: PODALIGN_PROFILES, else `profiles` above `start` (in a build
/// folder) or `share/podalign/profiles` beside it (installed).
///
/// Errors: FileNotFound with what to set.
[[nodiscard]] Result<std::filesystem::path> findProfiles(std::filesystem::path start);
/// The same from the folder of the running program.
[[nodiscard]] Result<std::filesystem::path> findProfiles();

/// Loads the whole rule base.
///
/// Errors: those of profile::loadProfile; ProfileNotApproved where approval is required and
/// missing.
[[nodiscard]] Result<profile::Profile> loadKnowledge(const std::filesystem::path& folder,
                                                     const std::string& language,
                                                     Approval approval);
/// The same from the folder that findProfiles() gives, with its errors.
[[nodiscard]] Result<profile::Profile> loadKnowledge(const std::string& language,
                                                     Approval approval);

/// The sources of the rule base by their id, as pipeline::assess takes them.
[[nodiscard]] std::map<std::string, profile::Source> sourcesOf(const profile::Profile& knowledge);

/// Sentences of the catalogue for the documents; it must outlive the renderer.
[[nodiscard]] report::TextRenderer rendererOf(const profile::TextCatalogue& texts);

}  // namespace podalign::deliver
