#include "podalign/ingest/internal/regular_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestRead = std::size_t{64} << 20U;

tl::unexpected<Error> unreadable(const fs::path& source, const std::string& why) {
  return failure(ErrorCode::FileUnreadable, why, source.string());
}

tl::unexpected<Error> cannotOpen(const fs::path& source) {
  if (errno == ENOENT || errno == ENOTDIR) {
    return failure(ErrorCode::FileNotFound, "there is no such file. Check the name and the folder.",
                   source.string());
  }
  return unreadable(source, std::string("cannot open: ") + std::strerror(errno) +
                                ". Check the permissions of the file and its folder.");
}

Result<void> checkState(const struct stat& state, const fs::path& source,
                        const FileLimits& limits) {
  if (S_ISDIR(state.st_mode)) {
    return unreadable(source, "this is a folder. Name the files in it.");
  }
  if (!S_ISREG(state.st_mode)) {
    return unreadable(source,
                      "this is not a regular file. Name a file, or use - for standard input.");
  }
  const auto size = static_cast<std::size_t>(state.st_size);
  if (size == 0) return emptyFile(source.string());
  if (size > limits.maxFileBytes) {
    return tooManyBytes(source.string(), grouped(size), limits.maxFileBytes);
  }
  return {};
}

}  // namespace

tl::unexpected<Error> emptyFile(const std::string& source) {
  return failure(ErrorCode::FileEmpty,
                 "the file is empty (0 bytes): the export or the upload failed. Export it again.",
                 source);
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): the source first, as everywhere
tl::unexpected<Error> tooManyBytes(const std::string& source, const std::string& size,
                                   std::size_t limit) {
  return failure(ErrorCode::TooLarge,
                 size + " bytes; at most " + grouped(limit) +
                     " are read. Export the foot alone, or with fewer triangles.",
                 source);
}

tl::unexpected<Error> changedFile(const std::string& source) {
  return failure(ErrorCode::FileUnreadable,
                 "the file changed while it was being read. Wait until the upload or the export "
                 "has finished, then try again.",
                 source);
}

RegularFile::RegularFile(fs::path path, int descriptor, const struct stat& state)
    : path_(std::move(path)), descriptor_(descriptor), state_(state) {}

RegularFile::RegularFile(RegularFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      state_(other.state_) {}

RegularFile::~RegularFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<RegularFile> RegularFile::open(const fs::path& file, const FileLimits& limits) {
  // O_NONBLOCK: opening a named pipe without a writer must not wait for ever.
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return cannotOpen(file);
  RegularFile opened(file, descriptor, {});
  if (::fstat(descriptor, &opened.state_) != 0) return cannotOpen(file);
  if (auto good = checkState(opened.state_, file, limits); !good) {
    return tl::unexpected(good.error());
  }
  return opened;
}

Result<void> RegularFile::read(std::size_t at, char* into, std::size_t count) const {
  while (count > 0) {
    const ssize_t got =
        ::pread(descriptor_, into, std::min(count, kLargestRead), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return unreadable(path_, std::string("cannot read: ") + std::strerror(errno) + ".");
    if (got == 0) return changedFile(path_.string());
    const auto more = static_cast<std::size_t>(got);
    at += more;
    into += more;
    count -= more;
  }
  return {};
}

Result<void> RegularFile::checkUnchanged() const {
  struct stat now {};
  if (::fstat(descriptor_, &now) != 0 || now.st_size != state_.st_size ||
      now.st_mtim.tv_sec != state_.st_mtim.tv_sec ||
      now.st_mtim.tv_nsec != state_.st_mtim.tv_nsec) {
    return changedFile(path_.string());
  }
  return {};
}

}  // namespace podalign::ingest
