#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace podalign::ingest {

/// Unpacks LZF into exactly `size` bytes; nothing when the packed bytes say otherwise.
[[nodiscard]] std::optional<std::string> unpackLzf(std::string_view packed, std::size_t size);

}  // namespace podalign::ingest
