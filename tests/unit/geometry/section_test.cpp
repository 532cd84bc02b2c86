#include "podalign/geometry/section.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "unit/geometry/solids.hpp"

namespace podalign::geometry {
namespace {

TEST(SectionsAcross, CutABoxToItsOutline) {
  const TriangleMesh box = testing::box({10.0, 20.0, 30.0});
  constexpr std::array<double, 2> kAt{2.0, 7.0};
  for (const Section& section : sectionsAcross(box, Axis::X, kAt)) {
    EXPECT_DOUBLE_EQ(extentOfFirst(section, -100.0, 100.0).size(), 20.0);
    EXPECT_DOUBLE_EQ(extentOfSecond(section, -100.0, 100.0).size(), 30.0);
  }
}

TEST(SectionsAcross, FindNothingBeyondTheSurface) {
  constexpr std::array<double, 2> kAt{-1.0, 11.0};
  for (const Section& section : sectionsAcross(testing::box({10.0, 20.0, 30.0}), Axis::X, kAt)) {
    EXPECT_TRUE(extentOfFirst(section, -100.0, 100.0).empty());
  }
}

TEST(ExtentsAcross, AreThoseOfTheSections) {
  const TriangleMesh cylinder = testing::cylinder(40.0, 100.0, 90);
  std::vector<double> at{-39.0};
  for (int i = 1; i < 60; ++i) at.push_back(at.back() + 0.5 + 0.3 * std::sin(i));
  for (const Axis axis : {Axis::X, Axis::Y, Axis::Z}) {
    const auto sections = sectionsAcross(cylinder, axis, at);
    for (const Window& window : {Window{}, Window{-10.0, 30.0}, Window{30.0, 70.0}}) {
      const auto extents = extentsAcross(cylinder, axis, at, window);
      ASSERT_EQ(extents.size(), at.size());
      for (std::size_t i = 0; i < at.size(); ++i) {
        const Extent expected = extentOfFirst(sections[i], window.low, window.high);
        EXPECT_EQ(extents[i].empty(), expected.empty());
        EXPECT_NEAR(extents[i].size(), expected.size(), 1e-9);
        if (expected.empty()) continue;
        EXPECT_NEAR(extents[i].middle(), expected.middle(), 1e-9);
      }
    }
  }
}

TEST(ExtentsAcross, FollowTheCircleOfACylinder) {
  constexpr std::array<double, 3> kAt{-30.0, 0.0, 24.0};
  const auto extents =
      extentsAcross(testing::cylinder(40.0, 100.0, 7200), Axis::X, kAt, {10.0, 90.0});
  for (std::size_t i = 0; i < kAt.size(); ++i) {
    EXPECT_NEAR(extents[i].size(), 2.0 * std::sqrt(1600.0 - kAt[i] * kAt[i]), 1e-3);
  }
}

TEST(ExtentOfFirst, IsCutWhereTheOtherCoordinateLeavesItsRange) {
  // A slope from (0, 0) to (10, 10): between heights 2 and 5 it covers 2 to 5.
  const Section slope{{{0.0, 0.0}, {10.0, 10.0}, 1.0}};
  EXPECT_DOUBLE_EQ(extentOfFirst(slope, 2.0, 5.0).low, 2.0);
  EXPECT_DOUBLE_EQ(extentOfFirst(slope, 2.0, 5.0).high, 5.0);
  EXPECT_TRUE(extentOfFirst(slope, 11.0, 12.0).empty());
}

TEST(LowestCrossing, TellsHeightAndFacing) {
  constexpr std::array<double, 1> kAt{5.0};
  const Section section = sectionsAcross(testing::box({10.0, 20.0, 30.0}), Axis::X, kAt).front();
  const auto hit = lowestCrossing(section, 7.0);
  ASSERT_TRUE(hit.has_value());
  EXPECT_DOUBLE_EQ(hit->second, 0.0);
  EXPECT_DOUBLE_EQ(hit->facing, -1.0);
  EXPECT_FALSE(lowestCrossing(section, 25.0).has_value());
}

TEST(SectionLines, GoOnceAroundACylinder) {
  const TriangleMesh cylinder = testing::cylinder(40.0, 100.0, 360);
  const auto lines = sectionLines(cylinder, {0.0, 0.0, 50.0}, Point3::UnitX(), Point3::UnitY());
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(lines[0].closed);
  EXPECT_NEAR(lines[0].length(), 2.0 * std::numbers::pi * 40.0, 0.01);
}

TEST(SectionLines, SayWhereTheSurfaceIsOpen) {
  TriangleMesh cylinder = testing::cylinder(40.0, 100.0, 360);
  cylinder.triangles.erase(cylinder.triangles.begin(), cylinder.triangles.begin() + 60);
  const auto lines = sectionLines(cylinder, {0.0, 0.0, 50.0}, Point3::UnitX(), Point3::UnitY());
  ASSERT_FALSE(lines.empty());
  EXPECT_FALSE(lines[0].closed);
}

}  // namespace
}  // namespace podalign::geometry
