// rulebase [--check] PROJECT: writes profiles/schema/*.json and docs/clinical/traceability.md, or
// says which of them are not what would be written now.
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "podalign/core/atomic_file.hpp"
#include "podalign/profile/schema.hpp"
#include "rulebase/traceability.hpp"

namespace {

namespace fs = std::filesystem;
using podalign::Result;

using Pages = std::map<std::string, std::string>;  // by path below the project

Result<Pages> pagesOf(const fs::path& project) {
  const fs::path folder = project / "profiles";
  auto schemas = podalign::profile::schemasOf(folder);
  if (!schemas) return tl::unexpected(schemas.error());
  const auto profile = podalign::profile::loadProfile(folder);
  if (!profile) return tl::unexpected(profile.error());
  const auto background = podalign::profile::loadBackground(folder, *profile);
  if (!background) return tl::unexpected(background.error());
  Pages pages;
  for (const auto& [kind, text] : *schemas) pages["profiles/schema/" + kind + ".json"] = text;
  pages["docs/clinical/traceability.md"] = podalign::rulebase::traceabilityPage(
      *profile, *background, podalign::rulebase::testsOfRules(project));
  return pages;
}

std::string textOf(const fs::path& file) {
  std::stringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

int check(const fs::path& project, const Pages& pages) {
  int stale = 0;
  for (const auto& [name, text] : pages) {
    if (textOf(project / name) == text) continue;
    std::fprintf(stderr, "%s is not what is written now\n", name.c_str());
    ++stale;
  }
  std::error_code fault;
  for (const auto& entry : fs::directory_iterator(project / "profiles/schema", fault)) {
    const std::string name = "profiles/schema/" + entry.path().filename().string();
    if (pages.count(name) != 0) continue;
    std::fprintf(stderr, "%s belongs to no file of the rule base\n", name.c_str());
    ++stale;
  }
  if (stale != 0)
    std::fprintf(stderr, "write them anew: tools/rulebase (program 'rulebase') PROJECT\n");
  return stale == 0 ? 0 : 1;
}

int write(const fs::path& project, const Pages& pages) {
  fs::create_directories(project / "profiles/schema");
  for (const auto& [name, text] : pages) {
    const auto written = podalign::writeAtomically(project / name, text);
    if (written) continue;
    std::fprintf(stderr, "%s\n", toString(written.error()).c_str());
    return 1;
  }
  return 0;
}

}  // namespace

int main(int count, char** values) {
  const std::vector<std::string> arguments(values + 1, values + count);
  const bool checks = !arguments.empty() && arguments.front() == "--check";
  if (arguments.size() != (checks ? 2U : 1U)) {
    std::fprintf(stderr, "rulebase [--check] PROJECT\n");
    return 2;
  }
  const fs::path project = arguments.back();
  const auto pages = pagesOf(project);
  if (!pages) {
    std::fprintf(stderr, "%s\n", toString(pages.error()).c_str());
    return 3;
  }
  return checks ? check(project, *pages) : write(project, *pages);
}
