#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/profile_actions.hpp"
#include "podalign/profile/signature.hpp"

namespace podalign::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

std::string approvalWords(const std::filesystem::path& folder,
                          const profile::TextCatalogue& texts) {
  const auto approval = profile::readApproval(folder);
  if (!approval || approval->signers.empty()) return texts.render("profile.approval.draft");
  if (!approval->holds()) {
    return texts.render(Message{"profile.approval.broken", {{"files", joined(approval->changed)}}});
  }
  std::vector<std::string> names;
  for (const profile::Signer& signer : approval->signers) {
    names.push_back(fmt::format("{} ({}, {})", signer.name, signer.role, signer.date));
  }
  return texts.render(Message{"profile.approval.approved", {{"names", joined(names)}}});
}

Result<int> signRuleBase(const ProfileArguments& arguments, Console& console) {
  const auto folder = profileFolder(arguments);
  if (!folder) return tl::unexpected(folder.error());
  const auto done =
      arguments.withdraw
          ? profile::withdrawApproval(*folder)
          : profile::signProfile(*folder, {arguments.reviewer, arguments.role, arguments.date});
  if (!done) return tl::unexpected(done.error());
  const auto knowledge = profile::loadProfile(*folder);
  if (!knowledge) return tl::unexpected(knowledge.error());
  if (arguments.output == Output::Json) {
    const nlohmann::ordered_json document{
        {"schema", "podalign/profile-sign/1"},
        {"knowledge", profile::versionAndHash(knowledge->manifest)},
        {"approved", profile::isApproved(knowledge->manifest)},
        {"reviewers", knowledge->manifest.reviewers}};
    console.document(document.dump(2) + "\n");
  } else {
    console.document(approvalWords(*folder, knowledge->texts) + "\n");
  }
  return kExitDone;
}

}  // namespace podalign::cli
