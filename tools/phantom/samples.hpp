#pragma once

#include <string>
#include <vector>

namespace phantom {

struct SampleFile {
  std::string name;
  std::string bytes;
};

/// The clinic sample: a pronated runner with left front-of-knee pain. Two scans (binary STL), a
/// walk of six steps (emed text), a case file and the truth beside each. Same seed, same bytes.
[[nodiscard]] std::vector<SampleFile> demoSample(unsigned seed);

/// The shop sample: a neutral pair (PLY and OBJ) of somebody without complaints.
[[nodiscard]] std::vector<SampleFile> shopSample(unsigned seed);

}  // namespace phantom
