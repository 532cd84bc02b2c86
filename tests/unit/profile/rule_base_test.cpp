// The rule base itself: complete, in order, cited, worded.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "podalign/profile/profile.hpp"

namespace podalign::profile {
namespace {

const Profile& base() {
  static const auto loaded = loadProfile(PODALIGN_PROFILES_DIR);
  if (!loaded) throw std::runtime_error(toString(loaded.error()));
  return *loaded;
}

TEST(RuleBase, IsComplete) {
  EXPECT_EQ(base().manifest.id, "podalign-knowledge");
  EXPECT_EQ(base().manifest.lifecycle, "draft");
  EXPECT_TRUE(base().manifest.reviewers.empty());
  EXPECT_EQ(base().rules.size(), 138U);
  EXPECT_EQ(base().vocabulary.fields.size(), 121U);
  EXPECT_EQ(base().derived.size(), 17U);
  EXPECT_GE(base().references.size(), 169U);
  std::map<std::string, int> perCategory;
  for (const Rule& rule : base().rules) ++perCategory[rule.category];
  const std::map<std::string, int> wanted{
      {"safety", 32},       {"quality", 7},   {"classification", 8}, {"patellar_tracking", 8},
      {"differential", 11}, {"footwear", 16}, {"insole", 20},        {"adjunct", 14},
      {"load", 9},          {"gait", 6},      {"followup", 4},       {"output", 3}};
  EXPECT_EQ(perCategory, wanted);
}

// Rising priority; equal ones in the order in which the specification lists them.
TEST(RuleBase, RunsInOrder) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < base().rules.size(); ++i) {
    ids.push_back(base().rules[i].id);
    if (i == 0) continue;
    EXPECT_LE(base().rules[i - 1].priority, base().rules[i].priority) << ids.back();
  }
  const auto comesBefore = [&ids](const std::string& a, const std::string& b) {
    return std::find(ids.begin(), ids.end(), a) < std::find(ids.begin(), ids.end(), b);
  };
  EXPECT_EQ(ids.front(), "R-SAF-01");
  EXPECT_TRUE(comesBefore("R-SAF-31", "R-FUP-03"));
  EXPECT_TRUE(comesBefore("R-QA-06", "R-QA-05"));
  EXPECT_TRUE(comesBefore("R-ADJ-08", "R-LOAD-03"));
  EXPECT_TRUE(comesBefore("R-OUT-03", "R-OUT-02"));
  EXPECT_EQ(ids.back(), "R-OUT-02");
}

TEST(RuleBase, KeepsTheShopToFitAndComfort) {
  const std::set<std::string> allowed{"footwear", "followup"};
  for (const Rule& rule : base().rules) {
    if (rule.settings.count(Setting::Shop) == 0) continue;
    for (const std::string& family : rule.families) {
      EXPECT_EQ(allowed.count(family), 1U) << rule.id << " " << family;
    }
    EXPECT_FALSE(rule.insole.has_value()) << rule.id;
    EXPECT_TRUE(rule.tracking.empty() && rule.differential.empty() && rule.plan.empty()) << rule.id;
  }
}

TEST(RuleBase, CitesOrSaysThatNothingIsPublished) {
  for (const Rule& rule : base().rules) {
    if (rule.sources.empty()) {
      EXPECT_EQ(rule.basis, "expert opinion, no published source") << rule.id;
    }
    for (const std::string& source : rule.sources) {
      EXPECT_NE(citationOf(base(), source), source) << rule.id;
    }
  }
  EXPECT_EQ(citationOf(base(), "NOBODY1999"), "NOBODY1999");
}

