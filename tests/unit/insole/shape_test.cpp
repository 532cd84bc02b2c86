// What the body shows of each correction, on one foot.
#include <gtest/gtest.h>

#include <cmath>

#include "phantom/foot.hpp"
#include "podalign/geometry/outline.hpp"
#include "podalign/insole/refusal.hpp"
#include "support/made_insole.hpp"
#include "support/phantom_foot.hpp"
#include "support/solid_checks.hpp"

namespace podalign::insole {
namespace {

using testing::HeightsOfMesh;
using testing::insoleShape;
using testing::madeInsole;
using testing::PlannedInsole;

const testing::MeasuredFoot& sampleFoot() {
  static const testing::MeasuredFoot foot = [] {
    phantom::FootParameters parameters;
    parameters.side = phantom::Side::Right;
    anatomy::AlignOptions options;
    options.millimetresPerUnit = 1.0;
    options.load = anatomy::LoadState::Standing;
    return testing::measured(testing::toMesh(phantom::makeFoot(parameters, 3.0)), options);
  }();
  return foot;
}

// Of the sample foot, which is a right one: the inner side is +y.
double topAt(const HeightsOfMesh& heights, double share, double y) {
  return heights.top(heights.columnAt(share * sampleFoot().foot.footLengthMm), heights.rowAt(y));
}

geometry::Point2 head(std::size_t index) {
  const auto& landmarks = sampleFoot().foot.landmarks;
  const auto& inner = landmarks.at(anatomy::LandmarkId::Mth1).position_in_foot;
  const auto& outer = landmarks.at(anatomy::LandmarkId::Mth5).position_in_foot;
  const profile::HeadPlace& place = insoleShape().heads.at(index);
  const geometry::Point3 at = inner + place.across * (outer - inner);
  return {at.x() + place.ahead * sampleFoot().foot.footLengthMm, at.y()};
}

const PlannedInsole& plain() {
  static const PlannedInsole made = madeInsole(sampleFoot(), {});
  return made;
}

double atHead(const HeightsOfMesh& heights, std::size_t index) {
  const geometry::Point2 at = head(index);
  return heights.top(heights.columnAt(at.x()), heights.rowAt(at.y()));
}

// The checks of the laws can fail.
TEST(BodyChecks, SeeWhatIsWrong) {
  geometry::TriangleMesh mesh = plain().insole.mesh_in_foot;
  EXPECT_EQ(testing::openOrTwisted(mesh), "");
  EXPECT_EQ(testing::selfIntersections(mesh), 0);
  EXPECT_GT(testing::volumeOf(mesh), 0.0);
  geometry::TriangleMesh open = mesh;
  open.triangles.pop_back();
  EXPECT_EQ(testing::openOrTwisted(open), "an open edge");
  geometry::TriangleMesh twisted = mesh;
  std::swap(twisted.triangles[100][0], twisted.triangles[100][1]);
  EXPECT_NE(testing::openOrTwisted(twisted), "");
  // One vertex from the middle of the upper surface pushed through the lower one.
  const auto deep = static_cast<std::size_t>(mesh.triangles[mesh.triangles.size() / 4][0]);
  mesh.vertices[deep] += geometry::Point3(0.3, 0.2, -30.0);  // aside: not along common edges
  EXPECT_GT(testing::selfIntersections(mesh), 0);
}

TEST(Insole, LiftRaisesTheHeelAndLeavesTheBall) {
  const HeightsOfMesh before(plain().insole.mesh_in_foot);
  const HeightsOfMesh after(madeInsole(sampleFoot(), {{"heel_lift_mm", 6}}).insole.mesh_in_foot);
  EXPECT_NEAR(topAt(after, 0.13, 0.0) - topAt(before, 0.13, 0.0), 6.0, 0.01);
  EXPECT_NEAR(topAt(after, 0.75, 0.0) - topAt(before, 0.75, 0.0), 0.0, 0.01);
}

TEST(Insole, SkiveRaisesTheInnerHeelOnly) {
  const HeightsOfMesh before(plain().insole.mesh_in_foot);
  const HeightsOfMesh after(madeInsole(sampleFoot(), {{"medial_skive_mm", 4}}).insole.mesh_in_foot);
  EXPECT_NEAR(topAt(after, 0.13, -15.0), topAt(before, 0.13, -15.0), 0.01);
  EXPECT_GT(topAt(after, 0.13, 24.0), topAt(before, 0.13, 24.0) + 1.0);
}

TEST(Insole, PadStandsBehindTheHeads) {
  const HeightsOfMesh before(plain().insole.mesh_in_foot);
  const HeightsOfMesh after(
      madeInsole(sampleFoot(), {{"metatarsal_pad_mm", 5}, {"metatarsal_pad_behind_mm", 8}})
          .insole.mesh_in_foot);
  double highest = 0.0;
  double front = 0.0;
  for (int row = 0; row < after.rows(); ++row) {
    for (int column = 0; column < after.columns(); ++column) {
      if (!after.holds(column, row) || !before.holds(column, row)) continue;
      const double by = after.top(column, row) - before.top(column, row);
      highest = std::max(highest, by);
      if (by > 0.05) front = std::max(front, after.x(column));
    }
  }
  EXPECT_NEAR(highest, 5.0, 0.1);
  EXPECT_NEAR(front, (head(1).x() + head(2).x() + head(3).x()) / 3.0 - 8.0, 2.0);
}

TEST(Insole, ReliefsAreSunkIntoAThickerForefoot) {
  const HeightsOfMesh before(plain().insole.mesh_in_foot);
  const PlannedInsole made =
      madeInsole(sampleFoot(), {{"relief_mth2_mm", 3}, {"relief_heel_mm", 2}});
  const HeightsOfMesh after(made.insole.mesh_in_foot);
  EXPECT_NEAR(atHead(after, 4) - atHead(after, 1), 3.0, 0.1);
  EXPECT_NEAR(atHead(after, 1), atHead(before, 1), 0.1);
  EXPECT_NEAR(topAt(after, 0.13, 0.0), topAt(before, 0.13, 0.0), 0.1);
}

TEST(Insole, FirstRayLiesLower) {
  const HeightsOfMesh after(
      madeInsole(sampleFoot(), {{"first_ray_cut_out_mm", 3}}).insole.mesh_in_foot);
  EXPECT_NEAR(atHead(after, 2) - atHead(after, 0), 3.0, 0.1);
}

TEST(Insole, FirstRayIsCutOutOfAShortShell) {
  const PlannedInsole shell = madeInsole(sampleFoot(), {}, {{"length", "three_quarter"}});
  const PlannedInsole cut =
      madeInsole(sampleFoot(), {{"first_ray_cut_out_mm", 3}}, {{"length", "three_quarter"}});
  EXPECT_LT(geometry::area(cut.insole.outline_in_foot),
            geometry::area(shell.insole.outline_in_foot) - 200.0);
}

TEST(Insole, EndsWhereItsLengthSays) {
  const PlannedInsole sulcus = madeInsole(sampleFoot(), {}, {{"length", "sulcus"}});
  const PlannedInsole shell = madeInsole(sampleFoot(), {}, {{"length", "three_quarter"}});
  EXPECT_LT(shell.insole.made.lengthMm + 15.0, sulcus.insole.made.lengthMm);
  EXPECT_LT(sulcus.insole.made.lengthMm + 15.0, plain().insole.made.lengthMm);
}

TEST(Insole, FillsTheShoeThatWasMeasured) {
  const PlannedInsole made =
      madeInsole(sampleFoot(), {{"insole_length_mm", 276}, {"insole_width_mm", 94}});
  EXPECT_NEAR(made.insole.made.lengthMm, 276.0, 1.0);
  EXPECT_NEAR(made.insole.made.widthMm, 94.0, 1.0);
}

TEST(Insole, TooShortALinerIsRefused) {
  auto plan =
      testing::planOf(sampleFoot().foot, sampleFoot().measures, {{"insole_length_mm", 180}});
  ASSERT_TRUE(plan);
  const auto refused = makeInsole(sampleFoot().foot, *plan, insoleShape());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, kCannotBeMade);
}

TEST(Insole, FilledUndersideLiesFlat) {
  const PlannedInsole made = madeInsole(sampleFoot(), {}, {{"underside", "filled"}});
  const HeightsOfMesh heights(made.insole.mesh_in_foot);
  for (int row = 0; row < heights.rows(); ++row) {
    for (int column = 0; column < heights.columns(); ++column) {
      if (!heights.holds(column, row)) continue;
      ASSERT_EQ(heights.bottom(column, row), 0.0);
    }
  }
  EXPECT_EQ(made.insole.made.overhangCm2, 0.0);
  EXPECT_GT(plain().insole.made.overhangCm2, 5.0);
}

TEST(Insole, CupIsAsDeepAsPrescribed) {
  for (const double depth : {8.0, 14.0, 18.0}) {
    const PlannedInsole made = madeInsole(sampleFoot(), {{"heel_cup_mm", depth}});
    const HeightsOfMesh heights(made.insole.mesh_in_foot);
    double rim = 0.0;
    for (int row = 0; row < heights.rows(); ++row) {
      const int column = heights.columnAt(0.06 * sampleFoot().foot.footLengthMm);
      if (heights.holds(column, row)) rim = std::max(rim, heights.top(column, row));
    }
    EXPECT_NEAR(rim - topAt(heights, 0.13, 0.0), depth, 0.5) << depth;
  }
}

TEST(Insole, NavicularOfAPersonSetsTheBorderOfTheArch) {
  testing::MeasuredFoot foot = sampleFoot();
  const double x = 0.45 * foot.foot.footLengthMm;
  foot.measures["navicular_height"] = measure::ok(36.0, "mm", 1.0, {"method.navicular_height", {}});
  foot.foot.landmarks[anatomy::LandmarkId::Navicular] = {{x, 30.0, 36.0}, 1.0, true, false};
  const PlannedInsole made = madeInsole(foot, {{"arch_share_pct", 50}, {"top_cover_mm", 0}});
  EXPECT_NEAR(made.insole.made.archHeightMm, 18.0, 0.2);
  EXPECT_NEAR(made.insole.made.archApexMm, x, 10.0);
}

}  // namespace
}  // namespace podalign::insole
