// The file as archives and other programs see it: PDF/A, attachments, the same bytes again.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "podalign/report/pdf.hpp"
#include "support/pdf_text.hpp"
#include "support/sample_assessment.hpp"
#include "support/text_files.hpp"

namespace podalign::report {
namespace {

using testing::outputOf;
using testing::PdfFile;
using testing::textRenderer;

std::string pdfOf(const Assessment& assessment, const PdfOptions& options = {}) {
  const auto pdf = renderPdf(assessment, textRenderer(), options);
  EXPECT_TRUE(pdf) << (pdf ? "" : pdf.error().message);
  return pdf.value_or("");
}

// Bytes that no text has, and a name with a letter beyond ASCII.
std::vector<Attachment> twoFiles() {
  std::string bytes;
  for (int i = 0; i < 70000; ++i) bytes += static_cast<char>((i * 7919) >> 5);
  return {{"result.json", "application/json", "The result", "{\"a\": 1}\r\n\n"},
          {"pl\u00e4n.ics", "text/calendar", "The plan", bytes}};
}

constexpr const char* kJars[] = {"preflight",       "pdfbox2",    "xmpbox",           "fontbox2",
                                 "commons-logging", "commons-io", "javax.activation", "jaxb-api"};

// What Apache PDFBox says of a file; empty where the programs are not installed.
std::string preflight(const std::string& file) {
  if (outputOf("command -v java").empty()) return {};
  std::string path;
  for (const char* jar : kJars) {
    const std::string name = std::string("/usr/share/java/") + jar + ".jar";
    struct stat found {};
    if (::stat(name.c_str(), &found) != 0) return {};
    path += (path.empty() ? "" : ":") + name;
  }
  return outputOf("java -Xshare:auto -XX:TieredStopAtLevel=1 -cp " + path +
                  " org.apache.pdfbox.preflight.Validator_A1b '" + file + "' 2>&1");
}

class Archived : public ::testing::TestWithParam<Assessment (*)()> {};

TEST_P(Archived, IsPdfA1bToApachePreflight) {
  for (const Ink ink : {Ink::Colour, Ink::Grey}) {
    const PdfFile file(pdfOf(GetParam()(), {.ink = ink}));
    const std::string verdict = preflight(file.path());
    if (verdict.empty()) {
      GTEST_SKIP() << "skipped: no Java or no libpdfbox2-java; nobody else says what is PDF/A";
    }
    EXPECT_NE(verdict.find("is a valid PDF/A-1b file"), std::string::npos) << verdict;
  }
}

INSTANTIATE_TEST_SUITE_P(Samples, Archived,
                         ::testing::Values(&testing::planusLeftKnee, &testing::shopVisit,
                                           &testing::longTexts));

// The validator must be able to say no: a file that claims what it is not.
TEST(Preflight, RefusesAnAttachmentInAFileOfTheFirstPart) {
  std::string pdf = pdfOf(testing::shopVisit(), {.attachments = twoFiles()});
  const PdfFile file(pdf);
  const std::string verdict = preflight(file.path());
  if (verdict.empty()) GTEST_SKIP() << "skipped: no Java or no libpdfbox2-java";
  EXPECT_NE(verdict.find("is not a valid PDF/A-1b file"), std::string::npos) << verdict;
}

TEST(PdfArchive, ClaimsTheFirstPartOfTheStandardOnlyWithoutAttachments) {
  const std::string alone = pdfOf(testing::shopVisit());
  EXPECT_NE(alone.find("<pdfaid:part>1</pdfaid:part>"), std::string::npos);
  EXPECT_EQ(alone.rfind("%PDF-1.4", 0), 0U);
  const std::string with = pdfOf(testing::shopVisit(), {.attachments = twoFiles()});
  EXPECT_NE(with.find("<pdfaid:part>3</pdfaid:part>"), std::string::npos);
  EXPECT_EQ(with.rfind("%PDF-1.7", 0), 0U);
}

// What part 3 asks for beyond part 1, which no validator in Debian checks.
TEST(PdfArchive, TiesEveryAttachmentToTheDocument) {
  const PdfFile file(pdfOf(testing::planusLeftKnee(), {.attachments = twoFiles()}));
  const std::string objects = outputOf("qpdf --json --json-key=qpdf '" + file.path() + "'");
  const auto count = [&objects](const std::string& wanted) {
    std::size_t found = 0;
    for (std::size_t at = objects.find(wanted); at != std::string::npos;
         at = objects.find(wanted, at + 1)) {
      ++found;
    }
    return found;
  };
  EXPECT_EQ(count("\"/AFRelationship\": \"/Data\""), 2U);
  EXPECT_EQ(count("\"/AF\": ["), 1U);
  EXPECT_EQ(count("\"/Subtype\": \"/application/json\""), 1U);
  EXPECT_EQ(count("\"/Subtype\": \"/text/calendar\""), 1U);
  EXPECT_EQ(count("\"/ModDate\": \"u:D:20260504102000+02'00\""), 2U);
  EXPECT_EQ(count("\"/S\": \"/GTS_PDFA1\""), 1U);
  EXPECT_EQ(count("\"/CIDSet\""), 0U);
  EXPECT_EQ(count("/Transparency"), 0U);
}

TEST(PdfArchive, PassesTheCheckOfQpdfWithAttachments) {
  const PdfFile file(pdfOf(testing::planusLeftKnee(), {.attachments = twoFiles()}));
  EXPECT_NE(file.check().find("No syntax or stream encoding errors found"), std::string::npos)
      << file.check();
}

TEST(PdfAttachments, ComeOutByteForByte) {
  const std::vector<Attachment> attachments = twoFiles();
  const PdfFile file(pdfOf(testing::shopVisit(), {.attachments = attachments}));
  const std::string listing = outputOf("LC_ALL=C.UTF-8 pdfdetach -list '" + file.path() + "'");
  EXPECT_NE(listing.find("2 embedded files"), std::string::npos) << listing;
  for (const Attachment& attachment : attachments) {
    const std::size_t name = listing.find(": " + attachment.name);
    ASSERT_NE(name, std::string::npos) << listing;
    const std::string out = file.path() + ".out";
    outputOf("pdfdetach -save " + listing.substr(name - 1, 1) + " -o '" + out + "' '" +
             file.path() + "'");
    std::ostringstream bytes;
    bytes << std::ifstream(out, std::ios::binary).rdbuf();
    std::remove(out.c_str());
    EXPECT_TRUE(bytes.str() == attachment.bytes) << attachment.name;
  }
}

TEST(PdfAttachments, AreOfOneNameOnce) {
  std::vector<Attachment> attachments = twoFiles();
  attachments[1].name = attachments[0].name;
  const auto pdf = renderPdf(testing::shopVisit(), textRenderer(), {.attachments = attachments});
  ASSERT_FALSE(pdf);
  EXPECT_NE(pdf.error().message.find("result.json"), std::string::npos);
}

// Neither the clock's time nor its zone nor an earlier report in the same process may be seen.
TEST(PdfBytes, AreTheSameAtAnotherTimeOfAnotherZone) {
  const PdfOptions options{.attachments = twoFiles()};
  const std::string first = pdfOf(testing::planusLeftKnee(), options);
  (void)pdfOf(testing::shopVisit(), {.paper = Paper::Letter});
  const char* zone = std::getenv("TZ");
  const std::string before = zone == nullptr ? "" : zone;
  ::setenv("TZ", "Pacific/Kiritimati", 1);
  ::tzset();
  struct timespec pause {
    1, 100000000
  };  // the dates in a PDF and in a profile have seconds
  ::nanosleep(&pause, nullptr);
  const std::string second = pdfOf(testing::planusLeftKnee(), options);
  zone == nullptr ? ::unsetenv("TZ") : ::setenv("TZ", before.c_str(), 1);
  ::tzset();
  EXPECT_TRUE(first == second);
}

TEST(PdfInk, GreyHasNoColour) {
  const auto colours = [](const std::string& pdf) {
    const PdfFile file(pdf);
    const std::string content = outputOf("qpdf --qdf --object-streams=disable '" + file.path() +
                                         "' - | strings -n 5 | grep -E ' (rg|RG)\\b'");
    std::istringstream lines(content);
    std::string line;
    std::size_t coloured = 0;
    while (std::getline(lines, line)) {
      static const std::regex kSet("([-0-9.]+) ([-0-9.]+) ([-0-9.]+) (rg|RG)");
      std::smatch match;
      if (!std::regex_search(line, match, kSet)) continue;
      const double red = std::stod(match[1]);
      const double largest =
          std::max(std::abs(std::stod(match[2]) - red), std::abs(std::stod(match[3]) - red));
      if (largest > 1e-4) ++coloured;
    }
    return coloured;
  };
  EXPECT_GT(colours(pdfOf(testing::planusLeftKnee())), 20U);
  EXPECT_EQ(colours(pdfOf(testing::planusLeftKnee(), {.ink = Ink::Grey})), 0U);
}

}  // namespace
}  // namespace podalign::report
