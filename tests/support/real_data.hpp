#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace podalign::testing {

/// The folder of real scans and recordings, which is not part of the project.
inline std::optional<std::filesystem::path> realData() {
  const char* folder = std::getenv("PODALIGN_REAL_DATA");
  if (folder == nullptr || !std::filesystem::is_directory(folder)) return std::nullopt;
  return folder;
}

}  // namespace podalign::testing

/// Leaves a test visibly where the real files are not there.
#define PODALIGN_NEEDS_REAL_DATA() \
  if (!::podalign::testing::realData()) GTEST_SKIP() << "skipped: no shared data"
