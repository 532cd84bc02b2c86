// What someone gets from a report who does not see it: `pdfinfo -struct-text`.
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <sstream>

#include "podalign/report/internal/structure.hpp"
#include "podalign/report/pdf.hpp"
#include "support/pdf_text.hpp"
#include "support/sample_assessment.hpp"
#include "support/text_files.hpp"

namespace podalign::report {
namespace {

using testing::outputOf;
using testing::PdfFile;
using testing::textRenderer;

// A line of the tree: a piece with its depth, or a text.
struct Line {
  int depth = 0;
  std::string piece;  // H1, TD ...; empty for a text
  std::string text;
};

std::vector<Line> treeOf(const std::string& pdf) {
  const PdfFile file(pdf);
  std::istringstream lines(outputOf("pdfinfo -struct-text '" + file.path() + "' 2>&1"));
  std::vector<Line> tree;
  std::string line;
  while (std::getline(lines, line)) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string::npos || line[indent] == '/') continue;
    const int depth = static_cast<int>(indent) / 2;
    if (line[indent] == '"') {
      tree.push_back({depth, "", line.substr(indent + 1, line.size() - indent - 2)});
    } else {
      tree.push_back({depth, line.substr(indent, line.find_first_of(" :", indent) - indent), ""});
    }
  }
  return tree;
}

// A short report: poppler reads a page anew for each piece of it, which takes minutes for a long
// one.
std::string lightPdf() {
  Assessment assessment = testing::shopVisit();
  assessment.scans.clear();
  assessment.steps.clear();
  assessment.walks.clear();
  assessment.registrations.clear();
  assessment.citations.clear();
  return renderPdf(assessment, textRenderer(), {}).value();
}

const std::vector<Line>& sampleTree() {
  static const std::vector<Line> tree = treeOf(lightPdf());
  return tree;
}

std::string textBelow(const std::vector<Line>& tree, std::size_t at) {
  std::string text;
  for (std::size_t i = at + 1; i < tree.size() && tree[i].depth > tree[at].depth; ++i) {
    text += tree[i].text;
  }
  return text;
}

std::vector<std::string> textsOf(const std::vector<Line>& tree, const std::string& piece) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    if (tree[i].piece == piece) texts.push_back(textBelow(tree, i));
  }
  return texts;
}

std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex wanted(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at) {
    found.push_back((*at)[1]);
  }
  return found;
}

TEST(PdfStructure, HasOneTitleForEachChapterAndSkipsNoLevel) {
  const std::vector<std::string> titles = textsOf(sampleTree(), "H1");
  EXPECT_EQ(titles, (std::vector<std::string>{"Your feet and your shoes", "Findings",
                                              "Decisions and their reasons",
                                              "Limits, sources and sign-off"}));
  int level = 0;
  for (const Line& line : sampleTree()) {
    if (line.piece.size() != 2 || line.piece[0] != 'H') continue;
    const int own = line.piece[1] - '0';
    EXPECT_LE(own, level + 1) << "after level " << level;
    level = own;
  }
  EXPECT_EQ(textsOf(sampleTree(), "Sect").size(), 4U);
}

TEST(PdfStructure, IsReadInTheOrderOfThePage) {
  std::string all;
  for (const Line& line : sampleTree()) all += line.text + "\n";
  std::size_t at = 0;
  for (const char* next :
       {"Your feet and your shoes", "What we saw", "Shoes", "Findings", "Classification",
        "Decisions and their reasons", "Footwear", "Limits, sources and sign-off",
        "Intended use and limits", "Signature"}) {
    const std::size_t found = all.find(next, at);
    ASSERT_NE(found, std::string::npos) << next << " does not follow";
    at = found;
  }
}

TEST(PdfStructure, HasTablesOfRowsWithHeads) {
  const std::vector<Line>& tree = sampleTree();
  std::size_t tables = 0;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    if (tree[i].piece != "Table") continue;
    ++tables;
    std::size_t heads = 0;
    std::size_t rows = 0;
    for (std::size_t k = i + 1; k < tree.size() && tree[k].depth > tree[i].depth; ++k) {
      if (tree[k].piece == "TR") ++rows;
      if (tree[k].piece == "TH") ++heads;
      const bool row = tree[k].depth == tree[i].depth + 1;
      EXPECT_EQ(row, tree[k].piece == "TR") << tree[k].piece;
    }
    EXPECT_GE(heads, 1U) << textBelow(tree, i);
    EXPECT_GE(rows, 1U);
  }
  EXPECT_GE(tables, 5U);
  const std::vector<std::string> heads = textsOf(tree, "TH");
  EXPECT_NE(std::find(heads.begin(), heads.end(), "LEFT"), heads.end());
}

TEST(PdfStructure, ReadsWordsAndNumbersApart) {
  std::string all;
  for (const Line& line : sampleTree()) all += line.text + "\n";
  // Lines of a paragraph are one sentence, a number and its band are two words.
  EXPECT_NE(
      all.find("supports a professional and does not take their place. It is not a diagnosis."),
      std::string::npos);
  EXPECT_NE(all.find("Whoever has pain should see a physiotherapist or podiatrist."),
            std::string::npos);
  static const std::regex kGlued("[0-9]\u00b1");
  EXPECT_FALSE(std::regex_search(all, kGlued));
}

