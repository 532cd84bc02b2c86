#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <initializer_list>

#include "podalign/ingest/apd.hpp"
#include "podalign/ingest/emed_lst.hpp"
#include "podalign/ingest/format.hpp"
#include "podalign/ingest/internal/point_table.hpp"
#include "podalign/ingest/internal/stl_binary.hpp"
#include "podalign/ingest/internal/text.hpp"
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

using namespace std::string_view_literals;

constexpr std::size_t kHeadBytes = 65536;

struct Magic {
  std::size_t at;
  std::string_view bytes;
  Format format;
};

constexpr std::array kMagics{
    Magic{0, "\x89PNG\r\n\x1A\n"sv, Format::Png},
    Magic{0, "\xFF\xD8\xFF"sv, Format::Jpeg},
    Magic{0, "GIF8"sv, Format::Gif},
    Magic{0, "II*\0"sv, Format::Tiff},
    Magic{0, "MM\0*"sv, Format::Tiff},
    Magic{0, "%PDF-"sv, Format::Pdf},
    Magic{0, "PK\x03\x04"sv, Format::Zip},
    Magic{0, "PK\x05\x06"sv, Format::Zip},
    Magic{0, "\x1F\x8B"sv, Format::Gzip},
    Magic{0, "7z\xBC\xAF\x27\x1C"sv, Format::SevenZip},
    Magic{0, "Rar!\x1A\x07"sv, Format::Rar},
    Magic{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, Format::Ole2},
    Magic{0, "glTF"sv, Format::Glb},
    Magic{0, "Kaydara FBX Binary"sv, Format::Fbx},
    Magic{0, "; FBX"sv, Format::Fbx},
    Magic{0, "LASF"sv, Format::Las},
    Magic{0, "\x93NUMPY"sv, Format::NumpyArray},
    Magic{0, "BLENDER"sv, Format::Blender},
    Magic{0, "3D Geometry File Format"sv, Format::Rhino},
    Magic{128, "DICM"sv, Format::Dicom},
    Magic{4, "ftypheic"sv, Format::Heic},
    Magic{4, "ftypheix"sv, Format::Heic},
    Magic{4, "ftypmif1"sv, Format::Heic},
    Magic{4, "ftyp"sv, Format::Video},
    Magic{8, "AVI LIST"sv, Format::Video},
    Magic{0, "\x1A\x45\xDF\xA3"sv, Format::Video},
    Magic{0, "\xFF\xFE"sv, Format::Utf16Text},
    Magic{0, "\xFE\xFF"sv, Format::Utf16Text},
    Magic{0, "version https://git-lfs"sv, Format::GitLfsPointer},
    Magic{0, "#VRML"sv, Format::Vrml},
    Magic{0, "OFF BINARY"sv, Format::Off},
    Magic{0, "ISO-10303-21"sv, Format::Step},
};

// NOLINTBEGIN(bugprone-easily-swappable-parameters): text first, then what is looked for, as in std
bool has(std::string_view bytes, std::string_view part) {
  return bytes.find(part) != std::string_view::npos;
}

bool hasIgnoringCase(std::string_view text, std::string_view part) {
  return findIgnoringCase(text, part) != std::string_view::npos;
}
// NOLINTEND(bugprone-easily-swappable-parameters)

Format archiveKind(std::string_view bytes) {
  // Names stand before each entry and again in the directory at the end.
  const std::string_view head = bytes.substr(0, kHeadBytes);
  const std::string_view tail = bytes.substr(bytes.size() - std::min(bytes.size(), kHeadBytes));
  for (const std::string_view part : {head, tail}) {
    if (has(part, "3D/3dmodel.model")) return Format::ThreeMf;
    if (has(part, "depth.json")) return Format::DepthImages;
    if (has(part, "xl/workbook") || has(part, "word/document")) return Format::OfficeDocument;
    if (has(part, "application/vnd.oasis.opendocument")) return Format::OfficeDocument;
  }
  return Format::Zip;
}

// By the SOP class, which stands in the first group and again in the data set.
Format dicomKind(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kHeadBytes);
  const auto names = [head](std::string_view sopClass) {
    const std::size_t at = head.find(sopClass);
    if (at == std::string_view::npos) return false;
    const std::size_t end = at + sopClass.size();  // and no longer number
    return end == head.size() || ".0123456789"sv.find(head[end]) == std::string_view::npos;
  };
  if (names("1.2.840.10008.5.1.4.1.1.104.3"sv)) return Format::DicomStl;
  return names("1.2.840.10008.5.1.4.1.1.104.4"sv) ? Format::DicomObj : Format::Dicom;
}

