#include "podalign/ingest/file_bytes.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "podalign/ingest/internal/large_pages.hpp"
#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFirstPipeBlock = std::size_t{1} << 20U;
constexpr std::size_t kLargePage = std::size_t{2} << 20U;
constexpr std::size_t kForgottenAtOnce = std::size_t{4} << 20U;
constexpr std::size_t kLargestRead = std::size_t{64} << 20U;

// Closes what it holds, unless that is standard input.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > STDIN_FILENO) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

tl::unexpected<Error> unreadable(const fs::path& source, const std::string& why) {
  return failure(ErrorCode::FileUnreadable, why, source.string());
}

tl::unexpected<Error> changedMeanwhile(const fs::path& source) {
  return unreadable(source,
                    "the file changed while it was being read. Wait until the upload or the export "
                    "has finished, then try again.");
}

tl::unexpected<Error> empty(const fs::path& source) {
  return failure(ErrorCode::FileEmpty,
                 "the file is empty (0 bytes): the export or the upload failed. Export it again.",
                 source.string());
}

tl::unexpected<Error> tooLarge(const fs::path& source, const std::string& size, std::size_t limit) {
  return failure(ErrorCode::TooLarge,
                 size + " bytes; at most " + grouped(limit) +
                     " are read. Export the foot alone, or with fewer triangles.",
                 source.string());
}

