#pragma once

#include <ctime>

namespace podalign::benchmarks {

/// Seconds of this process's time so far, all threads together: what one core would need, however
/// busy the machine is.
[[nodiscard]] inline double processorSeconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace podalign::benchmarks
