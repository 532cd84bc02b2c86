#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace podalign::ingest {

/// 32 well-mixed bits of three numbers; -0 counts as 0, which adding 0.0 makes of it. The constants
/// are the odd fractions of the golden ratio and of square roots that multiplicative hashing
/// commonly takes; nothing depends on them but speed.
[[nodiscard]] inline std::uint32_t hash32(const std::array<double, 3>& numbers) {
  const auto bits = [](double number) { return std::bit_cast<std::uint64_t>(number + 0.0); };
  std::uint64_t mixed = bits(numbers[0]) * 0x9E3779B97F4A7C15U;
  mixed = (std::rotl(mixed, 23) ^ bits(numbers[1])) * 0xC2B2AE3D27D4EB4FU;
  mixed = (std::rotl(mixed, 23) ^ bits(numbers[2])) * 0x165667B19E3779F9U;
  mixed ^= mixed >> 32U;
  mixed *= 0x9E3779B97F4A7C15U;
  return static_cast<std::uint32_t>(mixed >> 32U);
}

}  // namespace podalign::ingest
