#include "podalign/ingest/dense_stl.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <future>
#include <utility>
#include <vector>

#include "podalign/core/sha256.hpp"
#include "podalign/ingest/format.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/regular_file.hpp"
#include "podalign/ingest/internal/stl_binary.hpp"
#include "podalign/ingest/internal/stl_facets.hpp"

namespace podalign::ingest {
namespace {

using Preamble = std::array<char, kPreambleBytes>;

// The facets of a file, piece by piece, as often as wanted.
class FacetPieces {
 public:
  FacetPieces(const RegularFile& file, std::size_t facets)
      : file_(file), facets_(facets), piece_(kFacetsAtOnce * kFacetBytes) {}

  Result<void> handTo(const FacetTaker& take) {
    for (std::size_t done = 0; done < facets_; done += kFacetsAtOnce) {
      const std::size_t count = std::min(kFacetsAtOnce, facets_ - done);
      const std::size_t at = kPreambleBytes + done * kFacetBytes;
      if (auto read = file_.read(at, piece_.data(), count * kFacetBytes); !read) return read;
      if (!take(piece_.data(), count)) break;
    }
    return file_.checkUnchanged();
  }

 private:
  const RegularFile& file_;
  std::size_t facets_;
  std::vector<char> piece_;
};

}  // namespace

Result<std::optional<HashedScan>> readDenseStl(const std::filesystem::path& path,
                                               const ScanReadOptions& options) {
  if (path == "-") return std::nullopt;  // standard input comes once
  const auto file = RegularFile::open(path, {});
  Preamble preamble;
  if (!file || file->size() <= kPreambleBytes || !file->read(0, preamble.data(), preamble.size())) {
    return std::nullopt;
  }
  const std::string name = path.filename().string();
  const std::size_t facets = declaredFacets({preamble.data(), preamble.size()});
  const bool whole = file->size() == kPreambleBytes + facets * kFacetBytes;
  if (!whole || facets <= options.thinBeyond) return std::nullopt;
  if (facets > options.maxTriangles) return tooManyTriangles(name, options);

  FacetPieces pieces(*file, facets);
  Sha256 hash;
  hash.take({preamble.data(), preamble.size()});
  const auto look = [&](const FacetTaker& take) { return pieces.handTo(take); };
  const auto last = [&](const FacetTaker& take) {
    return pieces.handTo([&](const char* piece, std::size_t count) {
      // Hashing takes as long as everything else: side by side.
      std::future<void> hashed = std::async(std::launch::async, [&] {
        hash.take({piece, count * kFacetBytes});
      });
      const bool more = take(piece, count);
      hashed.get();
      return more;
    });
  };
  auto surface = thinStlFacets(facets, look, last, name);
  if (!surface) return tl::unexpected(surface.error());
  if (!*surface) return std::nullopt;
  auto scan = cleanScan(std::move(**surface), name, options);
  if (!scan) return tl::unexpected(scan.error());
  scan->value.format = toString(Format::StlBinary);
  return HashedScan{std::move(*scan), hash.hex()};
}

}  // namespace podalign::ingest