TEST(PdfStructure, LeavesHeaderAndFooterOut) {
  std::size_t said = 0;
  for (const Line& line : sampleTree()) {
    EXPECT_EQ(line.text.find("Page 1 of"), std::string::npos);
    if (line.text == "Podalign") ++said;
  }
  EXPECT_EQ(said, 0U);
  EXPECT_NE(PdfFile(renderPdf(testing::planusLeftKnee(), textRenderer(), {}).value())
                .text()
                .find("Page 1 of"),
            std::string::npos);
}

TEST(PdfStructure, SaysInWordsWhatEveryFigureShows) {
  const PdfFile file(renderPdf(testing::planusLeftKnee(), textRenderer(), {}).value());
  const std::string objects = outputOf("qpdf --json --json-key=qpdf '" + file.path() + "'");
  const std::vector<std::string> words = matches(objects, R"re("/Alt": "u:([^"]*)")re");
  EXPECT_GE(words.size(), 12U);
  EXPECT_EQ(words.size(), matches(objects, R"re("/S": "(/Figure)")re").size());
  for (const std::string& text : words) {
    EXPECT_GT(text.size(), 20U) << text;
    EXPECT_EQ(text.find('{'), std::string::npos) << "a value is missing in " << text;
    EXPECT_EQ(text.find("alt."), std::string::npos) << "the catalogue lacks " << text;
  }
  EXPECT_FALSE(textsOf(sampleTree(), "Figure").empty());
}

TEST(PdfStructure, MarksThePagesOfALongReportAsOneDocument) {
  const PdfFile file(renderPdf(testing::longTexts(), textRenderer(), {}).value());
  const std::string objects = outputOf("qpdf --json --json-key=qpdf '" + file.path() + "'");
  EXPECT_EQ(matches(objects, R"re("/S": "(/Document)")re").size(), 1U);
  EXPECT_EQ(matches(objects, R"re("/S": "(/Sect)")re").size(), 4U);
  EXPECT_EQ(matches(objects, R"re("/S": "(/H1)")re").size(), 4U);
  // A table on several pages stays one: as many as in a report with short texts.
  const PdfFile other(renderPdf(testing::planusLeftKnee(), textRenderer(), {}).value());
  const std::string fewer = outputOf("qpdf --json --json-key=qpdf '" + other.path() + "'");
  EXPECT_EQ(matches(objects, R"re("/S": "(/Table)")re").size(),
            matches(fewer, R"re("/S": "(/Table)")re").size());
}

TEST(PdfBookmarks, LeadToEverySection) {
  const PdfFile file(renderPdf(testing::planusLeftKnee(), textRenderer(), {}).value());
  const std::string outlines = outputOf("qpdf --json --json-key=outlines '" + file.path() + "'");
  for (const char* wanted : {"For you", "Clinical findings", "Both feet", "Classification",
                             "Decisions and their reasons", "Limits, sources and sign-off"}) {
    EXPECT_NE(outlines.find(std::string("\"title\": \"") + wanted + "\""), std::string::npos)
        << wanted;
  }
}

// ---- the tree itself

using internal::Element;
using internal::Role;
using internal::Structure;
using internal::Tag;

TEST(Structure, GoesOnWhereATagWasOnAnEarlierPage) {
  Structure structure;
  Tag paragraph{.role = Role::Paragraph};
  structure.begin(paragraph, {});
  structure.mark(structure.ownerOfText());
  structure.end();
  structure.endPage();
  structure.begin(paragraph, {});
  structure.mark(structure.ownerOfText());
  structure.end();
  ASSERT_EQ(structure.elements().size(), 2U);  // the document and one paragraph
  EXPECT_EQ(structure.elements()[1].kids.size(), 2U);
  EXPECT_EQ(structure.elements()[1].kids[1].page, 1);
}

TEST(Structure, MakesDecorationOfShapesOutsideAFigure) {
  Structure structure;
  EXPECT_EQ(structure.ownerOfShape(), -1);
  Tag figure{.role = Role::Figure, .text = "A foot"};
  structure.begin(figure, {});
  EXPECT_EQ(structure.ownerOfShape(), 1);
  EXPECT_EQ(structure.ownerOfText(), 1);
  structure.end();
  Tag footer{.role = Role::Artifact};
  structure.begin(footer, {});
  EXPECT_EQ(structure.ownerOfText(), -1);
  structure.end();
}

TEST(Structure, LeavesNoLevelOut) {
  Structure structure;
  Tag deep{.role = Role::Heading, .level = 3};
  structure.begin(deep, {});
  structure.end();
  EXPECT_EQ(structure.elements()[1].tag.level, 1);
}

TEST(Structure, MakesOneListOfItemsBesideEachOther) {
  Structure structure;
  Tag first{.role = Role::ListItem};
  Tag second{.role = Role::ListItem};
  Tag between{.role = Role::Paragraph};
  Tag third{.role = Role::ListItem};
  for (Tag* tag : {&first, &second, &between, &third}) {
    structure.begin(*tag, {});
    structure.end();
  }
  std::size_t lists = 0;
  for (const Element& element : structure.elements()) {
    if (element.tag.role == Role::List) ++lists;
  }
  EXPECT_EQ(lists, 2U);
  EXPECT_EQ(structure.elements()[static_cast<std::size_t>(first.element)].parent,
            structure.elements()[static_cast<std::size_t>(second.element)].parent);
}

}  // namespace
}  // namespace podalign::report
