#pragma once

#include <filesystem>
#include <string_view>

#include "podalign/core/result.hpp"

namespace podalign {

/// Writes `bytes` beside `file` and renames, so that `file` is either the old or the whole new one.
/// Errors: WriteFailed, with the operating system's reason.
[[nodiscard]] Result<void> writeAtomically(const std::filesystem::path& file,
                                           std::string_view bytes);

}  // namespace podalign
