#pragma once

#include <string_view>

namespace podalign::ingest {

/// True when the count in byte 80 explains the size to the byte.
[[nodiscard]] bool hasExactBinaryStlSize(std::string_view bytes);

/// True when bytes that are no text look like a binary STL whose count does not fit: most of the
/// first facets hold coordinates that an object could have.
[[nodiscard]] bool resemblesBinaryStl(std::string_view bytes);

}  // namespace podalign::ingest
