#pragma once

#include <cstddef>

namespace podalign::benchmarks {

/// How much more memory than at its start this process held since, at the most (resident set, from
/// the kernel's own high-water mark).
class PeakMemory {
 public:
  PeakMemory();
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::size_t before_;
};

}  // namespace podalign::benchmarks
