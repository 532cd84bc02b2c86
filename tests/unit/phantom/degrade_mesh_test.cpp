#include "phantom/degrade_mesh.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

#include "phantom/surface_parts.hpp"
#include "topology_of_phantom.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;
using test::topologyOf;

const PhantomFoot& foot() {
  static const PhantomFoot made = makeFoot(randomFoot(2), 3.5);
  return made;
}

std::size_t piecesOf(const Surface& s) {
  std::vector<int> root(s.vertices.size());
  std::iota(root.begin(), root.end(), 0);
  const std::function<int(int)> find = [&](int v) {
    int& up = root[static_cast<std::size_t>(v)];
    return up == v ? v : up = find(up);
  };
  for (const auto& t : s.triangles)
    for (const int v : t) root[static_cast<std::size_t>(find(v))] = find(t[0]);
  std::map<int, int> pieces;
  for (const auto& t : s.triangles) ++pieces[find(t[0])];
  return pieces.size();
}

double longestEdge(const Surface& s) {
  double longest = 0.0;
  for (const auto& t : s.triangles)
    for (std::size_t i = 0; i < 3; ++i)
      longest = std::max(longest, (s.vertices[static_cast<std::size_t>(t[i])] -
                                   s.vertices[static_cast<std::size_t>(t[(i + 1) % 3])])
                                      .norm());
  return longest;
}

TEST(DegradeMesh, HolesAreOpenAndOfTheirSize) {
  const Holes holes{8, 6.0};
  const Surface open = holed(foot(), holes, 5);
  EXPECT_FALSE(topologyOf(open).closedManifold);
  const auto rings = openRings(open);
  EXPECT_GE(rings.size(), 5U);  // two may meet
  EXPECT_LE(rings.size(), 8U);
  double area = 0.0;
  for (const auto& t : foot().triangles) area += 0.5 * areaNormal(foot(), t).norm();
  for (const auto& t : open.triangles) area -= 0.5 * areaNormal(open, t).norm();
  EXPECT_NEAR(area, 8.0 * 3.14159 / 4.0 * 36.0, 0.5 * 8.0 * 28.0);
}

TEST(DegradeMesh, BridgedHolesAreClosedByGiants) {
  const Surface closed = holesBridged(foot(), {2, 40.0}, 5);
  EXPECT_TRUE(openRings(closed).empty());
  EXPECT_GT(longestEdge(closed), 15.0);
  EXPECT_LT(longestEdge(foot()), 10.0);
}

TEST(DegradeMesh, UnweldedTrianglesShareNothing) {
  const Surface soup = unwelded(foot());
  EXPECT_EQ(soup.vertices.size(), 3 * soup.triangles.size());
  EXPECT_EQ(piecesOf(soup), soup.triangles.size());
  EXPECT_NEAR(topologyOf(soup).volume, topologyOf(foot()).volume, 1e-6);
}

TEST(DegradeMesh, FacesTwiceAndSliversAddTrianglesOnly) {
  const auto count = static_cast<double>(foot().triangles.size());
  const Surface twice = facesTwice(foot(), 0.1, 1);
  EXPECT_NEAR(static_cast<double>(twice.triangles.size()) / count, 1.1, 0.02);
  EXPECT_EQ(twice.vertices.size(), foot().vertices.size());
  const Surface slivers = withSlivers(foot(), 50, 1);
  ASSERT_EQ(slivers.triangles.size(), foot().triangles.size() + 50);
  for (std::size_t i = foot().triangles.size(); i < slivers.triangles.size(); ++i)
    EXPECT_LT(areaNormal(slivers, slivers.triangles[i]).norm(), 1e-9);
}

TEST(DegradeMesh, WindingTurns) {
  EXPECT_NEAR(topologyOf(insideOut(foot())).volume, -topologyOf(foot()).volume, 1e-6);
  EXPECT_TRUE(topologyOf(insideOut(foot())).closedManifold);
  EXPECT_FALSE(topologyOf(windingMixed(foot(), 0.1, 2)).closedManifold);
}

TEST(DegradeMesh, StrayPartsAreTheirOwnPiecesAndLeaveTheFoot) {
  for (const Surface& s : {withSpeckles(foot(), 20, 3), withSheets(foot(), 3, 3)}) {
    EXPECT_TRUE(std::equal(foot().vertices.begin(), foot().vertices.end(), s.vertices.begin()));
    for (const Vector3d& v : s.vertices) EXPECT_GT(v.z(), -3.0);  // none becomes the ground
  }
  EXPECT_EQ(piecesOf(withSpeckles(foot(), 20, 3)), 21U);
  EXPECT_EQ(piecesOf(withSheets(foot(), 3, 3)), 4U);
  const Surface far = withFarVertices(foot(), 4, 5000.0, 3);
  EXPECT_EQ(far.triangles.size(), foot().triangles.size() + 2);
  EXPECT_GT(boundsOf(far).high.cwiseAbs().maxCoeff(), 1000.0);
}

TEST(DegradeMesh, EmbossingLeavesEdgesWithThreeFaces) {
  const Surface text = embossed(foot(), 30, 3);
  std::map<std::pair<int, int>, int> faces;
  for (const auto& t : text.triangles)
    for (std::size_t i = 0; i < 3; ++i) ++faces[std::minmax(t[i], t[(i + 1) % 3])];
  EXPECT_GE(std::count_if(faces.begin(), faces.end(), [](const auto& e) { return e.second > 2; }),
            20);
}

}  // namespace
}  // namespace phantom
