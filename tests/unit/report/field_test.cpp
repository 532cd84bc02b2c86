#include "podalign/report/internal/field.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace podalign::report::internal {
namespace {

Field cone(int size, double centre) {
  Field field(size, size);
  for (int row = 0; row < size; ++row) {
    for (int column = 0; column < size; ++column) {
      field.at(column, row) = 100.0 - std::hypot(column - centre, row - centre);
    }
  }
  return field;
}

double areaOf(const Line& line) {
  double twice = 0.0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    twice += line[i].x * line[i + 1].y - line[i + 1].x * line[i].y;
  }
  return twice / 2.0;
}

TEST(Contours, OfAConeAreItsCircles) {
  constexpr double kRadius = 12.3;
  const std::vector<Line> lines = contours(cone(41, 20.0), 100.0 - kRadius);
  ASSERT_EQ(lines.size(), 1U);
  for (const Point& point : lines[0]) {
    // Linear interpolation between nodes one apart: the sagitta is below 1 / (8 r).
    EXPECT_NEAR(std::hypot(point.x - 20.0, point.y - 20.0), kRadius, 0.02);
  }
  EXPECT_EQ(lines[0].front().x, lines[0].back().x);
  EXPECT_EQ(lines[0].front().y, lines[0].back().y);
}

TEST(Contours, TurnTheSameWayAroundHillsAndTheOtherAroundHollows) {
  const Field hill = cone(21, 10.0);
  Field hollow(21, 21);
  for (int row = 0; row < 21; ++row) {
    for (int column = 0; column < 21; ++column) {
      hollow.at(column, row) = 200.0 - hill.at(column, row);
    }
  }
  const double around = areaOf(contours(hill, 95.0).at(0));
  const double within = areaOf(contours(hollow, 105.0).at(0));
  EXPECT_GT(std::abs(around), 70.0);
  EXPECT_LT(around * within, 0.0);
}

TEST(Contours, KeepTwoPeaksApartAndJoinThemBelowTheSaddle) {
  Field field(30, 21);
  for (int row = 0; row < 21; ++row) {
    for (int column = 0; column < 30; ++column) {
      const double left = std::exp(-(std::pow(column - 8.0, 2) + std::pow(row - 10.0, 2)) / 9.0);
      const double right = std::exp(-(std::pow(column - 20.0, 2) + std::pow(row - 10.0, 2)) / 9.0);
      field.at(column, row) = left + right;
    }
  }
  EXPECT_EQ(contours(field, 0.5).size(), 2U);
  EXPECT_EQ(contours(field, 0.03).size(), 1U);
}

TEST(Contours, OfOppositeCornersNeverCross) {
  Field field(2, 2);
  field.at(0, 0) = field.at(1, 1) = 1.0;
  EXPECT_EQ(contours(field, 0.4).size(), 2U);
  EXPECT_EQ(contours(field, 0.6).size(), 2U);
}

TEST(Contours, OfAFlatFieldAreNone) {
  EXPECT_TRUE(contours(Field(5, 5, 1.0), 0.5).empty());
  EXPECT_TRUE(contours(Field(5, 5, 0.0), 0.5).empty());
}

TEST(Contours, StartOpenWhereTheFieldEnds) {
  Field field(4, 3);
  for (int row = 0; row < 3; ++row) field.at(0, row) = field.at(1, row) = 1.0;
  const std::vector<Line> lines = contours(field, 0.5);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].size(), 3U);
}

TEST(Refined, KeepsTheNodesAndStaysPositive) {
  Field field(3, 3);
  field.at(1, 1) = 10.0;
  const Field fine = refined(field, 4);
  EXPECT_EQ(fine.columns(), 9);
  EXPECT_DOUBLE_EQ(fine.at(4, 4), 10.0);
  EXPECT_DOUBLE_EQ(fine.at(0, 0), 0.0);
  for (int row = 0; row < fine.rows(); ++row) {
    for (int column = 0; column < fine.columns(); ++column) EXPECT_GE(fine.at(column, row), 0.0);
  }
}

TEST(Blurred, KeepsAConstant) {
  const Field out = blurred(Field(6, 4, 3.0), 2);
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 6; ++column) EXPECT_NEAR(out.at(column, row), 3.0, 1e-12);
  }
}

}  // namespace
}  // namespace podalign::report::internal
