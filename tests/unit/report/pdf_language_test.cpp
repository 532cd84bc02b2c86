// A report in another language than the one that everything is written in.
#include <gtest/gtest.h>

#include <set>

#include "podalign/report/pdf.hpp"
#include "support/pdf_text.hpp"
#include "support/sample_assessment.hpp"
#include "support/text_files.hpp"

namespace podalign::report {
namespace {

using testing::PdfFile;

std::map<std::string, std::string> germanFiles() {
  std::map<std::string, std::string> all;
  const std::filesystem::path folder = std::filesystem::path(PODALIGN_PROFILES_DIR) / "text/de";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    for (const auto& text : YAML::LoadFile(entry.path().string())) {
      if (text.second.IsScalar()) all[text.first.Scalar()] = text.second.Scalar();
    }
  }
  return all;
}

std::string filled(std::string text, const Message& message) {
  for (const auto& [name, value] : message.values) {
    const std::string place = "{" + name + "}";
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place)) {
      text.replace(at, place.size(), value);
    }
  }
  return text;
}

// As the loader merges them: a translation before its original, `original.<id>` for the latter.
// What falls back is collected, and marked in the text.
TextRenderer german(std::set<std::string>& fellBack,
                    const std::map<std::string, std::string>& translated) {
  const TextRenderer english = testing::textRenderer();
  return [&fellBack, &translated, english](const Message& message) -> std::string {
    constexpr std::string_view kOriginal = "original.";
    if (message.id.rfind(kOriginal, 0) == 0) {
      return english({message.id.substr(kOriginal.size()), message.values});
    }
    const auto found = translated.find(message.id);
    if (found != translated.end()) return filled(found->second, message);
    std::string text = english(message);
    if (text.empty() || text == message.id) return {};
    fellBack.insert(message.id);
    return "[en] " + text;
  };
}

class German : public ::testing::TestWithParam<Assessment (*)()> {};

TEST_P(German, LacksNoTextOfTheRunnersPage) {
  const auto translated = germanFiles();
  std::set<std::string> fellBack;
  const auto pdf = renderPdf(GetParam()(), german(fellBack, translated), {.language = "de"});
  ASSERT_TRUE(pdf) << pdf.error().message;
  for (const std::string& id : fellBack) {
    // Which rules a drawing belongs to is no text, and findings are said as the readers say them.
    const bool data = id.ends_with(".rules");
    const bool finding = id.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    EXPECT_TRUE(data || finding) << id << " is missing in text/de";
  }
}

INSTANTIATE_TEST_SUITE_P(Samples, German,
                         ::testing::Values(&testing::planusLeftKnee, &testing::shopVisit,
                                           &testing::emergency, &testing::oneFoot));

TEST(PdfLanguage, SaysThatTheTranslationIsNotReviewedAndWhatIsNotTranslated) {
  const auto translated = germanFiles();
  std::set<std::string> fellBack;
  const auto pdf =
      renderPdf(testing::planusLeftKnee(), german(fellBack, translated), {.language = "de"});
  ASSERT_TRUE(pdf) << pdf.error().message;
  const PdfFile file(*pdf);
  const std::vector<std::string> pages = file.pages();
  const std::string notice = "Dieser Teil des Berichts liegt nur auf Englisch vor.";
  for (const std::string& page : pages) {
    EXPECT_NE(page.find("\u00dcbersetzung nicht gepr\u00fcft"), std::string::npos) << page;
    const bool english = page.find(notice) != std::string::npos;
    EXPECT_EQ(english, page.find("Was wir gesehen haben") == std::string::npos &&
                           page.find("Wann Sie Hilfe") == std::string::npos &&
                           page.find("Kontrollen") == std::string::npos)
        << page;
  }
  EXPECT_NE(pages.front().find("gemessen am 4. Mai 2026, 10:20 Uhr"), std::string::npos);
  EXPECT_NE(pages.front().find("262,4 \u00b1 1,8 mm"), std::string::npos) << pages.front();
  EXPECT_NE(pages.back().find("Seite "), std::string::npos);
  std::string all;
  for (const std::string& page : pages) all += page;
  EXPECT_NE(all.find("Clinical findings"), std::string::npos);
  EXPECT_EQ(all.find("original."), std::string::npos);
}

TEST(PdfLanguage, SaysOnTopOfTheTranslatedPageThatItIsNotReviewed) {
  const auto translated = germanFiles();
  std::set<std::string> fellBack;
  const auto pdf =
      renderPdf(testing::planusLeftKnee(), german(fellBack, translated), {.language = "de"});
  ASSERT_TRUE(pdf) << pdf.error().message;
  const std::string page = PdfFile(*pdf).pages().front();
  EXPECT_LT(page.find("\u00dcbersetzung nicht gepr\u00fcft"), page.find("Was wir gesehen haben"));
}

// The decision was made in German: its own words are for the runner's page.
TEST(PdfLanguage, KeepsTheTranslatedWordsOffTheOtherPages) {
  const auto translated = germanFiles();
  std::set<std::string> fellBack;
  Assessment assessment = testing::planusLeftKnee();
  ASSERT_FALSE(assessment.decision.footwear.empty());
  for (auto& choice : assessment.decision.footwear) choice.name = "Schuhname";
  assessment.decision.tracking.left.words = "Beitrag";
  const auto pdf = renderPdf(assessment, german(fellBack, translated), {.language = "de"});
  ASSERT_TRUE(pdf) << pdf.error().message;
  for (const std::string& page : PdfFile(*pdf).pages()) {
    if (page.find("nur auf Englisch") == std::string::npos) continue;
    EXPECT_EQ(page.find("Schuhname"), std::string::npos) << page;
    EXPECT_EQ(page.find("Beitrag"), std::string::npos) << page;
  }
}

TEST(PdfLanguage, ShowsAMissingTextInEnglish) {
  auto translated = germanFiles();
  translated.erase("report.runner.saw");
  std::set<std::string> fellBack;
  const auto pdf =
      renderPdf(testing::planusLeftKnee(), german(fellBack, translated), {.language = "de"});
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_EQ(fellBack.count("report.runner.saw"), 1U);
  EXPECT_NE(PdfFile(*pdf).pages().front().find("[en] What we saw"), std::string::npos);
}

TEST(PdfLanguage, HasEverySentenceThatARuleSaysToTheRunner) {
  const auto translated = germanFiles();
  for (const auto& [id, text] : testing::textFiles()) {
    const bool said = id.rfind("R-", 0) == 0 && id.find(".runner") != std::string::npos;
    if (!said || text.empty()) continue;
    EXPECT_EQ(translated.count(id), 1U) << id;
  }
}

}  // namespace
}  // namespace podalign::report
