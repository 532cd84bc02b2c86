#include "phantom/degrade.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "topology_of_phantom.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;
using test::topologyOf;

const PhantomFoot& foot() {
  static const PhantomFoot made = makeFoot(randomFoot(1), 4.0);
  return made;
}

double lowestZ(const Surface& s) {
  double z = 1e9;
  for (const Vector3d& v : s.vertices) z = std::min(z, v.z());
  return z;
}

double highestZ(const Surface& s) {
  double z = -1e9;
  for (const Vector3d& v : s.vertices) z = std::max(z, v.z());
  return z;
}

TEST(Degrade, PoseKeepsDistances) {
  Eigen::Isometry3d pose = Eigen::Isometry3d::Identity();
  pose.translate(Vector3d(10.0, -20.0, 30.0));
  pose.rotate(Eigen::AngleAxisd(1.1, Vector3d(1.0, 2.0, 3.0).normalized()));
  const Surface moved = posed(foot(), pose);
  EXPECT_NEAR((moved.vertices[0] - moved.vertices[500]).norm(),
              (foot().vertices[0] - foot().vertices[500]).norm(), 1e-9);
  EXPECT_NEAR(topologyOf(moved).volume, topologyOf(foot()).volume, 1e-2);
}

TEST(Degrade, ScaleIsAUnit) {
  EXPECT_NEAR(highestZ(scaled(foot(), 0.001)), foot().parameters.scanHeightMm / 1000.0, 1e-12);
}

TEST(Degrade, CutLegIsFlatAndClosed) {
  const Surface cut = cutFlat(foot(), 95.0, 4.0);
  const auto topology = topologyOf(cut);
  EXPECT_TRUE(topology.closedManifold);
  EXPECT_EQ(topology.euler, 2);
  EXPECT_DOUBLE_EQ(highestZ(cut), 95.0);
  EXPECT_LT(topology.volume, topologyOf(foot()).volume);
}

TEST(Degrade, SlabIsAPieceOfItsOwnBelowTheGround) {
  const Surface with =
      withFloorSlab(foot(), {.marginMm = 30.0, .gapMm = 1.5, .thicknessMm = 8.0, .edgeMm = 10.0});
  const auto topology = topologyOf(with);
  EXPECT_TRUE(topology.closedManifold);
  EXPECT_EQ(topology.euler, 4);
  EXPECT_NEAR(lowestZ(with), -9.5, 1e-9);
  Surface slab = with;
  slab.triangles.erase(
      slab.triangles.begin(),
      slab.triangles.begin() + static_cast<std::ptrdiff_t>(foot().triangles.size()));
  const double length = foot().truth.measures.at("foot_length");
  EXPECT_GT(topologyOf(slab).volume, 8.0 * length * 100.0);  // positive: wound outward
}

TEST(Degrade, FlatFilledSoleLosesTheArch) {
  const Surface flat = flatFilledSole(foot());
  EXPECT_TRUE(topologyOf(flat).closedManifold);
  const double x = 0.45 * foot().truth.measures.at("foot_length");
  const double sign = foot().truth.side == Side::Right ? 1.0 : -1.0;
  const auto medialUnderside = [&](const Surface& s) {
    double z = 1e9;
    for (const Vector3d& v : s.vertices)
      if (std::abs(v.x() - x) < 4.0 && sign * v.y() > 15.0) z = std::min(z, v.z());
    return z;
  };
  EXPECT_GT(medialUnderside(foot()), 2.0);
  EXPECT_NEAR(medialUnderside(flat), 0.0, 1e-12);
}

TEST(Degrade, OpenSoleHasNoUnderside) {
  const Surface open = openSole(foot());
  EXPECT_FALSE(topologyOf(open).closedManifold);
  EXPECT_LT(open.triangles.size(), foot().triangles.size());
  EXPECT_LT(open.vertices.size(), foot().vertices.size());
}

TEST(Degrade, MirrorTurnsTheVolumeOnlyWithKeptWinding) {
  const double volume = topologyOf(foot()).volume;
  EXPECT_NEAR(topologyOf(mirrored(foot(), Winding::Kept)).volume, -volume, 1e-3);
  EXPECT_NEAR(topologyOf(mirrored(foot(), Winding::Outward)).volume, volume, 1e-3);
}

TEST(Degrade, NoiseHasTheAskedSpreadAndIsRepeatable) {
  const Surface rough = noisy(foot(), 0.5, 11);
  double square = 0.0;
  for (std::size_t i = 0; i < rough.vertices.size(); ++i)
    square += (rough.vertices[i] - foot().vertices[i]).squaredNorm() / 3.0;
  EXPECT_NEAR(std::sqrt(square / static_cast<double>(rough.vertices.size())), 0.5, 0.02);
  EXPECT_EQ(noisy(foot(), 0.5, 11).vertices, rough.vertices);
  EXPECT_NE(noisy(foot(), 0.5, 12).vertices, rough.vertices);
}

TEST(Degrade, ShuffledIsTheSameSurface) {
  const Surface other = shuffled(foot(), 3);
  EXPECT_NE(other.vertices, foot().vertices);
  EXPECT_TRUE(topologyOf(other).closedManifold);
  EXPECT_NEAR(topologyOf(other).volume, topologyOf(foot()).volume, 1e-3);
}

}  // namespace
}  // namespace phantom
