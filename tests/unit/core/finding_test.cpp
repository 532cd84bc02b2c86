#include "podalign/core/finding.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "podalign/core/contracts.hpp"
#include "podalign/core/result.hpp"

namespace podalign {
namespace {

TEST(Findings, AppendKeepsTheOrder) {
  Findings all{{{"A", {}}, Severity::Note, "left.stl"}};
  append(all,
         {{{"B", {{"count", "3"}}}, Severity::Caution, ""}, {{"C", {}}, Severity::Reject, ""}});
  append(all, {});
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].message.id, "A");
  EXPECT_EQ(all[1].message.id, "B");
  EXPECT_EQ(all[1].message.values.front(), (std::pair<std::string, std::string>{"count", "3"}));
  EXPECT_EQ(all[2].severity, Severity::Reject);
}

TEST(Findings, ContainsLooksForTheWholeId) {
  const Findings findings{{{"SCAN.SYNTHETIC_SOLE", {}}, Severity::Reject, ""}};
  EXPECT_TRUE(contains(findings, "SCAN.SYNTHETIC_SOLE"));
  EXPECT_FALSE(contains(findings, "SCAN.SYNTHETIC"));
  EXPECT_FALSE(contains({}, "SCAN.SYNTHETIC_SOLE"));
}

TEST(Findings, SeveritiesAreNamedAsInTheContract) {
  EXPECT_STREQ(toString(Severity::Note), "note");
  EXPECT_STREQ(toString(Severity::Caution), "caution");
  EXPECT_STREQ(toString(Severity::Reject), "reject");
}

TEST(Error, TextNamesSourceAndLineWhereKnown) {
  EXPECT_EQ(toString(Error{ErrorCode::Malformed, "bad number", "a.obj", 12}),
            "a.obj:12: error: bad number");
  EXPECT_EQ(toString(Error{ErrorCode::Truncated, "cut off", "a.stl", 0}), "a.stl: error: cut off");
  EXPECT_EQ(toString(Error{ErrorCode::Internal, "defect", "", 7}), "error: defect");
}

TEST(Error, FailureCarriesEverything) {
  const Result<int> result = failure(ErrorCode::TooLarge, "too large", "foot.stl", 3);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::TooLarge);
  EXPECT_EQ(result.error().message, "too large");
  EXPECT_EQ(result.error().source, "foot.stl");
  EXPECT_EQ(result.error().line, 3U);
}

// Hosts store these numbers: they may never change.
TEST(Error, CodesKeepTheirNumbers) {
  EXPECT_EQ(static_cast<int>(ErrorCode::Internal), 100);
  EXPECT_EQ(static_cast<int>(ErrorCode::Cancelled), 101);
  EXPECT_EQ(static_cast<int>(ErrorCode::FileNotFound), 200);
  EXPECT_EQ(static_cast<int>(ErrorCode::FileUnreadable), 201);
  EXPECT_EQ(static_cast<int>(ErrorCode::FileEmpty), 202);
  EXPECT_EQ(static_cast<int>(ErrorCode::UnknownFormat), 203);
  EXPECT_EQ(static_cast<int>(ErrorCode::Truncated), 204);
  EXPECT_EQ(static_cast<int>(ErrorCode::Malformed), 205);
  EXPECT_EQ(static_cast<int>(ErrorCode::TooLarge), 206);
  EXPECT_EQ(static_cast<int>(ErrorCode::IndexOutOfRange), 207);
  EXPECT_EQ(static_cast<int>(ErrorCode::NoSurface), 208);
  EXPECT_EQ(static_cast<int>(ErrorCode::UnitNotStated), 209);
  EXPECT_EQ(static_cast<int>(ErrorCode::UnitUnsupported), 210);
  EXPECT_EQ(static_cast<int>(ErrorCode::WriteFailed), 211);
  EXPECT_EQ(static_cast<int>(ErrorCode::UnitAmbiguous), 300);
  EXPECT_EQ(static_cast<int>(ErrorCode::NotAFoot), 301);
  EXPECT_EQ(static_cast<int>(ErrorCode::NoGround), 302);
  EXPECT_EQ(static_cast<int>(ErrorCode::SideConflict), 303);
  EXPECT_EQ(static_cast<int>(ErrorCode::FrameNotFound), 304);
  EXPECT_EQ(static_cast<int>(ErrorCode::NoFootfall), 400);
  EXPECT_EQ(static_cast<int>(ErrorCode::CaseInvalid), 500);
  EXPECT_EQ(static_cast<int>(ErrorCode::ProfileInvalid), 501);
  EXPECT_EQ(static_cast<int>(ErrorCode::ProfileNotApproved), 502);
  EXPECT_EQ(static_cast<int>(ErrorCode::IntakeInvalid), 503);
}

TEST(Contracts, ABrokenPreconditionNamesItself) {
  const auto demand = [](int value) { PODALIGN_EXPECTS(value > 0); };
  EXPECT_NO_THROW(demand(1));
  try {
    demand(0);
    FAIL() << "no violation";
  } catch (const ContractViolation& violation) {
    EXPECT_STREQ(violation.what(), "precondition: value > 0");
  }
}

}  // namespace
}  // namespace podalign