bool isBitmap(std::string_view bytes) {
  constexpr std::size_t kSizeField = 2;
  std::uint32_t size = 0;
  if (bytes.size() < kSizeField + sizeof size || bytes.substr(0, 2) != "BM") return false;
  std::memcpy(&size, bytes.data() + kSizeField, sizeof size);
  return size == bytes.size();
}

Format findMagic(std::string_view bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.size() < magic.at) continue;
    if (bytes.substr(magic.at, magic.bytes.size()) != magic.bytes) continue;
    if (magic.format == Format::Zip) return archiveKind(bytes);
    return magic.format == Format::Dicom ? dicomKind(bytes) : magic.format;
  }
  return isBitmap(bytes) ? Format::Bmp : Format::Unknown;
}

Format plyKind(std::string_view head) {
  LineCursor lines(head);
  while (!lines.atEnd()) {
    TokenCursor tokens(lines.next());
    const std::string_view keyword = tokens.next();
    if (keyword == "end_header") break;
    if (keyword != "format") continue;
    const std::string_view kind = tokens.next();
    if (kind == "binary_little_endian") return Format::PlyBinaryLittleEndian;
    if (kind == "binary_big_endian") return Format::PlyBinaryBigEndian;
    break;
  }
  return Format::PlyAscii;
}

Format markupKind(std::string_view text) {
  for (const std::string_view html : {"<!doctype html"sv, "<html"sv, "<head"sv, "<body"sv}) {
    if (hasIgnoringCase(text, html)) return Format::Html;
  }
  if (hasIgnoringCase(text, "<collada")) return Format::Collada;
  if (hasIgnoringCase(text, "<x3d")) return Format::Vrml;
  return Format::Xml;
}

bool isJson(std::string_view text) {
  if (text.front() != '{' && text.front() != '[') return false;
  const std::string_view inside = trimmed(text.substr(1));
  return !inside.empty() && R"({["-0123456789}])"sv.find(inside.front()) != std::string_view::npos;
}

// The word of the first line that is no remark.
bool isOff(std::string_view text) {
  LineCursor lines(text);
  std::string_view word;
  while (!lines.atEnd() && (word.empty() || word.front() == '#')) {
    word = TokenCursor(lines.next()).next();
  }
  constexpr std::string_view kOff = "OFF";
  const std::size_t before = word.size() - std::min(word.size(), kOff.size());
  return word.substr(before) == kOff &&
         word.substr(0, before).find_first_not_of("STCN4n") == std::string_view::npos;
}

// FIELDS and DATA stand in every version's header (COLUMNS before 0.6); what follows DATA may be
// anything. Unknown where this is none.
Format pcdKind(std::string_view head) {
  constexpr std::size_t kMostLines = 100;
  bool fields = false;
  LineCursor lines(head);
  for (std::size_t i = 0; i < kMostLines && !lines.atEnd(); ++i) {
    TokenCursor tokens(lines.next());
    const std::string_view keyword = tokens.next();
    if (keyword == "FIELDS" || keyword == "COLUMNS") fields = true;
    if (keyword != "DATA" || !fields) continue;
    const std::string_view kind = tokens.next();
    if (kind == "binary") return Format::PcdBinary;
    return kind == "binary_compressed" ? Format::PcdBinaryCompressed : Format::PcdAscii;
  }
  return startsIgnoringCase(head, "# .pcd") || (fields && startsIgnoringCase(head, "version"))
             ? Format::PcdAscii
             : Format::Unknown;
}

bool isIges(std::string_view text) {
  // Fixed columns: the first section's letter stands in column 73, its number after it.
  constexpr std::size_t kSectionColumn = 72;
  constexpr std::size_t kColumns = 80;
  const std::string_view first = LineCursor(text).next();
  return first.size() == kColumns && first[kSectionColumn] == 'S' && first.back() == '1';
}

bool isDxf(std::string_view text) {
  LineCursor lines(text);
  if (trimmed(lines.next()) != "0" || lines.atEnd()) return false;
  return trimmed(lines.next()) == "SECTION";
}

