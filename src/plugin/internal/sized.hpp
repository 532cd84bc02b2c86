#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

/// Structs that begin with their size, made by hosts older or newer than this library.
namespace podalign::plugin {

/// Beyond any size that a struct of this interface will have: garbage.
inline constexpr std::uint32_t kLargestStruct = 65536;

enum class SizeProblem { NotAStruct, UnknownMember };

/// The host's struct as this library knows it; what it does not reach is zero.
template <class T>
struct Sized {
  T value{};
  std::optional<SizeProblem> problem;
};

/// `least`: the size of the first version, without the members that may be missing.
template <class T>
[[nodiscard]] Sized<T> readSized(const T* given, std::size_t least) {
  Sized<T> read;
  std::uint32_t size = 0;
  std::memcpy(&size, given, sizeof size);
  if (size < least || size > kLargestStruct) {
    read.problem = SizeProblem::NotAStruct;
    return read;
  }
  std::memcpy(&read.value, given, std::min<std::size_t>(size, sizeof(T)));
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  for (std::size_t i = sizeof(T); i < size; ++i) {
    if (bytes[i] != 0) read.problem = SizeProblem::UnknownMember;
  }
  return read;
}

/// Fills the host's struct as far as it reaches and leaves its size as it is; false where it is too
/// small to be one.
template <class T>
[[nodiscard]] bool writeSized(T* into, T value, std::size_t least) {
  std::uint32_t size = 0;
  std::memcpy(&size, into, sizeof size);
  if (size < least || size > kLargestStruct) return false;
  value.struct_size = size;
  std::memcpy(into, &value, std::min<std::size_t>(size, sizeof(T)));
  return true;
}

}  // namespace podalign::plugin
