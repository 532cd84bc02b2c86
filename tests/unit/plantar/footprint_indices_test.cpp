#include <gtest/gtest.h>

#include <cmath>

#include "made_print.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/measure/footprint_axis.hpp"
#include "podalign/measure/footprint_geometry.hpp"

namespace podalign::measure {
namespace {

using testing::footPicture;
using testing::gridOf5mm;
using testing::mirrored;
using testing::printOf;

Measurement indexOf(const std::vector<std::string>& picture, const std::string& name,
                    Laterality side = Laterality::Right) {
  FootfallMeasureOptions options;
  options.axis = FootprintAxis::Plate;
  return measureFootfall(printOf(picture, 100.0F, side), gridOf5mm(), units::seconds(0.01), options)
      .at(name);
}

TEST(FootprintIndices, BreadthsByHand) {
  // Midfoot 3 cells, ball 8, heel 6.
  EXPECT_NEAR(*indexOf(footPicture(), "chippaux_smirak_index").value, 100.0 * 3.0 / 8.0, 1e-9);
  EXPECT_NEAR(*indexOf(footPicture(), "staheli_index").value, 3.0 / 6.0, 1e-9);
}

TEST(FootprintIndices, AreTheSameOnBothFeet) {
  for (const char* name :
       {"chippaux_smirak_index", "staheli_index", "clarke_angle", "footprint_index"}) {
    const Measurement right = indexOf(footPicture(), name);
    const Measurement left = indexOf(mirrored(footPicture()), name, Laterality::Left);
    ASSERT_TRUE(right.value && left.value) << name;
    EXPECT_NEAR(*left.value, *right.value, 1e-9) << name;
  }
}

// Heel and ball 40 mm wide, midfoot 15 mm on the lateral side: the void is a box of 25 x 30 mm.
std::vector<std::string> boxArch() {
  return {"##.#....", "##.#....", "........", "........", "########", "########",
          "########", "########", "########", "########", ".....###", ".....###",
          ".....###", ".....###", ".....###", ".....###", "########", "########",
          "########", "########", "########", "########"};
}

TEST(FootprintIndices, VoidUnderTheArchByHand) {
  const Measurement index = indexOf(boxArch(), "footprint_index");
  ASSERT_TRUE(index.value);
  EXPECT_NEAR(*index.value, 25.0 * 30.0 / (25.0 * (48.0 + 18.0 + 48.0)), 1e-9);
}

TEST(FootprintIndices, ClarkesAngleLiesBetweenTheEndsOfTheArch) {
  const Measurement angle = indexOf(boxArch(), "clarke_angle");
  ASSERT_TRUE(angle.value);
  // The box is 25 mm deep; the ball's touching point lies at the front end of the border, 90 mm
  // from the heel end, and the arch from 30 to 60 mm.
  const double nearEnd = std::atan2(25.0, 30.0) / units::kRadiansPerDegree;
  const double farEnd = std::atan2(25.0, 60.0) / units::kRadiansPerDegree;
  EXPECT_NEAR(*angle.value, 0.5 * (nearEnd + farEnd), 1.5);
  EXPECT_NEAR(angle.error.processing, 0.5 * (nearEnd - farEnd), 1.5);
}

TEST(FootprintIndices, AreUndefinedWithoutMidfootContact) {
  auto picture = footPicture();
  for (std::size_t row = 10; row < 16; ++row) picture[row] = "........";
  for (const char* name :
       {"chippaux_smirak_index", "staheli_index", "clarke_angle", "footprint_index"}) {
    const Measurement index = indexOf(picture, name);
    EXPECT_EQ(index.status, Status::NotValid) << name;
    EXPECT_FALSE(index.value) << name;
    EXPECT_EQ(index.reason->id, "PLATE.NO_MIDFOOT_CONTACT") << name;
  }
}

TEST(FootprintGeometry, CutsACellByArea) {
  Footprint footprint;
  footprint.cellWidthMm = 4.0;
  footprint.cellHeightMm = 2.0;
  footprint.cellAreaMm2 = 8.0;
  footprint.cells = {{Point2(0.0, 0.0), 50.0, false}};
  // A line through the centre halves it in every direction; the parts of any cut add up.
  for (int degrees = 0; degrees < 360; degrees += 7) {
    const Point2 direction = turned(Point2(1.0, 0.0), units::degrees(degrees));
    EXPECT_NEAR(sumBetween(footprint, direction, {-10.0, 0.0}, Toes::Included).areaMm2, 4.0, 1e-9);
    const double below = sumBetween(footprint, direction, {-10.0, 0.7}, Toes::Included).areaMm2;
    const double above = sumBetween(footprint, direction, {0.7, 10.0}, Toes::Included).areaMm2;
    EXPECT_NEAR(below + above, 8.0, 1e-9);
  }
  // Across the corner of the rectangle, 45 degrees: a triangle with legs of 1 mm.
  const Point2 diagonal = Point2(1.0, 1.0).normalized();
  const double corner = Point2(2.0, 1.0).dot(diagonal);
  const Extent tip{corner - std::sqrt(0.5), corner + 1.0};
  EXPECT_NEAR(sumBetween(footprint, diagonal, tip, Toes::Included).areaMm2, 0.5, 1e-9);
  EXPECT_NEAR(sumBetween(footprint, diagonal, tip, Toes::Included).load, 25.0, 1e-9);
}

// Two thirds of 33 rows of 7.62 mm, counted from -419.1, is a border between two rows only on
// paper.
TEST(FootprintGeometry, ALineBetweenTwoRowsMeetsBoth) {
  measure::Footprint print;
  print.cellWidthMm = 5.08;
  print.cellHeightMm = 7.62;
  for (int row = 22; row < 55; ++row) print.cells.push_back({{0.0, -(row + 0.5) * 7.62}, 50.0});
  const geometry::Point2 forward(0.0, 1.0);
  const measure::Extent length = extentAlong(print, forward, measure::Toes::Included);
  for (int third = 0; third <= 33; ++third) {
    const double at = length.low + third / 33.0 * length.length();
    const auto line = extentOnLine(print, forward, at, measure::Toes::Included);
    ASSERT_TRUE(line) << third;
    EXPECT_NEAR(line->length(), 5.08, 1e-9);
  }
}

TEST(FootprintGeometry, FindsTheToesAndTheSecondOne) {
  const auto print = makeFootprint(printOf(footPicture()), gridOf5mm(), 10.0);
  ASSERT_TRUE(print);
  EXPECT_EQ(print->toeLine, ToeLine::Found);
  EXPECT_TRUE(print->secondToeSeen);
  // Column 23 of the plate, rows 10 and 11.
  EXPECT_NEAR(print->secondToe.x(), 117.5, 1e-9);
  int toes = 0;
  for (const FootprintCell& cell : print->cells) toes += cell.toe ? 1 : 0;
  EXPECT_EQ(toes, 6);
}

TEST(FootprintGeometry, AFewCellsAreNoPrint) {
  EXPECT_FALSE(makeFootprint(printOf({"###", "###"}), gridOf5mm(), 10.0));
}

TEST(FootprintGeometry, IsolatedCellsAreNoPartOfThePrint) {
  auto picture = footPicture();
  picture.insert(picture.begin(), "........");
  picture.insert(picture.begin(), "#.......");
  const auto print = makeFootprint(printOf(picture), gridOf5mm(), 10.0);
  ASSERT_TRUE(print);
  EXPECT_EQ(print->cells.size(), 102U + 6U);
}

TEST(FootprintAxis, TurnsWithThePrint) {
  EXPECT_NEAR(units::inDegrees(
                  angleBetween(Point2(1.0, 0.0), turned(Point2(1.0, 0.0), units::degrees(30.0)))),
              30.0, 1e-12);
  EXPECT_NEAR(units::inDegrees(angleBetween(Point2(0.0, 1.0), Point2(1.0, 0.0))), -90.0, 1e-12);
}

}  // namespace
}  // namespace podalign::measure
