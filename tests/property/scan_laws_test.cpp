// Laws that hold on any foot: stretching an axis stretches what lies along it and nothing else;
// unit, pose, order of vertices change nothing; a mirror changes the side and nothing else.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "support/real_data.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using geometry::Point3;
using geometry::TriangleMesh;
using testing::measured;
using testing::MeasuredFoot;
using testing::transformed;

constexpr std::array<const char*, 5> kFeet{"left_foot.stl", "right_foot.stl", "foot3d_0044.obj",
                                           "left_foot_base.obj", "right_foot_base.obj"};
constexpr std::array<const char*, 7> kLengths{
    "foot_length", "truncated_foot_length", "ball_width",     "ball_width_oblique",
    "heel_width",  "dorsum_height_50",      "ball_girth_tape"};

class ScanLaws : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    PODALIGN_NEEDS_REAL_DATA();
    mesh_ = testing::readSurface(*testing::realData() / "scans" / GetParam());
    original_ = measured(mesh_);
  }

  void expectSame(const MeasuredFoot& other, double toleranceMm) const {
    EXPECT_EQ(other.foot.side.side, original_.foot.side.side);
    for (const char* name : kLengths) {
      EXPECT_NEAR(other.value(name), original_.value(name), toleranceMm) << name;
    }
    EXPECT_NEAR(other.value("arch_height_index"), original_.value("arch_height_index"), 0.001);
    EXPECT_NEAR(other.value("rearfoot_angle"), original_.value("rearfoot_angle"), 0.3);
  }

  // The mesh in the foot frame, in millimetres: stretched there, along the foot's own axes.
  [[nodiscard]] MeasuredFoot stretched(double x, double y, double z) const {
    anatomy::AlignOptions options;
    options.millimetresPerUnit = 1.0;
    Eigen::Affine3d by = Eigen::Affine3d::Identity();
    by.linear().diagonal() << x, y, z;
    return measured(transformed(original_.foot.mesh_in_foot, by), options);
  }

  TriangleMesh mesh_;
  MeasuredFoot original_;
};

TEST_P(ScanLaws, StretchedAlongTheFootOnlyLengthsFollow) {
  const MeasuredFoot longer = stretched(1.04, 1.0, 1.0);
  EXPECT_NEAR(longer.value("foot_length"), 1.04 * original_.value("foot_length"), 0.3);
  EXPECT_NEAR(longer.value("truncated_foot_length"),
              1.04 * original_.value("truncated_foot_length"), 0.3);
  for (const char* name : {"ball_width", "heel_width", "dorsum_height_50"}) {
    EXPECT_NEAR(longer.value(name), original_.value(name), 0.3) << name;
  }
}

TEST_P(ScanLaws, StretchedAcrossTheFootOnlyWidthsFollow) {
  const MeasuredFoot wider = stretched(1.0, 1.06, 1.0);
  for (const char* name : {"ball_width", "heel_width"}) {
    EXPECT_NEAR(wider.value(name), 1.06 * original_.value(name), 0.3) << name;
  }
  for (const char* name : {"foot_length", "truncated_foot_length", "dorsum_height_50"}) {
    EXPECT_NEAR(wider.value(name), original_.value(name), 0.3) << name;
  }
}

TEST_P(ScanLaws, StretchedUpwardsOnlyHeightsFollow) {
  const MeasuredFoot higher = stretched(1.0, 1.0, 1.1);
  EXPECT_NEAR(higher.value("dorsum_height_50"), 1.1 * original_.value("dorsum_height_50"), 0.3);
  for (const char* name : {"foot_length", "truncated_foot_length", "ball_width", "heel_width"}) {
    EXPECT_NEAR(higher.value(name), original_.value(name), 0.3) << name;
  }
}

TEST_P(ScanLaws, UnitOfTheFileChangesNothing) {
  const double perUnit = original_.foot.unit.millimetresPerUnit;
  for (const double scale : {1.0, 10.0, 25.4, 1000.0}) {
    expectSame(measured(transformed(mesh_, Eigen::Affine3d(Eigen::Scaling(perUnit / scale)))), 0.2);
  }
}

