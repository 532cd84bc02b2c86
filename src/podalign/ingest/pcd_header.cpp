#include "podalign/ingest/internal/pcd_header.hpp"

#include <algorithm>
#include <limits>

#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

constexpr std::size_t kLongestHeader = std::size_t{1} << 16U;
constexpr std::size_t kMostFields = 1000;
constexpr std::size_t kMostBytesPerPoint = std::size_t{1} << 16U;

class HeaderReader {
 public:
  HeaderReader(std::string_view bytes, const std::string& source)
      : bytes_(bytes), source_(source), lines_(bytes.substr(0, kLongestHeader)) {}

  Result<PcdHeader> read() {
    for (;;) {
      if (lines_.atEnd()) return noEnd();
      TokenCursor tokens(lines_.next());
      const std::string_view keyword = tokens.next();
      if (auto line = readLine(keyword, tokens); !line) return tl::unexpected(line.error());
      if (keyword == "DATA") break;
    }
    header_.bytes = std::min(bytes_.size(), kLongestHeader) - lines_.rest().size();
    header_.lines = lines_.line();
    if (auto points = settlePoints(); !points) return tl::unexpected(points.error());
    if (auto fields = findFields(); !fields) return tl::unexpected(fields.error());
    if (auto size = checkSize(); !size) return tl::unexpected(size.error());
    return std::move(header_);
  }

 private:
  Result<void> readLine(std::string_view keyword, TokenCursor& tokens) {
    if (keyword == "FIELDS" || keyword == "COLUMNS") return readNames(tokens);
    if (keyword == "SIZE" || keyword == "COUNT" || keyword == "TYPE") {
      for (PcdField& field : header_.fields) {
        if (!setField(keyword, tokens.next(), field)) {
          return malformed("the line " + std::string(keyword) + " does not fit the fields");
        }
      }
      return {};
    }
    if (keyword == "WIDTH") return readCount(tokens.next(), width_);
    if (keyword == "HEIGHT") return readCount(tokens.next(), height_);
    if (keyword == "POINTS") return readCount(tokens.next(), points_);
    if (keyword == "DATA") return readKind(tokens.next());
    return {};  // VERSION, VIEWPOINT, remarks
  }

  Result<void> readNames(TokenCursor& tokens) {
    header_.fields.clear();
    for (std::string_view name = tokens.next(); !name.empty(); name = tokens.next()) {
      if (header_.fields.size() == kMostFields) return malformed("more than 1,000 fields");
      header_.fields.emplace_back().name = name;
    }
    return {};
  }

  static bool setField(std::string_view keyword, std::string_view token, PcdField& field) {
    if (keyword == "TYPE") {
      if (token != "F" && token != "I" && token != "U") return false;
      field.type = token.front();
      return true;
    }
    const std::optional<std::int64_t> number = parseInteger(token);
    if (!number || *number < 1) return false;
    if (keyword == "COUNT") {
      if (*number > static_cast<std::int64_t>(kMostBytesPerPoint)) return false;
      field.count = static_cast<std::size_t>(*number);
      return true;
    }
    if (*number != 1 && *number != 2 && *number != 4 && *number != 8) return false;
    field.bytes = static_cast<std::size_t>(*number);
    return true;
  }

  Result<void> readCount(std::string_view token, std::optional<std::size_t>& count) {
    const std::optional<std::int64_t> number = parseInteger(token);
    if (!number || *number < 0) return malformed(inQuotes(token) + " is no number of points");
    count = static_cast<std::size_t>(*number);
    return {};
  }

  Result<void> readKind(std::string_view kind) {
    if (kind == "ascii") {
      header_.data = PcdData::Ascii;
    } else if (kind == "binary") {
      header_.data = PcdData::Binary;
    } else if (kind == "binary_compressed") {
      header_.data = PcdData::BinaryCompressed;
    } else {
      return malformed("unknown kind of data " + inQuotes(kind));
    }
    return {};
  }

