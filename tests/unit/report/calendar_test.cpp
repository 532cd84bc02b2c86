// Plan and check-ups as a calendar (RFC 5545).
#include "podalign/report/calendar.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "support/text_files.hpp"

namespace podalign::report {
namespace {

using recommend::PlanItem;
using testing::textRenderer;

PlanItem item(const std::string& rule, const std::string& from, const std::string& to,
              const std::string& what, const std::string& kind) {
  PlanItem made;
  made.rule = rule;
  made.fromDate = from;
  made.toDate = to;
  made.what = what;
  made.kind = kind;
  return made;
}

Assessment planned() {
  Assessment assessment;
  assessment.software = "0.1.0";
  assessment.subjectId = "RUNNER-7";
  assessment.captured = "2026-02-16T00:30:15+02:00";
  assessment.inputs = {{"left.stl", "stl-binary", "ab12", "mm", "declared"}};
  assessment.decision.plan = {
      item("R-ADJ-02", "2026-02-16", "2026-05-11", "Strengthen; thigh, hip\\core", "exercise"),
      item("R-LOAD-01", "2026-02-16", "2026-03-16", "Graded running", "run")};
  assessment.decision.plan[1].steps = {{1, "2026-02-16", "Run 5 minutes"},
                                       {13, "2026-02-28", "Run 17 minutes"}};
  assessment.decision.followUp = {
      item("R-FUP-01", "2026-03-02", "2026-03-02",
           "Ein sehr langer Satz über Füße, Knie, Gelenke und Überlastung, der gefaltet werden muß",
           "review")};
  return assessment;
}

std::string calendar(const Assessment& assessment) {
  const auto text = calendarText(assessment, textRenderer());
  EXPECT_TRUE(text.has_value()) << toString(text.error());
  return text.value_or("");
}

// The lines as they stand in the file, without their CR LF.
std::vector<std::string> rawLines(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  for (std::size_t end = text.find("\r\n"); end != std::string::npos;
       end = text.find("\r\n", from)) {
    lines.push_back(text.substr(from, end - from));
    from = end + 2;
  }
  EXPECT_EQ(from, text.size()) << "the last line ends with CR LF, too";
  return lines;
}

// Folded lines put together again.
std::vector<std::string> unfolded(const std::string& text) {
  std::vector<std::string> lines;
  for (const std::string& line : rawLines(text)) {
    if (line.starts_with(" ")) {
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
  }
  return lines;
}

std::vector<std::string> valuesOf(const std::string& text, const std::string& property) {
  std::vector<std::string> values;
  for (const std::string& line : unfolded(text)) {
    if (line.starts_with(property + ":")) values.push_back(line.substr(property.size() + 1));
  }
  return values;
}

TEST(Calendar, HasItsFrameAndEveryLineEndsInCrLf) {
  const std::string text = calendar(planned());
  const auto lines = unfolded(text);
  EXPECT_EQ(lines.front(), "BEGIN:VCALENDAR");
  EXPECT_EQ(lines[1], "VERSION:2.0");
  EXPECT_EQ(lines[2], "PRODID:-//Podalign//Podalign 0.1.0//EN");
  EXPECT_EQ(lines.back(), "END:VCALENDAR");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), std::count(text.begin(), text.end(), '\r'));
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "BEGIN:VEVENT"), 4);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "END:VEVENT"), 4);
}

TEST(Calendar, FoldsAt75OctetsAndNeverWithinACharacter) {
  bool folded = false;
  for (const std::string& line : rawLines(calendar(planned()))) {
    EXPECT_LE(line.size(), 75U) << line;
    folded = folded || line.starts_with(" ");
    const std::size_t first = line.starts_with(" ") ? 1 : 0;
    ASSERT_GT(line.size(), first);
    EXPECT_NE(static_cast<unsigned char>(line[first]) & 0xC0U, 0x80U)
        << "starts within a character";
  }
  EXPECT_TRUE(folded);
  const auto summaries = valuesOf(calendar(planned()), "SUMMARY");
  EXPECT_NE(summaries.back().find("Überlastung\\, der gefaltet werden muß"), std::string::npos);
}

TEST(Calendar, EscapesWhatWouldEndAValue) {
  const auto summaries = valuesOf(calendar(planned()), "SUMMARY");
  EXPECT_NE(summaries.front().find("Strengthen\\; thigh\\, hip\\\\core"), std::string::npos)
      << summaries.front();
}

TEST(Calendar, EndsOnTheFirstDayThatNoLongerBelongs) {
  const std::string text = calendar(planned());
  EXPECT_EQ(valuesOf(text, "DTSTART;VALUE=DATE"),
            (std::vector<std::string>{"20260216", "20260216", "20260228", "20260302"}));
  EXPECT_EQ(valuesOf(text, "DTEND;VALUE=DATE"),
            (std::vector<std::string>{"20260511", "20260217", "20260301", "20260303"}));
}

TEST(Calendar, IsStampedWithTheAssessmentInUniversalTime) {
  EXPECT_EQ(valuesOf(calendar(planned()), "DTSTAMP"),
            std::vector<std::string>(4, "20260215T223015Z"));
  Assessment assessment = planned();
  assessment.captured = "2026-02-16";
  EXPECT_EQ(valuesOf(calendar(assessment), "DTSTAMP").front(), "20260216T000000Z");
  assessment.captured = "2026-02-16T23:30-03:30";
  EXPECT_EQ(valuesOf(calendar(assessment), "DTSTAMP").front(), "20260217T030000Z");
}

TEST(Calendar, HasIdentifiersThatStayAndDiffer) {
  const std::string text = calendar(planned());
  EXPECT_EQ(text, calendar(planned())) << "the same bytes";
  const auto ids = valuesOf(text, "UID");
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 4U);
  Assessment reworded = planned();
  reworded.decision.plan[0].what = "Other words";
  EXPECT_EQ(valuesOf(calendar(reworded), "UID"), ids) << "words are no identity";
  Assessment other = planned();
  other.inputs[0].sha256 = "cd34";
  EXPECT_NE(valuesOf(calendar(other), "UID"), ids) << "another runner of the same minute";
}

TEST(Calendar, NamesNobody) {
  const std::string text = calendar(planned());
  EXPECT_EQ(text.find("RUNNER"), std::string::npos);
  EXPECT_EQ(text.find("left.stl"), std::string::npos);
  EXPECT_NE(text.find("not yet approved"), std::string::npos) << "a draft says so";
}

TEST(Calendar, NeedsADateAndSomethingPlanned) {
  Assessment assessment = planned();
  for (const char* captured : {"", "soon", "2026-02-30", "20260216"}) {
    assessment.captured = captured;
    const auto refused = calendarText(assessment, textRenderer());
    ASSERT_FALSE(refused.has_value()) << captured;
    EXPECT_EQ(refused.error().code, ErrorCode::CaseInvalid);
    EXPECT_NE(refused.error().message.find("captured"), std::string::npos);
  }
  Assessment empty = planned();
  empty.decision.plan.clear();
  empty.decision.followUp.clear();
  EXPECT_EQ(calendar(empty), "") << "a calendar without entries is none";
}

}  // namespace
}  // namespace podalign::report
