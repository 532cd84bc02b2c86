#pragma once

#include <filesystem>

#include "podalign/core/result.hpp"

namespace podalign::folders {

/// Held while one run works in a folder; the operating system lets go when the process ends,
/// however it ends.
class FolderLock {
 public:
  /// Errors: WriteFailed where the folder cannot be written or another run holds it.
  [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace podalign::folders
