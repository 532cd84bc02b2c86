#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "podalign/ingest/internal/large_pages.hpp"
#include "podalign/ingest/internal/polygon_fan.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/internal/wording.hpp"

// [ST][C][N]OFF, then "vertices faces edges", on the same line or the next; one vertex a line (x y
// z, then normals, colours, texture), one face a line (a length, its corners, a colour); # to the
// end of a line is a remark.
namespace podalign::ingest {
namespace {

class OffReader {
 public:
  OffReader(std::string_view text, const std::string& source, const ScanReadOptions& options)
      : lines_(text), source_(source), options_(options) {}

  Result<RawSurface> read() {
    if (!readKeyword() || !readCounts() || !readVertices() || !readFaces()) {
      return tl::unexpected(*error_);
    }
    noteSurplus();
    surface_.isCloud = faces_ == 0;
    surface_.counts.verticesRead = surface_.vertices.size();
    return std::move(surface_);
  }

 private:
  // The next line that holds anything; false at the end.
  bool nextLine() {
    while (!lines_.atEnd()) {
      const std::string_view line = lines_.next();
      tokens_ = TokenCursor(trimmed(line.substr(0, line.find('#'))));
      if (TokenCursor ahead = tokens_; !ahead.next().empty()) return true;
    }
    return false;
  }

  bool readKeyword() {
    if (!nextLine()) return refuse("the word OFF");
    const std::string_view word = tokens_.next();
    if (word.find('4') != std::string_view::npos || word.find('n') != std::string_view::npos) {
      return refuseKind("points of four or n dimensions");
    }
    TokenCursor ahead = tokens_;
    const std::string_view next = ahead.next();
    if (equalsIgnoringCase(next, "BINARY")) return refuseKind("binary OFF");
    // Without the counts behind it, the next line has them.
    return !next.empty() || nextLine() || refuse("the numbers of vertices and faces");
  }

  bool refuseKind(const std::string& what) {
    error_ =
        Error{ErrorCode::UnknownFormat,
              "this holds " + what + ", which is not read. Export the surface as STL, PLY or OBJ.",
              source_, lines_.line()};
    return false;
  }

  bool readCounts() {
    for (std::size_t* count : {&vertices_, &faces_}) {
      const std::string_view token = tokens_.next();
      const std::optional<std::int64_t> number = parseInteger(token);
      if (!number || *number < 0) return refuse("the numbers of vertices and faces", token);
      *count = static_cast<std::size_t>(*number);
    }
    constexpr std::size_t kLeastVertex = 6;  // three digits and what separates them
    constexpr std::size_t kLeastFace = 2;
    const std::size_t left = lines_.rest().size() + 1;
    const bool fit = vertices_ <= left / kLeastVertex &&
                     faces_ <= (left - kLeastVertex * vertices_) / kLeastFace;
    if (!fit) return refuseCounts();
    if (vertices_ > 3 * options_.maxTriangles) return refuseSize();
    reserveInLargePages(surface_.vertices, vertices_);
    reserveInLargePages(surface_.triangles, std::min(faces_, options_.maxTriangles));
    return true;
  }

  bool refuseCounts() {
    error_ =
        Error{ErrorCode::Truncated,
              "the file promises " + counted(vertices_, kVertices) + " and " + grouped(faces_) +
                  " faces, but only " + counted(lines_.rest().size(), kBytes) +
                  " follow: the upload was cut off or the numbers are damaged. Upload or "
                  "export it again.",
              source_, lines_.line()};
    return false;
  }

  bool readVertices() {
    while (surface_.vertices.size() < vertices_) {
      const std::string what =
          "vertex " + grouped(surface_.vertices.size() + 1) + " of " + grouped(vertices_);
      if (!nextLine()) return refuse(what);
      geometry::Point3& point = surface_.vertices.emplace_back();
      for (double& coordinate : point) {
        const std::string_view token = tokens_.next();
        const std::optional<double> value = parseReal(token);
        if (!value) return refuse("three numbers for " + what, token);
        coordinate = *value;
      }
    }
    return true;
  }

  bool readFaces() {
    for (face_ = 0; face_ < faces_; ++face_) {
      if (!nextLine()) return refuse(faceName());
      const std::string_view token = tokens_.next();
      const std::optional<std::int64_t> length = parseInteger(token);
      if (!length || *length < 0) return refuse("the number of corners of " + faceName(), token);
      if (!readCorners(static_cast<std::size_t>(*length))) return false;
      if (!addFan(polygon_, mostTriangles(vertices_, options_), surface_)) return refuseSize();
    }
    return true;
  }

  bool readCorners(std::size_t length) {
    polygon_.clear();
    for (std::size_t i = 0; i < length; ++i) {
      const std::string_view token = tokens_.next();
      const std::optional<std::int64_t> corner = parseInteger(token);
      if (!corner) return refuse(grouped(length) + " vertex numbers for " + faceName(), token);
      if (*corner < 0 || *corner >= static_cast<std::int64_t>(vertices_)) {
        return refuseIndex(*corner);
      }
      polygon_.push_back(static_cast<std::uint32_t>(*corner));
    }
    return true;
  }

  [[nodiscard]] std::string faceName() const {
    return "face " + grouped(face_ + 1) + " of " + grouped(faces_);
  }

  void noteSurplus() {
    const std::size_t bytes = trimmed(lines_.rest()).size();
    if (bytes == 0 || !nextLine()) return;  // remarks alone are nothing left out
    surface_.findings.push_back({{"SCAN.TRAILING_BYTES",
                                  {{"bytes", std::to_string(bytes)},
                                   {"elements", std::to_string(faces_ == 0 ? vertices_ : faces_)}}},
                                 Severity::Note,
                                 source_});
  }

  bool refuseIndex(std::int64_t corner) {
    error_ = Error{ErrorCode::IndexOutOfRange,
                   faceName() + " names vertex " + std::to_string(corner) + ", but there are " +
                       counted(vertices_, kVertices) +
                       " (numbered from 0). The file is damaged: export it again.",
                   source_, lines_.line()};
    return false;
  }

  bool refuseSize() {
    error_ = tooManyTriangles(vertices_, source_, options_).value();
    return false;
  }

  bool refuse(const std::string& need, std::string_view found = {}) {
    const bool cut = lines_.atEnd() && (found.empty() || lines_.lastWasOpen());
    error_ = cut ? Error{ErrorCode::Truncated,
                         "the file ends where " + need +
                             " should follow: the upload or the copy was cut off. Upload or export "
                             "it again.",
                         source_, lines_.line()}
                 : Error{ErrorCode::Malformed,
                         "expected " + need + ", found " +
                             (found.empty() ? "the end of the line" : inQuotes(found)) +
                             ". The file is damaged or was edited: export it again.",
                         source_, lines_.line()};
    return false;
  }

  LineCursor lines_;
  TokenCursor tokens_{{}};
  const std::string& source_;
  const ScanReadOptions& options_;
  std::size_t vertices_ = 0;
  std::size_t faces_ = 0;
  std::size_t face_ = 0;
  std::vector<std::uint32_t> polygon_;
  RawSurface surface_;
  std::optional<Error> error_;
};

}  // namespace

Result<RawSurface> readOff(std::string_view bytes, const std::string& sourceName,
                           const ScanReadOptions& options) {
  return OffReader(withoutByteOrderMark(bytes), sourceName, options).read();
}

}  // namespace podalign::ingest
