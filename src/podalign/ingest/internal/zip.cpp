#include "podalign/ingest/internal/zip.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "podalign/ingest/internal/wording.hpp"

// The directory at the end tells all; local headers are only stepped over. Sizes of 0xFFFFFFFF
// stand in an extra field (zip64).
namespace podalign::ingest {
namespace {

constexpr std::size_t kEndRecord = 22;
constexpr std::size_t kLongestComment = 65535;
constexpr std::size_t kDirectoryEntry = 46;
constexpr std::size_t kLocalHeader = 30;
constexpr std::uint32_t kInExtra = 0xFFFFFFFF;
constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;

template <class T>
T at(std::string_view bytes, std::size_t position) {
  T value{};
  std::memcpy(&value, bytes.data() + position, sizeof value);
  return value;
}

tl::unexpected<Error> damaged(const std::string& what, const std::string& source) {
  return failure(ErrorCode::Malformed,
                 "the zip archive is damaged: " + what + ". Upload or export it again.", source);
}

struct Directory {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
};

std::optional<Directory> findDirectory(std::string_view archive) {
  if (archive.size() < kEndRecord) return std::nullopt;
  const std::size_t furthest =
      archive.size() - std::min(archive.size(), kEndRecord + kLongestComment);
  for (std::size_t end = archive.size() - kEndRecord + 1; end-- > furthest;) {
    if (archive.substr(end, 4) != "PK\x05\x06") continue;
    Directory directory{at<std::uint32_t>(archive, end + 16), at<std::uint32_t>(archive, end + 12)};
    constexpr std::size_t kLocator = 20;
    constexpr std::size_t kEnd64 = 56;
    if (directory.begin == kInExtra && end >= kLocator &&
        archive.substr(end - kLocator, 4) == "PK\x06\x07") {
      const auto end64 = at<std::uint64_t>(archive, end - kLocator + 8);
      if (end64 > archive.size() || archive.size() - end64 < kEnd64) return std::nullopt;
      directory = {at<std::uint64_t>(archive, end64 + 48), at<std::uint64_t>(archive, end64 + 40)};
    }
    if (directory.begin > end || directory.size > end - directory.begin) return std::nullopt;
    return directory;
  }
  return std::nullopt;
}

// The three values that may stand in the extra field, in this order.
void readExtra(std::string_view extra, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const auto kind = at<std::uint16_t>(extra, 0);
    const std::size_t size = std::min<std::size_t>(at<std::uint16_t>(extra, 2), extra.size() - 4);
    std::string_view field = extra.substr(4, size);
    extra.remove_prefix(4 + size);
    if (kind != 1) continue;
    for (std::uint64_t* value : {&entry.unpacked, &entry.packed, &entry.header}) {
      if (*value != kInExtra || field.size() < sizeof *value) continue;
      *value = at<std::uint64_t>(field, 0);
      field.remove_prefix(sizeof *value);
    }
  }
}

// The packed bytes of an entry; nothing where they do not lie within the archive.
std::optional<std::string_view> packedBytes(std::string_view archive, const ZipEntry& entry) {
  if (entry.header > archive.size() || archive.size() - entry.header < kLocalHeader) {
    return std::nullopt;
  }
  if (archive.substr(entry.header, 4) != "PK\x03\x04") return std::nullopt;
  const std::size_t begin = entry.header + kLocalHeader +
                            at<std::uint16_t>(archive, entry.header + 26) +
                            at<std::uint16_t>(archive, entry.header + 28);
  if (begin > archive.size() || entry.packed > archive.size() - begin) return std::nullopt;
  return archive.substr(begin, entry.packed);
}

}  // namespace

UnpackBudget UnpackBudget::upTo(std::size_t bytes) {
  UnpackBudget budget(0);
  budget.left_ = bytes;
  return budget;
}

UnpackBudget::UnpackBudget(std::size_t archiveBytes) {
  constexpr std::size_t kTimes = 50;
  constexpr std::size_t kAlways = std::size_t{1} << 20U;
  constexpr std::size_t kMost = std::size_t{1} << 30U;
  left_ = archiveBytes > kMost / kTimes ? kMost : std::max(kAlways, kTimes * archiveBytes);
}

