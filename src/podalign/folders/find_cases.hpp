#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "podalign/core/result.hpp"

namespace podalign::folders {

struct FoundCase {
  std::string name;  ///< of its folder, from the top of the tree; `_top` for one that lies there
  std::filesystem::path file;
};

/// Every `case.yaml` below `folder`, by name; not in `except` (where the documents go) and not
/// behind symbolic links.
///
/// Errors: FileNotFound where the folder is not there or holds no case.
[[nodiscard]] Result<std::vector<FoundCase>> findCases(const std::filesystem::path& folder,
                                                       const std::filesystem::path& except);

}  // namespace podalign::folders
