// Hulls, planes, fits, thinning, parts and registration on shapes with known answers.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "podalign/core/contracts.hpp"
#include "podalign/geometry/convex_hull.hpp"
#include "podalign/geometry/outline.hpp"
#include "podalign/geometry/plane.hpp"
#include "podalign/geometry/polynomial.hpp"
#include "podalign/geometry/reduce.hpp"
#include "podalign/geometry/registration.hpp"
#include "unit/geometry/solids.hpp"

namespace podalign::geometry {
namespace {

std::vector<Point2> cloudInSquare(std::size_t count) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> part(0.0, 10.0);
  std::vector<Point2> points{{0.0, 0.0}, {10.0, 0.0}, {10.0, 10.0}, {0.0, 10.0}};
  while (points.size() < count) points.emplace_back(part(random), part(random));
  return points;
}

TEST(ConvexHull2, OfAFullSquareIsItsCorners) {
  for (const std::size_t count : {20U, 5000U}) {
    const std::vector<Point2> hull = convexHull2(cloudInSquare(count));
    EXPECT_EQ(hull.size(), 4U);
    EXPECT_DOUBLE_EQ(area(hull), 100.0);
    EXPECT_DOUBLE_EQ(perimeter(hull), 40.0);
  }
}

TEST(ConvexHull2, DroppingInnerPointsFirstChangesNothing) {
  std::mt19937 random(5);
  std::normal_distribution<double> part(0.0, 10.0);
  std::vector<Point2> points;
  for (int i = 0; i < 3000; ++i) points.emplace_back(3.0 * part(random), part(random));
  const std::vector<Point2> hull = convexHull2(points);
  // Every point lies inside or on the hull, and every corner is one of the points.
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const Point2 edge = hull[(i + 1) % hull.size()] - hull[i];
    for (const Point2& point : points) {
      const Point2 to = point - hull[i];
      EXPECT_GE(edge.x() * to.y() - edge.y() * to.x(), -1e-9);
    }
  }
}

TEST(MinimumAreaRectangle, FindsATurnedRectangle) {
  std::vector<Point2> corners;
  const Eigen::Rotation2Dd turn(0.4);
  for (const Point2& corner : {Point2(0, 0), Point2(20, 0), Point2(20, 8), Point2(0, 8)}) {
    corners.push_back(turn * corner);
  }
  const BoundingRectangle rectangle = minimumAreaRectangle(corners);
  EXPECT_NEAR(rectangle.length, 20.0, 1e-9);
  EXPECT_NEAR(rectangle.width, 8.0, 1e-9);
  EXPECT_NEAR(std::abs(rectangle.axis.dot(turn * Point2(1, 0))), 1.0, 1e-9);
}

TEST(ConvexHull, OfABoxHasItsAreaAndLooksOutward) {
  const auto hull = convexHull(testing::box({10.0, 20.0, 30.0}).vertices);
  ASSERT_TRUE(hull.has_value());
  EXPECT_NEAR(surfaceArea(*hull), 2.0 * (200.0 + 300.0 + 600.0), 1e-6);
}

// How far the points lie outside of a hull at the most; the hull's faces must look outward.
double farthestOutside(const TriangleMesh& hull, const std::vector<Point3>& points) {
  double farthest = 0.0;
  for (const Triangle& t : hull.triangles) {
    const Point3& a = hull.vertices[t[0]];
    const Point3 normal = (hull.vertices[t[1]] - a).cross(hull.vertices[t[2]] - a).normalized();
    for (const Point3& point : points) farthest = std::max(farthest, normal.dot(point - a));
  }
  return farthest;
}

