#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::ingest {

/// A glTF scene with the bytes that it refers to.
struct GltfData {
  nlohmann::json root;
  std::vector<std::string> unpacked;      ///< buffers that stood in the JSON as base64
  std::vector<std::string_view> buffers;  ///< into those or into the file, each of its full length
};

/// From a binary (.glb) or a text (.gltf) file. Errors: Malformed, Truncated, TooLarge;
/// UnknownFormat for what is not read (version 1, a second file, an extension that it cannot do
/// without).
[[nodiscard]] Result<GltfData> openGltf(std::string_view bytes, const std::string& sourceName);

/// Where the values of an accessor lie; checked against the buffer.
struct GltfAccessor {
  const char* first = nullptr;
  std::size_t count = 0;
  std::size_t stride = 0;
  std::size_t componentType = 0;  ///< 5120 ... 5126
  bool normalized = false;

  [[nodiscard]] double component(std::size_t item, std::size_t index) const;
  [[nodiscard]] std::uint32_t whole(std::size_t item) const;  ///< of u8, u16, u32
};

/// Errors: Malformed, UnknownFormat (sparse, packed with meshopt).
[[nodiscard]] Result<GltfAccessor> findPositions(const GltfData& data, std::size_t accessor,
                                                 const std::string& sourceName);
[[nodiscard]] Result<GltfAccessor> findIndices(const GltfData& data, std::size_t accessor,
                                               const std::string& sourceName);

}  // namespace podalign::ingest
