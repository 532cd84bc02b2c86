#include "podalign/ingest/internal/stl_binary.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "podalign/ingest/internal/large_pages.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/stl_facets.hpp"
#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/internal/vertex_welder.hpp"
#include "podalign/ingest/internal/wording.hpp"

// 80 bytes of anything, the number of facets as uint32, then per facet 50 bytes: normal, three
// vertices (12 float32) and two bytes of attributes; all little endian.
namespace podalign::ingest {
namespace {

static_assert(std::endian::native == std::endian::little, "facets are copied as they stand");

constexpr std::size_t kBlockFacets = VertexWelder::kBlock / 3;

Finding finding(const char* id, Severity severity, const std::string& source,
                std::vector<std::pair<std::string, std::string>> values) {
  return {{id, std::move(values)}, severity, source};
}

// How many facets to read, given a count that may be wrong. A file that ends between two facets is
// whole, its count was never filled in; one that ends inside a facet was cut off, unless the count
// says that all facets came before.
Result<std::size_t> facetsToRead(std::string_view bytes, const std::string& source,
                                 Findings& findings) {
  const std::size_t declared = declaredFacets(bytes);
  const std::size_t body = bytes.size() - kPreambleBytes;
  const std::size_t present = body / kFacetBytes;
  const bool whole = body % kFacetBytes == 0;
  if (whole && present == declared) return declared;
  if (whole && present > 0) {
    const Severity severity = declared > present ? Severity::Caution : Severity::Note;
    findings.push_back(
        finding("SCAN.COUNT_MISMATCH", severity, source,
                {{"declared", std::to_string(declared)}, {"present", std::to_string(present)}}));
    return present;
  }
  if (declared <= present && declared > 0) {
    findings.push_back(finding("SCAN.TRAILING_BYTES", Severity::Note, source,
                               {{"bytes", std::to_string(body - declared * kFacetBytes)},
                                {"elements", std::to_string(declared)}}));
    return declared;
  }
  if (declared == 0) {
    return failure(ErrorCode::Malformed,
                   "the header promises 0 triangles, but " + counted(body, kBytes) +
                       " follow, which is no whole number of 50-byte triangles: the file was "
                       "damaged or cut off. Export or upload it again.",
                   source);
  }
  return failure(ErrorCode::Truncated,
                 counted(bytes.size(), kBytes) + ", the header promises " +
                     grouped(kPreambleBytes + declared * kFacetBytes) + " (" +
                     counted(declared, kTriangles) +
                     "): the upload or the copy was cut off. Upload or export it again.",
                 source);
}

class FacetReader {
 public:
  FacetReader(std::size_t facets, RawSurface& surface)
      : surface_(surface), welder_(facets / 2, surface.vertices) {
    // A closed surface has half as many vertices as triangles; scans with a rim a few more.
    reserveInLargePages(surface.vertices, facets / 2 + facets / 32 + kBlockFacets);
    reserveInLargePages(surface.triangles, facets);
  }

  void read(const char* facets, std::size_t count) {
    std::size_t corners = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const FacetCoordinates c = coordinatesOf(facets + i * kFacetBytes);
      if (!allFinite(c)) {
        noteNonFinite(c, surface_.counts);
        continue;
      }
      for (std::size_t k = 0; k < kCoordinates; k += 3) {
        points_[corners++] = Eigen::Vector3f(c[k], c[k + 1], c[k + 2]).cast<double>();
      }
    }
    welder_.weld({points_.data(), corners}, {indices_.data(), corners});
    for (std::size_t k = 0; k < corners; k += 3) {
      surface_.triangles.push_back({indices_[k], indices_[k + 1], indices_[k + 2]});
    }
  }

 private:
  RawSurface& surface_;
  VertexWelder welder_;
  std::array<geometry::Point3, VertexWelder::kBlock> points_;
  std::array<std::uint32_t, VertexWelder::kBlock> indices_{};
};

bool isPlausible(const FacetCoordinates& coordinates) {
  // In any unit an object lies within these; a random float32 does so once in five times.
  constexpr float kLargest = 1e7F;
  constexpr float kSmallest = 1e-9F;
  return std::all_of(coordinates.begin(), coordinates.end(), [](float value) {
    const float size = std::abs(value);
    return value == 0.0F || (size < kLargest && size > kSmallest);
  });
}

bool isAllZero(const FacetCoordinates& coordinates) {
  return std::all_of(coordinates.begin(), coordinates.end(),
                     [](float value) { return value == 0.0F; });
}

}  // namespace

std::size_t declaredFacets(std::string_view preamble) {
  std::uint32_t count = 0;
  std::memcpy(&count, preamble.data() + kHeaderBytes, sizeof count);
  return count;
}

bool hasExactBinaryStlSize(std::string_view bytes) {
  return bytes.size() >= kPreambleBytes &&
         bytes.size() == kPreambleBytes + declaredFacets(bytes) * kFacetBytes;
}

bool resemblesBinaryStl(std::string_view bytes) {
  constexpr std::size_t kLooked = 8;
  constexpr std::size_t kMostFacets = 100'000'000;
  if (bytes.size() < kPreambleBytes) return false;
  const std::size_t present = (bytes.size() - kPreambleBytes) / kFacetBytes;
  if (present == 0) {
    // Cut off in the first facet: only the header is left to judge by.
    std::string_view header = bytes.substr(0, kHeaderBytes);
    header = header.substr(0, header.find('\0'));
    const std::size_t declared = declaredFacets(bytes);
    return looksLikeText(header) && declared > 0 && declared < kMostFacets;
  }
  const std::size_t looked = std::min(present, kLooked);
  std::size_t plausible = 0;
  std::size_t zero = 0;
  for (std::size_t i = 0; i < looked; ++i) {
    const FacetCoordinates c = coordinatesOf(bytes.data() + kPreambleBytes + i * kFacetBytes);
    if (isPlausible(c)) ++plausible;
    if (isAllZero(c)) ++zero;
  }
  return 2 * plausible > looked && zero < looked;
}

Result<RawSurface> readStlBinary(std::string_view bytes, const std::string& sourceName,
                                 const ScanReadOptions& options) {
  if (bytes.size() < kPreambleBytes) {
    return failure(ErrorCode::Truncated,
                   counted(bytes.size(), kBytes) +
                       ": shorter than the header of a binary STL. Upload or export it again.",
                   sourceName);
  }
  RawSurface surface;
  const Result<std::size_t> facets = facetsToRead(bytes, sourceName, surface.findings);
  if (!facets) return tl::unexpected(facets.error());
  if (*facets > options.maxTriangles) return tooManyTriangles(sourceName, options);
  surface.counts.trianglesRead = *facets;
  surface.counts.verticesRead = *facets * 3;
  const char* const first = bytes.data() + kPreambleBytes;
  if (*facets > options.thinBeyond) {
    const auto pass = [&](const FacetTaker& take) -> Result<void> {
      for (std::size_t done = 0; done < *facets; done += kFacetsAtOnce) {
        if (!take(first + done * kFacetBytes, std::min(kFacetsAtOnce, *facets - done))) break;
      }
      return {};
    };
    auto thinned = thinStlFacets(*facets, pass, pass, sourceName);
    if (!thinned) return tl::unexpected(thinned.error());
    if (*thinned) {
      append((*thinned)->findings, std::move(surface.findings));
      return std::move(**thinned);
    }
  }
  FacetReader reader(*facets, surface);
  for (std::size_t done = 0; done < *facets; done += kBlockFacets) {
    reader.read(first + done * kFacetBytes, std::min(kBlockFacets, *facets - done));
  }
  return surface;
}

}  // namespace podalign::ingest
