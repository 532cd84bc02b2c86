#include <algorithm>
#include <cstring>
#include <optional>

#include "podalign/ingest/internal/bounded_json.hpp"
#include "podalign/ingest/internal/gltf_data.hpp"

namespace podalign::ingest {
namespace {

using nlohmann::json;

constexpr std::size_t kInt8 = 5120;
constexpr std::size_t kUint8 = 5121;
constexpr std::size_t kInt16 = 5122;
constexpr std::size_t kUint16 = 5123;
constexpr std::size_t kUint32 = 5125;
constexpr std::size_t kFloat = 5126;

std::size_t sizeOfComponent(std::size_t type) {
  switch (type) {
    case kInt8:
    case kUint8: return 1;
    case kInt16:
    case kUint16: return 2;
    case kUint32:
    case kFloat: return 4;
    default: return 0;
  }
}

template <class T>
double valueAt(const char* at) {
  T value{};
  std::memcpy(&value, at, sizeof value);
  return static_cast<double>(value);
}

tl::unexpected<Error> damaged(std::size_t accessor, const std::string& what,
                              const std::string& source) {
  return failure(ErrorCode::Malformed,
                 "accessor " + std::to_string(accessor) + " " + what +
                     ". The glTF scene is damaged: export it again.",
                 source);
}

tl::unexpected<Error> notRead(const std::string& what, const std::string& source) {
  return failure(ErrorCode::UnknownFormat,
                 "the surface in it is " + what +
                     ", which is not read. Export it without compression, or as STL, PLY or OBJ.",
                 source);
}

// The bytes of a buffer view; empty optional where it does not fit its buffer.
std::optional<std::string_view> viewBytes(const GltfData& data, const json& view) {
  const auto buffer = wholeNumber(view, "buffer", data.buffers.size());
  const auto offset = wholeNumber(view, "byteOffset", 0);
  const auto length = wholeNumber(member(view, "byteLength"));
  if (!buffer || *buffer >= data.buffers.size() || !offset || !length) return std::nullopt;
  const std::string_view bytes = data.buffers[*buffer];
  if (*offset > bytes.size() || *length > bytes.size() - *offset) return std::nullopt;
  return bytes.substr(*offset, *length);
}

bool isPackedView(const json& view) {
  const json& extensions = member(view, "extensions");
  return !member(extensions, "EXT_meshopt_compression").is_null() ||
         !member(extensions, "KHR_meshopt_compression").is_null();
}

struct Wanted {
  const char* type;  // VEC3, SCALAR
  std::size_t components;
};

Result<GltfAccessor> findAccessor(const GltfData& data, std::size_t index, const Wanted& wanted,
                                  const std::string& source) {
  const json& accessor = element(member(data.root, "accessors"), index);
  if (!accessor.is_object()) return damaged(index, "is not there", source);
  if (!member(accessor, "sparse").is_null())
    return notRead("stored as differences (sparse)", source);
  if (stringOf(member(accessor, "type")) != wanted.type) {
    return damaged(index, std::string("is no ") + wanted.type, source);
  }
  const auto viewIndex = wholeNumber(member(accessor, "bufferView"));
  const json& view =
      viewIndex ? element(member(data.root, "bufferViews"), *viewIndex) : element(json{}, 0);
  if (!view.is_object()) return damaged(index, "has no bytes", source);
  if (isPackedView(view)) return notRead("packed with meshopt", source);
  const std::optional<std::string_view> bytes = viewBytes(data, view);
  if (!bytes) return damaged(index, "lies beyond its buffer", source);

  GltfAccessor found;
  const auto type = wholeNumber(member(accessor, "componentType"));
  const std::size_t size = sizeOfComponent(type.value_or(0)) * wanted.components;
  const auto count = wholeNumber(member(accessor, "count"));
  const auto offset = wholeNumber(accessor, "byteOffset", 0);
  const auto stride = wholeNumber(view, "byteStride", size);
  if (size == 0 || !count || !offset || !stride || *stride < size) {
    return damaged(index, "has a type, a count or a step that is none", source);
  }
  const bool fits = *count == 0 || (*offset <= bytes->size() && size <= bytes->size() - *offset &&
                                    *count - 1 <= (bytes->size() - *offset - size) / *stride);
  if (!fits) return damaged(index, "reaches beyond its buffer", source);
  found.first = bytes->data() + std::min(*offset, bytes->size());
  found.count = *count;
  found.stride = *stride;
  found.componentType = *type;
  found.normalized = member(accessor, "normalized") == json(true);
  return found;
}

}  // namespace

double GltfAccessor::component(std::size_t item, std::size_t index) const {
  const char* const at = first + item * stride + index * sizeOfComponent(componentType);
  switch (componentType) {
    case kInt8: {
      const double value = valueAt<std::int8_t>(at);
      return normalized ? std::max(value / 127.0, -1.0) : value;
    }
    case kUint8: return valueAt<std::uint8_t>(at) / (normalized ? 255.0 : 1.0);
    case kInt16: {
      const double value = valueAt<std::int16_t>(at);
      return normalized ? std::max(value / 32767.0, -1.0) : value;
    }
    case kUint16: return valueAt<std::uint16_t>(at) / (normalized ? 65535.0 : 1.0);
    case kUint32: return valueAt<std::uint32_t>(at);
    default: return valueAt<float>(at);
  }
}

std::uint32_t GltfAccessor::whole(std::size_t item) const {
  return static_cast<std::uint32_t>(component(item, 0));
}

Result<GltfAccessor> findPositions(const GltfData& data, std::size_t accessor,
                                   const std::string& sourceName) {
  auto found = findAccessor(data, accessor, {"VEC3", 3}, sourceName);
  if (found && found->componentType == kUint32) {
    return damaged(accessor, "holds positions of a type that none may have", sourceName);
  }
  return found;
}

Result<GltfAccessor> findIndices(const GltfData& data, std::size_t accessor,
                                 const std::string& sourceName) {
  auto found = findAccessor(data, accessor, {"SCALAR", 1}, sourceName);
  if (!found) return found;
  const std::size_t type = found->componentType;
  const bool whole = type == kUint8 || type == kUint16 || type == kUint32;
  if (!whole || found->normalized) {
    return damaged(accessor, "holds vertex numbers of a type that none may have", sourceName);
  }
  return found;
}

}  // namespace podalign::ingest
