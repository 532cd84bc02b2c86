// The prescription form as archives, screen readers and laboratories get it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "podalign/deliver/insoles.hpp"
#include "podalign/deliver/knowledge.hpp"
#include "podalign/pipeline/make_insoles.hpp"
#include "support/pdf_text.hpp"

namespace podalign::deliver {
namespace {

using testing::flat;
using testing::outputOf;
using testing::PdfFile;

struct FormKind {
  const char* language;
  report::Paper paper;
};

// The form of the demo with what its case prescribes at the end.
std::string formOf(const FormKind& kind) {
  const std::filesystem::path demo = std::filesystem::path(PODALIGN_SOURCE_DIR) / "scans/demo";
  std::ifstream in(demo / "case.yaml", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto theCase = pipeline::readCase(text +
                                              "prescription:\n"
                                              "  approved_by_clinician: true\n"
                                              "  left: {posting_deg: 4}\n"
                                              "  right: {heel_lift_mm: 3}\n",
                                          "case.yaml", demo);
  const auto profile = loadKnowledge(PODALIGN_PROFILES_DIR, kind.language, Approval::NotAsked);
  if (!theCase || !profile) return {};
  const auto shape = profile::loadInsoleShape(PODALIGN_PROFILES_DIR, *profile);
  if (!shape) return {};
  auto made = pipeline::makeInsoles(*theCase, "abc", *profile, *shape, sourcesOf(*profile), {});
  if (!made) return {};
  const auto files = insoleFiles(*made, {.formats = {InsoleFormat::Pdf}, .paper = kind.paper},
                                 rendererOf(profile->texts));
  return files ? files->back().bytes : "";
}

class InsoleForm : public ::testing::TestWithParam<FormKind> {};

TEST_P(InsoleForm, IsAnArchivableTaggedFileWithEveryWordOnThePage) {
  const std::string pdf = formOf(GetParam());
  ASSERT_FALSE(pdf.empty());
  const PdfFile file(pdf);
  EXPECT_NE(file.check().find("No syntax or stream encoding errors found"), std::string::npos)
      << file.check();
  EXPECT_NE(file.info().find("Tagged:          yes"), std::string::npos) << file.info();
  for (const testing::PageWords& page : file.words()) {
    EXPECT_GT(page.words.size(), 20U);
    for (const testing::Word& word : page.words) {
      EXPECT_TRUE(word.left >= 0.0 && word.right <= page.width && word.top >= 0.0 &&
                  word.bottom <= page.height)
          << word.text;
    }
  }
  EXPECT_TRUE(pdf == formOf(GetParam())) << "other bytes for the same input";
}

// The level that the form claims, whose rules no validator in Debian checks.
TEST_P(InsoleForm, CarriesThePrescriptionAsPdfA3b) {
  const std::string pdf = formOf(GetParam());
  const PdfFile file(pdf);
  EXPECT_NE(pdf.find("<pdfaid:part>3</pdfaid:part>"), std::string::npos);
  const std::string objects = outputOf("qpdf --json --json-key=qpdf '" + file.path() + "'");
  EXPECT_NE(objects.find("\"/AFRelationship\": \"/Data\""), std::string::npos);
  EXPECT_NE(objects.find("\"/S\": \"/GTS_PDFA1\""), std::string::npos);
  EXPECT_EQ(objects.find("/Transparency"), std::string::npos);
  const std::string inside = outputOf("pdfdetach -save 1 -o /dev/stdout '" + file.path() + "'");
  EXPECT_NE(inside.find("podalign/prescription/1"), std::string::npos) << inside;
}

TEST(InsoleFormTree, TellsWhatIsPrescribed) {
  const PdfFile file(formOf({"en", report::Paper::A4}));
  const std::string heard = flat(outputOf("pdfinfo -struct-text '" + file.path() + "' 2>&1"));
  for (const char* piece : {"H1", "TH", "TD", "Figure", "RUNNER-7", "4.0", "3.0"}) {
    EXPECT_NE(heard.find(piece), std::string::npos) << piece << ": " << heard;
  }
}

// Nothing of it is translated: no word of another language among them.
TEST(InsoleFormLanguage, IsTheOneThatEverythingIsWrittenIn) {
  const std::string form = formOf({"de", report::Paper::A4});
  ASSERT_FALSE(form.empty());
  EXPECT_TRUE(form == formOf({"en", report::Paper::A4}));
}

INSTANTIATE_TEST_SUITE_P(Kinds, InsoleForm,
                         ::testing::Values(FormKind{"en", report::Paper::A4},
                                           FormKind{"en", report::Paper::Letter}),
                         [](const auto& test) {
                           return test.param.paper == report::Paper::A4 ? "A4" : "Letter";
                         });

}  // namespace
}  // namespace podalign::deliver
