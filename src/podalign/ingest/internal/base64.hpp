#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace podalign::ingest {

/// The bytes of a base64 text; line ends and `=` at the end are read over. Nothing when another
/// character stands in it.
[[nodiscard]] std::optional<std::string> decodeBase64(std::string_view text);

}  // namespace podalign::ingest
