// What is typed behind `podalign profile`.
#include <gtest/gtest.h>

#include <vector>

#include "cli/arguments.hpp"

namespace podalign::cli {
namespace {

std::variant<Invocation, ParseEnd> parse(std::vector<const char*> words) {
  words.insert(words.begin(), {"podalign", "profile"});
  return parseArguments(static_cast<int>(words.size()), words.data());
}

ProfileArguments profileOf(const std::vector<const char*>& words) {
  const auto parsed = parse(words);
  const auto* invocation = std::get_if<Invocation>(&parsed);
  if (invocation == nullptr || !std::holds_alternative<ProfileArguments>(invocation->command)) {
    ADD_FAILURE() << "not parsed";
    return {};
  }
  return std::get<ProfileArguments>(invocation->command);
}

TEST(ProfileArguments, NameTheAction) {
  EXPECT_EQ(profileOf({"check"}).action, ProfileAction::Check);
  EXPECT_FALSE(profileOf({"check"}).folder) << "what was not asked for stays absent";
  EXPECT_EQ(profileOf({"check", "--profiles", "mine", "--json"}).folder, "mine");
  EXPECT_EQ(profileOf({"check", "--json"}).output, Output::Json);
  EXPECT_EQ(profileOf({"list"}).kind, "");
  EXPECT_EQ(profileOf({"list", "rules"}).kind, "rules");
  EXPECT_EQ(profileOf({"show", "R-INS-03"}).id, "R-INS-03");
  const auto diff = profileOf({"diff", "a", "b", "--cases", "one.yaml", "two.yaml"});
  EXPECT_EQ(diff.action, ProfileAction::Diff);
  EXPECT_EQ(diff.before, "a");
  EXPECT_EQ(diff.after, "b");
  EXPECT_EQ(diff.cases.size(), 2U);
}

TEST(ProfileArguments, OfASignatureAreStatedInFull) {
  const auto sign =
      profileOf({"sign", "--reviewer", "A B", "--role", "podiatrist", "--date", "2026-01-02"});
  EXPECT_EQ(sign.action, ProfileAction::Sign);
  EXPECT_EQ(sign.reviewer, "A B");
  EXPECT_EQ(sign.role, "podiatrist");
  EXPECT_EQ(sign.date, "2026-01-02");
  EXPECT_TRUE(profileOf({"sign", "--withdraw"}).withdraw);
}

TEST(ProfileArguments, ThatAreWrongEndWithTwo) {
  const std::vector<std::vector<const char*>> wrong{
      {},
      {"approve"},
      {"show"},
      {"diff", "a"},
      {"sign"},
      {"sign", "--reviewer", "A"},
      {"sign", "--reviewer", "A", "--role", "b"},
      {"sign", "--withdraw", "--reviewer", "A", "--role", "b", "--date", "2026-01-02"},
      {"check", "--nonsense"},
      {"list", "rules", "measures"}};
  for (const auto& words : wrong) {
    const auto parsed = parse(words);
    const auto* end = std::get_if<ParseEnd>(&parsed);
    ASSERT_NE(end, nullptr) << (words.empty() ? "nothing" : words.back());
    EXPECT_EQ(end->exitCode, 2);
    EXPECT_FALSE(end->text.empty());
  }
}

}  // namespace
}  // namespace podalign::cli
