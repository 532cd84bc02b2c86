#include "podalign/ingest/internal/gltf_data.hpp"

#include <cstring>
#include <optional>

#include "podalign/ingest/internal/base64.hpp"
#include "podalign/ingest/internal/bounded_json.hpp"
#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

using nlohmann::json;

constexpr std::uint32_t kJsonChunk = 0x4E4F534A;
constexpr std::uint32_t kBinaryChunk = 0x004E4942;
constexpr std::size_t kFileHeader = 12;
constexpr std::size_t kChunkHeader = 8;

std::uint32_t wordAt(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

class Opening {
 public:
  explicit Opening(const std::string& source) : source_(source) {}

  Result<GltfData> open(std::string_view bytes) {
    if (bytes.substr(0, 4) == "glTF") {
      if (auto chunks = splitChunks(bytes); !chunks) return tl::unexpected(chunks.error());
    } else {
      text_ = withoutByteOrderMark(bytes);
    }
    auto root = parseBoundedJson(text_, source_);
    if (!root) return tl::unexpected(root.error());
    data_.root = std::move(*root);
    if (auto version = checkVersion(); !version) return tl::unexpected(version.error());
    if (auto needed = checkExtensions(); !needed) return tl::unexpected(needed.error());
    if (auto buffers = openBuffers(); !buffers) return tl::unexpected(buffers.error());
    return std::move(data_);
  }

 private:
  Result<void> splitChunks(std::string_view bytes) {
    if (bytes.size() < kFileHeader + kChunkHeader) return cut("within its header");
    if (wordAt(bytes, 4) != 2) return otherVersion();
    const std::size_t length = wordAt(bytes, 8);
    if (length > bytes.size()) {
      return cut("after " + grouped(bytes.size()) + " of " + counted(length, kBytes));
    }
    bytes = bytes.substr(0, length);
    for (std::size_t at = kFileHeader; at + kChunkHeader <= bytes.size();) {
      const std::size_t size = wordAt(bytes, at);
      const std::uint32_t type = wordAt(bytes, at + 4);
      at += kChunkHeader;
      if (size > bytes.size() - at) return cut("within a part of it");
      if (type == kJsonChunk && text_.empty()) text_ = bytes.substr(at, size);
      if (type == kBinaryChunk && !binary_) binary_ = bytes.substr(at, size);
      at += size;
    }
    if (text_.empty()) return damaged("it has no part of JSON");
    return {};
  }

  [[nodiscard]] Result<void> checkVersion() const {
    const std::string_view version = stringOf(member(member(data_.root, "asset"), "version"));
    if (version.substr(0, 2) != "2.") return otherVersion();
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> otherVersion() const {
    return failure(
        ErrorCode::UnknownFormat,
        "this is a glTF scene of another version than 2. Export it as glTF 2 (.glb), STL, "
        "PLY or OBJ.",
        source_);
  }

  // How it looks is nothing to us; how it is packed is.
  [[nodiscard]] Result<void> checkExtensions() const {
    for (const json& required : member(data_.root, "extensionsRequired")) {
      const std::string_view name = stringOf(required);
      bool looksOnly = name == "KHR_mesh_quantization" || name == "KHR_lights_punctual";
      for (const std::string_view start : {"KHR_materials_", "KHR_texture_", "EXT_texture_"}) {
        looksOnly = looksOnly || name.substr(0, start.size()) == start;
      }
      if (!looksOnly) return packedWith(name);
    }
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> packedWith(std::string_view extension) const {
    const bool draco = extension == "KHR_draco_mesh_compression";
    const bool meshopt = extension.find("meshopt") != std::string_view::npos;
    const std::string what = draco     ? "the surface in it is packed with Draco"
                             : meshopt ? "the surface in it is packed with meshopt"
                                       : "the scene needs an extension";
    return failure(
        ErrorCode::UnknownFormat,
        what + " (" + inQuotes(extension) +
            "), which is not read. Export it without compression, or as STL, PLY or OBJ.",
        source_);
  }

  Result<void> openBuffers() {
    const json& buffers = member(data_.root, "buffers");
    data_.unpacked.reserve(buffers.size());  // the views below point into it
    for (std::size_t i = 0; i < buffers.size(); ++i) {
      const std::optional<std::size_t> length =
          wholeNumber(element(buffers, i), "byteLength", std::string::npos);
      const auto bytes = bufferBytes(element(buffers, i), i);
      if (!bytes) return tl::unexpected(bytes.error());
      if (!length) return damaged("a buffer has no length");
      if (*length > bytes->size()) {
        return cut("where buffer " + std::to_string(i) + " has " + grouped(bytes->size()) + " of " +
                   counted(*length, kBytes));
      }
      data_.buffers.push_back(bytes->substr(0, *length));
    }
    return {};
  }

  Result<std::string_view> bufferBytes(const json& buffer, std::size_t index) {
    const json& uri = member(buffer, "uri");
    if (uri.is_null()) {
      if (index == 0 && binary_) return *binary_;
      return damaged("buffer " + std::to_string(index) + " is not there");
    }
    const std::string_view address = stringOf(uri);
    const std::size_t comma = address.find(',');
    constexpr std::string_view kEmbedded = ";base64";
    if (address.substr(0, 5) != "data:" || comma == std::string_view::npos ||
        address.substr(0, comma).find(kEmbedded) == std::string_view::npos) {
      return failure(
          ErrorCode::UnknownFormat,
          "the scene keeps its surface in a second file. Export it as .glb, which is one "
          "file, or as STL, PLY or OBJ.",
          source_);
    }
    auto bytes = decodeBase64(address.substr(comma + 1));
    if (!bytes) return damaged("the base64 of buffer " + std::to_string(index) + " is none");
    return data_.unpacked.emplace_back(std::move(*bytes));
  }

  [[nodiscard]] tl::unexpected<Error> cut(const std::string& where) const {
    return failure(ErrorCode::Truncated,
                   "the glTF scene ends " + where +
                       ": the upload or the copy was cut off. Upload or export it again.",
                   source_);
  }

  [[nodiscard]] tl::unexpected<Error> damaged(const std::string& what) const {
    return failure(ErrorCode::Malformed, what + ". The glTF scene is damaged: export it again.",
                   source_);
  }

  const std::string& source_;
  std::string_view text_;
  std::optional<std::string_view> binary_;
  GltfData data_;
};

}  // namespace

Result<GltfData> openGltf(std::string_view bytes, const std::string& sourceName) {
  return Opening(sourceName).open(bytes);
}

}  // namespace podalign::ingest
