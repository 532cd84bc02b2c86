#pragma once

#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"
#include "podalign/ingest/scan.hpp"

namespace podalign::ingest {

/// What a parser found, before cleaning: indices valid, coordinates anything that a double holds.
struct RawSurface {
  std::vector<geometry::Point3> vertices;
  std::vector<geometry::Triangle> triangles;
  ScanReadCounts counts;
  Findings findings;
};

/// Cleans `surface` to the promises of `readScan`. Errors: NoSurface when nothing is left.
[[nodiscard]] Result<Annotated<RawScan>> cleanSurface(RawSurface surface,
                                                      const std::string& sourceName);

/// The parsers. Each takes the whole file; `sourceName` names it in messages.
[[nodiscard]] Result<RawSurface> readStlBinary(std::string_view bytes,
                                               const std::string& sourceName,
                                               const ScanReadOptions& options);
[[nodiscard]] Result<RawSurface> readStlAscii(std::string_view bytes, const std::string& sourceName,
                                              const ScanReadOptions& options);
[[nodiscard]] Result<RawSurface> readPly(std::string_view bytes, const std::string& sourceName,
                                         const ScanReadOptions& options);
[[nodiscard]] Result<RawSurface> readObj(std::string_view bytes, const std::string& sourceName,
                                         const ScanReadOptions& options);

/// TooLarge, worded once for every parser.
[[nodiscard]] tl::unexpected<Error> tooManyTriangles(const std::string& sourceName,
                                                     const ScanReadOptions& options);

}  // namespace podalign::ingest
