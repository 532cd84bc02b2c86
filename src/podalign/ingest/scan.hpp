#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/laterality.hpp"
#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::ingest {

struct ScanReadOptions {
  std::size_t maxTriangles = 20'000'000;  ///< beyond: TooLarge. Real scans have up to 5 million.
  std::size_t maxPoints = 20'000'000;     ///< of a cloud, likewise
  /// A surface of more triangles is thinned; the largest number: never.
  std::size_t thinBeyond = 200'000;
};

/// What reading and cleaning did, all as counts.
struct ScanReadCounts {
  std::size_t trianglesRead = 0;        ///< in the file, polygons counted as the fans they became
  std::size_t verticesRead = 0;         ///< in the file; 3 per facet in STL
  std::size_t vertices = 0;             ///< distinct, after welding, before unused ones went
  std::size_t nonFiniteVertices = 0;    ///< NaN or infinite; in STL counted per corner
  std::size_t outlierVertices = 0;      ///< too far away to belong to the object
  std::size_t unusedVertices = 0;       ///< of no remaining triangle; dropped
  std::size_t nonFiniteTriangles = 0;   ///< dropped with their vertices
  std::size_t outlierTriangles = 0;     ///< dropped with their vertices
  std::size_t degenerateTriangles = 0;  ///< dropped: two corners are the same point
  std::size_t duplicateTriangles = 0;   ///< dropped: the same three corners, whatever the winding
};

/// A unit that the format or the file itself states (glTF: metres; 3MF; DICOM).
struct StatedUnit {
  std::string name;  ///< mm, cm, in, m, ft, um
  double millimetresPerUnit = 1.0;
};

/// One scan as the file holds it.
struct RawScan {
  geometry::TriangleMesh mesh;            ///< without triangles: a cloud of points
  std::vector<geometry::Point3> normals;  ///< of a cloud's points, where the file has them: unit
                                          ///< length, or zero where one is not usable; else empty
  std::optional<StatedUnit> unit;
  std::optional<Laterality> side;  ///< as the file states it (DICOM)
  std::string format;              ///< the contract's name, `stl-binary` ...
  ScanReadCounts counts;
  double thinnedCell = 0.0;  ///< side of the cells that were merged; 0: read as it stands
};

/// Reads a triangle surface or a cloud of points, chosen by content: STL (binary, ASCII), PLY
/// (ASCII, either byte order), OBJ; without faces PLY, PCD (ASCII, binary, compressed) and lists of
/// points (XYZ, PTS, ASC, TXT, CSV). docs/dev/scans.md says how each is read.
///
/// Shape:    a surface is welded: no two vertices within 1e-6 of the diagonal of the robust box
///           (each axis: median -+ 3 median absolute deviations; the bounding box where that is
///           nothing). Every index valid, every coordinate finite and below 1e9, every vertex used,
///           no face names a vertex twice, no three corners twice (the first face of such a group
///           stays). Faces of zero area with three different corners stay: they hold the surface
///           together. Winding and order of faces as in the file. A surface of more than
///           `thinBeyond` triangles is thinned: one vertex, the mean of those in it, for each cell
///           of a grid of 1/160 of the box's diagonal (2.2 mm on a foot); in a binary STL a vertex
///           counts once for each facet. The above holds but for the first clause;
///           `duplicateTriangles` and `degenerateTriangles` count what is left after that, and
///           folds between cells go whole. A cloud: no triangles, every
///           coordinate finite and below 1e9, no point twice, order as in the file; `normals` empty
///           or one for every point.
/// Frame:    the file's own.
/// Units:    the file's own; `unit` where it states one.
/// Errors:   FileEmpty, UnknownFormat (says what the file is), Truncated, Malformed, TooLarge,
///           IndexOutOfRange, NoSurface (nothing left after cleaning, or
///           triangles without a surface: noise, one face over and over). `source` is `sourceName`,
///           `line` the line in text formats and in headers that are text.
/// Findings: SCAN.COUNT_MISMATCH, SCAN.TRAILING_BYTES, SCAN.NONFINITE_DROPPED, SCAN.SEVERAL_SOLIDS,
///           SCAN.OUTLIERS_DROPPED, SCAN.UNPACKED, SCAN.UNIT_NOT_KNOWN, SCAN.SIDE_FIELDS_DISAGREE;
///           of clouds SCAN.POINT_COUNT_MISMATCH, SCAN.POINTS_NOT_NUMBERS, SCAN.FAR_POINTS_DROPPED;
///           `source` is `sourceName`.
/// Accuracy: binary STL and float PLY exactly; decimal text to the nearest double. Welding moves a
///           vertex by at most 1e-6 of the robust diagonal. Thinning moves a surface of radius R
///           inwards by at most 3 cell^2 / (8 R), the vertices depend on no order.
/// Speed:    binary STL about 14 million facets a second, 50 million where it is thinned. Memory
///           beside the file: two thirds of its size for a closed surface, three and a half times
///           for triangles that share no vertex, next to nothing for a binary STL that is thinned.
[[nodiscard]] Result<Annotated<RawScan>> readScan(std::string_view bytes,
                                                  const std::string& sourceName,
                                                  const ScanReadOptions& options = {});

}  // namespace podalign::ingest
