// Two feet in one scan: both found, both sided, each measured as if it were alone.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <numbers>

#include "phantom/degrade.hpp"
#include "support/phantom_foot.hpp"
#include "support/scan_faults.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using anatomy::AlignedFoot;
using anatomy::alignFeet;
using anatomy::AlignOptions;
using geometry::TriangleMesh;
using testing::toMesh;

constexpr double kTurnedOutDeg = 8.0;

const phantom::PhantomFoot& footOf(phantom::Side side) {
  const auto made = [](phantom::Side which) {
    phantom::FootParameters parameters = phantom::randomFoot(5);
    parameters.side = which;
    return phantom::makeFoot(parameters, 3.0);
  };
  static const phantom::PhantomFoot left = made(phantom::Side::Left);
  static const phantom::PhantomFoot right = made(phantom::Side::Right);
  return side == phantom::Side::Left ? left : right;
}

// Standing beside each other as they look along +x, toes turned out, the left one at +y.
TriangleMesh standing(double turnedOutDeg, const Eigen::Affine3d& scan_from_stance) {
  TriangleMesh both;
  for (const phantom::Side side : {phantom::Side::Right, phantom::Side::Left}) {
    const double sign = side == phantom::Side::Left ? 1.0 : -1.0;
    Eigen::Affine3d place = Eigen::Affine3d::Identity();
    place.translate(Eigen::Vector3d(0.0, sign * 90.0, 0.0))
        .rotate(Eigen::AngleAxisd(sign * turnedOutDeg * std::numbers::pi / 180.0,
                                  Eigen::Vector3d::UnitZ()));
    const TriangleMesh foot = testing::transformed(toMesh(footOf(side)), scan_from_stance * place);
    testing::append(both, foot);
  }
  return both;
}

Eigen::Affine3d anyPose() {
  return Eigen::Translation3d(300.0, -80.0, 900.0) *
         Eigen::Affine3d(Eigen::Quaterniond(0.3, -0.5, 0.7, 0.2).normalized());
}

TEST(TwoFeet, AreBothFoundAndMeasuredAsIfAlone) {
  for (const Eigen::Affine3d& pose : {Eigen::Affine3d(Eigen::Affine3d::Identity()), anyPose()}) {
    const auto aligned = alignFeet({standing(kTurnedOutDeg, pose), {}}, {});
    ASSERT_TRUE(aligned.has_value()) << toString(aligned.error());
    ASSERT_EQ(aligned->value.size(), 2U);
    EXPECT_TRUE(contains(aligned->findings, "SCAN.TWO_FEET"));
    EXPECT_EQ(aligned->value[0].side.side, Laterality::Left);
    EXPECT_EQ(aligned->value[1].side.side, Laterality::Right);
    for (const AlignedFoot& foot : aligned->value) {
      EXPECT_GE(foot.side.confidence, 0.95);
      EXPECT_EQ(foot.side.source, SideSource::Inferred);
      const auto alone = footOf(phantom::Side::Left).truth.measures;
      const auto measures = measure::measureFoot(foot);
      for (const char* name : {"foot_length", "ball_width", "heel_width", "dorsum_height_50"}) {
        EXPECT_NEAR(*measures.at(name).value, alone.at(name), 0.5) << name;
      }
    }
  }
}

TEST(TwoFeet, KeepTheirStanceAngle) {
  const auto aligned = alignFeet({standing(kTurnedOutDeg, anyPose()), {}}, {});
  ASSERT_TRUE(aligned.has_value()) << toString(aligned.error());
  for (const AlignedFoot& foot : aligned->value) {
    ASSERT_TRUE(foot.stanceAngleDeg.has_value());
    EXPECT_NEAR(*foot.stanceAngleDeg, kTurnedOutDeg, 0.5);
  }
}

TEST(TwoFeet, OnOneFloorAreStillTwo) {
  TriangleMesh mesh = standing(kTurnedOutDeg, Eigen::Affine3d::Identity());
  testing::append(mesh, testing::boxOf({-60.0, -220.0, -8.0}, {340.0, 220.0, 0.0}, 8.0));
  const auto aligned = alignFeet({testing::transformed(mesh, anyPose()), {}}, {});
  ASSERT_TRUE(aligned.has_value()) << toString(aligned.error());
  ASSERT_EQ(aligned->value.size(), 2U);
  EXPECT_TRUE(contains(aligned->findings, "SCAN.FLOOR_REMOVED"));
  EXPECT_EQ(aligned->value[0].side.side, Laterality::Left);
  EXPECT_EQ(aligned->value[1].side.side, Laterality::Right);
}

TEST(TwoFeet, DeclaredSideTakesThatFoot) {
  for (const Laterality side : kBothSides) {
    AlignOptions options;
    options.declaredSide = side;
    const auto aligned = alignFeet({standing(0.0, anyPose()), {}}, options);
    ASSERT_TRUE(aligned.has_value()) << toString(aligned.error());
    ASSERT_EQ(aligned->value.size(), 1U);
    EXPECT_EQ(aligned->value[0].side.side, side);
    EXPECT_EQ(aligned->value[0].side.source, SideSource::Declared);
    EXPECT_TRUE(contains(aligned->findings, "SCAN.TWO_FEET_ONE_TAKEN"));
    EXPECT_FALSE(contains(aligned->findings, "SCAN.TWO_FEET"));
  }
}

TEST(TwoFeet, ThreeAreRefused) {
  TriangleMesh three = standing(0.0, Eigen::Affine3d::Identity());
  const TriangleMesh third = testing::transformed(
      toMesh(footOf(phantom::Side::Left)), Eigen::Affine3d(Eigen::Translation3d(400.0, 0.0, 0.0)));
  testing::append(three, third);
  const auto aligned = alignFeet({std::move(three), {}}, {});
  ASSERT_FALSE(aligned.has_value());
  EXPECT_EQ(aligned.error().code, ErrorCode::NotAFoot);
}

}  // namespace
}  // namespace podalign
