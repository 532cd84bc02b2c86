#include "podalign/pipeline/scan_and_plate.hpp"

#include <gtest/gtest.h>

namespace podalign::pipeline {
namespace {

report::ScannedFoot scanOf(Laterality side, std::optional<double> archIndex) {
  report::ScannedFoot scan;
  scan.foot.side.side = side;
  scan.foot.load = anatomy::LoadState::Standing;
  scan.measures["arch_index"] = archIndex
                                    ? measure::ok(*archIndex, "ratio", 0.02, {})
                                    : measure::notValid("ratio", {}, {"SCAN.SYNTHETIC_SOLE", {}});
  return scan;
}

report::WalkedStep printOf(Laterality side, double archIndex,
                           plantar::TrialKind trial = plantar::TrialKind::Standing) {
  report::WalkedStep step;
  step.footfall.side.side = side;
  step.footfall.trial = trial;
  step.measures["arch_index"] = measure::ok(archIndex, "ratio", 0.02, {});
  return step;
}

Findings compared(const report::ScannedFoot& scan, const report::WalkedStep& step) {
  return compareScanWithPlate(std::span(&scan, 1), std::span(&step, 1));
}

TEST(ScanAndPlate, AgreeWithinTheBandsOfBoth) {
  const Findings near = compared(scanOf(Laterality::Left, 0.25), printOf(Laterality::Left, 0.27));
  ASSERT_EQ(near.size(), 1U);
  EXPECT_EQ(near.front().message.id, "SCAN_PLATE.ARCH_AGREES");
  EXPECT_EQ(near.front().severity, Severity::Note);
  const Findings far = compared(scanOf(Laterality::Left, 0.22), printOf(Laterality::Left, 0.27));
  ASSERT_EQ(far.size(), 1U);
  EXPECT_EQ(far.front().message.id, "SCAN_PLATE.ARCH_DIFFERS");
  EXPECT_EQ(far.front().severity, Severity::Caution);
}

TEST(ScanAndPlate, ThePrintStandsForASoleThatIsNotOne) {
  const Findings findings =
      compared(scanOf(Laterality::Right, std::nullopt), printOf(Laterality::Right, 0.27));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().message.id, "SCAN_PLATE.ARCH_FROM_PLATE");
}

TEST(ScanAndPlate, OtherFeetStepsAndLoadsAreNotCompared) {
  EXPECT_TRUE(compared(scanOf(Laterality::Left, 0.25), printOf(Laterality::Right, 0.27)).empty());
  EXPECT_TRUE(compared(scanOf(Laterality::Left, 0.25),
                       printOf(Laterality::Left, 0.27, plantar::TrialKind::Walking))
                  .empty());
  report::ScannedFoot sitting = scanOf(Laterality::Left, 0.25);
  sitting.foot.load = anatomy::LoadState::Sitting;
  EXPECT_TRUE(compared(sitting, printOf(Laterality::Left, 0.27)).empty());
  report::WalkedStep doubtful = printOf(Laterality::Left, 0.27);
  doubtful.measures["arch_index"].status = measure::Status::LowConfidence;
  EXPECT_TRUE(compared(scanOf(Laterality::Left, 0.25), doubtful).empty());
}

}  // namespace
}  // namespace podalign::pipeline
