#include "podalign/profile/text_catalogue.hpp"

#include <gtest/gtest.h>

namespace podalign::profile {
namespace {

const TextCatalogue kTexts({{"A", "The {side} foot is {length} mm, {length} mm."},
                            {"B", "Nothing to fill."},
                            {"C", "An open { brace."}});

TEST(TextCatalogue, FillsPlaceholders) {
  EXPECT_EQ(kTexts.render(Message{"A", {{"side", "left"}, {"length", "275"}}}),
            "The left foot is 275 mm, 275 mm.");
  EXPECT_EQ(kTexts.render("B"), "Nothing to fill.");
}

TEST(TextCatalogue, ShowsAMissingValue) {
  EXPECT_EQ(kTexts.render(Message{"A", {{"side", "left"}}}),
            "The left foot is {length} mm, {length} mm.");
}

TEST(TextCatalogue, GivesAnUnknownIdAsItIs) {
  EXPECT_EQ(kTexts.render("NOT.THERE"), "NOT.THERE");
  EXPECT_FALSE(kTexts.has("NOT.THERE"));
}

TEST(TextCatalogue, LeavesValuesAlone) {
  EXPECT_EQ(kTexts.render(Message{"A", {{"side", "{length}"}, {"length", "3"}}}),
            "The {length} foot is 3 mm, 3 mm.");
  EXPECT_EQ(kTexts.render("C"), "An open { brace.");
}

TEST(TextCatalogue, ListsPlaceholders) {
  EXPECT_EQ(kTexts.placeholders("A"), (std::vector<std::string>{"side", "length"}));
  EXPECT_TRUE(kTexts.placeholders("B").empty());
}

}  // namespace
}  // namespace podalign::profile