// Where the specification names a disagreement, the rule carries the contrary trials.
TEST(RuleBase, CarriesContraryEvidence) {
  const std::map<std::string, std::vector<std::string>> wanted{
      {"R-PTR-02", {"THIJS2008", "NOEHREN2013", "BOLING2021", "ESCULIER2020"}},
      {"R-PTR-03", {"THIJS2008", "NOEHREN2013", "BOLING2021", "ESCULIER2020"}},
      {"R-INS-01", {"MATTHEWS2020"}},
      {"R-INS-03", {"MATTHEWS2020", "LEWINSON2015"}},
      {"R-INS-04", {"MATTHEWS2020", "LEWINSON2015"}},
      {"R-FW-02", {"RYAN2011", "KNAPIK2014", "NIELSEN2014P"}},
      {"R-FW-03", {"RYAN2011", "KNAPIK2014", "NIELSEN2014P"}},
      {"R-LOAD-05", {"BUIST2008", "FREDETTE2022", "FRANDSEN2025"}},
      {"R-ADJ-09", {"CALLAGHAN2012"}}};
  for (const auto& [id, sources] : wanted) {
    const Rule* rule = findRule(base(), id);
    ASSERT_NE(rule, nullptr);
    for (const std::string& source : sources) {
      EXPECT_NE(std::find(rule->contrary.begin(), rule->contrary.end(), source),
                rule->contrary.end())
          << id << " " << source;
    }
  }
}

TEST(RuleBase, MarksParametersThatNobodyVerified) {
  for (const char* id :
       {"R-INS-03", "R-INS-04", "R-INS-05", "R-INS-06", "R-INS-08", "R-INS-09", "R-INS-10",
        "R-INS-11", "R-INS-12", "R-INS-15", "R-FW-09", "R-ADJ-03", "R-FUP-01"}) {
    EXPECT_TRUE(findRule(base(), id)->provisional) << id;
  }
  EXPECT_FALSE(findRule(base(), "R-SAF-10")->provisional);
}

TEST(RuleBaseTexts, PromiseNothing) {
  const std::regex forbidden(
      "will cure|corrects? (the )?tracking|prevents? injur|guarantee|heals? your",
      std::regex::icase);
  const std::regex diagnosis("\\bdiagnos", std::regex::icase);
  const std::set<std::string> fixedSentences{"R-DDX-10.runner", "R-SAF-21.clinical"};
  for (const auto& [id, text] : base().texts.all()) {
    EXPECT_FALSE(std::regex_search(text, forbidden)) << id << ": " << text;
    if (id.starts_with("R-") && fixedSentences.count(id) == 0) {
      EXPECT_FALSE(std::regex_search(text, diagnosis)) << id << ": " << text;
    }
  }
}

TEST(RuleBaseTexts, HavePlaceholdersThatTheRulesFill) {
  const std::set<std::string> perSide{"class", "S", "families", "confidence", "side", "other_side"};
  for (const Rule& rule : base().rules) {
    std::set<std::string> known;
    for (const TextNumber& number : rule.numbers) known.insert(number.name);
    if (rule.scope != Scope::Subject) known.insert(perSide.begin(), perSide.end());
    if (rule.namesKneeIf) known.insert("knees");
    if (rule.classOf.empty()) known.erase("class");
    for (const auto& [id, text] : base().texts.all()) {
      if (!id.starts_with(rule.id + ".")) continue;
      for (const std::string& name : base().texts.placeholders(id)) {
        EXPECT_EQ(known.count(name), 1U) << id << " {" << name << "}";
      }
    }
  }
}

TEST(RuleBaseTexts, AreAllOfRulesThatExist) {
  const std::regex ruleText("^(R-[A-Z]+-[0-9]+)\\..*$");
  for (const auto& [id, text] : base().texts.all()) {
    std::smatch match;
    if (std::regex_match(id, match, ruleText)) {
      EXPECT_NE(findRule(base(), match[1].str()), nullptr) << id;
    }
  }
}

TEST(RuleBaseTexts, SayNothingOnlyWhereNothingIsPrinted) {
  for (const Rule& rule : base().rules) {
    EXPECT_FALSE(base().texts.raw(rule.id + ".action").empty()) << rule.id;
    if (rule.category != "output") {
      EXPECT_FALSE(base().texts.raw(rule.id + ".runner").empty()) << rule.id;
    }
  }
}

TEST(RuleBase, HasEveryScoredMeasureInAFamily) {
  std::set<std::string> members;
  for (const Family& family : base().classification.families) {
    for (const FamilyMember& member : family.members) members.insert(member.measure);
  }
  for (const auto& [measure, bands] : base().classification.bands) {
    EXPECT_EQ(members.count(measure), 1U) << measure;
    for (const AgeBands& ages : bands) EXPECT_FALSE(ages.sources.empty()) << measure;
  }
}

}  // namespace
}  // namespace podalign::profile
