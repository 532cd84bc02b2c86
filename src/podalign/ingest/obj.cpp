#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "podalign/ingest/internal/large_pages.hpp"
#include "podalign/ingest/internal/polygon_fan.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/internal/wording.hpp"

// Lines of `v x y z ...` and `f a/..  b/..  c/..  ...`; numbers count from 1, negative ones back
// from the last vertex so far. Texture, normals, groups, materials, lines and points do not matter
// here.
namespace podalign::ingest {
namespace {

// How many lines have this keyword of one letter, at most `most`, where lines end with \n.
std::size_t linesOf(char keyword, std::string_view text, std::size_t most) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size() && count < most; ++at) {
    while (at < text.size() && isSpace(text[at])) ++at;
    if (at + 1 < text.size() && text[at] == keyword &&
        (isBlank(text[at + 1]) || text[at + 1] == '\\')) {
      ++count;
    }
    at = std::min(text.find('\n', at), text.size());
  }
  return count;
}

class ObjReader {
 public:
  ObjReader(std::string_view text, const std::string& source, const ScanReadOptions& options)
      : lines_(text), bytes_(text.size()), source_(source), options_(options) {}

  Result<RawSurface> read() {
    if (const auto vertices = verticesWithoutFaces()) return noFaces(*vertices);
    while (!lines_.atEnd()) {
      lineBegin_ = bytes_ - lines_.rest().size();
      const std::string_view line = nextLogicalLine();
      TokenCursor tokens(line);
      const std::string_view keyword = tokens.next();
      if (keyword == "v" && !readVertex(tokens)) return tl::unexpected(*error_);
      if (keyword == "f" && !readFace(tokens)) return tl::unexpected(*error_);
    }
    if (furthest_ > static_cast<std::int64_t>(surface_.vertices.size()))
      return tl::unexpected(indexError());
    if (surface_.counts.trianglesRead == 0) return noFaces(surface_.vertices.size());
    surface_.counts.verticesRead = surface_.vertices.size();
    return std::move(surface_);
  }

 private:
  // A backslash at the end of a line joins the next one to it.
  std::string_view nextLogicalLine() {
    std::string_view line = lines_.next();
    firstLine_ = lines_.line();
    if (line.empty() || line.back() != '\\') return line;
    joined_.clear();
    while (!line.empty() && line.back() == '\\') {
      joined_.append(line.substr(0, line.size() - 1)).append(" ");
      line = lines_.atEnd() ? std::string_view{} : lines_.next();
    }
    joined_.append(line);
    return joined_;
  }

  bool readVertex(TokenCursor& tokens) {
    if (surface_.vertices.size() == 3 * options_.maxTriangles) return refuseSize();
    geometry::Point3 point;
    for (double& coordinate : point) {
      const std::string_view token = tokens.next();
      const std::optional<double> value = parseReal(token);
      if (!value) return refuse(token, "a vertex needs three numbers");
      coordinate = *value;
    }
    if (surface_.vertices.size() == surface_.vertices.capacity()) {
      makeRoom(surface_.vertices, 0, 3 * options_.maxTriangles);
    }
    surface_.vertices.push_back(point);
    return true;
  }

  // As many as there would be if all lines were like those since `begin`: room that is not used
  // costs nothing, moving many does.
  template <class T>
  void makeRoom(std::vector<T>& all, std::size_t begin, std::size_t most) const {
    constexpr std::size_t kFirst = 4096;
    constexpr double kToSpare = 1.05;
    const std::size_t soFar = all.size();
    const std::size_t left = lines_.rest().size();
    const double perByte = static_cast<double>(soFar) / static_cast<double>(bytes_ - left - begin);
    const double inAll = static_cast<double>(soFar) + perByte * static_cast<double>(left);
    const auto expected = static_cast<std::size_t>(kToSpare * inAll);
    reserveInLargePages(all, std::min(most, std::max({kFirst, soFar + soFar / 2, expected})));
  }

  bool readFace(TokenCursor& tokens) {
    const std::size_t most = mostTriangles(surface_.vertices.size(), options_);
    if (keepPlainTriangle(tokens.rest(), most)) return true;
    polygon_.clear();
    for (std::string_view token = tokens.next(); !token.empty(); token = tokens.next()) {
      if (token.front() == '#') break;
      const std::optional<std::int64_t> number = parseInteger(token.substr(0, token.find('/')));
      if (!number) return refuse(token, "a face needs vertex numbers");
      const std::optional<std::uint32_t> index = resolve(*number);
      if (!index) return false;
      polygon_.push_back(*index);
      if (polygon_.size() > most + 2) return refuseSize();  // a line may be as long as the file
    }
    if (polygon_.size() < 3 && stopsHere()) return refuse({}, "a face needs three corners");
    makeRoomForFace();
    return addFan(polygon_, most, surface_) || refuseSize();
  }

