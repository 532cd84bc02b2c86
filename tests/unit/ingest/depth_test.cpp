// Depth images of known truth, and pictures to the last bit.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <string>

#include "podalign/ingest/internal/png_depth.hpp"
#include "podalign/ingest/scan.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;

double areaOf(const geometry::TriangleMesh& mesh) {
  double area = 0.0;
  for (const geometry::Triangle& t : mesh.triangles) {
    const Point3& a = mesh.vertices[t[0]];
    area += (mesh.vertices[t[1]] - a).cross(mesh.vertices[t[2]] - a).norm() / 2;
  }
  return area;
}

// Six cameras around an ellipsoid of semi-axes 138.5, 50, 35 mm; depths from the equation, exact to
// a fortieth of a millimetre.
TEST(DepthImages, FuseToTheSurfaceThatTheyShow) {
  const auto scan = readScan(testing::corpusFile("depth_whole/ellipsoid.zip"), "ellipsoid.zip");
  ASSERT_TRUE(scan.has_value()) << toString(scan.error());
  EXPECT_TRUE(scan->findings.empty());
  EXPECT_EQ(scan->value.format, "depth-images");
  ASSERT_TRUE(scan->value.unit.has_value());
  EXPECT_EQ(scan->value.unit->name, "mm");
  const geometry::TriangleMesh& mesh = scan->value.mesh;
  EXPECT_EQ(testing::brokenPromise(mesh), "");
  const Point3 axes(138.5, 50.0, 35.0);
  double sum = 0.0;
  double most = 0.0;
  for (const Point3& p : mesh.vertices) {
    // Distance to the surface, to first order.
    const double value = p.cwiseQuotient(axes).squaredNorm() - 1.0;
    const Point3 slope = 2.0 * p.cwiseQuotient(axes.cwiseProduct(axes));
    const double off = std::abs(value) / slope.norm();
    sum += off;
    most = std::max(most, off);
  }
  EXPECT_LT(sum / static_cast<double>(mesh.vertices.size()), 0.2);
  EXPECT_LT(most, 1.0);
  // Outside out; all of it but strips that every camera sees at a flat angle.
  for (const geometry::Triangle& t : mesh.triangles) {
    const Point3& a = mesh.vertices[t[0]];
    const Point3 normal = (mesh.vertices[t[1]] - a).cross(mesh.vertices[t[2]] - a);
    EXPECT_GE(normal.dot(a.cwiseQuotient(axes.cwiseProduct(axes))), 0.0);
  }
  const double area = areaOf(mesh);
  EXPECT_GT(area, 0.95 * areaOf(testing::ellipsoid(200, 400)));
  EXPECT_LT(area, 1.01 * areaOf(testing::ellipsoid(200, 400)));
}

TEST(DepthImages, AreTheSameEachTime) {
  const std::string bytes = testing::corpusFile("depth_whole/ellipsoid.zip");
  const auto first = readScan(bytes, "a");
  const auto second = readScan(bytes, "a");
  ASSERT_TRUE(first.has_value() && second.has_value());
  EXPECT_EQ(first->value.mesh.vertices, second->value.mesh.vertices);
  EXPECT_EQ(first->value.mesh.triangles, second->value.mesh.triangles);
}

TEST(PngDepth, GivesEveryValueThroughEveryFilter) {
  const auto image = readPngDepth(testing::corpusFile("png_depth/filters.png"), 1000, "filters");
  ASSERT_TRUE(image.has_value()) << toString(image.error());
  ASSERT_EQ(image->width, 9U);
  ASSERT_EQ(image->height, 10U);
  for (std::size_t y = 0; y < 10; ++y) {
    for (std::size_t x = 0; x < 9; ++x) {
      EXPECT_EQ(image->values[9 * y + x], (y * 7 + x) * 257 % 65536) << x << " " << y;
    }
  }
  const auto split = readPngDepth(testing::corpusFile("png_depth/split.png"), 1000, "split");
  const auto plain = readPngDepth(testing::corpusFile("png_depth/plain.png"), 1000, "plain");
  ASSERT_TRUE(split.has_value() && plain.has_value());
  EXPECT_EQ(split->values, plain->values);
}

TEST(PngDepth, OfMorePixelsThanAllowedIsRefused) {
  const std::string bytes = testing::corpusFile("png_depth/filters.png");
  const auto image = readPngDepth(bytes, 89, "filters");
  ASSERT_FALSE(image.has_value());
  EXPECT_EQ(image.error().code, ErrorCode::TooLarge);
  EXPECT_TRUE(readPngDepth(bytes, 90, "filters").has_value());
}

TEST(PngDepth, CutOffAnywhereIsRefused) {
  const std::string bytes = testing::corpusFile("png_depth/filters.png");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(readPngDepth(std::string_view(bytes).substr(0, length), 1000, "cut").has_value());
  }
}

}  // namespace
}  // namespace podalign::ingest
