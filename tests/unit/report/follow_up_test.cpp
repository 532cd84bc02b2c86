// Results of earlier visits on the page, the watermark and the code.
#include <gtest/gtest.h>

#include "podalign/core/sha256.hpp"
#include "podalign/report/json.hpp"
#include "podalign/report/pdf.hpp"
#include "report_variants.hpp"
#include "support/pdf_text.hpp"
#include "support/text_files.hpp"

namespace podalign::report {
namespace {

using testing::PdfFile;

std::string textOf(const Assessment& assessment) {
  const auto pdf = renderPdf(assessment, testing::textRenderer(), {});
  EXPECT_TRUE(pdf) << (pdf ? "" : pdf.error().message);
  return PdfFile(pdf.value_or("")).text();
}

TEST(FollowUp, NamesTheVisitsAndTheChanges) {
  const std::string text = textOf(testing::followUpVisit());
  EXPECT_NE(text.find("Since the earlier visits"), std::string::npos);
  EXPECT_NE(text.find("3 November 2025"), std::string::npos);
  // 0.2956 - 0.34; the band is that of both values in quadrature.
  EXPECT_NE(text.find("\u22120.044 ± 0.013"), std::string::npos) << text;
  EXPECT_NE(text.find("+0.4 ± 2.6 mm"), std::string::npos);
}

TEST(FollowUp, IsNotThereWithoutAnEarlierVisit) {
  EXPECT_EQ(textOf(testing::planusLeftKnee()).find("Since the earlier visits"), std::string::npos);
}

TEST(FollowUp, ComparesNothingThatIsNotOfOneUnitOrNotOk) {
  Assessment assessment = testing::followUpVisit();
  EarlierVisit& before = assessment.earlier.front();
  before.steps = {};
  before.scans.right.clear();
  for (auto& [name, measurement] : before.scans.left) measurement.unit = "other";
  EXPECT_NE(textOf(assessment).find("No measure was valid at this visit and at an earlier one"),
            std::string::npos);
}

TEST(FollowUp, SaysThatAnEarlierResultHadOtherRules) {
  Assessment assessment = testing::followUpVisit();
  EXPECT_EQ(textOf(assessment).find("another version of the rule base"), std::string::npos);
  assessment.earlier.front().knowledge = "2025.9+sha256:00";
  EXPECT_NE(textOf(assessment).find("another version of the rule base"), std::string::npos);
}

TEST(SignOff, TakesTheWatermarkAndTheEmptyLinesAway) {
  Assessment assessment = testing::planusLeftKnee();
  const auto draft = renderPdf(assessment, testing::textRenderer(), {});
  assessment.signOff = SignOff{"A. Clinician", "2026-05-05", "accepted as it stands", ""};
  const auto signedPdf = renderPdf(assessment, testing::textRenderer(), {});
  ASSERT_TRUE(draft && signedPdf);
  const std::string text = PdfFile(*signedPdf).text();
  EXPECT_NE(text.find("accepted as it stands, A. Clinician, 5 May 2026"), std::string::npos);
  EXPECT_EQ(text.find("Name and profession"), std::string::npos);
  EXPECT_LT(signedPdf->size(), draft->size()) << "the watermark is a shape on every page";
}

TEST(Report, NamesTheHashOfItsResultDocument) {
  const Assessment assessment = testing::planusLeftKnee();
  PdfOptions options;
  options.resultSha256 = sha256Hex(resultJson(assessment, testing::textRenderer()));
  const auto pdf = renderPdf(assessment, testing::textRenderer(), options);
  ASSERT_TRUE(pdf) << pdf.error().message;
  std::string text = PdfFile(*pdf).text();
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  EXPECT_NE(text.find(options.resultSha256), std::string::npos);
}

}  // namespace
}  // namespace podalign::report
