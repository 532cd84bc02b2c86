#include "podalign/report/internal/text_setter.hpp"

#include <gtest/gtest.h>
#include <pango/pango.h>

#include "podalign/report/internal/surface.hpp"
#include "unit/ingest/in_time.hpp"

namespace podalign::report::internal {
namespace {

class TextSetting : public ::testing::Test {
 protected:
  PngSurface surface{{300.0, 300.0}, 1.0};
  TextSetter setter{surface.context()};

  TextBlock set(const std::string& text, std::optional<double> width = std::nullopt,
                const TextStyle& style = {}) {
    return setter.set({{text, style}}, width, Align::Left);
  }
  static std::vector<std::string> textsOf(const TextBlock& block) {
    std::vector<std::string> texts;
    for (int i = 0; i < block.lineCount(); ++i) texts.push_back(block.textOf(block.line(i)));
    return texts;
  }
  static std::string joined(const TextBlock& block) {
    std::string all;
    for (const std::string& text : textsOf(block)) all += text;
    return all;
  }
};

TEST_F(TextSetting, LinesAreAsFullAsTheyCanBeAndLoseNothing) {
  const std::string text =
      "Wear it one hour the first day and add an hour a day, shoes well-fitted.";
  for (const double width : {60.0, 90.0, 150.0, 250.0}) {
    const TextBlock block = set(text, width);
    EXPECT_EQ(joined(block), text);
    for (int i = 0; i < block.lineCount(); ++i) {
      EXPECT_LE(block.line(i).width, width);
      if (i + 1 == block.lineCount()) continue;
      // The next word would not have had room.
      const std::string next = block.textOf(block.line(i + 1));
      std::size_t end = next.find_first_of(" -");
      if (end != std::string::npos && next[end] == '-') ++end;
      const std::string together = block.textOf(block.line(i)) + next.substr(0, end);
      EXPECT_GT(set(together).width(), width) << together;
    }
  }
}

TEST_F(TextSetting, HeightOfALineFollowsItsLargestRun) {
  TextStyle large;
  large.size = 18.0;
  large.leading = 1.5;
  const RichText text{
      {"small ", {}}, {"large", large}, {" and small again, over several lines", {}}};
  const TextBlock block = setter.set(text, 100.0, Align::Left);
  ASSERT_GT(block.lineCount(), 1);
  EXPECT_NEAR(block.lineTop(1), 18.0 * 1.5, 2.0);
  const TextStyle small;
  EXPECT_NEAR(block.height() - block.lineTop(block.lineCount() - 1), small.size * small.leading,
              0.01);
}

TEST_F(TextSetting, WordThatIsTooLongIsDividedOnlyThen) {
  const std::string hash(64, 'f');
  const TextBlock block = set("hash " + hash + " end", 80.0);
  EXPECT_EQ(joined(block), "hash " + hash + " end");
  EXPECT_EQ(textsOf(block).front(), "hash ");
  for (int i = 0; i < block.lineCount(); ++i) EXPECT_LE(block.line(i).width, 80.0);
  // A place narrower than a letter takes one letter a line, and ends.
  EXPECT_EQ(set("abc", 0.5).lineCount(), 3);
}

TEST_F(TextSetting, NumberThatBeginsWithAPointStaysWhole) {
  for (double width = 30.0; width < 60.0; width += 1.0) {
    for (const std::string& line : textsOf(set("an index of .2841 and more", width))) {
      const std::size_t point = line.find('.');
      if (point == std::string::npos) continue;
      EXPECT_EQ(line.substr(point, 5), ".2841") << width;
    }
  }
}

TEST_F(TextSetting, LetterBeforeAHyphenIsNotLeftBehind) {
  for (double width = 40.0; width < 120.0; width += 1.0) {
    for (const std::string& line : textsOf(set("as in R-INS-01 and a well-made Q-angle", width))) {
      EXPECT_FALSE(line.ends_with("R-") || line.ends_with("Q-")) << line << width;
    }
  }
}

TEST_F(TextSetting, ParagraphsAndEmptyLinesKeepTheirPlace) {
  EXPECT_EQ(textsOf(set("one\n\ntwo")), (std::vector<std::string>{"one", "", "two"}));
  EXPECT_EQ(textsOf(set("one\n", 100.0)), (std::vector<std::string>{"one", ""}));
  const TextBlock block = set("one\n\ntwo");
  EXPECT_NEAR(block.height(), 3.0 * set("one").height(), 1e-9);
  EXPECT_EQ(set("").lineCount(), 1);
  EXPECT_EQ(setter.set({}, 100.0, Align::Left).lineCount(), 0);
}

TEST_F(TextSetting, TabIsABlank) { EXPECT_EQ(set("a\tb").width(), set("a b").width()); }

TEST_F(TextSetting, LettersStandApartByWhatWasAskedFor) {
  TextStyle spaced;
  spaced.letterSpacing = 2.0;
  EXPECT_NEAR(set("LEFT", std::nullopt, spaced).width(), set("LEFT").width() + 3 * 2.0, 0.05);
  EXPECT_NEAR(set("H\u00F6HE", std::nullopt, spaced).width(), set("H\u00F6HE").width() + 3 * 2.0,
              0.05);
}

TEST_F(TextSetting, AlignmentIsWithinTheWidth) {
  const TextBlock right = setter.set({{"12", {}}}, 50.0, Align::Right);
  EXPECT_NEAR(right.line(0).x + right.line(0).width, 50.0, 1e-9);
  const TextBlock centre = setter.set({{"12", {}}}, 50.0, Align::Center);
  EXPECT_NEAR(2.0 * centre.line(0).x + centre.line(0).width, 50.0, 1e-9);
}

TEST_F(TextSetting, ColourDoesNotMoveAnything) {
  TextStyle red;
  red.color = {1.0, 0.0, 0.0};
  EXPECT_EQ(set("Left foot", std::nullopt, red).width(), set("Left foot").width());
}

// ASCII takes a shorter way than other letters: the same width either way, one run or many.
TEST_F(TextSetting, PlainTextMeasuresAsItDoesAmongOthers) {
  const double plain = set("Hallux valgus 12.5 mm").width();
  const double umlaut = set("\u00E4").width();
  EXPECT_NEAR(set("Hallux valgus 12.5 mm\u00E4").width(), plain + umlaut, 0.3);  // but for kerning
}

// Two words of Hebrew with a number between them: on the line the second word stands on the left.
TEST_F(TextSetting, HebrewReadsFromTheRight) {
  const std::string text = "\u05D0\u05D1 12 \u05D2\u05D3";
  ASSERT_TRUE(setter.hasGlyphs(text)) << "DejaVu Sans is not installed";
  const TextBlock block = set(text);
  ASSERT_EQ(block.lineCount(), 1);
  const std::vector<TextPiece>& pieces = block.line(0).pieces;
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_GT(pieces[0].glyphs->item->offset, pieces[1].glyphs->item->offset);
  EXPECT_GT(pieces[1].glyphs->item->offset, pieces[2].glyphs->item->offset);
  EXPECT_EQ(joined(set(text, 20.0)), text);
}

// Each line is looked at once: a million letters without a place to break are set in no time.
TEST_F(TextSetting, WordOfAMillionLettersIsDividedInLinearTime) {
  const std::string word(1'000'000, 'f');
  EXPECT_EQ(podalign::testing::inASecond([&] { return joined(set(word, 400.0)).size(); }),
            word.size());
}

}  // namespace
}  // namespace podalign::report::internal