  Result<void> settlePoints() {
    if (width_ && height_) {
      const bool beyond =
          *height_ != 0 && *width_ > std::numeric_limits<std::size_t>::max() / *height_;
      if (beyond || (points_ && *points_ != *width_ * *height_)) {
        return malformed("WIDTH times HEIGHT is not POINTS");
      }
      points_ = *width_ * *height_;
    }
    if (!points_) return malformed("the header does not say how many points there are");
    header_.points = *points_;
    return {};
  }

  Result<void> findFields() {
    const auto xyz = fieldsNamed({"x", "y", "z"});
    if (!xyz) return malformed("the points have no fields x, y, z");
    header_.xyz = *xyz;
    header_.normals = fieldsNamed({"normal_x", "normal_y", "normal_z"});
    if (header_.bytesPerPoint() > kMostBytesPerPoint) return malformed("a point has over 64 kB");
    for (const PcdField& field : header_.fields) {
      if (field.type == 'F' && field.bytes < 4) return malformed("a field F needs SIZE 4 or 8");
    }
    return {};
  }

  [[nodiscard]] std::optional<std::array<std::size_t, 3>> fieldsNamed(
      const std::array<std::string_view, 3>& names) const {
    std::array<std::size_t, 3> found{};
    for (std::size_t axis = 0; axis < names.size(); ++axis) {
      const auto at =
          std::find_if(header_.fields.begin(), header_.fields.end(),
                       [&](const PcdField& field) { return field.name == names[axis]; });
      if (at == header_.fields.end()) return std::nullopt;
      found[axis] = static_cast<std::size_t>(at - header_.fields.begin());
    }
    return found;
  }

  // A packed body tells its size itself.
  [[nodiscard]] Result<void> checkSize() const {
    if (header_.data == PcdData::BinaryCompressed) return {};
    const bool text = header_.data == PcdData::Ascii;
    const std::size_t least = text ? 2 * header_.valuesPerPoint() : header_.bytesPerPoint();
    const std::size_t left = bytes_.size() - header_.bytes;
    if (header_.points <= (left + (text ? 1 : 0)) / least) return {};
    return failure(
        ErrorCode::Truncated,
        "the header promises " + counted(header_.points, kPoints) + ", at least " +
            counted(least, kBytes) + " each, but only " + counted(left, kBytes) +
            " are left: the upload was cut off or the header is damaged. Upload or export "
            "it again.",
        source_, header_.lines);
  }

  [[nodiscard]] tl::unexpected<Error> malformed(const std::string& what) const {
    return failure(ErrorCode::Malformed, what + ". The PCD header is damaged: export it again.",
                   source_, lines_.line());
  }

  [[nodiscard]] tl::unexpected<Error> noEnd() const {
    if (bytes_.size() > kLongestHeader) return malformed("no line DATA within 64 kB");
    return failure(ErrorCode::Truncated,
                   "the file ends within its header, before the line DATA: the upload or the copy "
                   "was cut off. Upload or export it again.",
                   source_, lines_.line());
  }

  std::string_view bytes_;
  const std::string& source_;
  LineCursor lines_;
  PcdHeader header_;
  std::optional<std::size_t> width_;
  std::optional<std::size_t> height_;
  std::optional<std::size_t> points_;
};

}  // namespace

std::size_t PcdHeader::bytesPerPoint() const {
  std::size_t sum = 0;
  for (const PcdField& field : fields) sum += field.bytes * field.count;
  return sum;
}

std::size_t PcdHeader::valuesPerPoint() const {
  std::size_t sum = 0;
  for (const PcdField& field : fields) sum += field.count;
  return sum;
}

Result<PcdHeader> readPcdHeader(std::string_view bytes, const std::string& sourceName) {
  return HeaderReader(bytes, sourceName).read();
}

}  // namespace podalign::ingest