TEST(ConvexHull, HoldsEveryPointOfAnyCloud) {
  std::mt19937 random(9);
  std::normal_distribution<double> part(0.0, 1.0);
  for (int shape = 0; shape < 20; ++shape) {
    std::vector<Point3> points;
    for (int i = 0; i < 500; ++i) {
      Point3 point(part(random), part(random), part(random));
      if (shape % 2 == 0) point.normalize();              // every point a corner
      if (shape % 4 == 1) point = point.array().round();  // many in one plane, many twice
      points.push_back(point.cwiseProduct(Point3(138.0, 50.0, 35.0)) + Point3(0.0, 1e4, 0.0));
    }
    Eigen::AlignedBox3d box;
    for (const Point3& point : points) box.extend(point);
    const auto hull = convexHull(points);
    ASSERT_TRUE(hull.has_value());
    EXPECT_LE(farthestOutside(*hull, points), 3.5e-5 * box.diagonal().norm());
    EXPECT_TRUE(findRims(*hull).empty());
    // Euler: a closed surface without handles.
    EXPECT_EQ(hull->triangles.size(), 2 * hull->vertices.size() - 4);
  }
}

TEST(ConvexHull, OfAFinelyMeshedBoxIsTheBox) {
  std::vector<Point3> points;
  for (int i = 0; i <= 20; ++i) {
    for (int j = 0; j <= 20; ++j) {
      for (int k = 0; k <= 20; ++k) points.emplace_back(10.0 * i, 5.0 * j, 2.0 * k);
    }
  }
  const auto hull = convexHull(points);
  ASSERT_TRUE(hull.has_value());
  EXPECT_NEAR(surfaceArea(*hull), 2.0 * (200.0 * 100.0 + 200.0 * 40.0 + 100.0 * 40.0), 1e-6);
}

TEST(ConvexHull, RefusesPointsInOnePlane) {
  const std::vector<Point3> flat{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}, {2, 3, 0}};
  const auto hull = convexHull(flat);
  ASSERT_FALSE(hull.has_value());
  EXPECT_EQ(hull.error().code, ErrorCode::NoSurface);
}

TEST(SegmentPlane, FindsTheFloorUnderClutterFarFromTheOrigin) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> part(0.0, 1.0);
  std::vector<Point3> points;
  for (int i = 0; i < 900; ++i) {
    points.emplace_back(5000.0 + 200.0 * part(random), 100.0 * part(random), 42.0);
  }
  for (int i = 0; i < 300; ++i) {
    points.emplace_back(5000.0 + 200.0 * part(random), 100.0 * part(random),
                        45.0 + 80.0 * part(random));
  }
  const auto fit = segmentPlane(points, 0.5);
  ASSERT_TRUE(fit.has_value());
  EXPECT_EQ(fit->inliers.size(), 900U);
  EXPECT_NEAR(std::abs(fit->plane.normal.z()), 1.0, 1e-5);
  EXPECT_NEAR(fit->plane.height({5100.0, 50.0, 42.0}), 0.0, 0.05);
}