  // Nearly every face: three numbers of vertices so far. False, and nothing is kept, for any other.
  bool keepPlainTriangle(std::string_view text, std::size_t most) {
    std::array<std::uint64_t, 3> numbers{};
    std::size_t at = 0;
    for (std::uint64_t& number : numbers) {
      while (at < text.size() && isBlank(text[at])) ++at;
      const std::size_t begin = at;
      for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        number = 10 * number + static_cast<std::uint64_t>(text[at] - '0');
      }
      const std::size_t digits = at - begin;
      if (digits == 0 || digits > 9 || number == 0 || number > surface_.vertices.size()) {
        return false;
      }
      if (at < text.size() && text[at] == '/') {
        while (at < text.size() && !isBlank(text[at])) ++at;
      }
      if (at < text.size() && !isBlank(text[at])) return false;
    }
    while (at < text.size() && isBlank(text[at])) ++at;
    if (at < text.size() || surface_.counts.trianglesRead >= most) return false;
    makeRoomForFace();
    ++surface_.counts.trianglesRead;
    surface_.triangles.push_back({static_cast<std::uint32_t>(numbers[0] - 1),
                                  static_cast<std::uint32_t>(numbers[1] - 1),
                                  static_cast<std::uint32_t>(numbers[2] - 1)});
    return true;
  }

  void makeRoomForFace() {
    if (surface_.triangles.empty()) facesBegin_ = lineBegin_;
    if (surface_.triangles.size() == surface_.triangles.capacity()) {
      makeRoom(surface_.triangles, facesBegin_, options_.maxTriangles);
    }
  }

  // A number beyond the vertices so far may still come; the largest is checked at the end.
  std::optional<std::uint32_t> resolve(std::int64_t number) {
    const auto soFar = static_cast<std::int64_t>(surface_.vertices.size());
    const std::int64_t fromOne = number > 0 ? number : soFar + 1 + number;
    const bool tooSmall = number == 0 || fromOne < 1;
    const bool tooLarge = fromOne > std::numeric_limits<std::uint32_t>::max();
    if (tooSmall || tooLarge || fromOne > furthest_) {
      furthest_ = fromOne;
      furthestNumber_ = number;
      furthestLine_ = firstLine_;
    }
    if (tooSmall || tooLarge) {
      error_ = indexError();
      return std::nullopt;
    }
    return static_cast<std::uint32_t>(fromOne - 1);
  }

  [[nodiscard]] bool stopsHere() const { return lines_.atEnd() && lines_.lastWasOpen(); }

  [[nodiscard]] Error indexError() const {
    const std::string number = std::to_string(furthestNumber_);
    const std::string vertices = counted(surface_.vertices.size(), kVertices);
    const std::string why = furthestNumber_ == 0
                                ? "names vertex 0, but OBJ counts vertices from 1"
                                : "names vertex " + number + ", but there are " + vertices;
    return {ErrorCode::IndexOutOfRange,
            "a face " + why + ". The file is damaged or was cut: export it again.", source_,
            furthestLine_};
  }

  bool refuse(std::string_view token, const std::string& need) {
    if (stopsHere()) {
      error_ = Error{ErrorCode::Truncated,
                     "the file ends within a line: the upload or the copy was cut off. Upload or "
                     "export it again.",
                     source_, lines_.line()};
    } else {
      error_ = Error{ErrorCode::Malformed,
                     need + ", found " + (token.empty() ? "the end of the line" : inQuotes(token)) +
                         ". The file is damaged or was edited: export it again.",
                     source_, firstLine_};
    }
    return false;
  }

  bool refuseSize() {
    error_ = tooManyTriangles(surface_.vertices.size(), source_, options_).value();
    return false;
  }

  // A large cloud saved as OBJ is told by how its lines begin. Most files have faces at their end.
  [[nodiscard]] std::optional<std::size_t> verticesWithoutFaces() const {
    constexpr std::size_t kLarge = std::size_t{16} << 20U;
    constexpr std::size_t kEnd = std::size_t{1} << 16U;
    const std::string_view text = lines_.rest();
    if (text.size() < kLarge || text.substr(0, kEnd).find('\n') == std::string_view::npos ||
        linesOf('f', text.substr(text.size() - kEnd), 1) > 0 || linesOf('f', text, 1) > 0) {
      return std::nullopt;
    }
    return linesOf('v', text, text.size());
  }

  [[nodiscard]] tl::unexpected<Error> noFaces(std::size_t vertices) const {
    return failure(
        ErrorCode::NoSurface,
        counted(vertices, kPoints) +
            " and no faces: a point cloud, or a file that was cut off before its faces. "
            "There is no surface to measure. Export the meshed surface (STL, or OBJ with "
            "faces) from the scanning program.",
        source_);
  }

  LineCursor lines_;
  std::size_t bytes_;
  const std::string& source_;
  const ScanReadOptions& options_;
  RawSurface surface_;
  std::size_t firstLine_ = 0;
  std::size_t lineBegin_ = 0;   // in bytes
  std::size_t facesBegin_ = 0;  // likewise
  std::string joined_;
  std::vector<std::uint32_t> polygon_;
  std::int64_t furthest_ = 0;
  std::int64_t furthestNumber_ = 0;
  std::size_t furthestLine_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<RawSurface> readObj(std::string_view bytes, const std::string& sourceName,
                           const ScanReadOptions& options) {
  return ObjReader(withoutByteOrderMark(bytes), sourceName, options).read();
}

}  // namespace podalign::ingest
