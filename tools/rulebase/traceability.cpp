#include "rulebase/traceability.hpp"

#include <algorithm>
#include <vector>

namespace podalign::rulebase {
namespace {

using profile::Rule;

std::string cell(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

template <class Words>
std::string joined(const Words& words, const char* between) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

std::string testsOf(const TestsOfRules& tests, const std::string& rule) {
  const auto found = tests.find(rule);
  return found == tests.end() ? std::string() : joined(found->second, "<br>");
}

std::string placeOf(const profile::Profile& profile, const Rule& rule) {
  return profile.texts.render("profile.where." + rule.category);
}

std::string claimRow(const profile::Profile& profile, const profile::ArticleClaim& claim,
                     const TestsOfRules& tests) {
  std::set<std::string> names;
  std::vector<std::string> places;
  for (const std::string& id : claim.implementedBy) {
    const auto found = tests.find(id);
    if (found != tests.end()) names.insert(found->second.begin(), found->second.end());
    const Rule* rule = profile::findRule(profile, id);
    if (rule == nullptr) continue;
    const std::string place = placeOf(profile, *rule);
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }
  const bool excluded =
      std::find(claim.use.begin(), claim.use.end(), "excluded") != claim.use.end();
  std::string use = joined(claim.use, ", ");
  if (excluded) use = "**" + use + "**: " + claim.note;
  return "| " + claim.id + " | " + cell(claim.claim) + " | " + cell(use) + " | " +
         joined(claim.implementedBy, "<br>") + " | " + joined(names, "<br>") + " | " +
         cell(joined(places, "; ")) + " |\n";
}

}  // namespace

std::string traceabilityPage(const profile::Profile& profile, const profile::Background& background,
                             const TestsOfRules& tests) {
  const auto& texts = profile.texts;
  std::string page =
      texts.render("profile.trace.title") + "\n\n" + texts.render("profile.trace.intro") + "\n";
  std::string article;
  for (const profile::ArticleClaim& claim : background.claims) {
    if (claim.article != article) {
      article = claim.article;
      page += "\n## " + article + "\n\n" + texts.render("profile.trace.claims_head") +
              "\n|---|---|---|---|---|---|\n";
    }
    page += claimRow(profile, claim, tests);
  }
  page += "\n" + texts.render("profile.trace.rules_title") + "\n\n" +
          texts.render("profile.trace.rules_head") + "\n|---|---|---|---|---|\n";
  for (const Rule& rule : profile.rules) {
    page += "| " + rule.id + " | " + cell(texts.raw(rule.id + ".when")) + " | " +
            joined(rule.claims, ", ") + " | " + testsOf(tests, rule.id) + " | " +
            cell(placeOf(profile, rule)) + " |\n";
  }
  return page;
}

}  // namespace podalign::rulebase
