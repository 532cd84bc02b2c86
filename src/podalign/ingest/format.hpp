#pragma once

#include <string>
#include <string_view>

#include "podalign/core/result.hpp"

namespace podalign::ingest {

/// What a file is, by its content. The first group is read, the second only recognised, so that the
/// message can say what to do instead.
enum class Format {
  StlBinary,
  StlAscii,
  PlyAscii,
  PlyBinaryLittleEndian,
  PlyBinaryBigEndian,
  Obj,
  PcdAscii,
  PcdBinary,
  PcdBinaryCompressed,
  Points,
  Off,
  Glb,
  Gltf,
  ThreeMf,
  DicomStl,
  DicomObj,
  DepthImages,
  Zip,
  Gzip,
  EmedLst,
  TekscanAscii,
  RsscanPlate,
  RsscanRollOff,
  ZebrisRaw,
  Apd,
  Ole2,
  PedarAsc,
  StapponeCsv,
  PlianceAsc,
  XsensorCsv,

  Unknown,
  Html,
  GitLfsPointer,
  Xml,
  Json,
  Utf16Text,
  OfficeDocument,
  SevenZip,
  Rar,
  Pdf,
  Png,
  Jpeg,
  Gif,
  Tiff,
  Bmp,
  Heic,
  Video,
  Collada,
  Vrml,
  Fbx,
  NumberTable,
  Step,
  Iges,
  Dxf,
  Dicom,
  Las,
  NumpyArray,
  FootscanStability,
  Texisense,
  Blender,
  Rhino,
};

/// `stl-binary`, `stl-ascii`, `ply-ascii`, `ply-binary-little-endian`, `ply-binary-big-endian`,
/// `obj`, `pcd-ascii`, `pcd-binary`, `pcd-binary-compressed`, `points`, `off`, `glb`,
/// `gltf`, `3mf`, `dicom-encapsulated-stl`, `dicom-encapsulated-obj`, `depth-images`, `zip` and
/// `gzip` (with one scan inside, whose name is then given), `emed-lst`, `tekscan-ascii`,
/// `rsscan-plate`, `rsscan-roll-off`, `zebris-raw`, `apd`, `ole2` (an old Excel workbook with one
/// of these inside), `pedar-asc`, `pliance-asc`, `xsensor-csv`, `stappone-csv`; the recognised ones
/// likewise in lower case with hyphens.
[[nodiscard]] const char* toString(Format format);

/// Names the format from the content alone; never from a file's name. Total: any bytes have an
/// answer. Looks at the first 64 KiB and, where a format demands it, at the end and the size.
[[nodiscard]] Format sniffFormat(std::string_view bytes);

[[nodiscard]] bool isScan(Format format);   ///< `readScan` reads it
[[nodiscard]] bool isPlate(Format format);  ///< `readPlate` reads it

/// For everything that is neither scan nor plate: what the file is and what to do about it.
/// Code: UnknownFormat. For a scan or a plate: that the other kind was expected here.
[[nodiscard]] Error explainUnsupported(Format format, const std::string& sourceName);

}  // namespace podalign::ingest
