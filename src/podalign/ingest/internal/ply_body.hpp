#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "podalign/ingest/internal/ply_header.hpp"
#include "podalign/ingest/internal/text.hpp"

/// Two sources of PLY values with one face, so that the grammar is written once. Both are bounded:
/// past the end they answer nothing, and `atEnd` tells a cut file from a damaged one.
namespace podalign::ingest {

/// Where an item that has always the same size holds three float32 that belong together.
struct PlyFixedItem {
  std::size_t bytes = 0;
  std::array<std::size_t, 3> at{};
};

/// One item per line; blank lines between items are skipped.
class PlyAsciiBody {
 public:
  PlyAsciiBody(std::string_view body, std::size_t linesBefore)
      : lines_(body), linesBefore_(linesBefore) {}

  [[nodiscard]] bool beginItem() {
    while (!lines_.atEnd()) {
      item_ = trimmed(lines_.next());
      tokens_ = TokenCursor(item_);
      if (!item_.empty()) return true;
    }
    cut_ = true;
    return false;
  }
  [[nodiscard]] std::optional<double> value(PlyType) {
    const std::optional<double> number = parseReal(tokens_.next());
    if (!number) cut_ = lines_.atEnd() && lines_.lastWasOpen();
    return number;
  }
  [[nodiscard]] bool endItem() { return tokens_.next().empty(); }
  /// The same values at once, for binary bodies alone.
  [[nodiscard]] static bool takeFixed(const PlyFixedItem&, std::array<double, 3>&) { return false; }
  [[nodiscard]] static bool takeTriangle(std::size_t, std::array<std::uint32_t, 3>&) {
    return false;
  }
  [[nodiscard]] bool wasCut() const { return cut_; }
  [[nodiscard]] std::size_t line() const { return linesBefore_ + lines_.line(); }
  [[nodiscard]] std::size_t bytesLeft() const { return item_.size() + lines_.rest().size(); }
  [[nodiscard]] std::size_t surplus() const { return trimmed(lines_.rest()).size(); }
  [[nodiscard]] static std::size_t leastListEntryBytes(PlyType) { return 2; }

 private:
  LineCursor lines_;
  std::size_t linesBefore_;
  std::string_view item_;
  TokenCursor tokens_{{}};
  bool cut_ = false;
};

template <std::endian kOrder>
class PlyBinaryBody {
 public:
  explicit PlyBinaryBody(std::string_view body) : rest_(body) {}

  [[nodiscard]] static bool beginItem() { return true; }
  [[nodiscard]] std::optional<double> value(PlyType type) {
    switch (type) {
      case PlyType::Int8: return take<std::int8_t>();
      case PlyType::Uint8: return take<std::uint8_t>();
      case PlyType::Int16: return take<std::int16_t>();
      case PlyType::Uint16: return take<std::uint16_t>();
      case PlyType::Int32: return take<std::int32_t>();
      case PlyType::Uint32: return take<std::uint32_t>();
      case PlyType::Float32: return take<float>();
      case PlyType::Float64: return take<double>();
    }
    return std::nullopt;
  }
  [[nodiscard]] static bool endItem() { return true; }
  /// A whole item at once; false, and nothing is taken, when it is not all there.
  [[nodiscard]] bool takeFixed(const PlyFixedItem& item, std::array<double, 3>& values) {
    if (rest_.size() < item.bytes) return false;
    for (std::size_t k = 0; k < 3; ++k) {
      values[k] = static_cast<double>(at<float>(item.at[k]));
    }
    rest_.remove_prefix(item.bytes);
    return true;
  }
  /// A list of three 32-bit numbers below `most` after their count in one byte; false, and nothing
  /// is taken, where it is another one.
  [[nodiscard]] bool takeTriangle(std::size_t most, std::array<std::uint32_t, 3>& corners) {
    constexpr std::size_t kBytes = 1 + 3 * sizeof(std::uint32_t);
    if (rest_.size() < kBytes || rest_.front() != 3) return false;
    for (std::size_t k = 0; k < 3; ++k) {
      corners[k] = at<std::uint32_t>(1 + k * sizeof(std::uint32_t));
      if (corners[k] >= most) return false;
    }
    rest_.remove_prefix(kBytes);
    return true;
  }
  [[nodiscard]] bool wasCut() const { return cut_; }
  [[nodiscard]] static std::size_t line() { return 0; }
  [[nodiscard]] std::size_t bytesLeft() const { return rest_.size(); }
  [[nodiscard]] std::size_t surplus() const { return rest_.size(); }
  [[nodiscard]] static std::size_t leastListEntryBytes(PlyType type) { return sizeOf(type); }

 private:
  template <class T>
  std::optional<double> take() {
    if (rest_.size() < sizeof(T)) {
      cut_ = true;
      return std::nullopt;
    }
    const T number = at<T>(0);
    rest_.remove_prefix(sizeof(T));
    return static_cast<double>(number);
  }

  template <class T>
  [[nodiscard]] T at(std::size_t place) const {
    char raw[sizeof(T)];
    std::memcpy(raw, rest_.data() + place, sizeof raw);
    if constexpr (kOrder != std::endian::native) std::reverse(raw, raw + sizeof raw);
    T number{};
    std::memcpy(&number, raw, sizeof number);
    return number;
  }

  std::string_view rest_;
  bool cut_ = false;
};

}  // namespace podalign::ingest
