#include "podalign/ingest/plate.hpp"

#include "podalign/ingest/emed_lst.hpp"
#include "podalign/ingest/format.hpp"
#include "podalign/ingest/tekscan_ascii.hpp"

namespace podalign::ingest {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::string_view withoutMark(std::string_view bytes) {
  return bytes.substr(0, kUtf8Mark.size()) == kUtf8Mark ? bytes.substr(kUtf8Mark.size()) : bytes;
}

}  // namespace

std::optional<PlateKind> findPlateKind(std::string_view head) {
  if (looksLikeTekscan(head)) return PlateKind{"tekscan-ascii"};
  if (looksLikeEmed(head)) return PlateKind{"emed-lst"};
  return std::nullopt;
}

Result<Annotated<std::vector<plantar::Recording>>> readPlate(std::string_view bytes,
                                                             const std::string& sourceName) {
  if (bytes.empty()) {
    return failure(ErrorCode::FileEmpty, "the file is empty; export the measurement again",
                   sourceName);
  }
  const auto kind = findPlateKind(bytes);
  if (!kind) return tl::unexpected(explainUnsupported(sniffFormat(bytes), sourceName));
  bytes = withoutMark(bytes);
  return kind->format == "emed-lst" ? readEmed(bytes, sourceName) : readTekscan(bytes, sourceName);
}

}  // namespace podalign::ingest
