// Where every line of every page was placed: inside the page, inside its figure, on no other line;
// no page is empty.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "podalign/report/internal/noted_pdf.hpp"
#include "podalign/report/internal/theme.hpp"
#include "report_variants.hpp"
#include "support/text_files.hpp"

namespace podalign::report::internal {
namespace {

using testing::variants;

// One of each paper and of each ink: where things stand does not depend on the ink.
using Variant = std::tuple<std::string, Paper>;

// Laid out once: several tests look at the same pages.
const std::vector<PlacedText>& placedOn(const Variant& variant) {
  static std::map<Variant, std::vector<PlacedText>> all;
  std::vector<PlacedText>& placed = all[variant];
  if (!placed.empty()) return placed;
  const auto& [name, paper] = variant;
  PdfOptions options;
  options.paper = paper;
  options.ink = paper == Paper::A4 ? Ink::Colour : Ink::Grey;
  const auto pdf = renderNoted(variants().at(name)(), testing::textRenderer(), options, &placed);
  EXPECT_TRUE(pdf) << (pdf ? "" : pdf.error().message);
  return placed;
}

class EveryPage : public ::testing::TestWithParam<Variant> {
 protected:
  void SetUp() override {
    const Paper paper = std::get<1>(GetParam());
    placed = placedOn(GetParam());
    width = paper == Paper::A4 ? 595.276 : 612.0;
    height = paper == Paper::A4 ? 841.89 : 792.0;
    for (const PlacedText& text : placed) pages = std::max(pages, text.page + 1);
  }
  // Header and footer are no content of a page.
  [[nodiscard]] bool isBody(const PlacedText& text) const {
    return text.box.y > theme::kBodyTop - 2.0 &&
           text.box.bottom() < height - theme::kFooterHeight + 2.0;
  }

  std::vector<PlacedText> placed;
  double width = 0.0;
  double height = 0.0;
  std::size_t pages = 0;
};

std::string shown(const PlacedText& text) {
  return "page " + std::to_string(text.page + 1) + ": '" + text.text + "'";
}

TEST_P(EveryPage, KeepsItsTextsWithinThePageAndItsMargins) {
  constexpr double kEdge = 20.0;  // points; what printers cannot reach
  ASSERT_FALSE(placed.empty());
  for (const PlacedText& text : placed) {
    EXPECT_GE(text.box.x, theme::kMargin - 3.0) << shown(text);
    EXPECT_LE(text.box.right(), width - theme::kMargin + 3.0) << shown(text);
    EXPECT_GE(text.box.y, kEdge) << shown(text);
    EXPECT_LE(text.box.bottom(), height - kEdge) << shown(text);
  }
}

TEST_P(EveryPage, KeepsBodyAndFooterApart) {
  for (const PlacedText& text : placed) {
    const double foot = height - theme::kFooterHeight;
    const bool footer = text.box.y > foot;
    EXPECT_TRUE(footer || text.box.bottom() < foot + 2.0) << shown(text);
  }
}

TEST_P(EveryPage, KeepsTheTextsOfAFigureWithinIt) {
  constexpr double kOver = 3.0;  // points; what stands out of a digit or a halo
  for (const PlacedText& text : placed) {
    if (!text.figure || text.box.width == 0.0) continue;
    EXPECT_GE(text.box.x, text.figure->x - kOver) << shown(text);
    EXPECT_LE(text.box.right(), text.figure->right() + kOver) << shown(text);
    EXPECT_GE(text.box.y, text.figure->y - kOver) << shown(text);
    EXPECT_LE(text.box.bottom(), text.figure->bottom() + kOver) << shown(text);
  }
}

TEST_P(EveryPage, PutsNoTextOnAnother) {
  constexpr double kTouch = 0.6;  // points; descenders of one line, ascenders of the next
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const PlacedText& a = placed[i];
    for (std::size_t j = i + 1; j < placed.size() && placed[j].page == a.page; ++j) {
      const PlacedText& b = placed[j];
      const double across = std::min(a.box.right(), b.box.right()) - std::max(a.box.x, b.box.x);
      const double down = std::min(a.box.bottom(), b.box.bottom()) - std::max(a.box.y, b.box.y);
      EXPECT_FALSE(across > kTouch && down > kTouch) << shown(a) << " and " << shown(b);
    }
  }
}

TEST_P(EveryPage, FillsEveryPageButTheLastOfAPart) {
  // The front of the runner's page may be short, and the last page of the report.
  constexpr double kLeast = 0.55;  // of the body
  const double room = height - theme::kBodyTop - theme::kFooterHeight;
  for (std::size_t page = 0; page < pages; ++page) {
    double lowest = 0.0;
    std::size_t lines = 0;
    for (const PlacedText& text : placed) {
      if (text.page != page || !isBody(text)) continue;
      ++lines;
      lowest = std::max(lowest, text.box.bottom());
    }
    EXPECT_GT(lines, 2U) << "page " << page + 1 << " is empty";
    const bool mayBeShort = page < 3 || page + 1 == pages;
    if (mayBeShort) continue;
    EXPECT_GT(lowest - theme::kBodyTop, kLeast * room) << "page " << page + 1 << " has a gap";
  }
}

std::vector<std::string> variantNames() {
  std::vector<std::string> names;
  for (const auto& [name, make] : variants()) names.push_back(name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Variants, EveryPage,
                         ::testing::Combine(::testing::ValuesIn(variantNames()),
                                            ::testing::Values(Paper::A4, Paper::Letter)),
                         [](const auto& tested) {
                           return std::get<0>(tested.param) +
                                  (std::get<1>(tested.param) == Paper::A4 ? "OnA4"
                                                                          : "OnLetterGrey");
                         });

}  // namespace
}  // namespace podalign::report::internal
