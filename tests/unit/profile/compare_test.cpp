#include "podalign/profile/compare.hpp"

#include "changed_rule_base.hpp"

namespace podalign::profile {
namespace {

TEST(CompareRuleBases, FindsNothingBetweenEqualOnes) {
  testing::RuleBaseCopy base;
  const auto differences = compareFolders(PODALIGN_PROFILES_DIR, base.directory());
  ASSERT_TRUE(differences.has_value());
  EXPECT_TRUE(differences->empty());
}

TEST(CompareRuleBases, NamesWhatChangedByItsId) {
  testing::RuleBaseCopy base;
  base.replace("rules/insole.yaml", "if: fixed_deformity", "if: fixed_deformity or pregnant");
  base.replace("rules/insole.yaml", "sources: [BURNS2006]", "sources: [BURNS2006, SONG2018]");
  base.replace("rules/safety.yaml", "    level: emergency\n", "");
  const auto differences = compareFolders(PODALIGN_PROFILES_DIR, base.directory());
  ASSERT_TRUE(differences.has_value());
  ASSERT_EQ(differences->size(), 3U);
  EXPECT_EQ((*differences)[0].file, "rules/insole.yaml");
  EXPECT_EQ((*differences)[0].part, "rules/R-INS-06/sources/[SONG2018]");
  EXPECT_EQ((*differences)[0].before, "");
  EXPECT_EQ((*differences)[1].part, "rules/R-INS-14/if");
  EXPECT_EQ((*differences)[1].before, "fixed_deformity");
  EXPECT_EQ((*differences)[1].after, "fixed_deformity or pregnant");
  EXPECT_EQ((*differences)[2].file, "rules/safety.yaml");
  EXPECT_EQ((*differences)[2].part, "rules/R-SAF-01/level");
  EXPECT_EQ((*differences)[2].after, "");
}

TEST(CompareRuleBases, RefusesAFolderThatIsNone) {
  const auto differences = compareFolders(PODALIGN_PROFILES_DIR, "/nowhere");
  ASSERT_FALSE(differences.has_value());
  EXPECT_EQ(differences.error().code, ErrorCode::FileNotFound);
}

TEST(CompareRuleBases, RefusesAFileThatIsNoYaml) {
  testing::RuleBaseCopy base;
  base.write("insole.yaml", "a: [\n");
  const auto differences = compareFolders(PODALIGN_PROFILES_DIR, base.directory());
  ASSERT_FALSE(differences.has_value());
  EXPECT_EQ(differences.error().source, "insole.yaml");
  EXPECT_GT(differences.error().line, 0U);
}

}  // namespace
}  // namespace podalign::profile
