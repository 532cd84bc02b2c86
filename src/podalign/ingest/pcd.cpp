#include <cstdint>
#include <cstring>
#include <string>

#include "podalign/ingest/internal/large_pages.hpp"
#include "podalign/ingest/internal/lzf.hpp"
#include "podalign/ingest/internal/pcd_header.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/internal/wording.hpp"

// PCL's format. Ordered clouds hold a point for every pixel; those that were not seen are NaN. The
// packed form stores all values of one field after another, the others point by point.
namespace podalign::ingest {
namespace {

// Real clouds shrink to a half, those that are mostly NaN to a twentieth.
constexpr std::size_t kMostUnpacked = 50;
constexpr std::size_t kAlwaysUnpacked = std::size_t{1} << 20U;

struct Packing {
  std::uint32_t packed = 0;
  std::uint32_t unpacked = 0;
};

template <class T>
double valueAt(const char* at) {
  T value{};
  std::memcpy(&value, at, sizeof value);
  return static_cast<double>(value);
}

double numberAt(const char* at, const PcdField& field) {
  const bool isSigned = field.type == 'I';
  if (field.type == 'F') return field.bytes == 8 ? valueAt<double>(at) : valueAt<float>(at);
  switch (field.bytes) {
    case 1: return isSigned ? valueAt<std::int8_t>(at) : valueAt<std::uint8_t>(at);
    case 2: return isSigned ? valueAt<std::int16_t>(at) : valueAt<std::uint16_t>(at);
    case 4: return isSigned ? valueAt<std::int32_t>(at) : valueAt<std::uint32_t>(at);
    default: return isSigned ? valueAt<std::int64_t>(at) : valueAt<std::uint64_t>(at);
  }
}

class PcdReader {
 public:
  PcdReader(std::string_view body, const PcdHeader& header, const std::string& source)
      : body_(body), header_(header), source_(source) {}

  Result<RawSurface> read() {
    cloud_.isCloud = true;
    switch (header_.data) {
      case PcdData::Ascii: return readAscii();
      case PcdData::Binary: return readBinary();
      case PcdData::BinaryCompressed: break;
    }
    return readCompressed();
  }

 private:
  void makeRoom() {
    reserveInLargePages(cloud_.vertices, header_.points);
    if (header_.normals) reserveInLargePages(cloud_.normals, header_.points);
  }

  Result<RawSurface> readAscii() {
    makeRoom();
    LineCursor lines(body_);
    std::vector<double> values(header_.valuesPerPoint());
    while (cloud_.vertices.size() < header_.points) {
      if (lines.atEnd()) return endsEarly(header_.lines + lines.line());
      const std::string_view line = trimmed(lines.next());
      if (line.empty()) continue;
      TokenCursor tokens(line);
      for (double& value : values) {
        const std::string_view token = tokens.next();
        const std::optional<double> number = parseReal(token);
        if (!number) return badRow(lines, token);
        value = *number;
      }
      if (!tokens.next().empty()) return badRow(lines, "more values than fields");
      keepRow(values);
    }
    noteSurplus(trimmed(lines.rest()).size());
    return std::move(cloud_);
  }

  void keepRow(const std::vector<double>& values) {
    const auto pick = [&](const std::array<std::size_t, 3>& fields) {
      geometry::Point3 point;
      for (int axis = 0; axis < 3; ++axis) {
        std::size_t column = 0;
        for (std::size_t f = 0; f < fields[static_cast<std::size_t>(axis)]; ++f) {
          column += header_.fields[f].count;
        }
        point[axis] = values[column];
      }
      return point;
    };
    cloud_.vertices.push_back(pick(header_.xyz));
    if (header_.normals) cloud_.normals.push_back(pick(*header_.normals));
  }

  // Where the first value of a field stands, and how far it is to that of the next point.
  struct Place {
    const char* first;
    std::size_t step;
    const PcdField* field;
  };
  using Places = std::array<Place, 3>;

  [[nodiscard]] Places placesOf(const std::array<std::size_t, 3>& wanted, const char* bytes) const {
    const bool byField = header_.data == PcdData::BinaryCompressed;
    Places places{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      std::size_t before = 0;
      for (std::size_t f = 0; f < wanted[axis]; ++f) {
        before += header_.fields[f].bytes * header_.fields[f].count;
      }
      const PcdField& field = header_.fields[wanted[axis]];
      places[axis] = byField
                         ? Place{bytes + before * header_.points, field.bytes * field.count, &field}
                         : Place{bytes + before, header_.bytesPerPoint(), &field};
    }
    return places;
  }

