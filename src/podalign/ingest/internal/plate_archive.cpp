#include "podalign/ingest/internal/plate_archive.hpp"

#include <algorithm>
#include <vector>

#include "podalign/ingest/internal/wording.hpp"
#include "podalign/ingest/internal/zip.hpp"

namespace podalign::ingest {
namespace {

constexpr std::size_t kMostFiles = 50;
constexpr std::size_t kMostBytes = std::size_t{256} << 20U;
constexpr std::size_t kHeadBytes = 65536;

bool isJunk(const ZipEntry& entry) {
  const std::string_view name = entry.name.substr(entry.name.rfind('/') + 1);
  return name.empty() || name.front() == '.' || entry.unpacked == 0 ||
         entry.name.substr(0, 9) == "__MACOSX/";
}

// Takes the first `most` bytes.
auto headInto(std::string& bytes, std::size_t most) {
  return [&bytes, most](std::string_view piece) {
    bytes.append(piece.substr(0, most - bytes.size()));
    return bytes.size() < most;
  };
}

bool readable(std::string_view head) {
  const Format format = sniffFormat(head);
  return isPlate(format) || format == Format::NumpyArray || format == Format::NumberTable;
}

// The files that may be recordings; of an archive that cannot be listed, none.
std::vector<ZipEntry> platesIn(std::string_view bytes, SoleFile soleFile) {
  const auto entries = listZip(bytes, {});
  std::vector<ZipEntry> files;
  if (entries) {
    std::copy_if(entries->begin(), entries->end(), std::back_inserter(files),
                 [](const ZipEntry& entry) { return !isJunk(entry); });
  }
  if (files.size() > kMostFiles) return {};
  if (files.size() == 1 && soleFile == SoleFile::Whatever) return files;
  std::vector<ZipEntry> plates;
  for (const ZipEntry& entry : files) {
    UnpackBudget budget = UnpackBudget::upTo(kMostBytes);
    std::string head;
    const auto done = unpackTo(bytes, entry, budget, {}, headInto(head, kHeadBytes));
    if (done && readable(head)) plates.push_back(entry);
  }
  return plates;
}

std::string gzipHead(std::string_view bytes, std::size_t most) {
  std::string head;
  (void)inflateTo(bytes, Wrapping::Gzip, kMostBytes, headInto(head, most));
  return head;
}

}  // namespace

bool holdsPlate(std::string_view bytes, Format archive, SoleFile soleFile) {
  if (archive == Format::Zip) return !platesIn(bytes, soleFile).empty();
  return soleFile == SoleFile::Whatever || readable(gzipHead(bytes, kHeadBytes));
}

Result<std::size_t> unpackPlates(std::string_view bytes, Format archive, SoleFile soleFile,
                                 const std::string& sourceName, const TakePlate& take) {
  if (archive == Format::Gzip) {
    if (!holdsPlate(bytes, archive, soleFile)) return std::size_t{0};
    std::string inside;
    const Inflated state =
        inflateTo(bytes, Wrapping::Gzip, kMostBytes, [&inside](std::string_view piece) {
          inside.append(piece);
          return true;
        });
    if (state == Inflated::TooLong) return unpacksTooFar(sourceName);
    if (state != Inflated::Whole) {
      return failure(state == Inflated::Cut ? ErrorCode::Truncated : ErrorCode::Malformed,
                     "the gzip archive is damaged or cut short. Upload or export it again.",
                     sourceName);
    }
    if (auto taken = take(std::move(inside)); !taken) return tl::unexpected(taken.error());
    return std::size_t{1};
  }
  const std::vector<ZipEntry> plates = platesIn(bytes, soleFile);
  UnpackBudget budget = UnpackBudget::upTo(kMostBytes);
  for (const ZipEntry& plate : plates) {
    std::string inside;
    inside.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(plate.unpacked, kMostBytes)));
    const auto done = unpackTo(bytes, plate, budget, sourceName, [&inside](std::string_view piece) {
      inside.append(piece);
      return true;
    });
    if (!done) return tl::unexpected(done.error());
    if (plates.size() > 1 && !isPlate(sniffFormat(inside))) {
      return failure(
          ErrorCode::UnknownFormat,
          "the archive holds " + grouped(plates.size()) +
              " pressure recordings, and not all say of themselves what they are: cell size, "
              "rate, unit and side have to be stated for each. Unpack it and give them "
              "one by one.",
          sourceName);
    }
    if (auto taken = take(std::move(inside)); !taken) return tl::unexpected(taken.error());
  }
  return plates.size();
}

}  // namespace podalign::ingest
