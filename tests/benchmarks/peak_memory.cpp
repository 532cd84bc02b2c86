#include "benchmarks/peak_memory.hpp"

#include <malloc.h>

#include <fstream>
#include <limits>
#include <string>

namespace podalign::benchmarks {
namespace {

std::size_t statusBytes(const std::string& key) {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word != key) {
      status.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
      continue;
    }
    std::size_t kibibytes = 0;
    status >> kibibytes;
    return kibibytes * 1024;
  }
  return 0;
}

}  // namespace

PeakMemory::PeakMemory() {
  // What earlier benchmarks freed goes back first, or it would be reused and not counted.
  ::malloc_trim(0);
  // 5: set the high-water mark to the present size (Documentation/filesystems/proc).
  std::ofstream("/proc/self/clear_refs") << "5";
  before_ = statusBytes("VmRSS:");
}

std::size_t PeakMemory::bytes() const {
  const std::size_t peak = statusBytes("VmHWM:");
  return peak > before_ ? peak - before_ : 0;
}

}  // namespace podalign::benchmarks
