#pragma once

#include <string>
#include <vector>

namespace podalign::benchmarks {

/// A file that nobody means well with, or that an exporter spoilt, of the size of the largest
/// scans.
struct HostileFile {
  const char* name;
  const char* suffix;
  std::string (*content)();
};
[[nodiscard]] const std::vector<HostileFile>& hostileFiles();

}  // namespace podalign::benchmarks
