// The welding tables against the obvious quadratic answer, and against points made to slow them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <vector>

#include "podalign/core/contracts.hpp"
#include "podalign/ingest/internal/near_weld.hpp"
#include "podalign/ingest/internal/twin_faces.hpp"
#include "podalign/ingest/internal/vertex_welder.hpp"
#include "unit/ingest/in_time.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;
using geometry::Triangle;

std::vector<std::uint32_t> twinsByComparingAll(const std::vector<Point3>& points,
                                               double tolerance) {
  std::vector<std::uint32_t> twins;
  std::vector<std::uint32_t> kept;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    const auto twin = std::find_if(kept.begin(), kept.end(), [&](std::uint32_t k) {
      return (points[k] - points[i]).squaredNorm() <= tolerance * tolerance;
    });
    twins.push_back(twin == kept.end() ? i : *twin);
    if (twin == kept.end()) kept.push_back(i);
  }
  return twins;
}

std::vector<std::uint32_t> withoutShortcut(std::vector<std::uint32_t> twins, std::size_t points) {
  for (std::size_t i = twins.size(); i < points; ++i) {
    twins.push_back(static_cast<std::uint32_t>(i));
  }
  return twins;
}

TEST(NearWeld, FindsEveryPairThatComparingAllFinds) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 40; ++round) {
    // From crowded (many within the tolerance) to sparse.
    const double spread = std::pow(10.0, round % 8);
    std::uniform_real_distribution<double> coordinate(-spread, spread);
    std::vector<Point3> points;
    for (int i = 0; i < 600; ++i) {
      points.emplace_back(coordinate(random), coordinate(random), coordinate(random));
      if (i % 3 == 0) points.push_back(points.back() + Point3(0.3, -0.3, 0.3));
      if (i % 7 == 0) points.push_back(points[points.size() / 2]);
    }
    const std::vector<std::uint8_t> use(points.size(), 1);
    EXPECT_EQ(withoutShortcut(findNearTwins(points, use, 1.0), points.size()),
              twinsByComparingAll(points, 1.0))
        << "round " << round;
  }
}

TEST(NearWeld, FindsPairsAcrossEveryBorderOfTheGrid) {
  // Pairs 0.9 apart along each axis, placed at every offset against cubes of 2 and of 64.
  std::vector<Point3> points{Point3::Zero()};
  for (int i = 1; i <= 2000; ++i) {
    const double at = 10.0 * i + 0.071 * i;
    points.emplace_back(at, -at, 0.5 * at);
    Point3 other = points.back();
    other[i % 3] += i % 2 == 0 ? 0.9 : -0.9;
    points.push_back(other);
  }
  const std::vector<std::uint8_t> use(points.size(), 1);
  const auto twins = findNearTwins(points, use, 1.0);
  ASSERT_EQ(twins.size(), points.size());
  for (std::size_t i = 2; i < twins.size(); i += 2) EXPECT_EQ(twins[i], i - 1);
}

TEST(NearWeld, AnswersNothingWhenNothingIsNear) {
  std::vector<Point3> points;
  for (int i = 0; i < 5000; ++i) points.emplace_back(1000.0 * i, 0, 0);
  EXPECT_TRUE(findNearTwins(points, std::vector<std::uint8_t>(points.size(), 1), 1.0).empty());
}

TEST(NearWeld, LeavesUnusedPointsAlone) {
  const std::vector<Point3> points{{0, 0, 0}, {0, 0, 0}, {0.1, 0, 0}, {50, 50, 50}};
  const auto twins = findNearTwins(points, {1, 0, 1, 1}, 1.0);
  EXPECT_EQ(twins, (std::vector<std::uint32_t>{0, 1, 0, 3}));
}

TEST(NearWeld, StaysFastWhenEverythingCrowdsTogether) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> coordinate(0.0, 30.0);
  std::vector<Point3> points;
  for (int i = 0; i < 200'000; ++i) {
    points.emplace_back(coordinate(random), coordinate(random), coordinate(random));
  }
  const std::vector<std::uint8_t> use(points.size(), 1);
  const auto twins = testing::inASecond([&] { return findNearTwins(points, use, 1.0); });
  EXPECT_EQ(twins.size(), points.size());
}

