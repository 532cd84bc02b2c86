#pragma once

#include <string>
#include <vector>

#include "podalign/core/result.hpp"

namespace podalign::insole {

struct ZipPart {
  std::string name;
  std::string bytes;
};

// An archive of deflated parts, dated 1980-01-01 (a zip has to have a date, and the clock is none
// of ours). Errors: Internal.
[[nodiscard]] Result<std::string> zipOf(const std::vector<ZipPart>& parts);

}  // namespace podalign::insole
