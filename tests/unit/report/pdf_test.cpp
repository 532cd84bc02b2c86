#include "podalign/report/pdf.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "podalign/report/internal/labels.hpp"
#include "support/pdf_text.hpp"
#include "support/sample_assessment.hpp"
#include "support/text_files.hpp"

namespace podalign::report {
namespace {

using testing::flat;
using testing::PdfFile;
using testing::textRenderer;

std::string pdfOf(const Assessment& assessment, const PdfOptions& options = {}) {
  const auto pdf = renderPdf(assessment, textRenderer(), options);
  EXPECT_TRUE(pdf) << (pdf ? "" : pdf.error().message);
  return pdf.value_or("");
}

void expectText(const std::string& text, const std::string& wanted) {
  EXPECT_NE(text.find(flat(wanted)), std::string::npos) << wanted;
}

void expectNoText(const std::string& text, const std::string& unwanted) {
  EXPECT_EQ(text.find(flat(unwanted)), std::string::npos) << unwanted;
}

const std::map<std::string, std::function<Assessment()>>& samples() {
  static const std::map<std::string, std::function<Assessment()>> all{
      {"planus", testing::planusLeftKnee}, {"shop", testing::shopVisit},
      {"emergency", testing::emergency},   {"oneFoot", testing::oneFoot},
      {"long", testing::longTexts},        {"nothing", [] { return Assessment{}; }}};
  return all;
}

// Made once: several tests look at the same file.
const std::string& samplePdf(const std::string& name, Paper paper = Paper::A4) {
  static std::map<std::pair<std::string, Paper>, std::string> made;
  std::string& pdf = made[{name, paper}];
  if (pdf.empty()) pdf = pdfOf(samples().at(name)(), {paper, "en"});
  return pdf;
}

class EveryPdf : public ::testing::TestWithParam<std::string> {
 protected:
  Assessment assessment = samples().at(GetParam())();
};

TEST_P(EveryPdf, IsTheSameFileEveryTime) {
  EXPECT_TRUE(pdfOf(assessment) == samplePdf(GetParam()));
}

TEST_P(EveryPdf, IsCleanForQpdf) {
  const std::string report = PdfFile(samplePdf(GetParam())).check();
  expectText(report, "No syntax or stream encoding errors found");
  expectNoText(report, "WARNING");
}

TEST_P(EveryPdf, HasEveryLabelInTheCatalogue) {
  std::set<std::string> missing;
  ASSERT_TRUE(renderPdf(assessment, textRenderer(&missing), {}));
  for (const std::string& id : missing) EXPECT_NE(id.rfind("report.", 0), 0U) << id;
}

TEST_P(EveryPdf, NamesDraftPageNumberAndSidesOnEveryPage) {
  const std::vector<std::string> pages = PdfFile(samplePdf(GetParam())).pages();
  ASSERT_FALSE(pages.empty());
  for (std::size_t i = 0; i < pages.size(); ++i) {
    expectText(pages[i], "rule base not yet approved by a clinician");
    expectText(pages[i], "Page " + std::to_string(i + 1) + " of " + std::to_string(pages.size()));
    expectText(pages[i], "Left and right are always the runner's own left and right.");
  }
}

TEST_P(EveryPdf, KeepsEveryWordOnThePageAndApartFromOthers) {
  constexpr double kEdge = 20.0;    // points; what printers cannot reach
  constexpr double kOverlap = 0.3;  // of the smaller box; line boxes touch
  for (const Paper paper : {Paper::A4, Paper::Letter}) {
    for (const testing::PageWords& page : PdfFile(samplePdf(GetParam(), paper)).words()) {
      for (std::size_t i = 0; i < page.words.size(); ++i) {
        const testing::Word& a = page.words[i];
        EXPECT_GE(a.left, kEdge) << a.text;
        EXPECT_GE(a.top, kEdge) << a.text;
        EXPECT_LE(a.right, page.width - kEdge) << a.text;
        EXPECT_LE(a.bottom, page.height - kEdge) << a.text;
        for (std::size_t j = i + 1; j < page.words.size(); ++j) {
          const testing::Word& b = page.words[j];
          const double width = std::min(a.right, b.right) - std::max(a.left, b.left);
          const double height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
          if (width <= 0.0 || height <= 0.0) continue;
          const double smaller = std::min((a.right - a.left) * (a.bottom - a.top),
                                          (b.right - b.left) * (b.bottom - b.top));
          EXPECT_LT(width * height, kOverlap * smaller) << a.text << " and " << b.text;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Samples, EveryPdf,
                         ::testing::Values("planus", "shop", "emergency", "oneFoot", "long",
                                           "nothing"),
                         [](const auto& sample) { return sample.param; });

TEST(Pdf, ShowsEveryNumberWithUnitAndBand) {
  const Assessment assessment = testing::planusLeftKnee();
  const TextRenderer texts = textRenderer();
  const internal::Labels labels(texts);
  const std::string text = PdfFile(samplePdf("planus")).text();
  const auto expectAll = [&](const measure::Measurements& measures) {
    for (const auto& [name, measurement] : measures) {
      if (measurement.value) expectText(text, labels.value(measurement));
    }
  };
  for (const ScannedFoot& scan : assessment.scans) expectAll(scan.measures);
  for (const WalkedStep& step : assessment.steps) expectAll(step.measures);
  expectAll(assessment.stepMeans.left);
  expectAll(assessment.stepMeans.right);
  expectText(text, "262.4 ± 1.8 mm");
  expectText(text, "0.296 ± 0.009");
}

TEST(Pdf, ShowsWhyAMeasureIsNotValidAndWhatToDo) {
  const std::string text = PdfFile(samplePdf("planus")).text();
  expectText(text, "not valid");
  expectText(text, "Record a standing trial on a pressure plate.");
  expectText(text, "low confidence");
}

TEST(Pdf, GivesGradeAndBasisOfEveryRecommendation) {
  const Assessment assessment = testing::planusLeftKnee();
  const std::string text = PdfFile(samplePdf("planus")).text();
  for (const recommend::Recommendation& rule : assessment.decision.recommendations) {
    expectText(text, rule.rule);
    expectText(text, rule.textClinical);
    std::string grade = rule.grade;  // may break after a hyphen
    expectText(text, "grade " + grade.substr(0, grade.find('-')));
    if (rule.sources.empty()) expectText(text, "expert opinion, no published source");
    for (const std::string& source : rule.sources) expectText(text, source);
    for (const std::string& source : rule.contrary) expectText(text, source);
  }
  expectText(text, "Against: RYAN2011, KNAPIK2014");
  expectText(text, "Uses a number that nobody has verified at its source yet.");
}

TEST(Pdf, NamesBothSidesBlockedRulesAndWhatIsMissing) {
  const std::string text = PdfFile(samplePdf("planus")).text();
  for (const char* wanted :
       {"Left foot", "Right foot", "Left knee", "R-ADJ-07 R-SAF-20", "R-INS-10 R-SAF-13 right",
        "effusion, patellar_instability_history", "4° by this tool, 6° by a clinician",
        "start with 3 mm, at most 6 mm", "18 May 2026", "Name and profession", "Signature",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "Podalign 0.1.0"}) {
    expectText(text, wanted);
  }
}

TEST(Pdf, PutsARedFlagAboveEverything) {
  const std::string first = PdfFile(samplePdf("emergency")).pages().front();
  const std::size_t flag = first.find("Emergency: have this checked today");
  const std::size_t advice = first.find("Go to emergency care today");
  const std::size_t title = first.find("Your feet, your shoes and your knee");
  ASSERT_NE(flag, std::string::npos);
  ASSERT_NE(advice, std::string::npos);
  ASSERT_NE(title, std::string::npos);
  EXPECT_LT(flag, title);
  EXPECT_LT(advice, title);
  expectNoText(first, "What to do now");
  expectNoText(first, "Shoes");
}

TEST(Pdf, SaysOnTheFirstPageThatTheScreenIsIncompleteAndThatASideIsInConflict) {
  Assessment assessment = testing::planusLeftKnee();
  assessment.decision.findings = {{{"INTAKE.SCREEN_INCOMPLETE", {}}, Severity::Caution, ""}};
  assessment.findings = {
      {{"SIDE.CONFLICT", {{"declared", "left"}, {"shape", "right"}, {"confidence", "97"}}},
       Severity::Reject,
       "left.stl"}};
  const std::string first = PdfFile(pdfOf(assessment)).pages().front();
  expectText(first, "The safety questions were not all answered.");
  expectText(first, "Declared as the left foot, but its shape is that of a right foot");
}

TEST(Pdf, KeepsTheClinicalPartOutOfTheShop) {
  Assessment assessment = testing::shopVisit();
  // Whatever slips into the decision: the shop's page is fit and comfort only.
  const recommend::Decision clinic = testing::samplePlanusDecision();
  assessment.decision.tracking = clinic.tracking;
  assessment.decision.insole = clinic.insole;
  assessment.decision.differential = clinic.differential;
  assessment.decision.plan = clinic.plan;
  assessment.decision.recommendations.insert(assessment.decision.recommendations.end(),
                                             clinic.recommendations.begin(),
                                             clinic.recommendations.end());
  const std::string text = PdfFile(pdfOf(assessment)).text();
  for (const char* unwanted :
       {"Insole proposal", "Patterns to examine", "knee cap", "PTR2", "ready-made insole",
        "Strengthen thigh", "Left knee", "R-INS", "R-ADJ", "R-LOAD", "R-PTR", "R-GAIT"}) {
    expectNoText(text, unwanted);
  }
  expectText(text, "Your present shoe feels good: keep it.");
  expectText(text, "Mondopoint 265");
}

TEST(Pdf, CarriesTitleLanguageAndTheDateOfTheCapture) {
  const std::string info = PdfFile(samplePdf("planus")).info();
  expectText(info, "Foot, footwear and knee report");
  expectText(flat(info), "May 4");
  expectText(flat(info), "2026");
  expectNoText(info, "RUNNER-7");
}

TEST(Pdf, CarriesNoDateWhereNoneWasGiven) {
  Assessment assessment = testing::planusLeftKnee();
  assessment.captured.clear();
  const std::string info = PdfFile(pdfOf(assessment)).info();
  expectNoText(info, "CreationDate");
  expectNoText(info, "ModDate");
}

TEST(Pdf, EmbedsItsFonts) {
  const std::string fonts = PdfFile(samplePdf("planus")).fonts();
  std::istringstream lines(fonts);
  std::string line;
  std::getline(lines, line);
  std::getline(lines, line);
  int count = 0;
  while (std::getline(lines, line)) {
    ++count;
    EXPECT_NE(line.find(" yes yes "), std::string::npos) << line;
  }
  EXPECT_GT(count, 0);
}

TEST(Pdf, IsSetOnLetterPaper) {
  const std::string info = PdfFile(pdfOf(testing::shopVisit(), {Paper::Letter, "en"})).info();
  expectText(info, "612 x 792 pts");
}

TEST(Pdf, LosesNoneOfALongText) {
  Assessment assessment = testing::planusLeftKnee();
  std::string words;
  for (int i = 0; i < 1500; ++i) words += "word" + std::to_string(i) + " ";
  assessment.decision.recommendations[0].textClinical = words;
  const std::string text = PdfFile(pdfOf(assessment)).text();
  for (int i = 0; i < 1500; ++i) expectText(text, "word" + std::to_string(i) + " ");
}

TEST(Pdf, NeverBreaksALineAfterThePointOfANumber) {
  Assessment assessment = testing::planusLeftKnee();
  std::string numbers;
  for (int i = 0; i < 60; ++i)
    numbers += std::string(static_cast<std::size_t>(i % 7), 'x') + " .28-.33 ";
  assessment.decision.recommendations[0].textClinical = numbers;
  expectNoText(PdfFile(pdfOf(assessment)).text(), ". 28");
}

TEST(Pdf, AddsNoHyphenWhereALongNameIsCut) {
  Assessment assessment = testing::planusLeftKnee();
  assessment.inputs[0].file = std::string(120, 'x') + ".stl";
  expectNoText(PdfFile(pdfOf(assessment)).text(), "x-");
  const std::string digits = assessment.knowledge.substr(assessment.knowledge.size() - 64);
  std::string text = PdfFile(samplePdf("planus")).text();
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  expectText(text, digits);
}

TEST(Pdf, IsApprovedOnlyWhereAClinicianApproved) {
  Assessment assessment = testing::planusLeftKnee();
  assessment.approved = true;
  const std::string text = PdfFile(pdfOf(assessment)).text();
  expectNoText(text, "not yet approved");
}

}  // namespace
}  // namespace podalign::report
