// Two rule bases beside one another: what stands differently in them, and what that does to cases.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>

#include "cli/profile_actions.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/profile/compare.hpp"
#include "podalign/recommend/decide.hpp"
#include "podalign/report/json.hpp"

namespace podalign::cli {
namespace {

using Json = nlohmann::ordered_json;
using profile::Difference;

struct CaseChange {
  std::string name;
  std::vector<Difference> changes;
};

Json toJson(const Difference& difference) {
  Json entry;
  if (!difference.file.empty()) entry["file"] = difference.file;
  entry["part"] = difference.part;
  entry["before"] = difference.before.empty() ? Json() : Json(difference.before);
  entry["after"] = difference.after.empty() ? Json() : Json(difference.after);
  return entry;
}

std::string lineOf(const Difference& difference, const profile::TextCatalogue& texts) {
  const char* id = "profile.diff.changed";
  if (difference.before.empty()) id = "profile.diff.added";
  if (difference.after.empty()) id = "profile.diff.removed";
  return texts.render(Message{id,
                              {{"part", difference.part},
                               {"before", difference.before},
                               {"after", difference.after}}}) +
         "\n";
}

// What is decided, without who decided it.
Result<std::map<std::string, std::string>> decided(const profile::Profile& knowledge,
                                                   std::string_view text, const std::string& name) {
  const auto inputs = recommend::readRuleInputs(knowledge, text, name);
  if (!inputs) return tl::unexpected(inputs.error());
  const profile::TextCatalogue& texts = knowledge.texts;
  const std::string document =
      report::decisionJson(recommend::decide(knowledge, *inputs), report::Producer{"", "", false},
                           deliver::rendererOf(texts));
  const auto root = profile::readData(document, name, ErrorCode::Internal);
  if (!root) return tl::unexpected(root.error());
  return profile::flattened(*root);
}

Result<CaseChange> changeOf(const profile::Profile& before, const profile::Profile& after,
                            const std::filesystem::path& path) {
  const auto file = ingest::openFile(path);
  if (!file) return tl::unexpected(file.error());
  const auto first = decided(before, file->view(), file->name());
  if (!first) return tl::unexpected(first.error());
  const auto second = decided(after, file->view(), file->name());
  if (!second) return tl::unexpected(second.error());
  std::vector<Difference> changes = profile::differencesOf(*first, *second, "");
  // A rule that stands in one of them only is named under rules_fired: its sentences say no more.
  changes.erase(std::remove_if(changes.begin(), changes.end(),
                               [](const Difference& change) {
                                 return change.part.starts_with("recommendations/") &&
                                        (change.before.empty() || change.after.empty());
                               }),
                changes.end());
  return CaseChange{file->name(), std::move(changes)};
}

std::vector<std::filesystem::path> casesOf(const ProfileArguments& arguments) {
  if (!arguments.cases.empty()) return arguments.cases;
  std::vector<std::filesystem::path> cases;
  std::error_code fault;
  for (const auto& entry :
       std::filesystem::directory_iterator(arguments.after / "examples", fault)) {
    if (entry.path().extension() == ".yaml") cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  return cases;
}

std::string page(const std::vector<Difference>& differences, const std::vector<CaseChange>& cases,
                 const profile::TextCatalogue& texts) {
  std::string text;
  std::string file;
  for (const Difference& difference : differences) {
    if (difference.file != file) text += difference.file + "\n";
    file = difference.file;
    text += "  " + lineOf(difference, texts);
  }
  const auto changed = std::count_if(
      cases.begin(), cases.end(), [](const CaseChange& entry) { return !entry.changes.empty(); });
  text += texts.render(Message{"profile.diff.differences",
                               {{"count", std::to_string(differences.size())}}}) +
          "\n";
  for (const CaseChange& entry : cases) {
    if (entry.changes.empty()) continue;
    text += entry.name + "\n";
    for (const Difference& change : entry.changes) text += "  " + lineOf(change, texts);
  }
  return text +
         texts.render(Message{
             "profile.diff.cases",
             {{"changed", std::to_string(changed)}, {"count", std::to_string(cases.size())}}}) +
         "\n";
}

}  // namespace

Result<int> compareRuleBases(const ProfileArguments& arguments, Console& console) {
  const auto differences = profile::compareFolders(arguments.before, arguments.after);
  if (!differences) return tl::unexpected(differences.error());
  const auto before = profile::loadProfile(arguments.before);
  if (!before) return tl::unexpected(before.error());
  const auto after = profile::loadProfile(arguments.after);
  if (!after) return tl::unexpected(after.error());
  std::vector<CaseChange> cases;
  for (const auto& path : casesOf(arguments)) {
    auto change = changeOf(*before, *after, path);
    if (!change) return tl::unexpected(change.error());
    cases.push_back(std::move(*change));
  }
  if (arguments.output == Output::Text) {
    console.document(page(*differences, cases, after->texts));
    return kExitDone;
  }
  Json parts = Json::array();
  for (const Difference& difference : *differences) parts.push_back(toJson(difference));
  Json changes = Json::array();
  for (const CaseChange& entry : cases) {
    Json list = Json::array();
    for (const Difference& change : entry.changes) list.push_back(toJson(change));
    changes.push_back(Json{{"case", entry.name}, {"changes", std::move(list)}});
  }
  console.document(Json{{"schema", "podalign/profile-diff/1"},
                        {"before", profile::versionAndHash(before->manifest)},
                        {"after", profile::versionAndHash(after->manifest)},
                        {"differences", std::move(parts)},
                        {"cases", std::move(changes)}}
                       .dump(2) +
                   "\n");
  return kExitDone;
}

}  // namespace podalign::cli
