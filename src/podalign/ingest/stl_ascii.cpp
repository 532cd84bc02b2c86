#include <algorithm>
#include <array>
#include <optional>

#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/internal/vertex_welder.hpp"
#include "podalign/ingest/internal/wording.hpp"

// solid NAME { facet normal x y z  outer loop  3 x (vertex x y z)  endloop  endfacet } endsolid
// NAME
namespace podalign::ingest {
namespace {

// Tokens of the whole text; line ends matter only after `solid` and `endsolid`, where a name may
// be.
class Scanner {
 public:
  explicit Scanner(std::string_view text)
      : text_(text),
        lineEnd_(text.find('\n') == std::string_view::npos ? '\r' : '\n'),
        oneLine_(trimmed(text).find(lineEnd_) == std::string_view::npos) {}

  std::string_view next() {
    skipBlanks();
    const std::size_t begin = at_;
    while (at_ < text_.size() && !isSeparator(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::string_view peek() {
    const Scanner saved = *this;
    const std::string_view token = next();
    *this = saved;
    return token;
  }

  // Past a name: to the end of the line, or to `stop` where the whole file is one line.
  void skipName(std::string_view stop) {
    if (!oneLine_) {
      at_ = std::min(text_.find(lineEnd_, at_), text_.size());
      return;
    }
    for (std::string_view token = peek(); !token.empty(); token = peek()) {
      if (equalsIgnoringCase(token, stop)) return;
      (void)next();
    }
  }

  [[nodiscard]] std::size_t line() const { return line_; }

 private:
  // NUL and the DOS end of file pad some exports.
  static bool isSeparator(char c) { return isSpace(c) || c == '\0' || c == 0x1A; }

  void skipBlanks() {
    for (; at_ < text_.size() && isSeparator(text_[at_]); ++at_) {
      if (text_[at_] == lineEnd_) ++line_;
    }
  }

  std::string_view text_;
  char lineEnd_;
  bool oneLine_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

class AsciiReader {
 public:
  AsciiReader(std::string_view text, const std::string& source, const ScanReadOptions& options)
      : scanner_(text),
        source_(source),
        options_(options),
        welder_(kFirstGuess, surface_.vertices) {}

  Result<RawSurface> read() {
    std::size_t solids = 0;
    while (!scanner_.peek().empty()) {
      if (!readSolid()) return tl::unexpected(*error_);
      ++solids;
    }
    flush();
    surface_.counts.verticesRead = surface_.counts.trianglesRead * 3;
    if (solids > 1) {
      surface_.findings.push_back(
          {{"SCAN.SEVERAL_SOLIDS", {{"solids", std::to_string(solids)}}}, Severity::Note, source_});
    }
    return std::move(surface_);
  }

 private:
  static constexpr std::size_t kFirstGuess = 4096;

  bool readSolid() {
    if (!expect("solid")) return false;
    scanner_.skipName("facet");
    while (equalsIgnoringCase(scanner_.peek(), "facet")) {
      if (!readFacet()) return false;
    }
    if (!expect("endsolid")) return false;
    scanner_.skipName("solid");
    return true;
  }

  bool readFacet() {
    if (surface_.counts.trianglesRead == options_.maxTriangles) {
      error_ = tooManyTriangles(source_, options_).value();
      return false;
    }
    geometry::Point3 normal;  // read and left: the winding says the same, and more exactly
    if (!expect("facet") || !expect("normal") || !readPoint(normal)) return false;
    if (!expect("outer") || !expect("loop")) return false;
    std::array<geometry::Point3, 3> corners;
    for (geometry::Point3& corner : corners) {
      if (!expect("vertex") || !readPoint(corner)) return false;
    }
    if (!expect("endloop") || !expect("endfacet")) return false;
    ++surface_.counts.trianglesRead;
    keep(corners);
    return true;
  }

  bool readPoint(geometry::Point3& point) {
    for (double& coordinate : point) {
      const std::string_view token = scanner_.next();
      const std::optional<double> value = parseReal(token);
      if (!value) return refuse(token, "a number");
      coordinate = *value;
    }
    return true;
  }

  bool expect(std::string_view keyword) {
    const std::string_view token = scanner_.next();
    return equalsIgnoringCase(token, keyword) || refuse(token, "'" + std::string(keyword) + "'");
  }

  bool refuse(std::string_view token, const std::string& expected) {
    // A token that the end of the file cut short is the cut, not a wrong word.
    const std::string facets = counted(surface_.counts.trianglesRead, kTriangles);
    if (token.empty() || scanner_.peek().empty()) {
      error_ = Error{ErrorCode::Truncated,
                     "the file ends after " + facets + " where " + expected +
                         " should follow (a whole file ends with 'endsolid'): the upload or the "
                         "copy was cut off. Upload or export it again.",
                     source_, scanner_.line()};
    } else {
      error_ = Error{ErrorCode::Malformed,
                     "expected " + expected + ", found " + inQuotes(token) + " (after " + facets +
                         "). The file is damaged or was edited: export it again.",
                     source_, scanner_.line()};
    }
    return false;
  }

  void keep(const std::array<geometry::Point3, 3>& corners) {
    std::size_t nonFinite = 0;
    for (const geometry::Point3& corner : corners) nonFinite += corner.allFinite() ? 0U : 1U;
    if (nonFinite > 0) {
      ++surface_.counts.nonFiniteTriangles;
      surface_.counts.nonFiniteVertices += nonFinite;
      return;
    }
    for (const geometry::Point3& corner : corners) points_[corners_++] = corner;
    if (corners_ == points_.size()) flush();
  }

  void flush() {
    std::array<std::uint32_t, VertexWelder::kBlock> indices;
    welder_.weld({points_.data(), corners_}, {indices.data(), corners_});
    for (std::size_t k = 0; k < corners_; k += 3) {
      surface_.triangles.push_back({indices[k], indices[k + 1], indices[k + 2]});
    }
    corners_ = 0;
  }

  Scanner scanner_;
  const std::string& source_;
  const ScanReadOptions& options_;
  RawSurface surface_;
  VertexWelder welder_;
  std::array<geometry::Point3, VertexWelder::kBlock> points_;
  std::size_t corners_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<RawSurface> readStlAscii(std::string_view bytes, const std::string& sourceName,
                                const ScanReadOptions& options) {
  return AsciiReader(withoutByteOrderMark(bytes), sourceName, options).read();
}

}  // namespace podalign::ingest
