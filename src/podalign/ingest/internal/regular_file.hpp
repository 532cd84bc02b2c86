#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <filesystem>
#include <string>

#include "podalign/core/result.hpp"
#include "podalign/ingest/file_bytes.hpp"

namespace podalign::ingest {

/// FileEmpty, worded once for files and pipes.
[[nodiscard]] tl::unexpected<Error> emptyFile(const std::string& source);
/// TooLarge, likewise; `size` as it is to be shown.
[[nodiscard]] tl::unexpected<Error> tooManyBytes(const std::string& source, const std::string& size,
                                                 std::size_t limit);
/// FileUnreadable, of a file that somebody wrote to meanwhile.
[[nodiscard]] tl::unexpected<Error> changedFile(const std::string& source);

/// A regular file that is open for reading.
class RegularFile {
 public:
  /// Errors: FileNotFound, FileUnreadable, FileEmpty, TooLarge, as `openFile` says them.
  [[nodiscard]] static Result<RegularFile> open(const std::filesystem::path& file,
                                                const FileLimits& limits);
  ~RegularFile();
  RegularFile(RegularFile&& other) noexcept;
  RegularFile& operator=(RegularFile&&) = delete;
  RegularFile(const RegularFile&) = delete;
  RegularFile& operator=(const RegularFile&) = delete;

  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(state_.st_size); }
  /// Copies `count` bytes from `at` on. Errors: FileUnreadable, also where the file ends before.
  [[nodiscard]] Result<void> read(std::size_t at, char* into, std::size_t count) const;
  /// Errors: FileUnreadable when somebody wrote to the file since it was opened.
  [[nodiscard]] Result<void> checkUnchanged() const;

 private:
  RegularFile(std::filesystem::path path, int descriptor, const struct stat& state);
  std::filesystem::path path_;
  int descriptor_;
  struct stat state_ {};
};

}  // namespace podalign::ingest
