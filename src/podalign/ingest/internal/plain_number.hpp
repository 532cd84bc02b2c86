#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace podalign::ingest {

/// A plain decimal number and how many decimal places it was printed with.
struct PlainNumber {
  double value = 0.0;
  int decimals = 0;
};

/// A plain decimal number at the front of a text, with how many characters it takes: digits and at
/// most one point or comma, at most 15 digits, no sign. Nothing where none stands there. Inline:
/// large exports are nothing but such numbers.
struct LeadingPlain {
  PlainNumber number;
  std::size_t length = 0;
};
[[nodiscard]] inline std::optional<LeadingPlain> leadingPlain(std::string_view text) {
  // As many digits as a whole number below 2^53 surely holds: their quotient by a power of ten is
  // the nearest double.
  constexpr int kMostDigits = 15;
  constexpr std::array<double, kMostDigits + 1> kPowersOfTen{
      1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  std::int64_t digits = 0;
  int count = 0;
  int decimals = -1;
  std::size_t length = 0;
  for (; length < text.size(); ++length) {
    const char c = text[length];
    if (c >= '0' && c <= '9') {
      digits = 10 * digits + (c - '0');
      if (++count > kMostDigits) return std::nullopt;
      if (decimals >= 0) ++decimals;
    } else if ((c == '.' || c == ',') && decimals < 0) {
      decimals = 0;
    } else {
      break;
    }
  }
  if (count == 0) return std::nullopt;
  if (decimals < 0) decimals = 0;
  const double value = static_cast<double>(digits);
  return LeadingPlain{
      {digits == 0 ? 0.0 : value / kPowersOfTen[static_cast<std::size_t>(decimals)], decimals},
      length};
}

/// A text that is a plain number and nothing else. Nothing for every other one, which may be a
/// number still.
[[nodiscard]] inline std::optional<double> plainNumber(std::string_view text) {
  const auto plain = leadingPlain(text);
  if (!plain || plain->length != text.size()) return std::nullopt;
  return plain->number.value;
}

}  // namespace podalign::ingest
