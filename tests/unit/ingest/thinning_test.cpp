// Binary STL of more triangles than `thinBeyond`: thinned while it is read.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "podalign/geometry/reduce.hpp"
#include "podalign/ingest/scan.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;
using geometry::TriangleMesh;

constexpr double kRadius = 50.0;
const Point3 kMiddle(300.0, -200.0, 70.0);
// Of the box's diagonal, as far as anybody should care: 0.72 mm.
const double kCell = 2.0 * kRadius * std::sqrt(3.0) / 160.0;

// More than 300,000 triangles on a sphere.
const TriangleMesh& denseSphere() {
  static const TriangleMesh sphere = [] {
    TriangleMesh mesh = testing::ellipsoid(400, 400);
    for (Point3& v : mesh.vertices) {
      v = kMiddle + kRadius * v.cwiseQuotient(Point3(138.5, 50.0, 35.0));
    }
    return mesh;
  }();
  return sphere;
}

Annotated<RawScan> read(const std::string& bytes, const ScanReadOptions& options = {}) {
  auto scan = readScan(bytes, "dense.stl", options);
  if (!scan) ADD_FAILURE() << toString(scan.error());
  return scan ? std::move(*scan) : Annotated<RawScan>{};
}

std::vector<std::array<double, 3>> sortedVertices(const TriangleMesh& mesh) {
  std::vector<std::array<double, 3>> vertices;
  for (const Point3& v : mesh.vertices) vertices.push_back({v.x(), v.y(), v.z()});
  std::sort(vertices.begin(), vertices.end());
  return vertices;
}

void setFloat(std::string& stl, std::size_t facet, std::size_t coordinate, float value) {
  std::memcpy(stl.data() + 84 + 50 * facet + 12 + 4 * coordinate, &value, sizeof value);
}

TEST(Thinning, KeepsTheShapeAndEveryPromise) {
  ASSERT_GT(denseSphere().triangles.size(), 300'000U);
  const auto scan = read(testing::stlBinary(denseSphere()));
  const TriangleMesh& thinned = scan.value.mesh;
  EXPECT_TRUE(scan.findings.empty());
  EXPECT_NEAR(scan.value.thinnedCell, kCell, 1e-3);
  EXPECT_EQ(scan.value.counts.trianglesRead, denseSphere().triangles.size());
  EXPECT_EQ(testing::brokenPromise(thinned), "");
  EXPECT_LT(thinned.triangles.size(), denseSphere().triangles.size() / 2);
  EXPECT_TRUE(geometry::findRims(thinned).empty());
  for (const Point3& v : thinned.vertices) {
    // A patch of the cell's diagonal falls off by 3 cell^2 / (8 R) at its edge.
    EXPECT_LE((v - kMiddle).norm(), kRadius + 1e-4);
    EXPECT_GE((v - kMiddle).norm(), kRadius - 3.0 * kCell * kCell / (8.0 * kRadius));
  }
  const double volume = 4.0 / 3.0 * std::numbers::pi * std::pow(kRadius, 3);
  EXPECT_NEAR(testing::signedVolume(thinned), volume, 1e-3 * volume);
}

TEST(Thinning, GivesTheSameVerticesWhateverTheOrder) {
  TriangleMesh shuffled = denseSphere();
  std::mt19937 random(3);
  std::shuffle(shuffled.triangles.begin(), shuffled.triangles.end(), random);
  for (auto& t : shuffled.triangles) std::rotate(t.begin(), t.begin() + 1, t.end());
  const auto one = read(testing::stlBinary(denseSphere()));
  const auto other = read(testing::stlBinary(shuffled));
  EXPECT_EQ(sortedVertices(one.value.mesh), sortedVertices(other.value.mesh));
  EXPECT_EQ(one.value.mesh.triangles.size(), other.value.mesh.triangles.size());
}

TEST(Thinning, LeavesAFileAloneWhereItIsToldTo) {
  ScanReadOptions whole;
  whole.thinBeyond = whole.maxTriangles;
  const auto scan = read(testing::stlBinary(denseSphere()), whole);
  EXPECT_EQ(scan.value.thinnedCell, 0.0);
  EXPECT_EQ(scan.value.mesh.triangles.size(), denseSphere().triangles.size());
}

TEST(Thinning, DropsFacetsThatAreNoNumbersAndCountsThem) {
  std::string bytes = testing::stlBinary(denseSphere());
  setFloat(bytes, 7, 4, std::numeric_limits<float>::quiet_NaN());
  setFloat(bytes, 100'000, 0, std::numeric_limits<float>::infinity());
  setFloat(bytes, 100'000, 8, -std::numeric_limits<float>::infinity());
  const auto scan = read(bytes);
  EXPECT_GT(scan.value.thinnedCell, 0.0);
  EXPECT_EQ(scan.value.counts.nonFiniteTriangles, 2U);
  EXPECT_EQ(scan.value.counts.nonFiniteVertices, 3U);
  EXPECT_TRUE(contains(scan.findings, "SCAN.NONFINITE_DROPPED"));
  EXPECT_EQ(testing::brokenPromise(scan.value.mesh), "");
}

TEST(Thinning, AFarVertexDoesNotMakeTheCellsCoarse) {
  for (const float far : {1e4F, 1e30F}) {
    std::string bytes = testing::stlBinary(denseSphere());
    setFloat(bytes, 5000, 3, far);
    const auto scan = read(bytes);
    EXPECT_EQ(scan.value.thinnedCell, 0.0);  // all were welded instead
    EXPECT_EQ(scan.value.counts.outlierTriangles, 1U);
    EXPECT_EQ(scan.value.mesh.triangles.size(), denseSphere().triangles.size() - 1);
    EXPECT_TRUE(contains(scan.findings, "SCAN.OUTLIERS_DROPPED"));
  }
}

TEST(Thinning, RefusesNoiseAndLeavesAloneWhatIsTooFarOff) {
  TriangleMesh soup;
  std::mt19937 random(5);
  std::uniform_real_distribution<double> anywhere(0.0, 100.0);
  for (std::uint32_t i = 0; i < 900'000; ++i) {
    soup.vertices.emplace_back(anywhere(random), anywhere(random), anywhere(random));
    if (i % 3 == 2) soup.triangles.push_back({i - 2, i - 1, i});
  }
  soup.triangles.push_back({0, 1, 3});
  const auto noise = readScan(testing::stlBinary(soup), "noise.stl");
  ASSERT_FALSE(noise.has_value());
  EXPECT_EQ(noise.error().code, ErrorCode::NoSurface);
  // A few less are read as they stand, and are no more of a surface.
  soup.triangles.resize(100'000);
  const auto less = readScan(testing::stlBinary(soup), "noise.stl");
  ASSERT_FALSE(less.has_value());
  EXPECT_EQ(less.error().code, ErrorCode::NoSurface);

  TriangleMesh away = denseSphere();
  for (Point3& v : away.vertices) v.x() += 1e7;
  const auto rounded = readScan(testing::stlBinary(away), "away.stl");
  ASSERT_TRUE(rounded.has_value());
  EXPECT_EQ(rounded->value.thinnedCell, 0.0);
}

}  // namespace
}  // namespace podalign::ingest
