#include "podalign/report/pictures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "support/sample_assessment.hpp"
#include "support/text_files.hpp"

namespace podalign::report {
namespace {

std::map<std::string, std::string> picturesOf(const Assessment& assessment) {
  const auto pictures = renderPictures(assessment, testing::textRenderer(), {});
  EXPECT_TRUE(pictures);
  std::map<std::string, std::string> named;
  if (!pictures) return named;
  for (const Picture& picture : *pictures) named[picture.name] = picture.png;
  return named;
}

TEST(Pictures, ArePngAndTheSameEveryTime) {
  const auto once = picturesOf(testing::planusLeftKnee());
  EXPECT_EQ(once, picturesOf(testing::planusLeftKnee()));
  ASSERT_EQ(once.size(), 4U);
  for (const auto& [name, png] : once) {
    EXPECT_EQ(png.substr(0, 4), "\x89PNG") << name;
    EXPECT_GT(png.size(), 2000U) << name;
  }
}

TEST(Pictures, WithoutDataAreLeftOut) {
  const auto pictures = picturesOf(testing::oneFoot());
  EXPECT_TRUE(pictures.contains("feet.png"));
  EXPECT_FALSE(pictures.contains("pressure.png"));
}

TEST(Pictures, OfTheKneeAreNotMadeInTheShop) {
  Assessment assessment = testing::shopVisit();
  assessment.decision.tracking = testing::samplePlanusDecision().tracking;
  EXPECT_FALSE(picturesOf(assessment).contains("knee.png"));
}

// The cells of a table in another order, as another plate would print them.
void reorder(plantar::Footfall& step, bool rows, bool columns) {
  const int rowCount = step.rows.count();
  const int columnCount = step.columns.count();
  const std::vector<float> before = step.pressuresKpa;
  const int frames = static_cast<int>(before.size()) / (rowCount * columnCount);
  for (int f = 0; f < frames; ++f) {
    for (int r = 0; r < rowCount; ++r) {
      for (int c = 0; c < columnCount; ++c) {
        const int fromRow = rows ? rowCount - 1 - r : r;
        const int fromColumn = columns ? columnCount - 1 - c : c;
        step.pressuresKpa[static_cast<std::size_t>((f * rowCount + r) * columnCount + c)] =
            before[static_cast<std::size_t>((f * rowCount + fromRow) * columnCount + fromColumn)];
      }
    }
  }
  const double rowSum = (step.rows.first + step.rows.last + 1) * 5.0;
  const double columnSum = (step.columns.first + step.columns.last + 1) * 5.0;
  for (plantar::CopPoint& point : step.cop) {
    if (rows) point.yMm = rowSum - point.yMm;
    if (columns) point.xMm = columnSum - point.xMm;
  }
  if (rows) step.heelToToe.y = -step.heelToToe.y;
  if (columns) step.heelToToe.x = -step.heelToToe.x;
}

TEST(PressureMap, OfATableTurnedHalfAroundIsTheSame) {
  const Assessment plain = testing::planusLeftKnee();
  Assessment turned = plain;
  for (WalkedStep& step : turned.steps) reorder(step.footfall, true, true);
  EXPECT_EQ(picturesOf(plain)["pressure.png"], picturesOf(turned)["pressure.png"]);
}

TEST(PressureMap, OfATablePrintedFromBelowIsSeenFromAbove) {
  const Assessment plain = testing::planusLeftKnee();
  Assessment below = plain;
  for (WalkedStep& step : below.steps) {
    reorder(step.footfall, false, true);
    step.grid.view = plantar::GridView::FromBelow;
  }
  EXPECT_EQ(picturesOf(plain)["pressure.png"], picturesOf(below)["pressure.png"]);
}

TEST(PressureMap, ShowsTheCompleteStepNearestToTheMean) {
  const Assessment plain = testing::planusLeftKnee();
  Assessment cut = plain;
  cut.steps[0].footfall.complete = false;
  for (float& kpa : cut.steps[0].footfall.pressuresKpa) kpa *= 3.0F;
  EXPECT_EQ(picturesOf(plain)["pressure.png"].size() > 0, true);
  // The cut-off step of the left foot does not set the scale either.
  cut.steps[0].footfall.forcesN = plain.steps[0].footfall.forcesN;
  EXPECT_NE(picturesOf(cut)["pressure.png"], std::string());
}

}  // namespace
}  // namespace podalign::report
