#include "podalign/ingest/plate.hpp"

#include <algorithm>
#include <array>

#include "podalign/ingest/emed_lst.hpp"
#include "podalign/ingest/format.hpp"
#include "podalign/ingest/rsscan_plate.hpp"
#include "podalign/ingest/tekscan_ascii.hpp"
#include "podalign/ingest/zebris_raw.hpp"

namespace podalign::ingest {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::string_view withoutMark(std::string_view bytes) {
  return bytes.substr(0, kUtf8Mark.size()) == kUtf8Mark ? bytes.substr(kUtf8Mark.size()) : bytes;
}

using Recordings = Result<Annotated<std::vector<plantar::Recording>>>;
struct Reader {
  const char* format;
  bool (*looksLike)(std::string_view head);
  Recordings (*read)(std::string_view bytes, const std::string& sourceName);
};
constexpr std::array<Reader, 4> kReaders{{{"tekscan-ascii", looksLikeTekscan, readTekscan},
                                          {"emed-lst", looksLikeEmed, readEmed},
                                          {"rsscan-plate", looksLikeRsscanPlate, readRsscanPlate},
                                          {"zebris-raw", looksLikeZebrisRaw, readZebrisRaw}}};

const Reader* readerOf(std::string_view head) {
  const auto found = std::find_if(kReaders.begin(), kReaders.end(),
                                  [head](const Reader& reader) { return reader.looksLike(head); });
  return found == kReaders.end() ? nullptr : &*found;
}

}  // namespace

std::optional<PlateKind> findPlateKind(std::string_view head) {
  const Reader* reader = readerOf(head);
  return reader == nullptr ? std::nullopt : std::optional(PlateKind{reader->format});
}

Result<Annotated<std::vector<plantar::Recording>>> readPlate(std::string_view bytes,
                                                             const std::string& sourceName) {
  if (bytes.empty()) {
    return failure(ErrorCode::FileEmpty, "the file is empty; export the measurement again",
                   sourceName);
  }
  const Reader* reader = readerOf(bytes);
  if (reader == nullptr) return tl::unexpected(explainUnsupported(sniffFormat(bytes), sourceName));
  return reader->read(withoutMark(bytes), sourceName);
}

}  // namespace podalign::ingest