  void keepAll(const char* bytes) {
    makeRoom();
    const auto keep = [&](const Places& places, std::vector<geometry::Point3>& into) {
      for (std::size_t i = 0; i < header_.points; ++i) {
        geometry::Point3& point = into.emplace_back();
        for (std::size_t axis = 0; axis < 3; ++axis) {
          const Place& place = places[axis];
          point[static_cast<int>(axis)] = numberAt(place.first + i * place.step, *place.field);
        }
      }
    };
    keep(placesOf(header_.xyz, bytes), cloud_.vertices);
    if (header_.normals) keep(placesOf(*header_.normals, bytes), cloud_.normals);
  }

  Result<RawSurface> readBinary() {
    keepAll(body_.data());
    noteSurplus(body_.size() - header_.points * header_.bytesPerPoint());
    return std::move(cloud_);
  }

  Result<RawSurface> readCompressed() {
    if (body_.size() < sizeof(Packing)) return endsEarly(0);
    Packing sizes;
    std::memcpy(&sizes, body_.data(), sizeof sizes);
    const std::string_view rest = body_.substr(sizeof sizes);
    if (sizes.packed > rest.size()) {
      return failure(
          ErrorCode::Truncated,
          counted(sizes.packed, kBytes) + " of packed points are promised, but only " +
              counted(rest.size(), kBytes) +
              " are there: the upload or the copy was cut off. Upload or export it again.",
          source_);
    }
    if (header_.points != sizes.unpacked / header_.bytesPerPoint() ||
        sizes.unpacked % header_.bytesPerPoint() != 0) {
      return damaged("the header promises " + counted(header_.points, kPoints) + " of " +
                     counted(header_.bytesPerPoint(), kBytes) + ", the packed part " +
                     counted(sizes.unpacked, kBytes));
    }
    if (sizes.unpacked > kAlwaysUnpacked && sizes.unpacked / kMostUnpacked > sizes.packed) {
      return failure(ErrorCode::TooLarge,
                     counted(sizes.packed, kBytes) + " would unpack to " +
                         counted(sizes.unpacked, kBytes) +
                         ", which no scan does. Export the points as PCD binary or as PLY.",
                     source_);
    }
    const auto unpacked = unpackLzf(rest.substr(0, sizes.packed), sizes.unpacked);
    if (!unpacked) return damaged("the packed points cannot be unpacked");
    keepAll(unpacked->data());
    noteSurplus(rest.size() - sizes.packed);
    return std::move(cloud_);
  }

  void noteSurplus(std::size_t bytes) {
    if (bytes == 0) return;
    cloud_.findings.push_back(
        {{"SCAN.TRAILING_BYTES",
          {{"bytes", std::to_string(bytes)}, {"elements", std::to_string(header_.points)}}},
         Severity::Note,
         source_});
  }

  [[nodiscard]] tl::unexpected<Error> endsEarly(std::size_t line) const {
    return failure(ErrorCode::Truncated,
                   "the file ends after " + grouped(cloud_.vertices.size()) + " of " +
                       counted(header_.points, kPoints) +
                       ": the upload or the copy was cut off. Upload or export it again.",
                   source_, line);
  }

  [[nodiscard]] tl::unexpected<Error> badRow(const LineCursor& lines,
                                             std::string_view token) const {
    if (lines.atEnd() && lines.lastWasOpen()) return endsEarly(header_.lines + lines.line());
    return failure(ErrorCode::Malformed,
                   "point " + grouped(cloud_.vertices.size() + 1) +
                       " does not fit the fields: found " +
                       (token.empty() ? "the end of the line" : inQuotes(token)) +
                       ". The file is damaged or was edited: export it again.",
                   source_, header_.lines + lines.line());
  }

  [[nodiscard]] tl::unexpected<Error> damaged(const std::string& what) const {
    return failure(ErrorCode::Malformed, what + ". The file is damaged: export it again.", source_);
  }

  std::string_view body_;
  const PcdHeader& header_;
  const std::string& source_;
  RawSurface cloud_;
};

}  // namespace

Result<RawSurface> readPcd(std::string_view bytes, const std::string& sourceName,
                           const ScanReadOptions& options) {
  const Result<PcdHeader> header = readPcdHeader(withoutByteOrderMark(bytes), sourceName);
  if (!header) return tl::unexpected(header.error());
  if (header->points > options.maxPoints) return tooManyPoints(sourceName, options);
  return PcdReader(withoutByteOrderMark(bytes).substr(header->bytes), *header, sourceName).read();
}

}  // namespace podalign::ingest
