#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "podalign/core/result.hpp"

/// JSON from outside: parsed by the library under limits of depth and size, and looked into by
/// functions that answer nothing where something else stands.
namespace podalign::ingest {

/// Errors: Truncated; Malformed, with the byte; TooLarge: nested too deeply or too many values.
[[nodiscard]] Result<nlohmann::json> parseBoundedJson(std::string_view text,
                                                      const std::string& sourceName);

/// The member, or null.
[[nodiscard]] const nlohmann::json& member(const nlohmann::json& object, const char* name);
/// The element of an array, or null.
[[nodiscard]] const nlohmann::json& element(const nlohmann::json& array, std::size_t index);
/// A whole number from 0 to 2^53.
[[nodiscard]] std::optional<std::size_t> wholeNumber(const nlohmann::json& value);
/// The same of a member; `otherwise` where it is absent; nothing where it is something else.
[[nodiscard]] std::optional<std::size_t> wholeNumber(const nlohmann::json& object, const char* name,
                                                     std::size_t otherwise);
[[nodiscard]] std::optional<double> realNumber(const nlohmann::json& value);
/// The characters of a string, empty for anything else.
[[nodiscard]] std::string_view stringOf(const nlohmann::json& value);

}  // namespace podalign::ingest
