#include "podalign/ingest/internal/ply_header.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLongestHeader = std::size_t{1} << 20U;
constexpr std::size_t kMostProperties = 1000;

constexpr std::array kTypeNames{
    std::pair{"char"sv, PlyType::Int8},      std::pair{"int8"sv, PlyType::Int8},
    std::pair{"uchar"sv, PlyType::Uint8},    std::pair{"uint8"sv, PlyType::Uint8},
    std::pair{"short"sv, PlyType::Int16},    std::pair{"int16"sv, PlyType::Int16},
    std::pair{"ushort"sv, PlyType::Uint16},  std::pair{"uint16"sv, PlyType::Uint16},
    std::pair{"int"sv, PlyType::Int32},      std::pair{"int32"sv, PlyType::Int32},
    std::pair{"uint"sv, PlyType::Uint32},    std::pair{"uint32"sv, PlyType::Uint32},
    std::pair{"float"sv, PlyType::Float32},  std::pair{"float32"sv, PlyType::Float32},
    std::pair{"double"sv, PlyType::Float64}, std::pair{"float64"sv, PlyType::Float64},
};

std::optional<PlyType> typeNamed(std::string_view name) {
  for (const auto& [known, type] : kTypeNames) {
    if (known == name) return type;
  }
  return std::nullopt;
}

std::optional<Format> formatNamed(std::string_view name) {
  if (name == "ascii") return Format::PlyAscii;
  if (name == "binary_little_endian") return Format::PlyBinaryLittleEndian;
  if (name == "binary_big_endian") return Format::PlyBinaryBigEndian;
  return std::nullopt;
}

class HeaderReader {
 public:
  HeaderReader(std::string_view bytes, const std::string& source)
      : bytes_(bytes), source_(source), lines_(bytes.substr(0, kLongestHeader)) {}

  Result<PlyHeader> read() {
    if (!lines_.atEnd()) (void)lines_.next();  // "ply", which the sniffing has seen
    for (;;) {
      if (lines_.atEnd()) return noEnd();
      TokenCursor tokens(lines_.next());
      const std::string_view keyword = tokens.next();
      if (keyword == "end_header") break;
      if (auto read = readLine(keyword, tokens); !read) return tl::unexpected(read.error());
    }
    if (!formatSeen_) return malformed("the header has no 'format' line");
    header_.bytes = std::min(bytes_.size(), kLongestHeader) - lines_.rest().size();
    header_.lines = lines_.line();
    if (auto counts = checkCounts(); !counts) return tl::unexpected(counts.error());
    return std::move(header_);
  }

 private:
  Result<void> readLine(std::string_view keyword, TokenCursor& tokens) {
    if (keyword.empty() || keyword == "comment" || keyword == "obj_info") return {};
    if (keyword == "format") return readFormat(tokens);
    if (keyword == "element") return readElement(tokens);
    if (keyword == "property") return readProperty(tokens);
    return malformed("unknown word " + inQuotes(keyword) + " in the header");
  }

  Result<void> readFormat(TokenCursor& tokens) {
    const std::string_view name = tokens.next();
    const std::optional<Format> format = formatNamed(name);
    if (!format) return malformed("unknown format " + inQuotes(name));
    header_.format = *format;
    formatSeen_ = true;
    return {};
  }

  Result<void> readElement(TokenCursor& tokens) {
    const std::string_view name = tokens.next();
    const std::string_view number = tokens.next();
    const std::optional<std::int64_t> count = parseInteger(number);
    if (name.empty() || !count || *count < 0) {
      return malformed("an element needs a name and a count, found " + inQuotes(name) + " and " +
                       inQuotes(number));
    }
    if (header_.find(name) != nullptr) {
      return malformed("the element " + inQuotes(name) + " is named twice");
    }
    header_.elements.push_back({std::string(name), static_cast<std::size_t>(*count), {}});
    return {};
  }

  Result<void> readProperty(TokenCursor& tokens) {
    if (header_.elements.empty()) return malformed("a property stands before any element");
    PlyProperty property;
    std::string_view type = tokens.next();
    if (type == "list") {
      property.isList = true;
      const std::string_view countName = tokens.next();
      const std::optional<PlyType> countType = typeNamed(countName);
      if (!countType || !isInteger(*countType)) {
        return malformed(inQuotes(countName) + " is no integer type for the length of a list");
      }
      property.countType = *countType;
      type = tokens.next();
    }
    const std::optional<PlyType> valueType = typeNamed(type);
    if (!valueType) return malformed("unknown type " + inQuotes(type));
    property.type = *valueType;
    property.name = tokens.next();
    if (property.name.empty()) return malformed("a property has no name");
    if (++properties_ > kMostProperties) return malformed("more than 1,000 properties");
    header_.elements.back().properties.push_back(std::move(property));
    return {};
  }

  Result<void> checkCounts() const {
    // One byte of grace: the last line of a text needs no line end.
    std::size_t left = bytes_.size() - header_.bytes + 1;
    for (const PlyElement& element : header_.elements) {
      const std::size_t least = leastItemBytes(element, header_.format);
      if (least == 0) continue;
      if (element.count > left / least) {
        return failure(ErrorCode::Truncated,
                       "the header promises " + grouped(element.count) + " items of '" +
                           element.name + "', at least " + counted(least, kBytes) +
                           " each, but only " + counted(left - 1, kBytes) +
                           " are left: the upload was cut off or the header is damaged. Upload "
                           "or export it again.",
                       source_, header_.lines);
      }
      left -= element.count * least;
    }
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> malformed(const std::string& what) const {
    return failure(ErrorCode::Malformed, what + ". The PLY header is damaged: export it again.",
                   source_, lines_.line());
  }

  [[nodiscard]] tl::unexpected<Error> noEnd() const {
    if (bytes_.size() > kLongestHeader) return malformed("no 'end_header' within 1 MB");
    return failure(ErrorCode::Truncated,
                   "the file ends within its header, before 'end_header': the upload or the copy "
                   "was cut off. Upload or export it again.",
                   source_, lines_.line());
  }

  std::string_view bytes_;
  const std::string& source_;
  LineCursor lines_;
  PlyHeader header_;
  bool formatSeen_ = false;
  std::size_t properties_ = 0;
};

}  // namespace

std::size_t sizeOf(PlyType type) {
  switch (type) {
    case PlyType::Int8:
    case PlyType::Uint8: return 1;
    case PlyType::Int16:
    case PlyType::Uint16: return 2;
    case PlyType::Int32:
    case PlyType::Uint32:
    case PlyType::Float32: return 4;
    case PlyType::Float64: return 8;
  }
  return 1;
}

const PlyElement* PlyHeader::find(std::string_view element) const {
  const auto found = std::find_if(elements.begin(), elements.end(),
                                  [&](const PlyElement& e) { return e.name == element; });
  return found == elements.end() ? nullptr : &*found;
}

std::size_t leastItemBytes(const PlyElement& element, Format format) {
  if (format == Format::PlyAscii) return 2 * element.properties.size();  // a digit and a blank each
  std::size_t bytes = 0;
  for (const PlyProperty& property : element.properties) {
    bytes += sizeOf(property.isList ? property.countType : property.type);
  }
  return bytes;
}

Result<PlyHeader> readPlyHeader(std::string_view bytes, const std::string& sourceName) {
  return HeaderReader(bytes, sourceName).read();
}

}  // namespace podalign::ingest
