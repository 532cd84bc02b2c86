#include "podalign/ingest/internal/lzf.hpp"

#include <cstdint>

// A byte below 32 announces that many plus one bytes as they are. Any other holds the length less
// two in its upper three bits (seven: one more byte follows) and, with the byte after, how far back
// less one the bytes to be repeated begin.
namespace podalign::ingest {

std::optional<std::string> unpackLzf(std::string_view packed, std::size_t size) {
  constexpr std::uint8_t kLiteral = 32;
  constexpr std::size_t kLongLength = 7;
  std::string bytes;
  bytes.reserve(size);
  std::size_t at = 0;
  const auto next = [&] { return static_cast<std::uint8_t>(packed[at++]); };
  while (at < packed.size()) {
    const std::uint8_t control = next();
    if (control < kLiteral) {
      const std::size_t length = control + std::size_t{1};
      if (length > packed.size() - at || length > size - bytes.size()) return std::nullopt;
      bytes.append(packed.substr(at, length));
      at += length;
      continue;
    }
    std::size_t length = control >> 5U;
    if (length == kLongLength) {
      if (at == packed.size()) return std::nullopt;
      length += next();
    }
    length += 2;
    if (at == packed.size()) return std::nullopt;
    const std::size_t back = ((control & 31U) << 8U) + next() + std::size_t{1};
    if (back > bytes.size() || length > size - bytes.size()) return std::nullopt;
    // One by one: the piece may reach into what it makes.
    for (std::size_t i = 0; i < length; ++i) bytes.push_back(bytes[bytes.size() - back]);
  }
  if (bytes.size() != size) return std::nullopt;
  return bytes;
}

}  // namespace podalign::ingest
