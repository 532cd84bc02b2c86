// Golden values of real scans: reference figures measured independently on the same files.
#include <gtest/gtest.h>

#include "podalign/core/laterality.hpp"
#include "support/real_data.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using testing::measured;
using testing::MeasuredFoot;
using testing::readSurface;

MeasuredFoot realFoot(const char* file) {
  return measured(readSurface(*testing::realData() / "scans" / file));
}

struct RetailCase {
  const char* file;
  Laterality side;
};

class RetailBoothPair : public ::testing::TestWithParam<RetailCase> {};

TEST_P(RetailBoothPair, MatchesTheReference) {
  PODALIGN_NEEDS_REAL_DATA();
  const MeasuredFoot foot = realFoot(GetParam().file);
  EXPECT_EQ(foot.foot.side.side, GetParam().side);
  EXPECT_GE(foot.foot.side.confidence, 0.9);
  EXPECT_EQ(foot.foot.unit.unit, "m");
  EXPECT_NEAR(foot.value("foot_length"), 275.0, 2.0);
  EXPECT_NEAR(foot.value("ball_width"), 110.0, 4.0);
  EXPECT_NEAR(foot.value("heel_width"), 80.0, 3.0);
  EXPECT_NEAR(foot.value("dorsum_height_50"), 74.0, 2.5);
  EXPECT_NEAR(foot.value("truncated_foot_length"), 203.0, 6.0);
  const measure::Measurement& archIndex = foot.measures.at("arch_index");
  EXPECT_EQ(archIndex.status, measure::Status::NotValid);
  EXPECT_EQ(archIndex.reason->id, "SCAN.SYNTHETIC_SOLE");
  EXPECT_FALSE(foot.measures.at("medial_arch_clearance").value.has_value());
  EXPECT_TRUE(contains(foot.findings, "SCAN.SYNTHETIC_SOLE"));
  EXPECT_TRUE(contains(foot.findings, "SCAN.UNIT_INFERRED"));
}

INSTANTIATE_TEST_SUITE_P(BothFeet, RetailBoothPair,
                         ::testing::Values(RetailCase{"left_foot.stl", Laterality::Left},
                                           RetailCase{"right_foot.stl", Laterality::Right}),
                         [](const auto& instance) { return toString(instance.param.side); });

TEST(RealScans, PairOfOnePersonHasTheSameArchHeightIndex) {
  PODALIGN_NEEDS_REAL_DATA();
  EXPECT_NEAR(realFoot("left_foot.stl").value("arch_height_index"),
              realFoot("right_foot.stl").value("arch_height_index"), 0.02);
}

TEST(RealScans, LeaningLegAndOpenSoleDoNotEnterTheLength) {
  PODALIGN_NEEDS_REAL_DATA();
  const MeasuredFoot foot = realFoot("foot3d_0044.obj");
  EXPECT_EQ(foot.foot.side.side, Laterality::Left);
  EXPECT_NEAR(foot.value("foot_length"), 277.0, 3.0);
  EXPECT_EQ(foot.measures.at("arch_index").reason->id, "SCAN.OPEN_SOLE");
  EXPECT_EQ(foot.measures.at("medial_arch_clearance").reason->id, "SCAN.OPEN_SOLE");
  EXPECT_TRUE(contains(foot.findings, "SCAN.OPEN_SOLE"));
}

TEST(RealScans, ModelledFeetStandYUpInMillimetres) {
  PODALIGN_NEEDS_REAL_DATA();
  for (const Laterality side : kBothSides) {
    const MeasuredFoot foot =
        realFoot(side == Laterality::Left ? "left_foot_base.obj" : "right_foot_base.obj");
    EXPECT_EQ(foot.foot.side.side, side);
    EXPECT_EQ(foot.foot.unit.unit, "mm");
    EXPECT_NEAR(foot.value("foot_length"), 248.0, 1.5);
  }
}

TEST(RealScans, NoisyPhotogrammetryIsSidedAndRefusedWhereItsSoleIsOpen) {
  PODALIGN_NEEDS_REAL_DATA();
  const MeasuredFoot foot = realFoot("foot3d_0044_photogrammetry.obj");
  EXPECT_EQ(foot.foot.side.side, Laterality::Left);
  EXPECT_EQ(foot.measures.at("arch_index").status, measure::Status::NotValid);
}

}  // namespace
}  // namespace podalign
