#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "podalign/profile/profile.hpp"

namespace podalign::profile {
namespace {

class BackgroundTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto loaded = loadProfile(PODALIGN_PROFILES_DIR);
    ASSERT_TRUE(loaded.has_value()) << toString(loaded.error());
    profile = std::move(*loaded);
    auto read = loadBackground(PODALIGN_PROFILES_DIR, profile);
    ASSERT_TRUE(read.has_value()) << toString(read.error());
    background = std::move(*read);
  }
  Profile profile;
  Background background;
};

TEST_F(BackgroundTest, HoldsMeasuresClaimsAndChainEvidence) {
  EXPECT_EQ(background.measures.size(), 22U);
  EXPECT_EQ(background.claims.size(), 108U);
  EXPECT_EQ(background.chainEvidence.size(), 38U);
}

TEST_F(BackgroundTest, EveryClaimIsAnsweredByARuleOrSaidToBeKnowledgeOnly) {
  for (const ArticleClaim& claim : background.claims) {
    EXPECT_FALSE(claim.use.empty()) << claim.id;
    for (const std::string& rule : claim.implementedBy) {
      EXPECT_NE(findRule(profile, rule), nullptr) << claim.id << " " << rule;
    }
  }
}

TEST_F(BackgroundTest, ClaimsAndRulesNameEachOther) {
  for (const Rule& rule : profile.rules) {
    for (const std::string& id : rule.claims) {
      const auto claim = std::find_if(background.claims.begin(), background.claims.end(),
                                      [&id](const ArticleClaim& entry) { return entry.id == id; });
      ASSERT_NE(claim, background.claims.end()) << rule.id << " " << id;
    }
  }
}

TEST_F(BackgroundTest, EveryScoredMeasureIsDescribed) {
  std::set<std::string> described;
  for (const MeasureKnowledge& measure : background.measures) described.insert(measure.id);
  for (const auto& [measure, bands] : profile.classification.bands) {
    const std::string id = measure == "AI_static" ? "AI" : measure;
    EXPECT_EQ(described.count(id), 1U) << measure;
  }
}

}  // namespace
}  // namespace podalign::profile
