// Surfaces of more triangles than `thinBeyond`: thinned, binary STL while it is read.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
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
    EXPECT_NEAR(scan.value.thinnedCell, kCell, 1e-3);
    EXPECT_EQ(scan.value.counts.outlierTriangles, 1U);
    EXPECT_EQ(scan.value.counts.outlierVertices, 1U);
    EXPECT_TRUE(contains(scan.findings, "SCAN.OUTLIERS_DROPPED"));
    EXPECT_EQ(testing::brokenPromise(scan.value.mesh), "");
  }
}

// The same vertex in several facets, another one beside a facet that is no number.
TEST(Thinning, CountsFarVerticesOnce) {
  std::string bytes = testing::stlBinary(denseSphere());
  for (const std::size_t facet : {100U, 101U, 250'000U}) {
    for (std::size_t k = 0; k < 3; ++k) setFloat(bytes, facet, k, 1e6F);
  }
  setFloat(bytes, 9000, 7, -1e6F);
  setFloat(bytes, 9001, 7, -1e6F);
  setFloat(bytes, 9001, 0, std::numeric_limits<float>::quiet_NaN());
  const auto scan = read(bytes);
  EXPECT_GT(scan.value.thinnedCell, 0.0);
  EXPECT_EQ(scan.value.counts.outlierTriangles, 4U);
  EXPECT_EQ(scan.value.counts.outlierVertices, 2U);
  EXPECT_EQ(scan.value.counts.nonFiniteTriangles, 1U);
  EXPECT_EQ(scan.value.counts.nonFiniteVertices, 1U);
}

// A part that is meshed less finely than the rest belongs to the object, however far out.
TEST(Thinning, KeepsWhatLiesFarOutInNumbers) {
  TriangleMesh both = denseSphere();
  const TriangleMesh large = testing::ellipsoid(100, 100);
  const auto offset = static_cast<std::uint32_t>(both.vertices.size());
  for (const Point3& v : large.vertices) both.vertices.push_back(1000.0 * v);
  for (const auto& t : large.triangles) {
    both.triangles.push_back({t[0] + offset, t[1] + offset, t[2] + offset});
  }
  const auto scan = read(testing::stlBinary(both));
  EXPECT_GT(scan.value.thinnedCell, 1000.0 * 2.0 * 138.5 / 160.0);
  EXPECT_EQ(scan.value.counts.outlierTriangles, 0U);
  Eigen::AlignedBox3d box;
  for (const Point3& v : scan.value.mesh.vertices) box.extend(v);
  EXPECT_GT(box.sizes().maxCoeff(), 1000.0 * 2.0 * 138.0);
}

TEST(Thinning, RefusesWhereHardlyAFacetHasAnExtent) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> anywhere(0.0, 100.0);
  TriangleMesh specks;
  for (std::uint32_t i = 0; i < 301'000; ++i) {
    specks.vertices.emplace_back(anywhere(random), anywhere(random), anywhere(random));
    specks.triangles.push_back({i, i, i});
  }
  const auto scan = readScan(testing::stlBinary(specks), "specks.stl");
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
  EXPECT_NE(scan.error().message.find("no surface is left: of 301,000 triangles"),
            std::string::npos);
}

// Found by fuzzing: cells of such a box are smaller than float32 can divide by.
TEST(Thinning, RefusesWhatHasNextToNoExtent) {
  TriangleMesh tiny = denseSphere();
  for (Point3& v : tiny.vertices) v = 1e-42 * (v - kMiddle);
  const auto scan = readScan(testing::stlBinary(tiny), "tiny.stl");
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
}

// Fields that were never filled in follow the facets of some files.
TEST(Thinning, ReadsAFileThatIsMostlyZeros) {
  std::string bytes = testing::stlBinary(denseSphere());
  const auto facets = static_cast<std::uint32_t>(3 * denseSphere().triangles.size());
  bytes.resize(84 + std::size_t{50} * facets, '\0');
  std::memcpy(bytes.data() + 80, &facets, sizeof facets);
  const auto scan = read(bytes);
  EXPECT_EQ(testing::brokenPromise(scan.value.mesh), "");
  const double volume = 4.0 / 3.0 * std::numbers::pi * std::pow(kRadius, 3);
  EXPECT_NEAR(testing::signedVolume(scan.value.mesh), volume, 0.02 * volume);
}

