// Every part of the rule base can be found and read.
#include "podalign/profile/explain.hpp"

#include <algorithm>
#include <set>

#include "changed_rule_base.hpp"

namespace podalign::profile {
namespace {

struct Base {
  Profile profile;
  Background background;
};

const Base& base() {
  static const Base loaded = [] {
    auto profile = loadProfile(PODALIGN_PROFILES_DIR);
    if (!profile) throw std::runtime_error(toString(profile.error()));
    auto background = loadBackground(PODALIGN_PROFILES_DIR, *profile);
    if (!background) throw std::runtime_error(toString(background.error()));
    return Base{std::move(*profile), std::move(*background)};
  }();
  return loaded;
}

const std::vector<Part>& parts() {
  static const auto all = partsOf(base().profile, base().background);
  return all;
}

std::vector<std::string> linesOf(const std::string& kind, const std::string& id,
                                 const std::string& label) {
  for (const Part& part : findParts(parts(), id)) {
    if (part.kind != kind) continue;
    for (const PartDetail& detail : explainPart(base().profile, base().background, part)) {
      if (detail.label == label) return detail.lines;
    }
  }
  return {};
}

bool holds(const std::vector<std::string>& lines, const std::string& text) {
  return std::any_of(lines.begin(), lines.end(), [&text](const std::string& line) {
    return line.find(text) != std::string::npos;
  });
}

TEST(Parts, AreAllOfKnownKindsWithTitlesAndIdsOfTheirOwn) {
  std::set<std::pair<std::string, std::string>> seen;
  std::set<std::string> kinds;
  for (const Part& part : parts()) {
    EXPECT_TRUE(seen.emplace(part.kind, part.id).second) << part.kind << " " << part.id;
    EXPECT_FALSE(part.title.empty()) << part.id;
    EXPECT_NE(std::find(partKinds().begin(), partKinds().end(), part.kind), partKinds().end());
    kinds.insert(part.kind);
  }
  EXPECT_EQ(kinds.size(), partKinds().size()) << "a kind without entries";
  for (const std::string& kind : partKinds()) {
    EXPECT_TRUE(base().profile.texts.has("profile.kind." + kind)) << kind;
  }
}

TEST(Parts, SayWhereTheyStand) {
  testing::RuleBaseCopy copy;
  for (const Part& part : parts()) {
    std::istringstream text(copy.text(part.file));
    std::string line;
    for (std::size_t i = 0; i < part.line; ++i) std::getline(text, line);
    EXPECT_NE(line.find("id: " + part.id), std::string::npos)
        << part.file << ":" << part.line << " " << line;
  }
}

TEST(Parts, AreAllExplainedUnderHeadingsInWords) {
  for (const Part& part : parts()) {
    const auto details = explainPart(base().profile, base().background, part);
    EXPECT_FALSE(details.empty()) << part.kind << " " << part.id;
    for (const PartDetail& detail : details) {
      EXPECT_TRUE(base().profile.texts.has("profile.label." + detail.label)) << detail.label;
      EXPECT_FALSE(detail.lines.empty());
      for (const std::string& line : detail.lines) EXPECT_FALSE(line.empty()) << detail.label;
    }
  }
}

TEST(Parts, ShowARuleWithEvidenceForAndAgainst) {
  EXPECT_TRUE(holds(linesOf("rules", "R-INS-03", "sources"), "BARTON2011CPR"));
  EXPECT_TRUE(holds(linesOf("rules", "R-INS-03", "contrary"), "MATTHEWS2020"));
  EXPECT_TRUE(holds(linesOf("rules", "R-INS-03", "held_back_by"), "R-SAF-10"));
  EXPECT_TRUE(holds(linesOf("rules", "R-INS-03", "names"), "patellofemoral pattern"));
  EXPECT_TRUE(holds(linesOf("rules", "R-INS-03", "reads"), "Where exactly does it hurt?"));
  EXPECT_TRUE(holds(linesOf("rules", "R-INS-03", "claims"), "S3-24"));
  EXPECT_TRUE(holds(linesOf("rules", "R-LOAD-05", "conflicts"), "K6"));
}

TEST(Parts, ShowWhoUsesASourceAndWhomItContradicts) {
  EXPECT_TRUE(holds(linesOf("sources", "MATTHEWS2020", "against"), "R-INS-01"));
  EXPECT_TRUE(holds(linesOf("sources", "NILSSON2012", "used_by"), "LAA"));
  EXPECT_TRUE(holds(linesOf("sources", "SONG1996", "verified"), "not seen"));
}

TEST(Parts, OfAnUnknownIdAreNone) { EXPECT_TRUE(findParts(parts(), "R-INS-99").empty()); }

}  // namespace
}  // namespace podalign::profile