// The 24 rotations that map the axes onto one another.
std::vector<Eigen::Matrix3d> axisRotations() {
  std::vector<Eigen::Matrix3d> rotations;
  std::array<int, 3> order{0, 1, 2};
  do {
    for (int signs = 0; signs < 8; ++signs) {
      Eigen::Matrix3d m = Eigen::Matrix3d::Zero();
      for (int row = 0; row < 3; ++row) {
        m(row, order[static_cast<std::size_t>(row)]) = (signs >> row & 1) != 0 ? -1.0 : 1.0;
      }
      if (m.determinant() > 0.0) rotations.push_back(m);
    }
  } while (std::next_permutation(order.begin(), order.end()));
  return rotations;
}

TEST_P(ScanLaws, OrientationOfTheFileChangesNothing) {
  const std::vector<Eigen::Matrix3d> rotations = axisRotations();
  ASSERT_EQ(rotations.size(), 24U);
  for (const Eigen::Matrix3d& rotation : rotations) {
    Eigen::Affine3d by = Eigen::Affine3d::Identity();
    by.linear() = rotation;
    by.translation() = mesh_.vertices.front();
    expectSame(measured(transformed(mesh_, by)), 0.2);
  }
}

TEST_P(ScanLaws, ObliquePoseChangesNothing) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> part(-1.0, 1.0);
  for (int i = 0; i < 6; ++i) {
    const Eigen::Quaterniond turn =
        Eigen::Quaterniond(part(random), part(random), part(random), part(random)).normalized();
    expectSame(measured(transformed(mesh_, Eigen::Affine3d(turn))), 0.2);
  }
}

TEST_P(ScanLaws, OrderOfVerticesAndTrianglesChangesNothing) {
  std::mt19937 random(11);
  std::vector<std::uint32_t> order(mesh_.vertices.size());
  std::iota(order.begin(), order.end(), 0U);
  std::shuffle(order.begin(), order.end(), random);
  TriangleMesh shuffled;
  shuffled.vertices.resize(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) shuffled.vertices[order[i]] = mesh_.vertices[i];
  for (const geometry::Triangle& t : mesh_.triangles) {
    shuffled.triangles.push_back({order[t[0]], order[t[1]], order[t[2]]});
  }
  std::shuffle(shuffled.triangles.begin(), shuffled.triangles.end(), random);
  expectSame(measured(shuffled), 0.2);
}

TEST_P(ScanLaws, MirroringChangesTheSideAndNothingElse) {
  Eigen::Affine3d mirror = Eigen::Affine3d::Identity();
  mirror.linear().diagonal() << -1.0, 1.0, 1.0;
  const MeasuredFoot other = measured(transformed(mesh_, mirror));
  EXPECT_EQ(other.foot.side.side, opposite(original_.foot.side.side));
  for (const char* name : kLengths) {
    EXPECT_NEAR(other.value(name), original_.value(name), 0.2) << name;
  }
  EXPECT_NEAR(other.value("rearfoot_angle"), original_.value("rearfoot_angle"), 0.3);
}

TEST_P(ScanLaws, MirroredFileWithItsWindingKeptIsNeverSilentlyTakenForTheOtherFoot) {
  TriangleMesh inverted = mesh_;
  for (Point3& vertex : inverted.vertices) vertex.x() = -vertex.x();
  const MeasuredFoot undeclared = measured(inverted);
  EXPECT_TRUE(contains(undeclared.findings, "SCAN.WINDING_INVERTED"));
  EXPECT_TRUE(contains(undeclared.findings, "SIDE.LOW_CONFIDENCE"));
  EXPECT_LT(undeclared.foot.side.confidence, 0.9);
  anatomy::AlignOptions declared;
  declared.declaredSide = original_.foot.side.side;
  const MeasuredFoot told = measured(inverted, declared);
  EXPECT_EQ(told.foot.side.side, original_.foot.side.side);
  EXPECT_TRUE(contains(told.findings, "SCAN.MIRRORED"));
  EXPECT_FALSE(contains(told.findings, "SIDE.CONFLICT"));
  expectSame(told, 0.2);
}

INSTANTIATE_TEST_SUITE_P(RealFeet, ScanLaws, ::testing::ValuesIn(kFeet), [](const auto& instance) {
  std::string name = instance.param;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

}  // namespace
}  // namespace podalign
