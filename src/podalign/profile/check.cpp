#include "podalign/profile/check.hpp"

#include <algorithm>
#include <system_error>
#include <tuple>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

// The layout of the intake form decides nothing; the module that makes the page reads it strictly.
constexpr std::string_view kForm = "form.yaml";

// A file that nothing reads decides nothing, though it looks as if it did. Other languages stay.
void checkFiles(Loading& loading) {
  std::error_code fault;
  const auto& folder = loading.directory;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, fault)) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string name =
        std::filesystem::relative(entry.path(), folder, fault).generic_string();
    if (loading.filesRead.count(name) != 0 || name.starts_with("text/") ||
        name.starts_with("examples/") || name == kForm) {
      continue;
    }
    const bool isRules = name.starts_with("rules/");
    loading.faults.add(name, 1,
                       isRules ? "no rule of this file is used; name it under 'rule_files' of "
                                 "manifest.yaml or remove it"
                               : "no part of the rule base; remove it or correct its name");
  }
}

void checkApproval(Loading& loading) {
  const auto approval = readApproval(loading.directory);
  if (!approval || approval->changed.empty()) return;
  std::string files;
  for (const std::string& file : approval->changed) files += (files.empty() ? "" : ", ") + file;
  loading.faults.add("manifest.yaml", approval->line,
                     "changed after it was signed: " + files +
                         "; have it signed again, or make it a draft with 'podalign profile sign "
                         "--withdraw'");
}

// Of a file that could not be read only that is said, not what is therefore missing in it.
std::vector<Error> withoutConsequences(const Loading& loading) {
  std::vector<Error> faults;
  std::set<std::string> said;
  for (const Error& fault : loading.faults.all()) {
    const bool unreadable = loading.unreadable.count(fault.source) != 0;
    if (!unreadable || said.insert(fault.source).second) faults.push_back(fault);
  }
  return faults;
}

}  // namespace

std::vector<Error> checkProfile(const std::filesystem::path& directory,
                                const LoadOptions& options) {
  Loading loading(directory);
  const Profile profile = readProfile(loading, options);
  const bool readable = loading.unreadable.empty();
  if (readable) {
    (void)readBackground(loading, profile);
    (void)readInsoleShape(loading, profile);
    checkFiles(loading);
    checkApproval(loading);
    checkReach(loading, profile);
  }
  std::vector<Error> faults = withoutConsequences(loading);
  const auto key = [](const Error& error) {
    return std::tie(error.source, error.line, error.message);
  };
  std::stable_sort(faults.begin(), faults.end(),
                   [&key](const Error& a, const Error& b) { return key(a) < key(b); });
  faults.erase(std::unique(faults.begin(), faults.end(),
                           [&key](const Error& a, const Error& b) { return key(a) == key(b); }),
               faults.end());
  return faults;
}

}  // namespace podalign::profile
