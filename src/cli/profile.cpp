#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/profile_actions.hpp"
#include "podalign/intake/form.hpp"
#include "podalign/profile/check.hpp"
#include "podalign/profile/explain.hpp"
#include "podalign/report/json.hpp"

namespace podalign::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kTitleWidth = 76;
constexpr std::size_t kPageWidth = 100;
constexpr std::size_t kLabelWidth = 22;

struct RuleBase {
  profile::Profile profile;
  profile::Background background;
};

Result<RuleBase> loadRuleBase(const ProfileArguments& arguments) {
  auto folder = profileFolder(arguments);
  if (!folder) return tl::unexpected(folder.error());
  auto knowledge = profile::loadProfile(*folder);
  if (!knowledge) return tl::unexpected(knowledge.error());
  auto background = profile::loadBackground(*folder, *knowledge);
  if (!background) return tl::unexpected(background.error());
  return RuleBase{std::move(*knowledge), std::move(*background)};
}

// The first so many characters; never half of one.
std::string shortened(const std::string& text, std::size_t width) {
  if (text.size() <= width) return text;
  std::size_t end = width - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

// The text behind its label, broken at blanks, continued below its own beginning.
std::string labelled(const std::string& label, const std::string& text) {
  std::string page = fmt::format("{:<{}}", label, kLabelWidth);
  std::size_t column = kLabelWidth;
  std::size_t from = 0;
  while (from < text.size()) {
    std::size_t to = text.find(' ', from);
    to = to == std::string::npos ? text.size() : to;
    const std::size_t length = to - from;
    if (column > kLabelWidth && column + 1 + length > kPageWidth) {
      page += "\n" + std::string(kLabelWidth + 2, ' ');
      column = kLabelWidth + 2;
    } else if (column > kLabelWidth) {
      page += ' ';
      ++column;
    }
    page.append(text, from, length);
    column += length;
    from = to + 1;
  }
  return page + "\n";
}

Json partJson(const profile::Part& part) {
  Json entry{{"kind", part.kind}, {"id", part.id}, {"title", part.title}};
  if (!part.grade.empty()) entry["grade"] = part.grade;
  entry["sources"] = part.sources;
  entry["provisional"] = part.provisional;
  entry["file"] = part.file;
  entry["line"] = part.line;
  return entry;
}

std::string tableOf(const std::vector<profile::Part>& parts, const profile::TextCatalogue& texts) {
  const auto head = [&texts](const char* column) {
    return texts.render(std::string("profile.list.head.") + column);
  };
  std::size_t widest = 2;
  for (const profile::Part& part : parts) widest = std::max(widest, part.id.size());
  const auto row = [widest](const std::string& kind, const std::string& id,
                            const std::string& grade, const std::string& mark,
                            const std::string& title) {
    return fmt::format("{:<14} {:<{}}  {:<18} {:<12} {}\n", kind, id, widest, grade, mark, title);
  };
  std::string table = row(head("kind"), head("id"), head("grade"), head("mark"), head("title"));
  for (const profile::Part& part : parts) {
    table += row(part.kind, part.id, part.grade,
                 part.provisional ? texts.render("profile.list.provisional") : "",
                 shortened(part.title, kTitleWidth));
  }
  return table +
         texts.render(Message{"profile.list.total", {{"count", std::to_string(parts.size())}}}) +
         "\n";
}

}  // namespace

Result<std::filesystem::path> profileFolder(const ProfileArguments& arguments) {
  if (!arguments.folder) return deliver::findProfiles();
  return *arguments.folder;
}

// The layout of the form is read by the module that makes the page; a rule base without one is
// none.
void addFormFault(const std::filesystem::path& folder, std::vector<Error>& faults) {
  const auto profile = profile::loadProfile(folder);
  if (!profile) return;
  auto layout = intake::readFormLayout(folder, profile->vocabulary);
  if (!layout) faults.push_back(std::move(layout.error()));
}

