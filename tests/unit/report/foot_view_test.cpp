#include "podalign/report/internal/foot_view.hpp"

#include <gtest/gtest.h>

#include "support/sample_foot.hpp"

namespace podalign::report::internal {
namespace {

using testing::sampleFoot;

TEST(SideView, ALeftFootLooksToTheRightAndARightFootToTheLeft) {
  const Rect left = sideView(sampleFoot(Laterality::Left), ViewFrom::Inner).bounds;
  const Rect right = sideView(sampleFoot(Laterality::Right), ViewFrom::Inner).bounds;
  EXPECT_NEAR(left.x, 0.0, 3.0);
  EXPECT_NEAR(left.right(), 262.0, 3.0);
  EXPECT_NEAR(right.x, -262.0, 3.0);
  EXPECT_NEAR(right.right(), 0.0, 3.0);
}

TEST(SideView, CutsTheLegAndStandsOnTheGround) {
  const Rect bounds = sideView(sampleFoot(Laterality::Left), ViewFrom::Inner).bounds;
  EXPECT_NEAR(bounds.bottom(), 0.0, 2.0);
  EXPECT_NEAR(bounds.y, -0.38 * 262.0, 3.0);
}

TEST(SoleView, PutsTheBigToesTowardsEachOther) {
  for (const Laterality side : kBothSides) {
    const anatomy::AlignedFoot foot = sampleFoot(side);
    const Point bigToe =
        solePlace(foot.landmarks.at(anatomy::LandmarkId::Toe1Tip).position_in_foot);
    const Point littleSide =
        solePlace(foot.landmarks.at(anatomy::LandmarkId::Mth5).position_in_foot);
    EXPECT_LT(bigToe.y, 0.0);  // toes up
    EXPECT_EQ(bigToe.x > littleSide.x, side == Laterality::Left);
  }
}

TEST(SoleView, ShowsTheArchAsHigherThanHeelAndBall) {
  const anatomy::AlignedFoot foot = sampleFoot(Laterality::Left, {262.0, 14.0});
  const FootView view = soleView(foot, {6.0, 1.0});
  ASSERT_EQ(view.tones.size(), 2U);
  const auto area = [](const ToneArea& tone) {
    double twice = 0.0;
    for (const Line& ring : tone.rings) {
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        twice += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
      }
    }
    return std::abs(twice) / 2.0;
  };
  EXPECT_GT(area(view.tones[0]), area(view.tones[1]));
  EXPECT_GT(area(view.tones[1]), 3000.0);
}

TEST(SoleView, IsNotDrawnWhereTheSoleWasNotSeen) {
  anatomy::AlignedFoot foot = sampleFoot(Laterality::Left);
  EXPECT_TRUE(soleSeen(foot));
  foot.sole = anatomy::SoleKind::SyntheticFlat;
  EXPECT_FALSE(soleSeen(foot));
  foot.sole = anatomy::SoleKind::Authentic;
  foot.unit.millimetresPerUnit = 0.0;
  EXPECT_FALSE(soleSeen(foot));
}

TEST(FootViews, DoNotDependOnTheUnitOfAShape) {
  anatomy::AlignedFoot foot = sampleFoot(Laterality::Right);
  for (auto& vertex : foot.mesh_in_foot.vertices) vertex *= 0.001;
  foot.footLengthMm *= 0.001;
  EXPECT_NEAR(sideView(foot, ViewFrom::Inner).bounds.width, 0.262, 0.003);
}

TEST(FootViews, OfNothingAreEmpty) {
  EXPECT_TRUE(sideView({}, ViewFrom::Inner).silhouette.empty());
  EXPECT_TRUE(soleView({}, {1.0}).silhouette.empty());
  EXPECT_TRUE(topView({}).silhouette.empty());
}

TEST(FootViews, OfSomethingAbsurdlyLargeAreEmpty) {
  anatomy::AlignedFoot foot = sampleFoot(Laterality::Left);
  foot.mesh_in_foot.vertices[0] = {1e12, 0.0, 0.0};
  EXPECT_TRUE(sideView(foot, ViewFrom::Inner).silhouette.empty());
}

}  // namespace
}  // namespace podalign::report::internal