TEST(VertexWelder, GivesEqualPointsOneIndexInOrderOfArrival) {
  std::vector<Point3> vertices;
  VertexWelder welder(4, vertices);
  const std::array<Point3, 5> points{Point3(1, 2, 3), Point3(0.0, 0.0, 0.0), Point3(1, 2, 3),
                                     Point3(-0.0, 0.0, -0.0), Point3(3, 2, 1)};
  std::array<std::uint32_t, 5> indices{};
  welder.weld(points, indices);
  EXPECT_EQ(indices, (std::array<std::uint32_t, 5>{0, 1, 0, 1, 2}));
  EXPECT_EQ(vertices.size(), 3U);
}

TEST(VertexWelder, GrowsFarBeyondWhatWasExpected) {
  std::vector<Point3> vertices;
  VertexWelder welder(1, vertices);
  for (std::uint32_t round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < 100'000; ++i) {
      const Point3 point(i % 100, i / 100, 0.001 * i);
      std::uint32_t index = 0;
      welder.weld({&point, 1}, {&index, 1});
      ASSERT_EQ(index, i);
    }
  }
  EXPECT_EQ(vertices.size(), 100'000U);
}

TEST(VertexWelder, RefusesBlocksThatDoNotMatch) {
  std::vector<Point3> vertices;
  VertexWelder welder(4, vertices);
  const std::array<Point3, 2> points{Point3::Zero(), Point3::Ones()};
  std::array<std::uint32_t, 1> indices{};
  EXPECT_THROW(welder.weld(points, indices), ContractViolation);
}

TEST(TwinFaces, DropsWhatComparingAllWouldDrop) {
  std::mt19937_64 random(9);
  for (int round = 0; round < 20; ++round) {
    const std::uint32_t vertices = 4 + static_cast<std::uint32_t>(round);
    std::vector<Triangle> triangles;
    for (int i = 0; i < 400; ++i) {
      const auto corner = [&] { return static_cast<std::uint32_t>(random() % vertices); };
      const Triangle t{corner(), corner(), corner()};
      if (t[0] != t[1] && t[1] != t[2] && t[2] != t[0]) triangles.push_back(t);
    }
    std::vector<Triangle> expected;
    std::set<Triangle> seen;
    for (Triangle t : triangles) {
      const Triangle asRead = t;
      std::sort(t.begin(), t.end());
      if (seen.insert(t).second) expected.push_back(asRead);
    }
    const std::size_t before = triangles.size();
    EXPECT_EQ(dropTwinFaces(vertices, triangles), before - expected.size());
    EXPECT_EQ(triangles, expected);
  }
}

TEST(TwinFaces, OfAFoldNothingStays) {
  // A tetrahedron with a fold beside it, one face twice the same way, and one more often up.
  std::vector<Triangle> triangles{{0, 1, 2}, {0, 3, 1}, {1, 3, 2}, {2, 3, 0}, {4, 2, 1},
                                  {1, 2, 4}, {1, 2, 0}, {5, 0, 1}, {1, 0, 5}, {0, 1, 5}};
  EXPECT_EQ(dropTwinFaces(6, triangles, TwinFaces::CancelOpposite), 5U);
  EXPECT_EQ(triangles,
            (std::vector<Triangle>{{0, 1, 2}, {0, 3, 1}, {1, 3, 2}, {2, 3, 0}, {5, 0, 1}}));
}

TEST(TwinFaces, ASurfaceSeenFromBothSidesStaysOnce) {
  std::vector<Triangle> triangles{{0, 1, 2}, {0, 2, 1}, {1, 3, 2}, {2, 3, 1}};
  EXPECT_EQ(dropTwinFaces(4, triangles, TwinFaces::CancelOpposite), 2U);
  EXPECT_EQ(triangles, (std::vector<Triangle>{{0, 1, 2}, {1, 3, 2}}));
}

TEST(TwinFaces, StaysFastWhenAllFacesShareACorner) {
  constexpr std::uint32_t kFaces = 300'000;
  std::vector<Triangle> fan;
  for (std::uint32_t i = 0; i < kFaces; ++i) fan.push_back({0, i + 1, i + 2});
  EXPECT_EQ(testing::inASecond([&] { return dropTwinFaces(kFaces + 2, fan); }), 0U);
}

}  // namespace
}  // namespace podalign::ingest
