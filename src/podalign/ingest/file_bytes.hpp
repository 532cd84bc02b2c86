#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "podalign/core/result.hpp"

namespace podalign::ingest {

/// The bytes of one file, read only, held until this object goes.
///
/// They are a private copy in memory and not a view of the file: a mapped file that another program
/// shortens (an upload that starts again, a network drive) would end this process with SIGBUS. A
/// copy cannot change or vanish; one that changed while it was taken is refused by `openFile`.
class FileBytes {
 public:
  FileBytes() = default;
  ~FileBytes();
  FileBytes(FileBytes&& other) noexcept;
  FileBytes& operator=(FileBytes&& other) noexcept;
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  [[nodiscard]] std::string_view view() const {
    return given_.data() != nullptr ? given_ : std::string_view{bytes_, size_};
  }
  /// Gives the memory of about the first `bytes` back: nobody looks at them again.
  void forgetFirst(std::size_t bytes);
  /// Name for messages and documents: the file's name without its folder, `-` for standard input.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  friend class FileBytesBuilder;
  std::string_view given_;  ///< of a host's file: not ours
  char* bytes_ = nullptr;
  std::size_t size_ = 0;
  std::size_t reserved_ = 0;
  std::size_t forgotten_ = 0;
  std::string name_;
};

/// Files that a host hands over as bytes in memory, by the path that a case names them with. The
/// bytes outlive every use of them.
using GivenFiles = std::map<std::filesystem::path, std::string_view>;

struct FileLimits {
  std::size_t maxFileBytes = std::size_t{2} << 30U;           ///< 2 GiB
  std::size_t maxStandardInputBytes = std::size_t{1} << 30U;  ///< 1 GiB
};

/// Reads a regular file, or standard input for `-`.
///
/// Errors: FileNotFound; FileUnreadable (a folder, a device, no permission, changed while it was
///         read); FileEmpty; TooLarge. The message says which and what to do; `source` is the path
///         as given.
[[nodiscard]] Result<FileBytes> openFile(const std::filesystem::path& file,
                                         const FileLimits& limits = {});

/// Of the files of a host where there are any (then nothing is read from disk), else as above.
///
/// Errors: FileNotFound where the host gave no file of that name; FileEmpty; TooLarge; and those of
///         the function above without `given`.
[[nodiscard]] Result<FileBytes> openFile(const std::filesystem::path& file,
                                         const GivenFiles* given);

}  // namespace podalign::ingest
