#pragma once

#include <map>
#include <optional>
#include <string>

namespace validate {

/// A case file and every file that lies beside it, by name.
struct CaseInMemory {
  std::string path;
  std::string text;
  std::map<std::string, std::string> files;
};

/// Nothing where it cannot be read.
[[nodiscard]] std::optional<CaseInMemory> readCase(const std::string& path);

}  // namespace validate