tl::unexpected<Error> noMemory(const fs::path& source, std::size_t size) {
  return failure(ErrorCode::TooLarge,
                 "not enough memory for " + grouped(size) +
                     " bytes. Close other programs, or export the foot with fewer triangles.",
                 source.string());
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): the same either way round
bool sameState(const struct stat& a, const struct stat& b) {
  return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

// As read(2), without interruptions.
ssize_t readSome(int descriptor, char* into, std::size_t wanted) {
  ssize_t got = 0;
  do {
    got = ::read(descriptor, into, std::min(wanted, kLargestRead));
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

FileBytes::~FileBytes() {
  if (bytes_ != nullptr) ::munmap(bytes_, reserved_);
}

FileBytes::FileBytes(FileBytes&& other) noexcept
    : given_(std::exchange(other.given_, {})),
      bytes_(std::exchange(other.bytes_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      reserved_(std::exchange(other.reserved_, 0)),
      forgotten_(std::exchange(other.forgotten_, 0)),
      name_(std::move(other.name_)) {}

FileBytes& FileBytes::operator=(FileBytes&& other) noexcept {
  std::swap(given_, other.given_);
  std::swap(bytes_, other.bytes_);
  std::swap(size_, other.size_);
  std::swap(reserved_, other.reserved_);
  std::swap(forgotten_, other.forgotten_);
  std::swap(name_, other.name_);
  return *this;
}

void FileBytes::forgetFirst(std::size_t bytes) {
  if (bytes_ == nullptr) return;
  if (bytes >= size_) {
    *this = {};
    return;
  }
  if (bytes < forgotten_ + kForgottenAtOnce) return;
  const std::size_t until = bytes / kLargePage * kLargePage;
  ::madvise(bytes_ + forgotten_, until - forgotten_, MADV_DONTNEED);
  forgotten_ = until;
}

// Fills a FileBytes; anonymous pages in large units, because 25,000 page faults cost more than the
// copy of a 100 MB file.
class FileBytesBuilder {
 public:
  explicit FileBytesBuilder(std::string name) { file_.name_ = std::move(name); }

  [[nodiscard]] bool reserve(std::size_t bytes) {
    if (bytes <= file_.reserved_) return true;
    // A file that large pages are too large for is given all its pages at once.
    const int few = bytes < kLargePage ? MAP_POPULATE : 0;
    void* room = file_.bytes_ == nullptr
                     ? ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | few, -1, 0)
                     : ::mremap(file_.bytes_, file_.reserved_, bytes, MREMAP_MAYMOVE);
    if (room == MAP_FAILED) return false;
    adviseLargePages(room, bytes);
    file_.bytes_ = static_cast<char*>(room);
    file_.reserved_ = bytes;
    return true;
  }

  [[nodiscard]] char* end() { return file_.bytes_ + file_.size_; }
  [[nodiscard]] std::size_t room() const { return file_.reserved_ - file_.size_; }
  [[nodiscard]] std::size_t size() const { return file_.size_; }
  void grow(std::size_t bytes) { file_.size_ += bytes; }
  void borrow(std::string_view given) { file_.given_ = given; }
  [[nodiscard]] FileBytes take() { return std::move(file_); }

 private:
  FileBytes file_;
};

namespace {

Result<FileBytes> readPipe(int descriptor, const fs::path& source, const FileLimits& limits) {
  FileBytesBuilder builder(source.string());
  for (;;) {
    if (builder.room() == 0 && !builder.reserve(std::max(kFirstPipeBlock, 2 * builder.size()))) {
      return noMemory(source, builder.size());
    }
    const ssize_t got = readSome(descriptor, builder.end(), builder.room());
    if (got < 0)
      return unreadable(source, std::string("cannot read: ") + std::strerror(errno) + ".");
    if (got == 0) break;
    builder.grow(static_cast<std::size_t>(got));
    if (builder.size() > limits.maxStandardInputBytes) {
      return tooLarge(source, "more than " + grouped(limits.maxStandardInputBytes),
                      limits.maxStandardInputBytes);
    }
  }
  if (builder.size() == 0) return empty(source);
  return builder.take();
}

Result<void> checkKind(const struct stat& state, const fs::path& source) {
  if (S_ISDIR(state.st_mode)) {
    return unreadable(source, "this is a folder. Name the files in it.");
  }
  if (!S_ISREG(state.st_mode)) {
    return unreadable(source,
                      "this is not a regular file. Name a file, or use - for standard input.");
  }
  return {};
}

tl::unexpected<Error> cannotOpen(const fs::path& source) {
  if (errno == ENOENT || errno == ENOTDIR) {
    return failure(ErrorCode::FileNotFound, "there is no such file. Check the name and the folder.",
                   source.string());
  }
  return unreadable(source, std::string("cannot open: ") + std::strerror(errno) +
                                ". Check the permissions of the file and its folder.");
}

}  // namespace

Result<FileBytes> openFile(const std::filesystem::path& file, const FileLimits& limits) {
  if (file == "-") return readPipe(STDIN_FILENO, file, limits);
  // O_NONBLOCK: opening a named pipe without a writer must not wait for ever.
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (opened.number() < 0) return cannotOpen(file);
  struct stat before {};
  if (::fstat(opened.number(), &before) != 0) return cannotOpen(file);
  if (auto kind = checkKind(before, file); !kind) return tl::unexpected(kind.error());
  const auto size = static_cast<std::size_t>(before.st_size);
  if (size == 0) return empty(file);
  if (size > limits.maxFileBytes) return tooLarge(file, grouped(size), limits.maxFileBytes);

  FileBytesBuilder builder(file.filename().string());
  if (!builder.reserve(size)) return noMemory(file, size);
  while (builder.size() < size) {
    const ssize_t got = readSome(opened.number(), builder.end(), size - builder.size());
    if (got < 0) return unreadable(file, std::string("cannot read: ") + std::strerror(errno) + ".");
    if (got == 0) return changedMeanwhile(file);
    builder.grow(static_cast<std::size_t>(got));
  }
  struct stat after {};
  if (::fstat(opened.number(), &after) != 0 || !sameState(before, after)) {
    return changedMeanwhile(file);
  }
  return builder.take();
}

Result<FileBytes> openFile(const std::filesystem::path& file, const GivenFiles* given) {
  if (given == nullptr) return openFile(file);
  const auto found = given->find(file.lexically_normal());
  if (found == given->end()) {
    return failure(
        ErrorCode::FileNotFound,
        "the case names this file, but it is not among those that were handed over. Give "
        "it the same name in both.",
        file.string());
  }
  const std::size_t limit = FileLimits{}.maxFileBytes;
  if (found->second.empty()) return empty(file);
  if (found->second.size() > limit) return tooLarge(file, grouped(found->second.size()), limit);
  FileBytesBuilder builder(file.filename().string());
  builder.borrow(found->second);
  return builder.take();
}

}  // namespace podalign::ingest