tl::unexpected<Error> unpacksTooFar(const std::string& sourceName) {
  return failure(
      ErrorCode::TooLarge,
      "the packed file would unpack to more than 50 times its size or 1 GiB, which no scan "
      "does. Unpack it, look at what is inside, and give that.",
      sourceName);
}

Result<std::vector<ZipEntry>> listZip(std::string_view archive, const std::string& sourceName) {
  const std::optional<Directory> directory = findDirectory(archive);
  if (!directory) {
    return failure(
        ErrorCode::Truncated,
        "the zip archive has no directory at its end: the upload or the copy was cut off. "
        "Upload or export it again.",
        sourceName);
  }
  std::string_view rest = archive.substr(directory->begin, directory->size);
  std::vector<ZipEntry> entries;
  while (!rest.empty()) {
    if (rest.size() < kDirectoryEntry || rest.substr(0, 4) != "PK\x01\x02") {
      return damaged("entry " + std::to_string(entries.size() + 1) + " of its directory",
                     sourceName);
    }
    const std::size_t name = at<std::uint16_t>(rest, 28);
    const std::size_t extra = at<std::uint16_t>(rest, 30);
    const std::size_t comment = at<std::uint16_t>(rest, 32);
    if (name + extra + comment > rest.size() - kDirectoryEntry) {
      return damaged("entry " + std::to_string(entries.size() + 1) + " of its directory",
                     sourceName);
    }
    ZipEntry entry{rest.substr(kDirectoryEntry, name),
                   at<std::uint16_t>(rest, 10),
                   (at<std::uint16_t>(rest, 8) & 1U) != 0,
                   at<std::uint32_t>(rest, 20),
                   at<std::uint32_t>(rest, 24),
                   at<std::uint32_t>(rest, 42)};
    readExtra(rest.substr(kDirectoryEntry + name, extra), entry);
    entries.push_back(entry);
    rest.remove_prefix(kDirectoryEntry + name + extra + comment);
  }
  return entries;
}

Result<void> unpackTo(std::string_view archive, const ZipEntry& entry, UnpackBudget& budget,
                      const std::string& sourceName, const ByteSink& sink) {
  if (entry.encrypted || (entry.method != kStored && entry.method != kDeflated)) {
    return failure(ErrorCode::UnknownFormat,
                   entry.encrypted
                       ? "the zip archive asks for a password. Unpack it and give the "
                         "file that is inside."
                       : "the zip archive is packed in a way that is not read. Unpack it "
                         "and give the file that is inside.",
                   sourceName);
  }
  const std::optional<std::string_view> packed = packedBytes(archive, entry);
  if (!packed) return damaged("a file in it lies beyond its end", sourceName);
  if (entry.unpacked > budget.left()) return unpacksTooFar(sourceName);
  const auto size = static_cast<std::size_t>(entry.unpacked);
  budget.spend(size);
  if (entry.method == kStored) {
    if (packed->size() != size) return damaged("two sizes of a file in it differ", sourceName);
    (void)sink(*packed);
    return {};
  }
  std::size_t made = 0;
  const Inflated state = inflateTo(*packed, Wrapping::Raw, size, [&](std::string_view piece) {
    made += piece.size();
    return sink(piece);
  });
  if (state == Inflated::Stopped || (state == Inflated::Whole && made == size)) return {};
  return damaged("a file in it cannot be unpacked", sourceName);
}

Result<std::string> unpack(std::string_view archive, const ZipEntry& entry, UnpackBudget& budget,
                           const std::string& sourceName) {
  std::string bytes;
  const auto done = unpackTo(archive, entry, budget, sourceName, [&bytes](std::string_view piece) {
    bytes.append(piece);
    return true;
  });
  if (!done) return tl::unexpected(done.error());
  return bytes;
}

}  // namespace podalign::ingest
