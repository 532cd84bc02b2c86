#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"
#include "podalign/ingest/scan.hpp"

namespace podalign::ingest {

/// Of the box's diagonal, a side of the cells of thinned surfaces: a vertex every 2.2 mm of a foot
/// of 350 mm. Lengths move by less than 0.3 mm (dense_scan_test).
constexpr double kThinnedCellShare = 1.0 / 160.0;

/// What a parser found, before cleaning: indices valid, coordinates anything that a double holds.
struct RawSurface {
  std::vector<geometry::Point3> vertices;
  std::vector<geometry::Triangle> triangles;
  ScanReadCounts counts;
  Findings findings;
  bool isCloud = false;                   ///< points without faces, and meant so
  std::vector<geometry::Point3> normals;  ///< of a cloud: none or one per vertex, any numbers
  std::optional<StatedUnit> unit;
  std::optional<Laterality> side;
  double thinnedCell = 0.0;  ///< as in `RawScan`
};

/// Cleans `surface` to the promises of `readScan`. Errors: NoSurface when nothing is left.
[[nodiscard]] Result<Annotated<RawScan>> cleanSurface(RawSurface surface,
                                                      const std::string& sourceName,
                                                      const ScanReadOptions& options);
/// The same for points without faces.
[[nodiscard]] Result<Annotated<RawScan>> cleanCloud(RawSurface cloud,
                                                    const std::string& sourceName);
/// One or the other, with what the file states of unit and side.
[[nodiscard]] Result<Annotated<RawScan>> cleanScan(RawSurface surface,
                                                   const std::string& sourceName,
                                                   const ScanReadOptions& options);

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
[[nodiscard]] Result<RawSurface> readPcd(std::string_view bytes, const std::string& sourceName,
                                         const ScanReadOptions& options);
[[nodiscard]] Result<RawSurface> readPoints(std::string_view bytes, const std::string& sourceName,
                                            const ScanReadOptions& options);
[[nodiscard]] Result<RawSurface> readOff(std::string_view bytes, const std::string& sourceName,
                                         const ScanReadOptions& options);
[[nodiscard]] Result<RawSurface> readGltf(std::string_view bytes, const std::string& sourceName,
                                          const ScanReadOptions& options);
[[nodiscard]] Result<RawSurface> readThreeMf(std::string_view bytes, const std::string& sourceName,
                                             const ScanReadOptions& options);
[[nodiscard]] Result<RawSurface> readDicomSurface(std::string_view bytes,
                                                  const std::string& sourceName,
                                                  const ScanReadOptions& options);
[[nodiscard]] Result<RawSurface> readDepthImages(std::string_view bytes,
                                                 const std::string& sourceName,
                                                 const ScanReadOptions& options);

/// How many triangles are read on so many vertices: a surface has twice as many, one with both
/// sides four times; a file of one face a million times over need not be read to its end.
[[nodiscard]] std::size_t mostTriangles(std::size_t vertices, const ScanReadOptions& options);
/// TooLarge or NoSurface, for a file with more than those.
[[nodiscard]] tl::unexpected<Error> tooManyTriangles(std::size_t vertices,
                                                     const std::string& sourceName,
                                                     const ScanReadOptions& options);
/// NoSurface: triangles that lie across one another all over.
[[nodiscard]] tl::unexpected<Error> tooCrowded(std::size_t triangles,
                                               const std::string& sourceName);

/// NoSurface: points that are spread over a space.
[[nodiscard]] tl::unexpected<Error> spaceFilled(const std::string& sourceName);

/// TooLarge, worded once for every parser.
[[nodiscard]] tl::unexpected<Error> tooManyTriangles(const std::string& sourceName,
                                                     const ScanReadOptions& options);
[[nodiscard]] tl::unexpected<Error> tooManyPoints(const std::string& sourceName,
                                                  const ScanReadOptions& options);

}  // namespace podalign::ingest
