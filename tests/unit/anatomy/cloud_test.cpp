// A cloud of points is measured like the surface it was taken from.
#include <gtest/gtest.h>

#include <random>

#include "phantom/degrade.hpp"
#include "podalign/geometry/cloud_surface.hpp"
#include "support/phantom_foot.hpp"
#include "support/scan_faults.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using geometry::Point3;

// Points spread over the surface, evenly by area.
std::vector<Point3> cloudOf(const geometry::TriangleMesh& mesh, std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> part(0.0, 1.0);
  std::vector<double> upTo;
  double area = 0.0;
  for (const auto& t : mesh.triangles) {
    const Point3& a = mesh.vertices[t[0]];
    area += (mesh.vertices[t[1]] - a).cross(mesh.vertices[t[2]] - a).norm();
    upTo.push_back(area);
  }
  std::vector<Point3> cloud;
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = std::lower_bound(upTo.begin(), upTo.end(), area * part(random));
    const auto& t = mesh.triangles[static_cast<std::size_t>(at - upTo.begin())];
    double u = part(random);
    double v = part(random);
    if (u + v > 1.0) u = 1.0 - u, v = 1.0 - v;
    const Point3& a = mesh.vertices[t[0]];
    cloud.push_back(a + u * (mesh.vertices[t[1]] - a) + v * (mesh.vertices[t[2]] - a));
  }
  return cloud;
}

TEST(Cloud, IsMeasuredLikeItsSurface) {
  const phantom::PhantomFoot foot = phantom::makeFoot(phantom::randomFoot(3), 3.0);
  const geometry::TriangleMesh mesh =
      testing::transformed(testing::toMesh(foot), testing::anyPose(3));
  geometry::TriangleMesh cloud{cloudOf(mesh, 60000, 1), {}};
  for (int i = 0; i < 20; ++i)
    cloud.vertices.push_back(cloud.vertices[static_cast<std::size_t>(i)] * 1.3);
  const testing::MeasuredFoot found = testing::measured(cloud);
  EXPECT_TRUE(contains(found.findings, "SCAN.RECONSTRUCTED"));
  EXPECT_EQ(found.foot.side.shapeSide, testing::sideOf(foot));
  const auto& truth = foot.truth.measures;
  for (const char* name : {"foot_length", "ball_width", "heel_width", "dorsum_height_50"}) {
    EXPECT_NEAR(found.value(name), truth.at(name), 1.0) << name;
  }
}

TEST(Cloud, SameCloudSameSurface) {
  const phantom::PhantomFoot foot = phantom::makeFoot(phantom::randomFoot(4), 3.0);
  const std::vector<Point3> cloud = cloudOf(testing::toMesh(foot), 20000, 2);
  const auto one = geometry::surfaceThrough(cloud, {});
  const auto two = geometry::surfaceThrough(cloud, {});
  ASSERT_TRUE(one.has_value() && two.has_value());
  EXPECT_EQ(one->vertices, two->vertices);
  EXPECT_EQ(one->triangles, two->triangles);
}

// Points of the dorsum only: nothing closes the foot from below.
TEST(Cloud, WhereNoPointsAreThereIsNoSurface) {
  const phantom::PhantomFoot foot = phantom::makeFoot(phantom::randomFoot(3), 3.0);
  const geometry::TriangleMesh open = testing::toMesh(phantom::openSole(foot));
  const testing::MeasuredFoot found = testing::measured({cloudOf(open, 40000, 1), {}});
  EXPECT_EQ(found.foot.sole, anatomy::SoleKind::Open);
  EXPECT_NEAR(found.value("foot_length"), foot.truth.measures.at("foot_length"), 1.5);
}

TEST(Cloud, OfAFewPointsIsRefused) {
  const phantom::PhantomFoot foot = phantom::makeFoot(phantom::randomFoot(4), 6.0);
  const geometry::TriangleMesh cloud{cloudOf(testing::toMesh(foot), 100, 2), {}};
  const auto aligned = anatomy::alignFeet({cloud, {}}, {});
  ASSERT_FALSE(aligned.has_value());
  EXPECT_EQ(aligned.error().code, ErrorCode::NoSurface);
}

}  // namespace
}  // namespace podalign