Result<int> checkRuleBase(const ProfileArguments& arguments, Console& console) {
  const auto folder = profileFolder(arguments);
  if (!folder) return tl::unexpected(folder.error());
  std::vector<Error> faults = profile::checkProfile(*folder);
  addFormFault(*folder, faults);
  if (!faults.empty()) {
    std::set<std::string> files;
    for (const Error& fault : faults) {
      console.error(fault);
      files.insert(fault.source);
    }
    if (arguments.output == Output::Json) {
      console.document(report::errorsJson(faults));
    } else if (const auto texts = profile::loadTexts(*folder)) {
      console.document(texts->render(Message{"profile.check.faults",
                                             {{"count", std::to_string(faults.size())},
                                              {"files", std::to_string(files.size())}}}) +
                       "\n");
    }
    return kExitRefused;
  }
  const auto base = loadRuleBase(arguments);
  if (!base) return tl::unexpected(base.error());
  const profile::Profile& knowledge = base->profile;
  if (arguments.output == Output::Json) {
    const Json document{{"schema", "podalign/profile-check/1"},
                        {"knowledge", profile::versionAndHash(knowledge.manifest)},
                        {"approved", profile::isApproved(knowledge.manifest)},
                        {"rules", knowledge.rules.size()},
                        {"inputs", knowledge.vocabulary.fields.size()},
                        {"measures", base->background.measures.size()},
                        {"sources", knowledge.references.size()},
                        {"claims", base->background.claims.size()},
                        {"texts", knowledge.texts.all().size()},
                        {"faults", Json::array()}};
    console.document(document.dump(2) + "\n");
    return kExitDone;
  }
  console.document(knowledge.texts.render(
                       Message{"profile.check.sound",
                               {{"name", knowledge.manifest.id},
                                {"version", knowledge.manifest.version},
                                {"rules", std::to_string(knowledge.rules.size())},
                                {"inputs", std::to_string(knowledge.vocabulary.fields.size())},
                                {"measures", std::to_string(base->background.measures.size())},
                                {"sources", std::to_string(knowledge.references.size())},
                                {"claims", std::to_string(base->background.claims.size())},
                                {"texts", std::to_string(knowledge.texts.all().size())},
                                {"approval", approvalWords(*folder, knowledge.texts)}}}) +
                   "\n");
  return kExitDone;
}

Result<int> listRuleBase(const ProfileArguments& arguments, Console& console) {
  const auto& kinds = profile::partKinds();
  if (!arguments.kind.empty() &&
      std::find(kinds.begin(), kinds.end(), arguments.kind) == kinds.end()) {
    return failure(ErrorCode::ProfileInvalid, fmt::format("there is no kind '{}'; the kinds are {}",
                                                          arguments.kind, fmt::join(kinds, ", ")));
  }
  const auto base = loadRuleBase(arguments);
  if (!base) return tl::unexpected(base.error());
  std::vector<profile::Part> parts = profile::partsOf(base->profile, base->background);
  if (!arguments.kind.empty()) {
    parts.erase(std::remove_if(parts.begin(), parts.end(),
                               [&](const auto& part) { return part.kind != arguments.kind; }),
                parts.end());
  }
  if (arguments.output == Output::Json) {
    Json entries = Json::array();
    for (const profile::Part& part : parts) entries.push_back(partJson(part));
    console.document(Json{{"schema", "podalign/profile-list/1"},
                          {"knowledge", profile::versionAndHash(base->profile.manifest)},
                          {"entries", std::move(entries)}}
                         .dump(2) +
                     "\n");
  } else {
    console.document(tableOf(parts, base->profile.texts));
  }
  return kExitDone;
}

Result<int> showRuleBase(const ProfileArguments& arguments, Console& console) {
  const auto base = loadRuleBase(arguments);
  if (!base) return tl::unexpected(base.error());
  const auto parts =
      profile::findParts(profile::partsOf(base->profile, base->background), arguments.id);
  if (parts.empty()) {
    return failure(ErrorCode::ProfileInvalid, "nothing in the rule base is called '" +
                                                  arguments.id +
                                                  "'; 'podalign profile list' shows every id");
  }
  const profile::TextCatalogue& texts = base->profile.texts;
  Json entries = Json::array();
  std::string page;
  for (const profile::Part& part : parts) {
    const auto details = profile::explainPart(base->profile, base->background, part);
    Json entry = partJson(part);
    page += fmt::format("{}{} ({}) {}:{}\n", page.empty() ? "" : "\n", part.id,
                        texts.render("profile.kind." + part.kind), part.file, part.line);
    if (part.kind == "measures" || part.kind == "names" || part.kind == "shoes") {
      page += labelled("", part.title);
    }
    for (const profile::PartDetail& detail : details) {
      entry["details"][detail.label] = detail.lines;
      for (std::size_t i = 0; i < detail.lines.size(); ++i) {
        page +=
            labelled(i == 0 ? texts.render("profile.label." + detail.label) : "", detail.lines[i]);
      }
    }
    entries.push_back(std::move(entry));
  }
  if (arguments.output == Output::Json) {
    page = Json{{"schema", "podalign/profile-show/1"},
                {"knowledge", profile::versionAndHash(base->profile.manifest)},
                {"entries", std::move(entries)}}
               .dump(2) +
           "\n";
  }
  console.document(page);
  return kExitDone;
}

Result<int> run(const ProfileArguments& arguments, Console& console) {
  switch (arguments.action) {
    case ProfileAction::Check: return checkRuleBase(arguments, console);
    case ProfileAction::List: return listRuleBase(arguments, console);
    case ProfileAction::Show: return showRuleBase(arguments, console);
    case ProfileAction::Diff: return compareRuleBases(arguments, console);
    case ProfileAction::Sign: return signRuleBase(arguments, console);
  }
  return kExitUsage;
}

}  // namespace podalign::cli
