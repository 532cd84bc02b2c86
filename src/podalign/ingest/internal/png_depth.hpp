#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"

namespace podalign::ingest {

struct GreyImage {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<std::uint16_t> values;  ///< row by row
};

/// A PNG picture of one grey channel of 16 bits, not interlaced, of at most `mostPixels`: the
/// numbers as they are stored, whatever is said of gamma. Errors: UnknownFormat (no such PNG),
/// Truncated, Malformed, TooLarge.
[[nodiscard]] Result<GreyImage> readPngDepth(std::string_view bytes, std::size_t mostPixels,
                                             const std::string& sourceName);

}  // namespace podalign::ingest
