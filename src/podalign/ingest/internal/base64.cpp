#include "podalign/ingest/internal/base64.hpp"

#include <array>
#include <cstdint>

#include "podalign/ingest/internal/text.hpp"

namespace podalign::ingest {
namespace {

constexpr std::uint8_t kNone = 255;

constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  for (std::uint8_t& value : values) value = kNone;
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  values['-'] = values['+'];  // the variant for addresses
  values['_'] = values['/'];
  return values;
}();

}  // namespace

std::optional<std::string> decodeBase64(std::string_view text) {
  while (!text.empty() && (text.back() == '=' || isSpace(text.back()))) text.remove_suffix(1);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : text) {
    const std::uint8_t value = kValues[static_cast<std::uint8_t>(c)];
    if (value == kNone) {
      if (isSpace(c)) continue;
      return std::nullopt;
    }
    bits = (bits << 6U) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<char>((bits >> held) & 0xFFU));
  }
  return bytes;
}

}  // namespace podalign::ingest
