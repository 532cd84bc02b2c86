// Outliers and welding, against truth by construction.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "podalign/ingest/scan.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;
using geometry::TriangleMesh;
using testing::ByteOrder;

Annotated<RawScan> readMesh(const TriangleMesh& mesh) {
  auto scan = readScan(testing::plyBinary(mesh, ByteOrder::Little), "test.ply");
  EXPECT_TRUE(scan.has_value()) << toString(scan.error());
  return scan ? std::move(*scan) : Annotated<RawScan>{};
}

// Every face with vertices of its own, each moved by at most `shift` on every axis.
TriangleMesh exploded(const TriangleMesh& mesh, double shift) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> offset(-shift, shift);
  TriangleMesh apart;
  for (const auto& triangle : mesh.triangles) {
    const auto first = static_cast<std::uint32_t>(apart.vertices.size());
    for (const std::uint32_t corner : triangle) {
      apart.vertices.push_back(mesh.vertices[corner] +
                               Point3(offset(random), offset(random), offset(random)));
    }
    apart.triangles.push_back({first, first + 1, first + 2});
  }
  return apart;
}

TEST(Cleaning, WeldsSeamsWithinAMillionthOfTheDiagonal) {
  const TriangleMesh truth = testing::ellipsoid(40, 50);
  // Pairs differ by at most 2 * sqrt(3) * shift = 1.7e-4, less than 1e-6 of about 300.
  const auto scan = readMesh(exploded(truth, 5e-5));
  EXPECT_TRUE(scan.findings.empty());
  EXPECT_EQ(scan.value.mesh.vertices.size(), truth.vertices.size());
  EXPECT_EQ(scan.value.mesh.triangles.size(), truth.triangles.size());
  EXPECT_EQ(scan.value.counts.vertices, truth.vertices.size());
  EXPECT_NEAR(testing::signedVolume(scan.value.mesh), testing::signedVolume(truth), 10.0);
}

TEST(Cleaning, LeavesGapsThatAreWiderAlone) {
  const TriangleMesh truth = testing::ellipsoid(40, 50);
  const auto scan = readMesh(exploded(truth, 0.05));
  EXPECT_TRUE(scan.findings.empty());
  EXPECT_GT(scan.value.mesh.vertices.size(), 5 * truth.vertices.size());
}

TEST(Cleaning, WeldsTheSameInEveryUnit) {
  const TriangleMesh apart = exploded(testing::ellipsoid(20, 20), 5e-5);
  for (const double scale : {1e-3, 0.1, 1.0, 1.0 / 25.4, 1000.0}) {
    TriangleMesh scaled = apart;
    for (Point3& vertex : scaled.vertices) vertex *= scale;
    EXPECT_EQ(readMesh(scaled).value.mesh.vertices.size(), 20U * 20U + 2U) << scale;
  }
}

TEST(Cleaning, DropsAVertexThatIsFarOutAndItsFaces) {
  const TriangleMesh truth = testing::ellipsoid(30, 30);
  for (const double far : {2e4, 1e6, 1e12, 1e30, -1e300}) {
    TriangleMesh spoiled = truth;
    spoiled.vertices[100].z() = far;
    const auto scan = readMesh(spoiled);
    ASSERT_EQ(scan.findings.size(), 1U) << far;
    EXPECT_EQ(scan.findings[0].message.id, "SCAN.OUTLIERS_DROPPED");
    EXPECT_EQ(scan.value.counts.outlierVertices, 1U);
    EXPECT_EQ(scan.value.counts.outlierTriangles, 6U);
    EXPECT_EQ(testing::brokenPromise(scan.value.mesh), "");
    for (const Point3& vertex : scan.value.mesh.vertices) EXPECT_LT(vertex.norm(), 139.0);
  }
}

TEST(Cleaning, KeepsFootLegAndFloorSlabTogether) {
  // A leg 400 mm up and a slab 2 m wide are no outliers.
  TriangleMesh scene = testing::ellipsoid(60, 60);
  const auto first = static_cast<std::uint32_t>(scene.vertices.size());
  scene.vertices.insert(scene.vertices.end(), {Point3(-1000, -1000, -35), Point3(1000, -1000, -35),
                                               Point3(0, 1000, -35), Point3(-100, 0, 400)});
  scene.triangles.push_back({first, first + 1, first + 2});
  scene.triangles.push_back({first, first + 1, first + 3});
  const auto scan = readMesh(scene);
  EXPECT_TRUE(scan.findings.empty());
  EXPECT_EQ(scan.value.mesh.triangles.size(), scene.triangles.size());
}

TEST(Cleaning, KeepsTheFootBesideAFinelyMeshedLabel) {
  // Nine in ten vertices lie in an embossed label of 4 mm: by the median alone the toes are far
  // out.
  TriangleMesh scene = testing::ellipsoid(20, 20);
  const TriangleMesh label = testing::ellipsoid(60, 60);
  const auto first = static_cast<std::uint32_t>(scene.vertices.size());
  for (const Point3& vertex : label.vertices) {
    scene.vertices.push_back(vertex * 0.015 + Point3(-135, 0, 0));
  }
  for (const auto& t : label.triangles) {
    scene.triangles.push_back({first + t[0], first + t[1], first + t[2]});
  }
  const auto scan = readMesh(scene);
  EXPECT_TRUE(scan.findings.empty());
  EXPECT_EQ(scan.value.mesh.triangles.size(), scene.triangles.size());
}

TEST(Cleaning, ReadsSurfacesFarFromTheOrigin) {
  TriangleMesh moved = testing::ellipsoid(20, 20);
  for (Point3& vertex : moved.vertices) vertex += Point3(5e5, -4e6, 120);
  const auto scan = readMesh(moved);
  EXPECT_TRUE(scan.findings.empty());
  EXPECT_EQ(scan.value.mesh.triangles.size(), moved.triangles.size());
}

TEST(Cleaning, DropsTheSecondSideOfADoubleSidedSurface) {
  TriangleMesh both = testing::box();
  const TriangleMesh truth = both;
  both.triangles.clear();
  for (const auto& t : truth.triangles) {
    both.triangles.push_back(t);
    both.triangles.push_back({t[0], t[2], t[1]});
  }
  const auto scan = readMesh(both);
  EXPECT_TRUE(scan.findings.empty());
  EXPECT_EQ(scan.value.mesh.triangles, truth.triangles);
  EXPECT_EQ(scan.value.counts.duplicateTriangles, 12U);
}

}  // namespace
}  // namespace podalign::ingest
