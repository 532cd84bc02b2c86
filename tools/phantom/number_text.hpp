#pragma once

#include <array>
#include <charconv>
#include <string>

/// Numbers as exports print them, in no locale.
namespace phantom {

[[nodiscard]] inline std::string fixed(double value, int decimals) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::fixed, decimals);
  return {text.data(), end.ptr};
}

[[nodiscard]] inline std::string shortest(double value) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

}  // namespace phantom
