#pragma once

#include <filesystem>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/profile/profile.hpp"

namespace podalign::profile {

/// Everything that is wrong with a rule base, not just the first thing.
///
/// Beyond what loadProfile and loadBackground refuse: files that nothing reads, rules that can
/// never hold (over the words and ranges of the vocabulary), rules, texts and levels that others
/// always come before, chain links that are present and absent at once.
///
/// Errors: none; the faults are the value, sorted by file and line. Empty: the rule base is sound.
[[nodiscard]] std::vector<Error> checkProfile(const std::filesystem::path& directory,
                                              const LoadOptions& options = {});

}  // namespace podalign::profile
