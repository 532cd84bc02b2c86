#include "podalign/ingest/plate.hpp"

#include <algorithm>
#include <array>

#include "podalign/ingest/apd.hpp"
#include "podalign/ingest/emed_lst.hpp"
#include "podalign/ingest/format.hpp"
#include "podalign/ingest/internal/plate_archive.hpp"
#include "podalign/ingest/internal/xls_text.hpp"
#include "podalign/ingest/matrix_text.hpp"
#include "podalign/ingest/npy.hpp"
#include "podalign/ingest/pedar_asc.hpp"
#include "podalign/ingest/pliance_asc.hpp"
#include "podalign/ingest/rsscan_plate.hpp"
#include "podalign/ingest/rsscan_roll_off.hpp"
#include "podalign/ingest/stappone_csv.hpp"
#include "podalign/ingest/tekscan_ascii.hpp"
#include "podalign/ingest/xsensor_frames.hpp"
#include "podalign/ingest/xsensor_table.hpp"
#include "podalign/ingest/zebris_raw.hpp"

namespace podalign::ingest {
namespace {

constexpr std::string_view kOle2Mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::string_view withoutMark(std::string_view bytes) {
  return bytes.substr(0, kUtf8Mark.size()) == kUtf8Mark ? bytes.substr(kUtf8Mark.size()) : bytes;
}

using Recordings = Result<Annotated<std::vector<plantar::Recording>>>;
struct Reader {
  const char* format;
  bool (*looksLike)(std::string_view head);
  Recordings (*read)(std::string_view bytes, const std::string& sourceName);
  Recordings (*readWith)(std::string_view bytes, const std::string& sourceName,
                         const PlateReadOptions& options) = nullptr;  ///< instead of `read`
};
// The first that knows a file reads it: the roll off before the plate, whose frames look alike.
constexpr auto kReaders =
    std::to_array<Reader>({{"tekscan-ascii", looksLikeTekscan, readTekscan},
                           {"emed-lst", looksLikeEmed, readEmed},
                           {"rsscan-roll-off", looksLikeRsscanRollOff, readRsscanRollOff},
                           {"rsscan-plate", looksLikeRsscanPlate, nullptr, readRsscanPlate},
                           {"zebris-raw", looksLikeZebrisRaw, nullptr, readZebrisRaw},
                           {"apd", looksLikeApd, readApd},
                           {"pliance-asc", looksLikePliance, readPliance},
                           {"stappone-csv", looksLikeStappone, refuseStappone},
                           {"xsensor-csv", looksLikeXsensorFrames, readXsensorFrames},
                           {"xsensor-csv", looksLikeXsensorTable, readXsensorTable},
                           {"pedar-asc", looksLikePedar, nullptr, readPedar}});

const Reader* readerOf(std::string_view head) {
  const auto found = std::find_if(kReaders.begin(), kReaders.end(),
                                  [head](const Reader& reader) { return reader.looksLike(head); });
  return found == kReaders.end() ? nullptr : &*found;
}

Recordings readBy(const Reader& reader, std::string_view bytes, const std::string& sourceName,
                  const PlateReadOptions& options) {
  auto read = reader.readWith != nullptr ? reader.readWith(bytes, sourceName, options)
                                         : reader.read(bytes, sourceName);
  if (read && options.matrix.any()) {
    read->findings.push_back({{"PLATE.STATEMENT_UNUSED", {}}, Severity::Note, sourceName});
  }
  return read;
}

bool isArchive(Format format) { return format == Format::Zip || format == Format::Gzip; }

// A list of points looks like any other table, and frames between lines of text like nothing known.
bool mayBeMatrix(Format format) {
  return format == Format::NumberTable || format == Format::Points || format == Format::Unknown;
}

SoleFile soleFile(const PlateReadOptions& options) {
  return options.matrix.any() ? SoleFile::Whatever : SoleFile::OnlyPlates;
}

// An export that was saved as a workbook reads as the text that it was before.
Recordings readWorkbook(std::string_view bytes, const std::string& sourceName,
                        const PlateReadOptions& options) {
  const auto text = xlsAsText(bytes, sourceName);
  if (!text) return tl::unexpected(text.error());
  const Reader* reader = readerOf(*text);
  if (reader != nullptr) return readBy(*reader, *text, sourceName, options);
  if (options.matrix.any()) return readMatrixText(*text, sourceName, options.matrix);
  return failure(ErrorCode::UnknownFormat,
                 "the first sheet of the workbook is no pressure export that is known here; export "
                 "the measurement from the device's software as text",
                 sourceName);
}

// One recording after the other; none where nothing inside may be one.
Recordings readArchive(std::string_view bytes, Format format, const std::string& sourceName,
                       const PlateReadOptions& options) {
  Annotated<std::vector<plantar::Recording>> all;
  const auto take = [&](std::string inside) -> Result<void> {
    if (isArchive(sniffFormat(inside))) return {};
    PlateReadOptions unpacked = options;
    unpacked.bytesDone = [&inside](std::size_t done) {
      if (done >= inside.size()) inside = std::string();
    };
    auto read = readPlate(inside, sourceName, unpacked);
    if (!read) return tl::unexpected(read.error());
    const int before = all.value.empty() ? 0 : all.value.back().measurement + 1;
    for (plantar::Recording& recording : read->value) {
      recording.measurement += before;
      all.value.push_back(std::move(recording));
    }
    append(all.findings, std::move(read->findings));
    return {};
  };
  const auto count = unpackPlates(bytes, format, soleFile(options), sourceName, take);
  if (!count) return tl::unexpected(count.error());
  if (options.bytesDone && !all.value.empty()) options.bytesDone(bytes.size());
  return all;
}

}  // namespace

std::optional<PlateKind> findPlateKind(std::string_view head) {
  const Reader* reader = readerOf(head);
  return reader == nullptr ? std::nullopt : std::optional(PlateKind{reader->format});
}

bool isPlateFile(std::string_view bytes, const PlateReadOptions& options) {
  return isPlateFile(bytes, sniffFormat(bytes), options);
}

bool isPlateFile(std::string_view bytes, Format format, const PlateReadOptions& options) {
  if (isPlate(format) || format == Format::NumpyArray) return true;
  if (isArchive(format)) return holdsPlate(bytes, format, soleFile(options));
  return options.matrix.any() && mayBeMatrix(format);
}

Result<Annotated<std::vector<plantar::Recording>>> readPlate(std::string_view bytes,
                                                             const std::string& sourceName,
                                                             const PlateReadOptions& options) {
  if (bytes.empty()) {
    return failure(ErrorCode::FileEmpty, "the file is empty; export the measurement again",
                   sourceName);
  }
  // Within a workbook the words of an export stand in plain sight.
  if (bytes.starts_with(kOle2Mark)) return readWorkbook(bytes, sourceName, options);
  const Reader* reader = readerOf(bytes);
  if (reader != nullptr) return readBy(*reader, withoutMark(bytes), sourceName, options);
  const Format format = sniffFormat(bytes);
  if (isArchive(format)) {
    auto read = readArchive(bytes, format, sourceName, options);
    if (!read || !read->value.empty()) return read;
  }
  if (format == Format::NumpyArray) return readNpy(bytes, sourceName, options.matrix);
  if (mayBeMatrix(format) && options.matrix.any()) {
    return readMatrixText(withoutMark(bytes), sourceName, options.matrix);
  }
  return tl::unexpected(explainUnsupported(format, sourceName));
}

}  // namespace podalign::ingest
