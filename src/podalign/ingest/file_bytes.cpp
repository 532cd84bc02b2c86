#include "podalign/ingest/file_bytes.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "podalign/ingest/internal/large_pages.hpp"
#include "podalign/ingest/internal/regular_file.hpp"
#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFirstPipeBlock = std::size_t{1} << 20U;
constexpr std::size_t kLargestRead = std::size_t{64} << 20U;
constexpr std::size_t kLargePage = std::size_t{2} << 20U;
constexpr std::size_t kForgottenAtOnce = std::size_t{4} << 20U;

tl::unexpected<Error> noMemory(const fs::path& source, std::size_t size) {
  return failure(ErrorCode::TooLarge,
                 "not enough memory for " + grouped(size) +
                     " bytes. Close other programs, or export the foot with fewer triangles.",
                 source.string());
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
    const ssize_t got = ::read(descriptor, builder.end(), std::min(builder.room(), kLargestRead));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      return failure(ErrorCode::FileUnreadable,
                     std::string("cannot read: ") + std::strerror(errno) + ".", source.string());
    }
    if (got == 0) break;
    builder.grow(static_cast<std::size_t>(got));
    if (builder.size() > limits.maxStandardInputBytes) {
      return tooManyBytes(source.string(), "more than " + grouped(limits.maxStandardInputBytes),
                          limits.maxStandardInputBytes);
    }
  }
  if (builder.size() == 0) return emptyFile(source.string());
  return builder.take();
}

}  // namespace

Result<FileBytes> openFile(const std::filesystem::path& file, const FileLimits& limits) {
  if (file == "-") return readPipe(STDIN_FILENO, file, limits);
  const auto opened = RegularFile::open(file, limits);
  if (!opened) return tl::unexpected(opened.error());
  FileBytesBuilder builder(file.filename().string());
  if (!builder.reserve(opened->size())) return noMemory(file, opened->size());
  if (auto read = opened->read(0, builder.end(), opened->size()); !read) {
    return tl::unexpected(read.error());
  }
  builder.grow(opened->size());
  if (auto same = opened->checkUnchanged(); !same) return tl::unexpected(same.error());
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
  if (found->second.empty()) return emptyFile(file.string());
  if (found->second.size() > limit) {
    return tooManyBytes(file.string(), grouped(found->second.size()), limit);
  }
  FileBytesBuilder builder(file.filename().string());
  builder.borrow(found->second);
  return builder.take();
}

}  // namespace podalign::ingest
