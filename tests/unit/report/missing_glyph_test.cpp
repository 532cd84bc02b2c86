#include <gtest/gtest.h>

#include "podalign/report/pdf.hpp"
#include "support/pdf_text.hpp"
#include "support/sample_assessment.hpp"
#include "support/text_files.hpp"

namespace podalign::report {
namespace {

// U+0378 is not assigned: no font can have it.
constexpr const char* kNoSuchCharacter = "\u0378";

TEST(MissingGlyph, InASentenceOfTheCatalogueIsRefused) {
  const TextRenderer known = testing::textRenderer();
  const TextRenderer texts = [&known](const Message& message) {
    return message.id == "report.runner.saw" ? std::string("What we saw ") + kNoSuchCharacter
                                             : known(message);
  };
  const auto pdf = renderPdf(testing::planusLeftKnee(), texts, {});
  ASSERT_FALSE(pdf);
  EXPECT_NE(pdf.error().message.find("What we saw"), std::string::npos);
  EXPECT_NE(pdf.error().message.find("fonts-noto-core"), std::string::npos);
}

TEST(MissingGlyph, InTheUsersTextIsShownAsItsCode) {
  Assessment assessment = testing::planusLeftKnee();
  assessment.subjectId = std::string("RUNNER-") + kNoSuchCharacter;
  assessment.inputs[0].file = std::string("left") + kNoSuchCharacter + ".stl";
  const auto pdf = renderPdf(assessment, testing::textRenderer(), {});
  ASSERT_TRUE(pdf) << pdf.error().message;
  const std::string text = testing::PdfFile(*pdf).text();
  EXPECT_NE(text.find("RUNNER-[U+0378]"), std::string::npos);
  EXPECT_NE(text.find("left[U+0378].stl"), std::string::npos);
}

TEST(MissingGlyph, BytesThatAreNoTextDoNotStopAReport) {
  Assessment assessment = testing::planusLeftKnee();
  assessment.inputs[0].file = "left\xff\xfe.stl";
  EXPECT_TRUE(renderPdf(assessment, testing::textRenderer(), {}));
}

}  // namespace
}  // namespace podalign::report
