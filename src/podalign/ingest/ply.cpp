#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "podalign/ingest/internal/large_pages.hpp"
#include "podalign/ingest/internal/ply_body.hpp"
#include "podalign/ingest/internal/ply_header.hpp"
#include "podalign/ingest/internal/polygon_fan.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

std::size_t propertyAt(const PlyElement& element, std::string_view name, bool isList) {
  for (std::size_t i = 0; i < element.properties.size(); ++i) {
    const PlyProperty& property = element.properties[i];
    if (property.name == name && property.isList == isList) return i;
  }
  return kNone;
}

// Where the values that are wanted stand; everything else is read over.
struct Wanted {
  std::array<std::size_t, 3> coordinates{kNone, kNone, kNone};
  std::array<std::size_t, 3> normals{kNone, kNone, kNone};  // of a cloud
  std::size_t corners = kNone;
};

template <class Body>
class PlyReader {
 public:
  PlyReader(Body body, const PlyHeader& header, const std::string& source,
            const ScanReadOptions& options)
      : body_(body), header_(header), source_(source), options_(options) {}

  Result<RawSurface> read() {
    if (auto found = findWanted(); !found) return tl::unexpected(found.error());
    for (const PlyElement& element : header_.elements) {
      if (!readElement(element)) return tl::unexpected(*error_);
    }
    if (const std::size_t surplus = body_.surplus(); surplus > 0) {
      surface_.findings.push_back(
          {{"SCAN.TRAILING_BYTES",
            {{"bytes", std::to_string(surplus)},
             {"elements", std::to_string(surface_.isCloud ? vertices_ : faces_)}}},
           Severity::Note,
           source_});
    }
    surface_.counts.verticesRead = surface_.vertices.size();
    return std::move(surface_);
  }

 private:
  // One entry of an element, to be named in messages.
  struct Item {
    const PlyElement& element;
    std::size_t index;
  };

  Result<void> findWanted() {
    const PlyElement* vertex = header_.find("vertex");
    if (vertex == nullptr) return refuse(ErrorCode::Malformed, "the header names no 'vertex'");
    for (std::size_t axis = 0; axis < 3; ++axis) {
      constexpr std::array kNames{"x", "y", "z"};
      wanted_.coordinates[axis] = propertyAt(*vertex, kNames[axis], false);
      if (wanted_.coordinates[axis] == kNone) {
        return refuse(ErrorCode::Malformed,
                      std::string("a vertex has no property '") + kNames[axis] + "'");
      }
    }
    vertices_ = vertex->count;
    mostTriangles_ = mostTriangles(vertices_, options_);
    if (vertices_ > 3 * options_.maxTriangles) return tooManyTriangles(source_, options_);
    reserveInLargePages(surface_.vertices, vertices_);
    return findCorners();
  }

  Result<void> findCorners() {
    const PlyElement* face = header_.find("face");
    if (face == nullptr || face->count == 0) return expectCloud();
    wanted_.corners = propertyAt(*face, "vertex_indices", true);
    if (wanted_.corners == kNone) wanted_.corners = propertyAt(*face, "vertex_index", true);
    if (wanted_.corners == kNone) {
      return refuse(ErrorCode::Malformed, "a face has no list 'vertex_indices'");
    }
    const PlyProperty& corners = face->properties[wanted_.corners];
    if (!isInteger(corners.type)) {
      return refuse(ErrorCode::Malformed, "'" + corners.name + "' are no integers");
    }
    faces_ = face->count;
    const std::size_t triangleBytes = 3 * Body::leastListEntryBytes(corners.type);
    reserveInLargePages(surface_.triangles, std::min({faces_, options_.maxTriangles,
                                                      body_.bytesLeft() / triangleBytes}));
    return {};
  }

