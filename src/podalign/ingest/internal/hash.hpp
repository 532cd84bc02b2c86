#pragma once

#include <bit>
#include <cstdint>

namespace podalign::ingest {

/// 32 well-mixed bits of three words. The constants are the odd fractions of the golden ratio and of
/// square roots that multiplicative hashing commonly takes; nothing depends on them but speed.
[[nodiscard]] inline std::uint32_t hash32(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  std::uint64_t mixed = a * 0x9E3779B97F4A7C15U;
  mixed = (std::rotl(mixed, 23) ^ b) * 0xC2B2AE3D27D4EB4FU;
  mixed = (std::rotl(mixed, 23) ^ c) * 0x165667B19E3779F9U;
  mixed ^= mixed >> 32U;
  mixed *= 0x9E3779B97F4A7C15U;
  return static_cast<std::uint32_t>(mixed >> 32U);
}

}  // namespace podalign::ingest
