#include "podalign/geometry/curved_facets.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "podalign/geometry/reduce.hpp"
#include "unit/geometry/solids.hpp"

namespace podalign::geometry {
namespace {

constexpr double kAnyEdge = 1e9;

// Six times the volume about the origin.
double sixfoldVolume(const TriangleMesh& mesh) {
  double volume = 0.0;
  for (const Triangle& t : mesh.triangles) {
    volume += mesh.vertices[t[0]].dot(mesh.vertices[t[1]].cross(mesh.vertices[t[2]]));
  }
  return volume;
}

TEST(CurvedFacets, GiveABallBackWhatItsFacetsCutOff) {
  constexpr double kRadius = 40.0;
  const TriangleMesh coarse = testing::ball(kRadius, 16, 32);
  const TriangleMesh fine = withCurvedFacets(coarse, kAnyEdge);
  ASSERT_EQ(fine.triangles.size(), 4 * coarse.triangles.size());
  EXPECT_TRUE(findRims(fine).empty());
  for (std::size_t i = 0; i < coarse.vertices.size(); ++i) {
    EXPECT_EQ(fine.vertices[i], coarse.vertices[i]);
  }
  // The middle of a chord of this edge lies this far inside; four fifths of it come back.
  const double edge = 2.0 * kRadius * std::sin(M_PI / 32.0);
  const double depth = edge * edge / (8.0 * kRadius);
  for (const Point3& vertex : fine.vertices) EXPECT_NEAR(vertex.norm(), kRadius, 0.2 * depth);
}

TEST(CurvedFacets, LeaveABoxABox) {
  const TriangleMesh box = testing::box({10.0, 20.0, 30.0});
  const TriangleMesh fine = withCurvedFacets(box, kAnyEdge);
  EXPECT_EQ(fine.triangles.size(), 4 * box.triangles.size());
  EXPECT_NEAR(sixfoldVolume(fine), sixfoldVolume(box), 1e-9);
  for (const Point3& vertex : fine.vertices) {
    EXPECT_TRUE((vertex.array() >= 0.0).all());
    EXPECT_LE(vertex.x(), 10.0);
    EXPECT_LE(vertex.y(), 20.0);
    EXPECT_LE(vertex.z(), 30.0);
  }
}

TEST(CurvedFacets, StayTightWhereOnlyShortEdgesAreParted) {
  const TriangleMesh box = testing::box({10.0, 20.0, 30.0});
  for (const double longest : {5.0, 15.0, 21.0, 25.0, 33.0}) {
    const TriangleMesh fine = withCurvedFacets(box, longest);
    EXPECT_TRUE(findRims(fine).empty()) << longest;
    EXPECT_NEAR(sixfoldVolume(fine), sixfoldVolume(box), 1e-9) << longest;
  }
  EXPECT_EQ(withCurvedFacets(box, 5.0).triangles, box.triangles);
}

TEST(CurvedFacets, KeepTheRimOfAnOpenSurface) {
  const TriangleMesh wall = testing::cylinder(30.0, 5.0, 24);
  const auto before = findRims(wall);
  const auto after = findRims(withCurvedFacets(wall, kAnyEdge));
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) EXPECT_EQ(after[i].size(), before[i].size());
}

}  // namespace
}  // namespace podalign::geometry
