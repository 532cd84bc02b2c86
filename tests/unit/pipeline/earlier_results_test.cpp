// Results that a case names as earlier.
#include "podalign/pipeline/earlier_results.hpp"

#include <gtest/gtest.h>

namespace podalign::pipeline {
namespace {

const std::string kEarlier =
    R"({"schema": "podalign/result/1", "captured": "2026-03-02T10:00:00+01:00",
  "subject": "RUNNER-7", "produced_by": {"knowledge": "2026.1+sha256:ab"},
  "measurements": {"feet": [
     {"side": "left", "load": "sitting", "measures": {"foot_length": {"value": 259.0, "unit": "mm", "error": 2.0, "status": "ok"}}},
     {"side": "left", "load": "standing", "measures": {
        "foot_length": {"value": 262.0, "unit": "mm", "error": 2.0, "status": "ok"},
        "arch_index": {"unit": "ratio", "status": "not_valid"},
        "navicular_height": {"value": 40.0, "unit": "mm", "error": 9.0, "status": "low_confidence"}}}],
   "step_means": {"right": {"cpei": {"value": 12.5, "unit": "%", "error": 6.0, "status": "ok"}}}},
  "feet": {"left": {"posture": "neutral", "score": 0.4}, "right": {"posture": "indeterminate"}}})";

Case caseOf(std::vector<std::filesystem::path> earlier) {
  Case made;
  made.subjectId = "RUNNER-7";
  made.captured = "2026-05-04T10:20:00+02:00";
  made.earlier = std::move(earlier);
  return made;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

Result<std::vector<report::EarlierVisit>> readGiven(const std::string& bytes) {
  const ingest::GivenFiles given{{"before.json", bytes}};
  return readEarlierResults(caseOf({"before.json"}), &given);
}

void expectRefused(const std::string& bytes, ErrorCode code, const std::string& words) {
  const auto refused = readGiven(bytes);
  ASSERT_FALSE(refused) << words;
  EXPECT_EQ(refused.error().code, code) << refused.error().message;
  EXPECT_NE(refused.error().message.find(words), std::string::npos) << refused.error().message;
  EXPECT_EQ(refused.error().source, "before.json");
}

TEST(EarlierResults, GiveWhatWasValidOfTheStandingFoot) {
  const auto visits = readGiven(kEarlier);
  ASSERT_TRUE(visits) << visits.error().message;
  ASSERT_EQ(visits->size(), 1U);
  const report::EarlierVisit& visit = visits->front();
  EXPECT_EQ(visit.captured, "2026-03-02T10:00:00+01:00");
  ASSERT_EQ(visit.scans.left.size(), 1U) << "only what is ok";
  EXPECT_DOUBLE_EQ(*visit.scans.left.at("foot_length").value, 262.0);
  EXPECT_DOUBLE_EQ(visit.scans.left.at("foot_length").error.total(), 2.0);
  EXPECT_DOUBLE_EQ(*visit.steps.right.at("cpei").value, 12.5);
  EXPECT_EQ(visit.posture.left, "neutral");
  EXPECT_DOUBLE_EQ(visit.score.left.value(), 0.4);
  EXPECT_FALSE(visit.score.right.has_value());
  EXPECT_EQ(visit.sha256.size(), 64U);
}

TEST(EarlierResults, ComeOldestFirst) {
  const std::string older = replaced(kEarlier, "2026-03-02", "2025-11-02");
  const ingest::GivenFiles given{{"a.json", kEarlier}, {"b.json", older}};
  const auto visits = readEarlierResults(caseOf({"a.json", "b.json"}), &given);
  ASSERT_TRUE(visits);
  EXPECT_EQ(visits->front().captured.substr(0, 7), "2025-11");
}

TEST(EarlierResults, OfSomethingElseAreRefusedByName) {
  expectRefused("not json", ErrorCode::Malformed, "no result of Podalign");
  expectRefused("[1, 2]", ErrorCode::Malformed, "no result of Podalign");
  expectRefused(replaced(kEarlier, "podalign/result/1", "podalign/error/1"), ErrorCode::Malformed,
                "podalign/result/1");
  expectRefused(std::string(100000, '['), ErrorCode::Malformed, "no result of Podalign");
}

TEST(EarlierResults, OfAnotherPersonOrALaterDayAreRefused) {
  expectRefused(replaced(kEarlier, "RUNNER-7", "RUNNER-8"), ErrorCode::CaseInvalid,
                "another subject");
  expectRefused(replaced(kEarlier, "2026-03-02", "2026-05-04"), ErrorCode::CaseInvalid,
                "not older");
  expectRefused(replaced(kEarlier, "2026-03-02T10:00:00+01:00", ""), ErrorCode::CaseInvalid,
                "no date");
}

TEST(EarlierResults, WithStrangeNumbersLoseOnlyThose) {
  const auto visits = readGiven(replaced(kEarlier, "262.0", "\"long\""));
  ASSERT_TRUE(visits);
  EXPECT_TRUE(visits->front().scans.left.empty());
}

}  // namespace
}  // namespace podalign::pipeline
