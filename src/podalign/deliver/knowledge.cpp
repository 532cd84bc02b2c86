#include "podalign/deliver/knowledge.hpp"

#include <cstdlib>
#include <system_error>
#include <utility>

#include "podalign/profile/signature.hpp"

namespace podalign::deliver {
namespace {

constexpr const char* kManifest = "manifest.yaml";

bool isRuleBase(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(folder / kManifest, ignored);
}

}  // namespace

Result<std::filesystem::path> findProfiles(std::filesystem::path start) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): read only; hosts that change it do so before
  if (const char* stated = std::getenv("PODALIGN_PROFILES"); stated != nullptr && *stated != '\0') {
    if (isRuleBase(stated)) return stated;
    return failure(ErrorCode::FileNotFound,
                   "PODALIGN_PROFILES names no rule base (no manifest.yaml in it)", stated);
  }
  for (std::filesystem::path folder = std::move(start); !folder.empty();
       folder = folder.parent_path()) {
    for (const auto* place : {"profiles", "share/podalign/profiles"}) {
      if (isRuleBase(folder / place)) return folder / place;
    }
    if (folder == folder.root_path()) break;
  }
  return failure(ErrorCode::FileNotFound,
                 "the rule base (folder profiles) was not found near the program; set "
                 "PODALIGN_PROFILES to it");
}

Result<std::filesystem::path> findProfiles() {
  std::error_code problem;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", problem);
  return findProfiles(problem ? std::filesystem::path() : program.parent_path());
}

Result<profile::Profile> loadKnowledge(const std::filesystem::path& folder,
                                       const std::string& language, Approval approval) {
  auto knowledge = profile::loadProfile(folder, {.language = language});
  if (knowledge && approval == Approval::Required && !profile::isApproved(knowledge->manifest)) {
    std::string changed;
    if (const auto signatures = profile::readApproval(folder)) {
      for (const std::string& file : signatures->changed) {
        changed += (changed.empty() ? "; changed after it was signed: " : ", ") + file;
      }
    }
    return failure(ErrorCode::ProfileNotApproved,
                   "this rule base is a draft: no clinician approved it as it is, and "
                   "--require-approved asks for one that is approved" +
                       changed,
                   folder.filename().string() + "/" + kManifest);
  }
  return knowledge;
}

Result<profile::Profile> loadKnowledge(const std::string& language, Approval approval) {
  const auto folder = findProfiles();
  if (!folder) return tl::unexpected(folder.error());
  return loadKnowledge(*folder, language, approval);
}

std::map<std::string, profile::Source> sourcesOf(const profile::Profile& knowledge) {
  return {knowledge.references.begin(), knowledge.references.end()};
}

report::TextRenderer rendererOf(const profile::TextCatalogue& texts) {
  return [&texts](const Message& message) {
    return texts.has(message.id) ? texts.render(message) : std::string();
  };
}

}  // namespace podalign::deliver
