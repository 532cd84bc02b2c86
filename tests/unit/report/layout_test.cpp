#include <gtest/gtest.h>

#include "podalign/report/internal/block.hpp"
#include "podalign/report/internal/flow.hpp"
#include "podalign/report/internal/surface.hpp"
#include "podalign/report/internal/table.hpp"

namespace podalign::report::internal {
namespace {

constexpr double kWidth = 200.0;

class Layout : public ::testing::Test {
 protected:
  PngSurface surface{{300.0, 300.0}, 1.0};
  Canvas canvas{surface.context()};

  static BlockPtr bar(double height) {
    return std::make_unique<Figure>(height, [](Canvas&, const Rect&) {});
  }
  static std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "word ";
    return text;
  }
  double heightOf(const Block& block) { return block.height(canvas, kWidth); }
};

TEST_F(Layout, StackAddsHeightsAndSpaces) {
  Stack stack;
  stack.add(bar(10.0), 5.0).add(bar(20.0), 7.0);
  EXPECT_DOUBLE_EQ(heightOf(stack), 37.0);  // no space above the first
}

TEST_F(Layout, StackGivesWhatFitsAndKeepsTheRest) {
  Stack stack;
  stack.add(bar(10.0)).add(bar(20.0)).add(bar(30.0));
  const BlockPtr part = stack.takeFitting(canvas, kWidth, 35.0);
  ASSERT_TRUE(part);
  EXPECT_DOUBLE_EQ(heightOf(*part), 30.0);
  EXPECT_DOUBLE_EQ(heightOf(stack), 30.0);
}

TEST_F(Layout, HeadingIsNeverLeftBehind) {
  Stack stack;
  stack.add(bar(10.0)).add(headingBlock("Heading", {})).add(bar(50.0));
  const BlockPtr part = stack.takeFitting(canvas, kWidth, 40.0);
  ASSERT_TRUE(part);
  EXPECT_DOUBLE_EQ(heightOf(*part), 10.0);
}

TEST_F(Layout, ParagraphIsCutBetweenLinesAndLosesNone) {
  Stack stack;
  stack.add(paragraph(words(120), {}));
  const double whole = heightOf(stack);
  const BlockPtr part = stack.takeFitting(canvas, kWidth, whole / 2.0);
  ASSERT_TRUE(part);
  EXPECT_LE(heightOf(*part), whole / 2.0);
  EXPECT_NEAR(heightOf(*part) + heightOf(stack), whole, 0.01);
}

TEST_F(Layout, ParagraphLeavesNoSingleLine) {
  Stack stack;
  stack.add(paragraph("one\ntwo\nthree", {}));
  const double line = heightOf(stack) / 3.0;
  EXPECT_FALSE(stack.takeFitting(canvas, kWidth, 2.5 * line));
}

TEST_F(Layout, PageAlwaysTakesSomething) {
  Stack stack;
  stack.add(bar(500.0)).add(bar(10.0));
  const BlockPtr page = stack.takePage(canvas, kWidth, 100.0);
  ASSERT_TRUE(page);
  EXPECT_DOUBLE_EQ(heightOf(*page), 500.0);
  EXPECT_DOUBLE_EQ(heightOf(stack), 10.0);
}

TEST_F(Layout, ColumnsBeginTogetherAndGoOnByThemselves) {
  Columns columns({{}, {}}, 10.0);
  columns.at(0).add(bar(80.0));
  columns.at(1).add(bar(10.0)).add(bar(10.0)).add(bar(80.0));
  EXPECT_FALSE(columns.takeFitting(canvas, kWidth, 50.0));
  const BlockPtr part = columns.takeFitting(canvas, kWidth, 90.0);
  ASSERT_TRUE(part);
  EXPECT_DOUBLE_EQ(heightOf(*part), 80.0);
  EXPECT_DOUBLE_EQ(heightOf(columns), 80.0);
}

TEST_F(Layout, WhatIsKeptTogetherIsNotCut) {
  Stack stack;
  auto columns = std::make_unique<Columns>(std::vector<Column>{{}}, 0.0);
  columns->at(0).add(bar(30.0)).add(bar(30.0));
  columns->keepTogether = true;
  stack.add(bar(10.0)).add(std::move(columns));
  const BlockPtr part = stack.takeFitting(canvas, kWidth, 50.0);
  ASSERT_TRUE(part);
  EXPECT_DOUBLE_EQ(heightOf(*part), 10.0);
}

TEST_F(Layout, BoxGoesOnOverPagesWithItsPadding) {
  auto inside = std::make_unique<Stack>();
  inside->add(bar(40.0)).add(bar(40.0));
  BoxStyle style;
  style.padding = 10.0;
  Box box(style, std::move(inside));
  const BlockPtr part = box.takeFitting(canvas, kWidth, 70.0);
  ASSERT_TRUE(part);
  EXPECT_DOUBLE_EQ(heightOf(*part), 60.0);
  EXPECT_DOUBLE_EQ(heightOf(box), 60.0);
}

TableStyle oneColumn() {
  TableStyle style;
  style.columns = {{}};
  style.padding = 0.0;
  return style;
}

TableRow rowOf(BlockPtr block) {
  TableRow row;
  row.cells.push_back(std::move(block));
  return row;
}

TEST_F(Layout, TableRepeatsItsHead) {
  Table table(oneColumn());
  std::vector<BlockPtr> head;
  head.push_back(bar(10.0));
  table.head(std::move(head));
  for (int i = 0; i < 4; ++i) table.row(rowOf(bar(20.0)));
  const BlockPtr part = table.takeFitting(canvas, kWidth, 55.0);
  ASSERT_TRUE(part);
  EXPECT_DOUBLE_EQ(heightOf(*part), 50.0);
  EXPECT_DOUBLE_EQ(heightOf(table), 50.0);
}

TEST_F(Layout, GroupOfATableStaysWithItsFirstRow) {
  Table table(oneColumn());
  table.row(rowOf(bar(20.0)));
  TableRow group = rowOf(bar(10.0));
  group.keepWithNext = true;
  table.row(std::move(group));
  table.row(rowOf(bar(40.0)));
  const BlockPtr part = table.takeFitting(canvas, kWidth, 45.0);
  ASSERT_TRUE(part);
  EXPECT_DOUBLE_EQ(heightOf(*part), 20.0);
}

TEST_F(Layout, RowTallerThanAPageIsCut) {
  Table table(oneColumn());
  table.row(rowOf(paragraph(words(400), {})));
  const double whole = heightOf(table);
  const BlockPtr part = table.takeFitting(canvas, kWidth, whole / 3.0);
  ASSERT_TRUE(part);
  EXPECT_NEAR(heightOf(*part) + heightOf(table), whole, 0.01);
}

TEST_F(Layout, FlowMakesColumnsOfAboutTheSameHeight) {
  Flow flow(3, 10.0);
  for (int i = 0; i < 9; ++i) flow.add(bar(10.0), 2.0);
  EXPECT_NEAR(heightOf(flow), 34.0, 1.0);  // three bars and two spaces in each
}

TEST_F(Layout, FlowFillsAPageAndKeepsTheRest) {
  Flow flow(2, 10.0);
  for (int i = 0; i < 7; ++i) flow.add(bar(10.0), 0.0);
  const BlockPtr part = flow.takeFitting(canvas, kWidth, 25.0);
  ASSERT_TRUE(part);
  EXPECT_DOUBLE_EQ(heightOf(*part), 20.0);  // two and two
  EXPECT_NEAR(heightOf(flow), 20.0, 1.0);   // three are left
}

TEST_F(Layout, FlowKeepsAHeadingWithWhatFollows) {
  Flow flow(2, 10.0);
  flow.add(bar(10.0), 0.0);
  flow.add(headingBlock("Heading", {}), 0.0);
  flow.add(bar(30.0), 0.0);
  const BlockPtr part = flow.takeFitting(canvas, kWidth, 30.0);
  ASSERT_TRUE(part);
  EXPECT_DOUBLE_EQ(heightOf(*part), 10.0) << "the heading does not end the first column";
}

TEST_F(Layout, FlowCutsOnlyWhatIsLongerThanAPage) {
  Flow flow(2, 10.0);
  flow.add(paragraph(words(400), {}), 0.0);
  const BlockPtr part = flow.takeFitting(canvas, kWidth, 60.0);
  ASSERT_TRUE(part);
  EXPECT_LE(heightOf(*part), 60.0);
  EXPECT_GT(heightOf(flow), 60.0);
}

TEST_F(Layout, TextBreaksWithinAWordThatIsTooLong) {
  const TextBlock block = canvas.layOut({{std::string(300, 'x'), {}}}, kWidth);
  EXPECT_GT(block.lineCount(), 1);
}

}  // namespace
}  // namespace podalign::report::internal
