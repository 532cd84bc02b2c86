#include "podalign/pipeline/compare_scans.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace podalign::pipeline {
namespace {

using anatomy::LoadState;

measure::Measurement millimetres(double value, double error) {
  return measure::ok(value, "mm", error, {"method.foot_length", {}});
}

report::ScannedFoot scanOf(Laterality side, LoadState load, double dorsumMm) {
  report::ScannedFoot scan;
  scan.foot.side.side = side;
  scan.foot.load = load;
  scan.measures["dorsum_height_50"] = millimetres(dorsumMm, 1.5);
  return scan;
}

// Values and quantiles worked out by hand: SD of 100, 102, 104 is 2; the 2.5 % and 97.5 % points of
// chi-squared with two degrees of freedom are -2 ln 0.975 and -2 ln 0.025.
TEST(Repeatability, OfThreeScansIsTheirStandardDeviationWithItsInterval) {
  std::vector<measure::Measurements> scans(3);
  for (std::size_t i = 0; i < 3; ++i) {
    scans[i]["foot_length"] = millimetres(100.0 + 2.0 * static_cast<double>(i), 1.0);
  }
  const std::vector<const measure::Measurements*> group{&scans[0], &scans[1], &scans[2]};
  const auto repeated = measure::measureRepeatability(group).at("foot_length");
  EXPECT_EQ(repeated.scans, 3U);
  EXPECT_NEAR(repeated.mean, 102.0, 1e-12);
  EXPECT_NEAR(repeated.typicalError, 2.0, 1e-12);
  EXPECT_NEAR(repeated.typicalErrorLow, std::sqrt(8.0 / (-2.0 * std::log(0.025))), 1e-9);
  EXPECT_NEAR(repeated.typicalErrorHigh, std::sqrt(8.0 / (-2.0 * std::log(0.975))), 1e-9);
  EXPECT_NEAR(repeated.smallestDetectableChange, 1.96 * std::sqrt(2.0) * 2.0, 1e-9);
}

TEST(Repeatability, LeavesOutWhatIsNotOkAndWhatWasMeasuredOnce) {
  std::vector<measure::Measurements> scans(2);
  scans[0]["foot_length"] = millimetres(250.0, 1.0);
  scans[1]["foot_length"] =
      measure::lowConfidence(millimetres(251.0, 1.0), {"LANDMARK.MTH1_USUAL_PLACE", {}});
  scans[0]["heel_width"] = millimetres(66.0, 1.0);
  const std::vector<const measure::Measurements*> group{&scans[0], &scans[1]};
  EXPECT_TRUE(measure::measureRepeatability(group).empty());
}

TEST(Difference, IsRealOnlyBeyondBothErrorsTogether) {
  measure::Measurements left;
  measure::Measurements right;
  left["foot_length"] = millimetres(255.1, 3.0);
  right["foot_length"] = millimetres(250.0, 4.0);
  EXPECT_TRUE(measure::subtract(left, right).at("foot_length").real());  // 5.1 against 5
  left["foot_length"] = millimetres(254.9, 3.0);
  const auto difference = measure::subtract(left, right).at("foot_length");
  EXPECT_FALSE(difference.real());
  EXPECT_NEAR(difference.error, 5.0, 1e-12);
}

TEST(CompareScans, TakesSittingMinusStandingOfEachFoot) {
  const std::vector<report::ScannedFoot> scans{
      scanOf(Laterality::Left, LoadState::Standing, 61.0),
      scanOf(Laterality::Left, LoadState::Sitting, 70.0),
      scanOf(Laterality::Right, LoadState::Standing, 64.0)};
  const auto comparison = compareScans(scans, Repeats::OfOneFoot);
  EXPECT_NEAR(comparison.sittingStanding.left.at("dorsum_height_50").value, 9.0, 1e-12);
  EXPECT_TRUE(comparison.sittingStanding.right.empty());
  EXPECT_NEAR(comparison.leftRight.at("dorsum_height_50").value, -3.0, 1e-12);  // both standing
  EXPECT_TRUE(comparison.repeats.empty());  // two states are no repeat
}

TEST(CompareScans, FeetInDifferentStatesAreNoLeftRightDifference) {
  const auto comparison = compareScans({scanOf(Laterality::Left, LoadState::Standing, 61.0),
                                        scanOf(Laterality::Right, LoadState::Sitting, 70.0)},
                                       Repeats::OfOneFoot);
  EXPECT_TRUE(comparison.leftRight.empty());
}

TEST(CompareScans, ManyFilesThatNobodyCalledOnePersonAreNotCompared) {
  const std::vector<report::ScannedFoot> scans{scanOf(Laterality::Left, LoadState::Unknown, 61.0),
                                               scanOf(Laterality::Left, LoadState::Unknown, 63.0),
                                               scanOf(Laterality::Right, LoadState::Unknown, 64.0)};
  EXPECT_TRUE(compareScans(scans, Repeats::NotStated).leftRight.empty());
  const auto stated = compareScans(scans, Repeats::OfOneFoot);
  ASSERT_EQ(stated.repeats.size(), 1U);
  EXPECT_EQ(stated.repeats[0].side, Laterality::Left);
  EXPECT_NEAR(stated.repeats[0].measures.at("dorsum_height_50").typicalError, std::sqrt(2.0), 1e-9);
}

TEST(CompareScans, AFootOfDoubtfulSideIsNoPartner) {
  std::vector<report::ScannedFoot> scans{scanOf(Laterality::Left, LoadState::Standing, 61.0),
                                         scanOf(Laterality::Right, LoadState::Standing, 70.0)};
  scans[1].foot.side.source = SideSource::Conflict;
  EXPECT_TRUE(compareScans(scans, Repeats::OfOneFoot).leftRight.empty());
}

}  // namespace
}  // namespace podalign::pipeline
