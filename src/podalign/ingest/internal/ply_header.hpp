#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/ingest/format.hpp"

namespace podalign::ingest {

enum class PlyType { Int8, Uint8, Int16, Uint16, Int32, Uint32, Float32, Float64 };

[[nodiscard]] std::size_t sizeOf(PlyType type);
[[nodiscard]] inline bool isInteger(PlyType type) {
  return type != PlyType::Float32 && type != PlyType::Float64;
}

struct PlyProperty {
  std::string name;
  bool isList = false;
  PlyType countType = PlyType::Uint8;  ///< of a list's length
  PlyType type = PlyType::Float32;     ///< of the value, or of each entry of the list
};

struct PlyElement {
  std::string name;
  std::size_t count = 0;
  std::vector<PlyProperty> properties;
};

struct PlyHeader {
  Format format = Format::PlyAscii;
  std::vector<PlyElement> elements;  ///< in the order of the body
  std::size_t bytes = 0;             ///< where the body begins
  std::size_t lines = 0;

  [[nodiscard]] const PlyElement* find(std::string_view element) const;
};

/// Reads the header and checks every count against the size of the body, so that nothing needs to
/// be reserved for what cannot be there. Errors: Malformed, Truncated; with the line.
[[nodiscard]] Result<PlyHeader> readPlyHeader(std::string_view bytes,
                                              const std::string& sourceName);

/// The fewest bytes that one item of the element takes in the body.
[[nodiscard]] std::size_t leastItemBytes(const PlyElement& element, Format format);

}  // namespace podalign::ingest
