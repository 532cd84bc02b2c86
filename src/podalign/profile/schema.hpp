#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "podalign/core/result.hpp"

namespace podalign::profile {

/// The JSON Schema (draft 2020-12) of every kind of file, by kind ("rules", "vocabulary", ...), for
/// editors that help while a file is written. They are made from what the loader itself asks while
/// it reads the rule base in `directory`, so the two cannot disagree; descriptions are the texts
/// `schema.<key>`.
///
/// Errors: ProfileInvalid, FileNotFound: the first fault of a rule base that is not sound.
[[nodiscard]] Result<std::map<std::string, std::string>> schemasOf(
    const std::filesystem::path& directory);

}  // namespace podalign::profile
