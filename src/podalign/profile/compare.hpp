#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/profile/data_node.hpp"

namespace podalign::profile {

/// Something that stands in one rule base and not, or differently, in another.
struct Difference {
  std::string file;    ///< relative to the folders
  std::string part;    ///< "R-INS-03/if", "bands/FPI6 1/bands/2/up_to"
  std::string before;  ///< empty: not there
  std::string after;   ///< empty: no longer there
};

/// A document as "place" -> value. Entries of a list go by their id where they have one, words of a
/// list by themselves, so that an added entry does not move the others.
[[nodiscard]] std::map<std::string, std::string> flattened(const DataNode& document);

/// Every difference between two documents that were flattened.
[[nodiscard]] std::vector<Difference> differencesOf(
    const std::map<std::string, std::string>& before,
    const std::map<std::string, std::string>& after, const std::string& file);

/// Every difference of content between the files of two folders; who signed them is left out.
///
/// Errors: FileNotFound: no manifest in a folder; ProfileInvalid: a file that is no YAML.
[[nodiscard]] Result<std::vector<Difference>> compareFolders(const std::filesystem::path& before,
                                                             const std::filesystem::path& after);

}  // namespace podalign::profile
