#include "podalign/ingest/scan.hpp"

#include <algorithm>

#include "podalign/ingest/format.hpp"
#include "podalign/ingest/internal/archive.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/regular_file.hpp"
#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

Result<RawSurface> readSurface(Format format, std::string_view bytes, const std::string& sourceName,
                               const ScanReadOptions& options) {
  switch (format) {
    case Format::StlBinary: return readStlBinary(bytes, sourceName, options);
    case Format::StlAscii: return readStlAscii(bytes, sourceName, options);
    case Format::PlyAscii:
    case Format::PlyBinaryLittleEndian:
    case Format::PlyBinaryBigEndian: return readPly(bytes, sourceName, options);
    case Format::Obj: return readObj(bytes, sourceName, options);
    case Format::PcdAscii:
    case Format::PcdBinary:
    case Format::PcdBinaryCompressed: return readPcd(bytes, sourceName, options);
    case Format::Off: return readOff(bytes, sourceName, options);
    case Format::Glb:
    case Format::Gltf: return readGltf(bytes, sourceName, options);
    case Format::ThreeMf: return readThreeMf(bytes, sourceName, options);
    case Format::DicomStl:
    case Format::DicomObj: return readDicomSurface(bytes, sourceName, options);
    case Format::DepthImages: return readDepthImages(bytes, sourceName, options);
    // A table that is no list of points is refused there, with the reason.
    case Format::Points:
    case Format::NumberTable: return readPoints(bytes, sourceName, options);
    default: return tl::unexpected(explainUnsupported(format, sourceName));
  }
}

// What is inside is no archive again: `unpackSingleScan` sees to that.
Result<Annotated<RawScan>> readArchive(Format format, std::string_view bytes,
                                       const std::string& sourceName,
                                       const ScanReadOptions& options) {
  const Result<std::string> inside = unpackSingleScan(bytes, format, sourceName);
  if (!inside) return tl::unexpected(inside.error());
  Result<Annotated<RawScan>> scan = readScan(*inside, sourceName, options);
  if (!scan) return scan;
  scan->findings.push_back(
      {{"SCAN.UNPACKED", {{"archive", toString(format)}}}, Severity::Note, sourceName});
  return scan;
}

}  // namespace

tl::unexpected<Error> tooManyTriangles(const std::string& sourceName,
                                       const ScanReadOptions& options) {
  return failure(ErrorCode::TooLarge,
                 "more than " + counted(options.maxTriangles, kTriangles) +
                     ". Export the foot alone, or reduce the mesh in the scanning program.",
                 sourceName);
}

std::size_t mostTriangles(std::size_t vertices, const ScanReadOptions& options) {
  constexpr std::size_t kAlways = 1'000'000;
  constexpr std::size_t kPerVertex = 8;
  return std::min(options.maxTriangles, kAlways + kPerVertex * vertices);
}

tl::unexpected<Error> tooManyTriangles(std::size_t vertices, const std::string& sourceName,
                                       const ScanReadOptions& options) {
  const std::size_t most = mostTriangles(vertices, options);
  if (most == options.maxTriangles) return tooManyTriangles(sourceName, options);
  return failure(ErrorCode::NoSurface,
                 "more than " + counted(most, kTriangles) + " on " + counted(vertices, kVertices) +
                     " make up no surface. Export the surface of the foot again.",
                 sourceName);
}

tl::unexpected<Error> tooCrowded(std::size_t triangles, const std::string& sourceName) {
  return failure(ErrorCode::NoSurface,
                 "the " + counted(triangles, kTriangles) +
                     " make up no surface: they lie across one another all over, or apart from one "
                     "another. Export the surface of the foot again.",
                 sourceName);
}

tl::unexpected<Error> spaceFilled(const std::string& sourceName) {
  return failure(ErrorCode::NoSurface,
                 "the points fill space instead of lying on the skin of a foot. Export the points "
                 "of the surface alone.",
                 sourceName);
}

tl::unexpected<Error> tooManyPoints(const std::string& sourceName, const ScanReadOptions& options) {
  return failure(ErrorCode::TooLarge,
                 "more than " + counted(options.maxPoints, kPoints) +
                     ". Export the foot alone, or thin the cloud in the scanning program.",
                 sourceName);
}

Result<Annotated<RawScan>> cleanScan(RawSurface surface, const std::string& sourceName,
                                     const ScanReadOptions& options) {
  std::optional<StatedUnit> unit = std::move(surface.unit);
  const std::optional<Laterality> side = surface.side;
  Result<Annotated<RawScan>> scan = surface.isCloud
                                        ? cleanCloud(std::move(surface), sourceName)
                                        : cleanSurface(std::move(surface), sourceName, options);
  if (!scan) return scan;
  scan->value.unit = std::move(unit);
  scan->value.side = side;
  return scan;
}

Result<Annotated<RawScan>> readScan(std::string_view bytes, const std::string& sourceName,
                                    const ScanReadOptions& options) {
  if (bytes.empty()) return emptyFile(sourceName);
  const Format format = sniffFormat(bytes);
  if (format == Format::Zip || format == Format::Gzip) {
    return readArchive(format, bytes, sourceName, options);
  }
  Result<RawSurface> surface = readSurface(format, bytes, sourceName, options);
  if (!surface) return tl::unexpected(surface.error());
  Result<Annotated<RawScan>> scan = cleanScan(std::move(*surface), sourceName, options);
  if (scan) scan->value.format = toString(format);
  return scan;
}

}  // namespace podalign::ingest