TEST(Thinning, RefusesSpecksThatFillTheirBox) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> anywhere(0.0, 100.0);
  TriangleMesh specks;
  for (std::uint32_t i = 0; i < 600'000; ++i) {
    const Point3 a(2.0 * anywhere(random), anywhere(random), anywhere(random));
    specks.vertices.insert(specks.vertices.end(),
                           {a, a + Point3(0.1, 0.0, 0.0), a + Point3(0.0, 0.1, 0.0)});
    specks.triangles.push_back({3 * i, 3 * i + 1, 3 * i + 2});
  }
  const auto scan = readScan(testing::stlBinary(specks), "specks.stl");
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
  EXPECT_NE(scan.error().message.find("apart from one another"), std::string::npos);
}

TEST(Thinning, RefusesNoiseAndTakesWhatIsFarOff) {
  TriangleMesh soup = testing::noise(300'001);
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
  // Its facets were welded first: float32 is as coarse as a cell there.
  EXPECT_GT(rounded->value.thinnedCell, 0.0);
}

// The cells of the same box, each with the mean of its vertices and not of its corners.
TEST(Thinning, ThinsOtherFormatsAlike) {
  const auto stl = read(testing::stlBinary(denseSphere()));
  for (const std::string& bytes :
       {testing::plyBinary(denseSphere(), testing::ByteOrder::Big), testing::obj(denseSphere())}) {
    const auto scan = read(bytes);
    EXPECT_TRUE(scan.findings.empty());
    EXPECT_NEAR(scan.value.thinnedCell, stl.value.thinnedCell, 1e-6);
    EXPECT_EQ(scan.value.counts.trianglesRead, denseSphere().triangles.size());
    EXPECT_EQ(testing::brokenPromise(scan.value.mesh), "");
    EXPECT_TRUE(geometry::findRims(scan.value.mesh).empty());
    EXPECT_NEAR(static_cast<double>(scan.value.mesh.vertices.size()),
                static_cast<double>(stl.value.mesh.vertices.size()), 5.0);
    for (const Point3& v : scan.value.mesh.vertices) {
      EXPECT_LE((v - kMiddle).norm(), kRadius + 1e-4);
      EXPECT_GE((v - kMiddle).norm(), kRadius - 3.0 * kCell * kCell / (8.0 * kRadius));
    }
  }
}

// Before the cells are laid: neither widens them, and vertices of no face do not count.
TEST(Thinning, LeavesOutWhatCleaningWouldInOtherFormats) {
  TriangleMesh dirty = denseSphere();
  dirty.vertices[7].x() = std::numeric_limits<double>::quiet_NaN();
  dirty.vertices[5000].y() = 1e6;
  dirty.vertices.push_back(kMiddle);
  const auto facesAround = [&](std::uint32_t vertex) {
    return static_cast<std::size_t>(std::count_if(
        dirty.triangles.begin(), dirty.triangles.end(),
        [&](const auto& t) { return t[0] == vertex || t[1] == vertex || t[2] == vertex; }));
  };
  const auto scan = read(testing::plyBinary(dirty, testing::ByteOrder::Little));
  EXPECT_NEAR(scan.value.thinnedCell, kCell, 1e-3);
  EXPECT_EQ(scan.value.counts.nonFiniteVertices, 1U);
  EXPECT_EQ(scan.value.counts.nonFiniteTriangles, facesAround(7));
  EXPECT_EQ(scan.value.counts.outlierVertices, 1U);
  EXPECT_EQ(scan.value.counts.outlierTriangles, facesAround(5000));
  EXPECT_TRUE(contains(scan.findings, "SCAN.NONFINITE_DROPPED"));
  EXPECT_TRUE(contains(scan.findings, "SCAN.OUTLIERS_DROPPED"));
  EXPECT_EQ(testing::brokenPromise(scan.value.mesh), "");
  for (const Point3& v : scan.value.mesh.vertices) EXPECT_GT((v - kMiddle).norm(), 0.9 * kRadius);
}

}  // namespace
}  // namespace podalign::ingest
