#include <algorithm>
#include <fstream>
#include <regex>
#include <system_error>
#include <vector>

#include "rulebase/traceability.hpp"

namespace podalign::rulebase {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> filesBelow(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code fault;
  for (const auto& entry : fs::recursive_directory_iterator(folder, fault)) {
    const fs::path extension = entry.path().extension();
    if (extension == ".cpp" || extension == ".hpp" || extension == ".yaml") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Who a line of the file belongs to: its test, its table of cases, or nobody.
class Owner {
 public:
  explicit Owner(const fs::path& file) {
    const std::string name = file.filename().string();
    expected_ = name.ends_with(".expected.yaml");
    owner_ = expected_ ? name.substr(0, name.find('.')) : file.stem().string();
    if (file.parent_path().filename() == "rule_cases") owner_ = "rule_cases/" + owner_;
  }

  // Before the first test of a file stand tables and helpers.
  const std::string* of(const std::string& line) {
    static const std::regex test(R"(^TEST(?:_F|_P)?\((\w+), (\w+)\))");
    std::smatch match;
    if (std::regex_search(line, match, test)) owner_ = match[1].str() + "." + match[2].str();
    if (!expected_) return &owner_;
    // Of an example case only the rules that stand count.
    if (!line.starts_with(' ') && !line.starts_with('-'))
      inFired_ = line.starts_with("rules_fired:");
    return inFired_ ? &owner_ : nullptr;
  }

 private:
  std::string owner_;
  bool expected_ = false;
  bool inFired_ = false;
};

void readFile(const fs::path& file, TestsOfRules& tests) {
  static const std::regex rule(R"(R-[A-Z]+-[0-9]+)");
  std::ifstream stream(file);
  Owner owner(file);
  std::string line;
  while (std::getline(stream, line)) {
    const std::string* name = owner.of(line);
    if (name == nullptr) continue;
    for (std::sregex_iterator found(line.begin(), line.end(), rule), end; found != end; ++found) {
      tests[found->str()].insert(*name);
    }
  }
}

}  // namespace

TestsOfRules testsOfRules(const fs::path& project) {
  TestsOfRules tests;
  for (const fs::path& file : filesBelow(project / "tests/unit/decide")) readFile(file, tests);
  return tests;
}

}  // namespace podalign::rulebase
