#include "podalign/ingest/internal/archive.hpp"

#include <vector>

#include "podalign/ingest/internal/wording.hpp"
#include "podalign/ingest/internal/zip.hpp"

namespace podalign::ingest {
namespace {

// With its pictures and materials, a scan makes a handful of files.
constexpr std::size_t kMostFiles = 50;

bool isJunk(const ZipEntry& entry) {
  const std::string_view name = entry.name;
  const std::size_t slash = name.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? name : name.substr(slash + 1);
  return last.empty() || last.front() == '.' || entry.unpacked == 0 ||
         name.substr(0, 9) == "__MACOSX/";
}

bool isArchive(Format format) { return format == Format::Zip || format == Format::Gzip; }

tl::unexpected<Error> noSingleScan(std::size_t scans, const std::string& source) {
  const std::string what = scans == 0 ? "no scan that is read" : grouped(scans) + " scans";
  return failure(ErrorCode::UnknownFormat,
                 "the archive holds " + what + ". Unpack it and give the scan that is inside.",
                 source);
}

Result<std::string> unpackZip(std::string_view bytes, const std::string& source) {
  const auto entries = listZip(bytes, source);
  if (!entries) return tl::unexpected(entries.error());
  std::vector<ZipEntry> files;
  for (const ZipEntry& entry : *entries) {
    if (!isJunk(entry)) files.push_back(entry);
  }
  if (files.size() > kMostFiles) {
    return failure(ErrorCode::UnknownFormat,
                   "the archive holds " + grouped(files.size()) +
                       " files. Unpack it and give the scan that is inside.",
                   source);
  }
  UnpackBudget budget(bytes.size());
  std::string found;
  std::size_t scans = 0;
  for (const ZipEntry& entry : files) {
    auto inside = unpack(bytes, entry, budget, source);
    if (!inside) return inside;
    const Format format = sniffFormat(*inside);
    if (!isScan(format) || isArchive(format)) continue;
    if (++scans == 1) found = std::move(*inside);
  }
  if (scans != 1) return noSingleScan(scans, source);
  return found;
}

Result<std::string> unpackGzip(std::string_view bytes, const std::string& source) {
  std::string inside;
  const UnpackBudget budget(bytes.size());
  const Inflated state =
      inflateTo(bytes, Wrapping::Gzip, budget.left(), [&inside](std::string_view piece) {
        inside.append(piece);
        return true;
      });
  if (state == Inflated::TooLong) return unpacksTooFar(source);
  if (state == Inflated::Cut) {
    return failure(
        ErrorCode::Truncated,
        "the gzip archive ends after " + counted(bytes.size(), kBytes) +
            ", within its contents: the upload or the copy was cut off. Upload or export "
            "it again.",
        source);
  }
  if (state != Inflated::Whole) {
    return failure(ErrorCode::Malformed, "the gzip archive is damaged. Upload or export it again.",
                   source);
  }
  const Format format = sniffFormat(inside);
  if (inside.empty() || !isScan(format) || isArchive(format)) return noSingleScan(0, source);
  return inside;
}

}  // namespace

Result<std::string> unpackSingleScan(std::string_view bytes, Format archive,
                                     const std::string& sourceName) {
  return archive == Format::Gzip ? unpackGzip(bytes, sourceName) : unpackZip(bytes, sourceName);
}

}  // namespace podalign::ingest
