#include "podalign/ingest/internal/text.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

TEST(ParseReal, ReadsWhatExportersWrite) {
  EXPECT_EQ(parseReal("1.5"), 1.5);
  EXPECT_EQ(parseReal("-2.5e-3"), -0.0025);
  EXPECT_EQ(parseReal("+7"), 7.0);
  EXPECT_EQ(parseReal(".5"), 0.5);
  EXPECT_EQ(parseReal("5."), 5.0);
  EXPECT_EQ(parseReal("1E+02"), 100.0);
  EXPECT_EQ(parseReal("0,125"), 0.125);
  EXPECT_EQ(parseReal("-1,5e-02"), -0.015);
  EXPECT_EQ(parseReal("3.5,"), 3.5);  // a comma between columns
  EXPECT_EQ(parseReal("0.1"), 0.1);
}

TEST(ParseReal, IsTheNearestDoubleHoweverManyDigits) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string text = i % 2 == 0 ? "-" : "";
    const std::size_t digits = 1 + random() % 19;
    const std::size_t point = random() % (digits + 1);
    for (std::size_t k = 0; k < digits; ++k) {
      if (k == point) text += '.';
      text += static_cast<char>('0' + random() % 10);
    }
    EXPECT_EQ(parseReal(text), std::strtod(text.c_str(), nullptr)) << text;
  }
  EXPECT_TRUE(std::signbit(*parseReal("-0.0")));
}

TEST(ParseReal, KeepsNumbersThatAreNoneForTheReaderToDrop) {
  for (const std::string text : {"nan", "NaN", "-nan", "1.#QNAN", "-1.#IND00", "1.#SNAN"}) {
    const auto value = parseReal(text);
    ASSERT_TRUE(value.has_value()) << text;
    EXPECT_TRUE(std::isnan(*value)) << text;
  }
  for (const std::string text : {"inf", "-Infinity", "1.#INF", "1e999", "-1e999"}) {
    const auto value = parseReal(text);
    ASSERT_TRUE(value.has_value()) << text;
    EXPECT_TRUE(std::isinf(*value)) << text;
  }
  EXPECT_EQ(parseReal("1e-999"), 0.0);
}

TEST(ParseReal, RefusesWhatIsNoNumber) {
  for (const std::string text : {"", "-", "+", ".", ",", "abc", "1.2.3", "1,2,3", "1.5,2", "0x10",
                                 "1 2", "--1", "+-1", "1e", "12mm"}) {
    EXPECT_FALSE(parseReal(text).has_value()) << text;
  }
  EXPECT_FALSE(parseReal(std::string(100'000, '1') + ",5").has_value());
}

TEST(ParseReal, DoesNotDependOnTheLocale) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "C"}) {
    if (std::setlocale(LC_ALL, name) == nullptr) continue;
    EXPECT_EQ(parseReal("1.5"), 1.5) << name;
  }
  std::setlocale(LC_ALL, before.c_str());
}

TEST(ParseInteger, ReadsWholeNumbersOnly) {
  EXPECT_EQ(parseInteger("12"), 12);
  EXPECT_EQ(parseInteger("+12"), 12);
  EXPECT_EQ(parseInteger("-12"), -12);
  for (const std::string text : {"", "1.0", "12a", "99999999999999999999", "-"}) {
    EXPECT_FALSE(parseInteger(text).has_value()) << text;
  }
}

std::vector<std::string> linesOf(std::string_view text) {
  std::vector<std::string> lines;
  LineCursor cursor(text);
  while (!cursor.atEnd()) lines.emplace_back(cursor.next());
  return lines;
}

TEST(LineCursor, TakesEveryKindOfLineEnd) {
  const std::vector<std::string> expected{"a", "", "b"};
  EXPECT_EQ(linesOf("a\n\nb\n"), expected);
  EXPECT_EQ(linesOf("a\r\n\r\nb"), expected);
  EXPECT_EQ(linesOf("a\r\rb\r"), expected);
  EXPECT_TRUE(linesOf("").empty());
}

TEST(LineCursor, TellsWhetherTheLastLineWasClosed) {
  LineCursor open("a\nb");
  EXPECT_EQ(open.next(), "a");
  EXPECT_FALSE(open.lastWasOpen());
  EXPECT_EQ(open.next(), "b");
  EXPECT_TRUE(open.lastWasOpen());
  EXPECT_EQ(open.line(), 2U);
}

TEST(LooksLikeText, AcceptsEveryCharacterSetAndNoBinary) {
  EXPECT_TRUE(looksLikeText("v 1 2 3\r\n\tcaf\xE9 f\xC3\xBC\xC3\x9F\x1A"));
  EXPECT_FALSE(looksLikeText(std::string_view("a\0b", 3)));
  EXPECT_FALSE(looksLikeText("\x01\x02\x03\x04"));
}

TEST(Wording, GroupsDigitsAndQuotesSafely) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(638684), "638,684");
  EXPECT_EQ(grouped(99999999999), "99,999,999,999");
  EXPECT_EQ(counted(1, kTriangles), "1 triangle");
  EXPECT_EQ(counted(1200, kTriangles), "1,200 triangles");
  EXPECT_EQ(inQuotes("a\x1B[2Jb\xFF"), "'a?[2Jb?'");
  EXPECT_EQ(inQuotes(std::string(100, 'x')).size(), 45U);
}

}  // namespace
}  // namespace podalign::ingest