TEST(SegmentPlane, NeedsTenPointsAndAThreshold) {
  const std::vector<Point3> few{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
  EXPECT_FALSE(segmentPlane(few, 0.5).has_value());
  EXPECT_THROW((void)segmentPlane(few, 0.0), ContractViolation);
}

TEST(FitPlane, TurnsItsNormalUp) {
  const std::vector<Point3> points{{0, 0, 1}, {4, 0, 1}, {0, 4, 1}, {4, 4, 1}};
  const Plane plane = fitPlane(points, Point3::UnitZ());
  EXPECT_NEAR(plane.normal.z(), 1.0, 1e-12);
  EXPECT_NEAR(plane.offset, 1.0, 1e-12);
}

TEST(FitCubic, FindsTheTopOfALopsidedHump) {
  std::vector<Point2> points;
  for (double x = -3.0; x <= 3.0; x += 0.25) {
    points.emplace_back(x, 2.0 + 0.4 * x - x * x + 0.05 * x * x * x);
  }
  const auto cubic = fitCubic(points);
  ASSERT_TRUE(cubic.has_value());
  // 0.4 - 2 x + 0.15 x^2 = 0
  const double top = (2.0 - std::sqrt(4.0 - 4.0 * 0.15 * 0.4)) / 0.3;
  EXPECT_NEAR(cubic->maximum().value_or(-9.0), top, 1e-9);
  EXPECT_NEAR(cubic->bendAt(top), 2.0 - 0.3 * top, 1e-9);
}

TEST(FitParabola, HasNoTopWhereItOpensUpwards) {
  std::vector<Point2> points;
  for (double x = -3.0; x <= 3.0; x += 0.5) points.emplace_back(x, x * x);
  EXPECT_FALSE(fitParabola(points)->maximum().has_value());
  EXPECT_FALSE(fitParabola(std::vector<Point2>{{0, 0}, {1, 1}}).has_value());
}

TEST(FindComponents, CountsPartsLargestFirst) {
  TriangleMesh mesh = testing::cylinder(10.0, 20.0, 50);
  const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
  for (const Point3& vertex : testing::box({1.0, 1.0, 1.0}).vertices) {
    mesh.vertices.push_back(vertex + Point3(100.0, 0.0, 0.0));
  }
  for (const Triangle& t : testing::box({1.0, 1.0, 1.0}).triangles) {
    mesh.triangles.push_back({t[0] + base, t[1] + base, t[2] + base});
  }
  const Components parts = findComponents(mesh);
  EXPECT_EQ(parts.triangles, (std::vector<std::size_t>{100, 12}));
  EXPECT_EQ(parts.labelOfVertex.front(), 0U);
  EXPECT_EQ(parts.labelOfVertex.back(), 1U);
}

TEST(ClusterVertices, KeepsTheShapeOfADenseSurface) {
  const TriangleMesh dense = testing::cylinder(40.0, 1.0, 20000);
  const TriangleMesh thinned = clusterVertices(dense, 1.5);
  EXPECT_LT(thinned.triangles.size(), dense.triangles.size() / 10);
  for (const Point3& vertex : thinned.vertices) {
    EXPECT_NEAR(vertex.head<2>().norm(), 40.0, 0.02);  // cell^2 / (8 R) is 0.007
  }
}

TEST(RegisterSurfaces, RecoversASmallKnownMotion) {
  TriangleMesh target = testing::box({60.0, 40.0, 30.0});
  // Points on the faces, not only at corners: point-to-plane needs a surface.
  TriangleMesh source;
  for (double x = 5.0; x < 60.0; x += 5.0) {
    for (double y = 5.0; y < 40.0; y += 5.0) source.vertices.emplace_back(x, y, 30.0);
  }
  target.vertices.clear();
  target.triangles.clear();
  const auto grid = [&](const Point3& origin, const Point3& u, const Point3& v) {
    const auto base = static_cast<std::uint32_t>(target.vertices.size());
    for (std::uint32_t i = 0; i <= 20; ++i) {
      for (std::uint32_t j = 0; j <= 20; ++j) {
        target.vertices.push_back(origin + u * (i / 20.0) + v * (j / 20.0));
      }
    }
    for (std::uint32_t i = 0; i < 20; ++i) {
      for (std::uint32_t j = 0; j < 20; ++j) {
        const std::uint32_t a = base + 21 * i + j;
        target.triangles.push_back({a, a + 21, a + 22});
        target.triangles.push_back({a, a + 22, a + 1});
      }
    }
  };
  grid({0, 0, 30}, {60, 0, 0}, {0, 40, 0});
  grid({0, 0, 0}, {0, 0, 30}, {0, 40, 0});
  grid({0, 0, 0}, {60, 0, 0}, {0, 0, 30});
  source.vertices = target.vertices;
  const Eigen::Isometry3d moved(Eigen::Translation3d(1.0, -0.8, 0.6) *
                                Eigen::AngleAxisd(0.02, Point3::UnitZ()));
  for (Point3& vertex : source.vertices) vertex = moved * vertex;
  const auto fitted = registerSurfaces(source, target, Eigen::Isometry3d::Identity(), 10.0);
  ASSERT_TRUE(fitted.has_value());
  EXPECT_TRUE((fitted->target_from_source * moved).isApprox(Eigen::Isometry3d::Identity(), 1e-3));
  EXPECT_LT(fitted->rmsDistance, 0.01);
}

TEST(RegisterSurfaces, RefusesNothing) {
  const auto fitted =
      registerSurfaces({}, testing::box({1, 1, 1}), Eigen::Isometry3d::Identity(), 1.0);
  ASSERT_FALSE(fitted.has_value());
  EXPECT_EQ(fitted.error().code, ErrorCode::NoSurface);
}

}  // namespace
}  // namespace podalign::geometry
