#include "cli/knowledge.hpp"

#include <cstdlib>
#include <system_error>

#include "podalign/profile/signature.hpp"

namespace podalign::cli {
namespace {

constexpr const char* kManifest = "manifest.yaml";

bool isRuleBase(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(folder / kManifest, ignored);
}

}  // namespace

Result<std::filesystem::path> findProfiles() {
  if (const char* stated = std::getenv("PODALIGN_PROFILES"); stated != nullptr && *stated != '\0') {
    if (isRuleBase(stated)) return stated;
    return failure(ErrorCode::FileNotFound,
                   "PODALIGN_PROFILES names no rule base (no manifest.yaml in it)", stated);
  }
  std::error_code problem;
  std::filesystem::path folder =
      std::filesystem::read_symlink("/proc/self/exe", problem).parent_path();
  while (!problem && !folder.empty()) {
    for (const auto* place : {"profiles", "share/podalign/profiles"}) {
      if (isRuleBase(folder / place)) return folder / place;
    }
    if (folder == folder.root_path()) break;
    folder = folder.parent_path();
  }
  return failure(ErrorCode::FileNotFound,
                 "the rule base (folder profiles) was not found near the program; set "
                 "PODALIGN_PROFILES to it");
}

Result<profile::Profile> loadKnowledge(const std::string& language, Approval approval) {
  auto folder = findProfiles();
  if (!folder) return tl::unexpected(folder.error());
  auto knowledge = profile::loadProfile(*folder, {.language = language});
  if (knowledge && approval == Approval::Required && !profile::isApproved(knowledge->manifest)) {
    std::string changed;
    if (const auto signatures = profile::readApproval(*folder)) {
      for (const std::string& file : signatures->changed) {
        changed += (changed.empty() ? "; changed after it was signed: " : ", ") + file;
      }
    }
    return failure(ErrorCode::ProfileNotApproved,
                   "this rule base is a draft: no clinician approved it as it is, and "
                   "--require-approved asks for one that is approved" +
                       changed,
                   folder->filename().string() + "/" + kManifest);
  }
  return knowledge;
}

report::TextRenderer rendererOf(const profile::TextCatalogue& texts) {
  return [&texts](const Message& message) {
    return texts.has(message.id) ? texts.render(message) : std::string();
  };
}

}  // namespace podalign::cli
