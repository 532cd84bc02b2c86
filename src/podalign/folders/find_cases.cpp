#include "podalign/folders/find_cases.hpp"

#include <algorithm>
#include <system_error>

namespace podalign::folders {
namespace fs = std::filesystem;

Result<std::vector<FoundCase>> findCases(const fs::path& folder, const fs::path& except) {
  std::error_code problem;
  if (!fs::is_directory(folder, problem)) {
    return failure(ErrorCode::FileNotFound, "there is no such folder. Check the name.",
                   folder.string());
  }
  std::vector<FoundCase> cases;
  const fs::path left = fs::weakly_canonical(except, problem);
  auto entry = fs::recursive_directory_iterator(
      folder, fs::directory_options::skip_permission_denied, problem);
  for (; !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
    std::error_code ignored;
    if (entry->is_directory(ignored) && fs::weakly_canonical(entry->path(), ignored) == left) {
      entry.disable_recursion_pending();
    }
    if (entry->path().filename() != "case.yaml" || !entry->is_regular_file(ignored)) continue;
    const std::string name = entry->path().parent_path().lexically_relative(folder).string();
    cases.push_back({name == "." || name.empty() ? "_top" : name, entry->path()});
  }
  if (cases.empty()) {
    return failure(
        ErrorCode::FileNotFound,
        "no case.yaml in this folder or below it. Each case is a folder with a case.yaml "
        "and its files.",
        folder.string());
  }
  std::sort(cases.begin(), cases.end(),
            [](const FoundCase& a, const FoundCase& b) { return a.name < b.name; });
  return cases;
}

}  // namespace podalign::folders