bool isObjKeyword(std::string_view word) {
  constexpr std::array kKeywords{"v"sv, "vt"sv, "vn"sv, "vp"sv,     "f"sv,      "l"sv,  "p"sv,
                                 "o"sv, "g"sv,  "s"sv,  "mtllib"sv, "usemtl"sv, "lod"sv};
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

bool isObj(std::string_view head) {
  std::size_t known = 0;
  std::size_t unknown = 0;
  bool geometry = false;
  LineCursor lines(head);
  while (!lines.atEnd()) {
    TokenCursor tokens(lines.next());
    const std::string_view keyword = tokens.next();
    if (keyword.empty() || keyword.front() == '#') continue;
    if (!isObjKeyword(keyword)) {
      ++unknown;
      continue;
    }
    ++known;
    const std::string_view value = tokens.next();
    const bool number =
        !value.empty() && "+-.0123456789"sv.find(value.front()) != std::string_view::npos;
    if (number && (keyword == "v" || keyword == "f")) geometry = true;
  }
  return geometry && unknown <= known;
}

Format tableKind(std::string_view text) {
  return findPointTable(text, {}) ? Format::Points : Format::NumberTable;
}

// `asset` may stand after the buffers, megabytes into the file.
Format jsonKind(std::string_view bytes) {
  return has(bytes, "\"asset\"") ? Format::Gltf : Format::Json;
}

Format textKind(std::string_view head, std::string_view bytes) {
  const std::string_view text = trimmed(head);
  if (text.empty()) return Format::Unknown;
  if (startsIgnoringCase(text, "solid")) return Format::StlAscii;
  if (text.front() == '<') return markupKind(text);
  if (looksLikeEmed(head)) return Format::EmedLst;
  if (looksLikeTekscan(head)) return Format::TekscanAscii;
  if (has(head, "Stability export for measurement") || has(head, "Entire plate COF X"))
    return Format::FootscanStability;
  if (looksLikeRsscanRollOff(head)) return Format::RsscanRollOff;
  if (looksLikeRsscanPlate(head)) return Format::RsscanPlate;
  if (looksLikeZebrisRaw(head)) return Format::ZebrisRaw;
  if (looksLikePedar(head)) return Format::PedarAsc;
  if (looksLikeStappone(head)) return Format::StapponeCsv;
  if (looksLikePliance(head)) return Format::PlianceAsc;
  if (looksLikeApd(head)) return Format::Apd;
  if (looksLikeXsensorFrames(head) || looksLikeXsensorTable(head)) return Format::XsensorCsv;
  if (isJson(text)) return jsonKind(bytes);
  if (isOff(text)) return Format::Off;
  if (isIges(head)) return Format::Iges;
  if (isDxf(text)) return Format::Dxf;
  if (isObj(text)) return Format::Obj;
  return isTableOfNumbers(text) ? tableKind(text) : Format::Unknown;
}

// Frames of a byte of milliseconds since the last one and 64 x 64 bytes, of which the sensor uses a
// part; nothing else marks them.
bool isTexisense(std::string_view bytes) {
  constexpr std::size_t kFrame = 1 + 64 * 64;
  constexpr std::size_t kFewestFrames = 10;
  constexpr unsigned char kFastest = 10;
  constexpr unsigned char kSlowest = 60;
  constexpr unsigned char kLargest = 230;
  if (bytes.size() % kFrame != 0 || bytes.size() < kFewestFrames * kFrame) return false;
  for (std::size_t i = 0; i < std::min(bytes.size(), kHeadBytes); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (i % kFrame == 0 ? byte < kFastest || byte > kSlowest : byte > kLargest) return false;
  }
  return true;
}

}  // namespace

Format sniffFormat(std::string_view bytes) {
  // Before anything else: a size that the count in byte 80 explains exactly is no coincidence, and
  // the 80 bytes before it may hold any text, "solid" included.
  if (hasExactBinaryStlSize(bytes)) return Format::StlBinary;
  if (const Format magic = findMagic(bytes); magic != Format::Unknown) return magic;
  const std::string_view head = withoutByteOrderMark(bytes.substr(0, kHeadBytes));
  if (startsIgnoringCase(head, "ply") && head.size() > 3 && isSpace(head[3])) return plyKind(head);
  if (const Format pcd = pcdKind(head); pcd != Format::Unknown) return pcd;
  const std::string_view text = head.substr(0, head.find_last_not_of('\0') + 1);
  if (looksLikeText(text)) return textKind(text, bytes);
  if (isTexisense(bytes)) return Format::Texisense;
  return resemblesBinaryStl(bytes) ? Format::StlBinary : Format::Unknown;
}

}  // namespace podalign::ingest
