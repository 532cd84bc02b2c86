// Who approved the rule base, and that any change afterwards ends it.
#include "podalign/profile/signature.hpp"

#include "changed_rule_base.hpp"
#include "podalign/profile/check.hpp"
#include "podalign/profile/profile.hpp"

namespace podalign::profile {
namespace {

const Signer kSigner{"Test Reviewer", "podiatrist, \"Test\" clinic", "2026-02-28"};
const Signer kSecond{"Second Reviewer", "sports physician", "2026-03-01"};

bool approved(const testing::RuleBaseCopy& base) {
  const auto loaded = loadProfile(base.directory());
  EXPECT_TRUE(loaded.has_value()) << toString(loaded.error());
  return loaded && isApproved(loaded->manifest);
}

TEST(Signature, ApprovesTheRuleBaseAsItIs) {
  testing::RuleBaseCopy base;
  EXPECT_FALSE(approved(base));
  ASSERT_TRUE(signProfile(base.directory(), kSigner).has_value());
  EXPECT_TRUE(approved(base));
  EXPECT_TRUE(checkProfile(base.directory()).empty());
  const auto loaded = loadProfile(base.directory());
  EXPECT_EQ(loaded->manifest.reviewers, std::vector<std::string>{"Test Reviewer"});
  const auto approval = readApproval(base.directory());
  ASSERT_TRUE(approval.has_value());
  ASSERT_EQ(approval->signers.size(), 1U);
  EXPECT_EQ(approval->signers[0].role, kSigner.role);
  EXPECT_EQ(approval->signers[0].date, kSigner.date);
  EXPECT_NE(base.text("rules/insole.yaml").find("reviewers: [\"Test Reviewer\"]"),
            std::string::npos);
}

TEST(Signature, EndsWithAnyChangeAndNamesTheFile) {
  for (const auto& [file, from, to] :
       {std::tuple{"rules/insole.yaml", "rank: 4", "rank: 5"},
        std::tuple{"classification.yaml", "{up_to: 6, score: 0}", "{up_to: 5, score: 0}"},
        std::tuple{"text/en/rules.yaml", "Exclude DVT", "Exclude a DVT"},
        std::tuple{"manifest.yaml", "version: '2026.1'", "version: '2026.2'"},
        std::tuple{"references.yaml", "# Every publication", "# Each publication"}}) {
    testing::RuleBaseCopy base;
    ASSERT_TRUE(signProfile(base.directory(), kSigner).has_value());
    base.replace(file, from, to);
    EXPECT_FALSE(approved(base)) << file;
    const auto approval = readApproval(base.directory());
    ASSERT_TRUE(approval.has_value());
    EXPECT_EQ(approval->changed, std::vector<std::string>{file});
    const auto faults = checkProfile(base.directory());
    ASSERT_EQ(faults.size(), 1U) << file;
    EXPECT_EQ(faults[0].source, "manifest.yaml");
    EXPECT_EQ(faults[0].line, base.lineOf("manifest.yaml", "signatures:"));
    EXPECT_NE(faults[0].message.find(file), std::string::npos);
  }
}

TEST(Signature, EndsWithAFileMoreOrLess) {
  testing::RuleBaseCopy base;
  ASSERT_TRUE(signProfile(base.directory(), kSigner).has_value());
  base.write("examples/another.yaml", "setting: shop\n");
  EXPECT_FALSE(approved(base));
  EXPECT_EQ(readApproval(base.directory())->changed,
            std::vector<std::string>{"examples/another.yaml"});
  std::filesystem::remove(base.directory() / "examples/another.yaml");
  EXPECT_TRUE(approved(base));
  std::filesystem::remove(base.directory() / "examples/case_01.yaml");
  EXPECT_FALSE(approved(base));
}

TEST(Signature, OfASecondPersonIsAddedToTheSameContent) {
  testing::RuleBaseCopy base;
  ASSERT_TRUE(signProfile(base.directory(), kSigner).has_value());
  EXPECT_FALSE(signProfile(base.directory(), kSigner).has_value()) << "signed twice";
  ASSERT_TRUE(signProfile(base.directory(), kSecond).has_value());
  EXPECT_TRUE(approved(base));
  EXPECT_EQ(readApproval(base.directory())->signers.size(), 2U);
}

TEST(Signature, OfChangedContentDropsTheEarlierOnes) {
  testing::RuleBaseCopy base;
  ASSERT_TRUE(signProfile(base.directory(), kSigner).has_value());
  base.replace("rules/insole.yaml", "rank: 4", "rank: 7");
  ASSERT_TRUE(signProfile(base.directory(), kSecond).has_value());
  EXPECT_TRUE(approved(base));
  const auto approval = readApproval(base.directory());
  ASSERT_EQ(approval->signers.size(), 1U);
  EXPECT_EQ(approval->signers[0].name, kSecond.name);
}

TEST(Signature, CanBeWithdrawnAndLeavesEveryByteAsItWas) {
  testing::RuleBaseCopy base;
  const std::string rules = base.text("rules/insole.yaml");
  const std::string manifest = base.text("manifest.yaml");
  ASSERT_TRUE(signProfile(base.directory(), kSigner).has_value());
  ASSERT_NE(base.text("rules/insole.yaml"), rules);
  ASSERT_TRUE(withdrawApproval(base.directory()).has_value());
  EXPECT_FALSE(approved(base));
  EXPECT_EQ(base.text("rules/insole.yaml"), rules);
  EXPECT_EQ(base.text("manifest.yaml"), manifest);
}

TEST(Signature, RefusesWhoIsNobodyAndWhatIsNoDay) {
  testing::RuleBaseCopy base;
  const std::string manifest = base.text("manifest.yaml");
  for (const Signer& signer :
       {Signer{"", "podiatrist", "2026-02-28"}, Signer{"  ", "podiatrist", "2026-02-28"},
        Signer{"A", "", "2026-02-28"}, Signer{"A\nreviewers: [B]", "podiatrist", "2026-02-28"},
        Signer{"A", "podiatrist", "2026-02-29"}, Signer{"A", "podiatrist", "28.02.2026"},
        Signer{"A", "podiatrist", "2026-13-01"},
        Signer{std::string(201, 'a'), "b", "2026-01-01"}}) {
    const auto done = signProfile(base.directory(), signer);
    ASSERT_FALSE(done.has_value()) << signer.name << signer.date;
    EXPECT_EQ(done.error().code, ErrorCode::ProfileInvalid);
  }
  EXPECT_EQ(base.text("manifest.yaml"), manifest);
}

TEST(Signature, RefusesARuleBaseWithFaults) {
  testing::RuleBaseCopy base;
  base.replace("vocabulary.yaml", "unit: cm", "unit: mm");
  const auto done = signProfile(base.directory(), kSigner);
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().source, "vocabulary.yaml");
  EXPECT_EQ(base.text("manifest.yaml").find("signatures"), std::string::npos);
}

TEST(Signature, ForgedOnesAreRefused) {
  testing::RuleBaseCopy base;
  base.replace(
      "manifest.yaml", "lifecycle: draft\nreviewers: []",
      "lifecycle: approved\nreviewers: [Nobody]\nsignatures:\n  - {reviewer: Nobody, role: none, "
      "date: soon}");
  const auto loaded = loadProfile(base.directory());
  ASSERT_FALSE(loaded.has_value());
  EXPECT_NE(loaded.error().message.find("YYYY-MM-DD"), std::string::npos);
}

TEST(Signature, OfNoFolderIsRefused) {
  EXPECT_EQ(signProfile("/nowhere", kSigner).error().code, ErrorCode::FileNotFound);
  EXPECT_EQ(withdrawApproval("/nowhere").error().code, ErrorCode::FileNotFound);
}

}  // namespace
}  // namespace podalign::profile
