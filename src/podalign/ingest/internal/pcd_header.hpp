#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"

namespace podalign::ingest {

enum class PcdData { Ascii, Binary, BinaryCompressed };

struct PcdField {
  std::string name;
  std::size_t bytes = 4;  ///< 1, 2, 4 or 8, of one value
  char type = 'F';        ///< F, I, U
  std::size_t count = 1;  ///< values per point
};

struct PcdHeader {
  std::vector<PcdField> fields;
  std::size_t points = 0;
  PcdData data = PcdData::Ascii;
  std::size_t bytes = 0;  ///< where the points begin
  std::size_t lines = 0;
  std::array<std::size_t, 3> xyz{};  ///< indices of fields
  std::optional<std::array<std::size_t, 3>> normals;

  [[nodiscard]] std::size_t bytesPerPoint() const;
  [[nodiscard]] std::size_t valuesPerPoint() const;
};

/// Errors: Malformed, Truncated; with the line. The number of points is checked against the size of
/// the file where it is not packed.
[[nodiscard]] Result<PcdHeader> readPcdHeader(std::string_view bytes,
                                              const std::string& sourceName);

}  // namespace podalign::ingest