  Result<void> expectCloud() {
    if (header_.find("tristrips") != nullptr) {
      return failure(ErrorCode::NoSurface,
                     "the surface is stored as triangle strips, which are not read. Export it as "
                     "single triangles (faces).",
                     source_);
    }
    if (vertices_ > options_.maxPoints) return tooManyPoints(source_, options_);
    surface_.isCloud = true;
    const PlyElement& vertex = *header_.find("vertex");
    constexpr std::array kNames{"nx", "ny", "nz"};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      wanted_.normals[axis] = propertyAt(vertex, kNames[axis], false);
    }
    hasNormals_ =
        std::find(wanted_.normals.begin(), wanted_.normals.end(), kNone) == wanted_.normals.end();
    if (hasNormals_) reserveInLargePages(surface_.normals, vertices_);
    return {};
  }

  bool readElement(const PlyElement& element) {
    const bool isVertex = element.name == "vertex";
    const bool isFace = element.name == "face";
    if (element.properties.empty()) return true;
    listKept_ = isFace ? wanted_.corners : kNone;
    const auto fixed = isVertex ? fixedItem(element) : std::nullopt;
    const bool likelyTriangles = isFace && holdsLikelyTriangles(element);
    for (std::size_t index = 0; index < element.count; ++index) {
      if (fixed && body_.takeFixed(*fixed, coordinates_)) {
        keepVertex();
        continue;
      }
      if (likelyTriangles && keepTriangle()) continue;
      const Item item{element, index};
      if (!body_.beginItem()) return refuseItem(item, "nothing");
      if (!readItem(item)) return false;
      if (!body_.endItem()) return refuseItem(item, "more values than the header names");
      if (isVertex) keepVertex();
      if (isFace && !keepFace(item)) return false;
    }
    return true;
  }

  // Nearly every file: coordinates in float32, nothing of changing size before or after them.
  [[nodiscard]] std::optional<PlyFixedItem> fixedItem(const PlyElement& vertex) const {
    PlyFixedItem item;
    for (std::size_t i = 0; i < vertex.properties.size(); ++i) {
      const PlyProperty& property = vertex.properties[i];
      if (property.isList) return std::nullopt;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        if (wanted_.coordinates[axis] != i) continue;
        if (property.type != PlyType::Float32) return std::nullopt;
        item.at[axis] = item.bytes;
      }
      item.bytes += sizeOf(property.type);
    }
    if (hasNormals_) return std::nullopt;
    return item;
  }

  static bool holdsLikelyTriangles(const PlyElement& face) {
    const PlyProperty& corners = face.properties.front();
    return face.properties.size() == 1 && corners.isList && sizeOf(corners.countType) == 1 &&
           (corners.type == PlyType::Int32 || corners.type == PlyType::Uint32);
  }

  // False, and nothing is read, where the next face is another one.
  bool keepTriangle() {
    geometry::Triangle corners{};
    if (surface_.counts.trianglesRead == mostTriangles_ ||
        !body_.takeTriangle(vertices_, corners)) {
      return false;
    }
    ++surface_.counts.trianglesRead;
    surface_.triangles.push_back(corners);
    return true;
  }

  bool readItem(const Item& item) {
    const std::vector<PlyProperty>& properties = item.element.properties;
    for (std::size_t i = 0; i < properties.size(); ++i) {
      const PlyProperty& property = properties[i];
      if (property.isList) {
        if (!readList(item, property, i == listKept_ ? &corners_ : nullptr)) return false;
        continue;
      }
      const std::optional<double> value = body_.value(property.type);
      if (!value) return refuseItem(item, "no number for '" + property.name + "'");
      keepCoordinate(i, *value);
    }
    return true;
  }

  void keepCoordinate(std::size_t property, double value) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (wanted_.coordinates[axis] == property) coordinates_[axis] = value;
      if (wanted_.normals[axis] == property) normal_[axis] = value;
    }
  }

  bool readList(const Item& item, const PlyProperty& property, std::vector<double>* kept) {
    const std::optional<double> length = body_.value(property.countType);
    if (!length) return refuseItem(item, "no length for '" + property.name + "'");
    // 2^32 is the most that any type of a binary list can say.
    if (!(*length >= 0 && *length < 4294967296.0) || *length != std::floor(*length)) {
      return refuseItem(item, "a list length that is no count");
    }
    if (kept != nullptr) kept->clear();
    const auto values = static_cast<std::size_t>(*length);
    const std::size_t most = mostTriangles_ + 2;
    for (std::size_t i = 0; i < values; ++i) {
      if (kept != nullptr && i == most) return refuseSize();
      const std::optional<double> value = body_.value(property.type);
      if (!value) {
        return refuseItem(item, "only " + grouped(i) + " of the " + grouped(values) +
                                    " values that its list promises");
      }
      if (kept != nullptr) kept->push_back(*value);
    }
    return true;
  }

  void keepVertex() {
    surface_.vertices.emplace_back(coordinates_[0], coordinates_[1], coordinates_[2]);
    if (hasNormals_) surface_.normals.emplace_back(normal_[0], normal_[1], normal_[2]);
  }

  bool keepFace(const Item& item) {
    polygon_.clear();
    for (const double corner : corners_) {
      const bool valid =
          corner >= 0 && corner < static_cast<double>(vertices_) && corner == std::floor(corner);
      if (!valid) return refuseIndex(item, corner);
      polygon_.push_back(static_cast<std::uint32_t>(corner));
    }
    return addFan(polygon_, mostTriangles_, surface_) || refuseSize();
  }

  bool refuseSize() {
    error_ = tooManyTriangles(vertices_, source_, options_).value();
    return false;
  }

  [[nodiscard]] std::string nameOf(const Item& item) const {
    return item.element.name + " " + grouped(item.index + 1) + " of " + grouped(item.element.count);
  }

  bool refuseIndex(const Item& item, double corner) {
    error_ = Error{ErrorCode::IndexOutOfRange,
                   nameOf(item) + " names vertex " + fmt::format("{}", corner) +
                       ", but there are " + counted(vertices_, kVertices) +
                       " (numbered from 0). The file is damaged: export it again.",
                   source_, body_.line()};
    return false;
  }

  bool refuseItem(const Item& item, const std::string& what) {
    if (body_.wasCut()) {
      error_ = Error{ErrorCode::Truncated,
                     "the file ends where " + nameOf(item) + " has " + what +
                         ": the upload or the copy was cut off, or the file is damaged. Upload or "
                         "export it again.",
                     source_, body_.line()};
    } else {
      error_ = Error{ErrorCode::Malformed,
                     nameOf(item) + " has " + what +
                         ". The file is damaged or its header is wrong: export it again.",
                     source_, body_.line()};
    }
    return false;
  }

  [[nodiscard]] tl::unexpected<Error> refuse(ErrorCode code, const std::string& what) const {
    return failure(code, what + ". Export the surface again, as PLY with faces or as STL.", source_,
                   header_.lines);
  }

  Body body_;
  const PlyHeader& header_;
  const std::string& source_;
  const ScanReadOptions& options_;
  Wanted wanted_;
  std::size_t listKept_ = kNone;  // of the element being read
  std::size_t vertices_ = 0;
  std::size_t faces_ = 0;
  std::size_t mostTriangles_ = 0;
  RawSurface surface_;
  std::array<double, 3> coordinates_{};
  std::array<double, 3> normal_{};
  bool hasNormals_ = false;
  std::vector<double> corners_;
  std::vector<std::uint32_t> polygon_;
  std::optional<Error> error_;
};

}  // namespace

Result<RawSurface> readPly(std::string_view bytes, const std::string& sourceName,
                           const ScanReadOptions& options) {
  bytes = withoutByteOrderMark(bytes);
  const Result<PlyHeader> header = readPlyHeader(bytes, sourceName);
  if (!header) return tl::unexpected(header.error());
  const std::string_view body = bytes.substr(header->bytes);
  switch (header->format) {
    case Format::PlyBinaryLittleEndian:
      return PlyReader(PlyBinaryBody<std::endian::little>(body), *header, sourceName, options)
          .read();
    case Format::PlyBinaryBigEndian:
      return PlyReader(PlyBinaryBody<std::endian::big>(body), *header, sourceName, options).read();
    default:
      return PlyReader(PlyAsciiBody(body, header->lines), *header, sourceName, options).read();
  }
}

}  // namespace podalign::ingest
