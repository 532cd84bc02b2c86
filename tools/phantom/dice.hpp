#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace phantom {

/// Seeded draws that are the same with every standard library (std distributions are not).
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed * std::uint64_t{2654435761} + 12345U) {}
  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11U) * 0x1p-53;
  }
  double normal() {
    double sum = -6.0;  // twelve uniforms: close to normal, and only additions
    for (int i = 0; i < 12; ++i) sum += uniform(0.0, 1.0);
    return sum;
  }
  /// Drawn again outside the bounds, not clamped: no heap of values there.
  double normal(double mean, double sd, double low, double high) {
    for (;;) {
      const double value = mean + sd * normal();
      if (value >= low && value <= high) return value;
    }
  }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace phantom
