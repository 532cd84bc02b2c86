#include "phantom/degrade_scene.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "crude_measures.hpp"
#include "phantom/degrade.hpp"
#include "phantom/degrade_cloud.hpp"
#include "phantom/degrade_sole.hpp"
#include "phantom/surface_parts.hpp"
#include "topology_of_phantom.hpp"

namespace phantom {
namespace {

using test::asRightFoot;
using test::topologyOf;
using test::Vector3d;

const PhantomFoot& foot() {
  static const PhantomFoot made = asRightFoot(makeFoot(randomFoot(1), 3.0));
  return made;
}
double measure(const char* name) { return foot().truth.measures.at(name); }

// Highest underside at 35-65 % of length, 6-14 mm inside the medial outline: as far as vertices
// show.
double clearanceOf(const Surface& s) {
  double highest = 0.0;
  for (double share = 0.36; share < 0.65; share += 0.02) {
    const double x = share * measure("foot_length");
    const double outline = test::extentAcross(s, x, 1.0, 60.0).high;
    for (double inside = 6.0; inside <= 14.0; inside += 2.0) {
      double underside = 1e9;
      for (const Vector3d& p : test::sectionOf(s, {x, 0, 0}, Vector3d::UnitX()))
        if (std::abs(p.y() - outline + inside) < 1.5) underside = std::min(underside, p.z());
      if (underside < 40.0) highest = std::max(highest, underside);
    }
  }
  return highest;
}

TEST(DegradeSole, ShallowSoleKeepsTheFootAndLowersTheHollow) {
  const Surface shallow = shallowSole(foot(), 0.4);
  EXPECT_TRUE(topologyOf(shallow).closedManifold);
  EXPECT_NEAR(clearanceOf(foot()), measure("medial_arch_clearance"), 1.0);
  EXPECT_NEAR(clearanceOf(shallow), 0.4 * measure("medial_arch_clearance"), 1.0);
  EXPECT_EQ(boundsOf(shallow).high, boundsOf(foot()).high);
}

TEST(DegradeSole, GlassFlattensWhatTouchesItAndLowersTheRest) {
  const Surface pressed = pressedOnGlass(foot(), 2.0, 1.0);
  std::size_t flat = 0;
  for (std::size_t i = 0; i < pressed.vertices.size(); ++i) {
    const double was = foot().vertices[i].z();
    const double is = pressed.vertices[i].z();
    if (was >= 3.0) {
      EXPECT_NEAR(is, was - 2.0, 1e-9);
    }
    if (was <= 1.0) {
      EXPECT_NEAR(is, 0.0, 1e-9);
    }
    EXPECT_GE(is, 0.0);
    EXPECT_LE(is, was);
    flat += is < 1e-9 ? 1U : 0U;
  }
  EXPECT_GT(flat, 500U);
}

TEST(DegradeSole, OpenWallsAndPlantarOnlyAreWhatIsLeftOver) {
  const Surface open = openSoleAndWalls(foot(), 15.0);
  EXPECT_FALSE(topologyOf(open).closedManifold);
  for (const auto& t : open.triangles)
    EXPECT_FALSE(centreOf(open, t).z() < 15.0 && areaNormal(open, t).normalized().z() < 0.0);
  const Surface bowl = plantarOnly(foot(), 25.0);
  EXPECT_LT(boundsOf(bowl).high.z(), 25.0);
  for (const auto& t : bowl.triangles) EXPECT_LT(areaNormal(bowl, t).z(), 0.0);
  EXPECT_NEAR(test::volumeUnderSole(bowl, measure("foot_length")),
              test::volumeUnderSole(foot(), measure("foot_length")), 0.1);
  EXPECT_GT(boundsOf(bowl).high.x() - boundsOf(bowl).low.x(), 0.97 * measure("foot_length"));
}

TEST(DegradeScene, TwoFeetStandAtTheAskedAngle) {
  const PhantomFoot left = makeFoot(randomFoot(3), 5.0);
  const PhantomFoot right = makeFoot(randomFoot(1), 5.0);
  ASSERT_EQ(left.truth.side, Side::Left);
  const Stance stance{160.0, 20.0, 5.0, 9.0};
  const TwoFeet both = twoFeet(left, right, stance);
  EXPECT_EQ(both.surface.vertices.size(), left.vertices.size() + right.vertices.size());
  const Vector3d leftAxis = both.scene_from_left.linear() * Vector3d::UnitX();
  const Vector3d rightAxis = both.scene_from_right.linear() * Vector3d::UnitX();
  EXPECT_NEAR(std::acos(leftAxis.dot(rightAxis)) * 180.0 / M_PI, 14.0, 1e-9);
  EXPECT_GT(leftAxis.y(), 0.0);  // toes out
  EXPECT_LT(rightAxis.y(), 0.0);
  const Vector3d heels = both.scene_from_left.translation() - both.scene_from_right.translation();
  EXPECT_NEAR((heels - Vector3d(20.0, 160.0, 0.0)).norm(), 0.0, 1e-9);
  EXPECT_EQ(topologyOf(both.surface).euler, 4);
  double lowestOfLeft = 1e9;
  double highestOfRight = -1e9;
  for (std::size_t i = 0; i < both.surface.vertices.size(); ++i)
    if (i < left.vertices.size()) {
      lowestOfLeft = std::min(lowestOfLeft, both.surface.vertices[i].y());
    } else {
      highestOfRight = std::max(highestOfRight, both.surface.vertices[i].y());
    }
  EXPECT_GT(lowestOfLeft, highestOfRight);
}

TEST(DegradeScene, SheetAndTrayLieUnderAndAroundTheFoot) {
  const Surface sheet = withFloorSheet(foot(), 30.0, 1.0);
  EXPECT_NEAR(boundsOf(sheet).low.z(), -1.0, 1e-12);
  const Surface tray = inTray(foot(), {});
  EXPECT_TRUE(topologyOf(tray).closedManifold);
  EXPECT_EQ(topologyOf(tray).euler, 4);
  const Bounds bounds = boundsOf(tray);
  EXPECT_NEAR(bounds.low.z(), -20.0, 1e-9);
  EXPECT_NEAR(bounds.low.x(), boundsOf(foot()).low.x() - 45.0, 1e-9);
}

TEST(DegradeScene, FloorGrowsTogetherWithTheFoot) {
  const Surface welded = weldedToFloor(foot(), {});
  const auto topology = topologyOf(welded);
  EXPECT_TRUE(topology.closedManifold);
  const Bounds bounds = boundsOf(foot());
  const double slab =
      (bounds.high.x() - bounds.low.x() + 80.0) * (bounds.high.y() - bounds.low.y() + 80.0) * 8.0;
  EXPECT_NEAR(topology.volume, slab + topologyOf(foot()).volume, 0.06 * topology.volume);
  const double x = 0.5 * measure("foot_length");
  double dorsum = 0.0;
  for (const Vector3d& p : test::sectionOf(welded, {x, 0, 0}, Vector3d::UnitX()))
    dorsum = std::max(dorsum, p.z());
  EXPECT_NEAR(dorsum, measure("dorsum_height_50"), 0.3);
}

TEST(DegradeScene, SockThickensAndClosesTheGapsBetweenToes) {
  const double thickness = 1.5;
  const Surface sock = inSock(foot(), thickness, 3.0);
  EXPECT_TRUE(topologyOf(sock).closedManifold);
  EXPECT_EQ(topologyOf(sock).euler, 2);
  double front = 0.0;
  double back = 1e9;
  for (const Vector3d& v : sock.vertices) {
    front = std::max(front, v.x());
    if (v.z() < 50.0) back = std::min(back, v.x());
  }
  EXPECT_NEAR(front - back, measure("foot_length") + 2.0 * thickness, 0.5);
  EXPECT_NEAR(boundsOf(sock).low.z(), 0.0, 0.3);
  // Half-way between two tips the skin falls back by several mm, the sock does not.
  const auto& marks = foot().truth.landmarks_in_foot;
  const auto notch = [&](const Surface& s, int toe) {
    const Vector3d a = marks.at("toe" + std::to_string(toe) + "_tip");
    const Vector3d b = marks.at("toe" + std::to_string(toe + 1) + "_tip");
    double least = 1e9;
    for (double y = b.y(); y <= a.y(); y += 0.5) {
      double reach = 0.0;
      for (const Vector3d& p : test::sectionOf(s, {0, y, 0}, Vector3d::UnitY()))
        reach = std::max(reach, p.x());
      least = std::min(least, reach);
    }
    return std::min(a.x(), b.x()) - least;
  };
  for (const int toe : {2, 3, 4}) {
    EXPECT_GT(notch(foot(), toe), 2.5);
    EXPECT_LT(notch(sock, toe), 0.5);
  }
}

TEST(DegradeScene, FoamKeepsTheSoleAndIsClosed) {
  const Surface block = foamNegative(foot(), {});
  const auto topology = topologyOf(block);
  EXPECT_TRUE(topology.closedManifold);
  EXPECT_EQ(topology.euler, 2);
  EXPECT_NEAR(boundsOf(block).high.z(), 30.0, 1e-9);
  double least = 1e9;
  for (const Vector3d& v : block.vertices)
    if (v.z() > -20.0) least = std::min(least, v.z());
  EXPECT_NEAR(least, 0.0, 0.05);
  // The hole holds what the cast fills: the block without foot, less the block, is the cast.
  const Surface cast = foamPositive(foot(), {});
  const Bounds bounds = boundsOf(block);
  const Vector3d size = bounds.high - bounds.low;
  EXPECT_TRUE(openRings(cast).empty());
  EXPECT_NEAR(size.prod() - topology.volume, topologyOf(cast).volume,
              0.001 * topologyOf(cast).volume);
}

TEST(DegradeCloud, PointsLieOnTheSkinEvenly) {
  const Cloud cloud = sampled(foot(), {20000, 0.0, 0.0}, 3);
  EXPECT_NEAR(static_cast<double>(cloud.points.size()), 20000.0, 2.0);
  double front = 0.0;
  std::size_t lower = 0;
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    front = std::max(front, cloud.points[i].x());
    EXPECT_NEAR(cloud.normals[i].norm(), 1.0, 1e-9);
    lower += cloud.points[i].z() < 0.01 ? 1U : 0U;
  }
  EXPECT_NEAR(front, measure("foot_length"), 0.5);
  double contact = 0.0;
  double area = 0.0;
  for (const auto& t : foot().triangles) {
    area += areaNormal(foot(), t).norm();
    if (centreOf(foot(), t).z() < 0.01) contact += areaNormal(foot(), t).norm();
  }
  EXPECT_NEAR(static_cast<double>(lower) / 20000.0, contact / area, 0.01);
}

TEST(DegradeCloud, NoiseGapsAndOpenSole) {
  const Cloud clean = sampled(foot(), {20000, 0.0, 0.0}, 3);
  const Cloud rough = sampled(foot(), {20000, 0.4, 10.0}, 3);
  ASSERT_EQ(rough.points.size(), clean.points.size());
  EXPECT_LT(withGaps(clean, 5, 30.0, 1).points.size(), clean.points.size() - 500);
  const Cloud open = withoutSole(clean);
  EXPECT_LT(open.points.size(), clean.points.size());
  for (std::size_t i = 0; i < open.points.size(); ++i)
    EXPECT_TRUE(open.points[i].z() > 35.0 || open.normals[i].z() > -0.15);
  EXPECT_EQ(xyz(clean, CloudNormals::Left).find("nan"), std::string::npos);
  EXPECT_EQ(plyCloud(clean, CloudNormals::Kept).size() % 24,
            plyCloud(withGaps(clean, 1, 10.0, 1), CloudNormals::Kept).size() % 24);
}

}  // namespace
}  // namespace phantom
