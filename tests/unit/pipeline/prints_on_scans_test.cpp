#include "podalign/pipeline/prints_on_scans.hpp"

#include <gtest/gtest.h>

namespace podalign::pipeline {
namespace {

profile::PlateSettings settings() {
  profile::PlateSettings plate;
  plate.contactHeightsMm = {2.0};
  return plate;
}

report::ScannedFoot scanOf(Laterality side, anatomy::LoadState load) {
  report::ScannedFoot scan;
  scan.foot.side.side = side;
  scan.foot.load = load;
  return scan;
}

report::WalkedStep stepOf(Laterality side, plantar::TrialKind trial, bool complete) {
  report::WalkedStep step;
  step.grid = {10, 10, 5.0, 5.0, 25.0};
  step.footfall.side.side = side;
  step.footfall.trial = trial;
  step.footfall.complete = complete;
  if (!complete) step.footfall.incompleteReasons = {"PLATE.EDGE_ROW"};
  return step;
}

TEST(PrintsOnScans, TakeTheStandingPrintAndTheStandingScanOfTheSameFoot) {
  report::Assessment assessment;
  assessment.scans = {scanOf(Laterality::Left, anatomy::LoadState::Sitting),
                      scanOf(Laterality::Left, anatomy::LoadState::Standing)};
  assessment.steps = {stepOf(Laterality::Right, plantar::TrialKind::Standing, true),
                      stepOf(Laterality::Left, plantar::TrialKind::Walking, true),
                      stepOf(Laterality::Left, plantar::TrialKind::Standing, true)};
  const auto laid = layPrintsOnScans(assessment, settings());
  ASSERT_EQ(laid.value.size(), 1U);  // the right foot was not scanned
  EXPECT_EQ(laid.value.front().scan, 1U);
  EXPECT_EQ(laid.value.front().step, 2U);
}

TEST(PrintsOnScans, PreferTheRepresentativeStepAndSayWhyACutOneIsNotLaid) {
  report::Assessment assessment;
  assessment.scans = {scanOf(Laterality::Left, anatomy::LoadState::Standing)};
  assessment.steps = {stepOf(Laterality::Left, plantar::TrialKind::Walking, true),
                      stepOf(Laterality::Left, plantar::TrialKind::Walking, true)};
  assessment.walks.resize(1);
  assessment.walks.front().walk.typical.left = 1;
  EXPECT_EQ(layPrintsOnScans(assessment, settings()).value.front().step, 1U);
  assessment.steps = {stepOf(Laterality::Left, plantar::TrialKind::Walking, false)};
  assessment.walks.clear();
  const auto cut = layPrintsOnScans(assessment, settings());
  ASSERT_TRUE(cut.value.front().fit.refused);
  EXPECT_EQ(cut.value.front().fit.refused->id, "PLATE.EDGE_ROW");
  EXPECT_TRUE(cut.findings.empty());
}

}  // namespace
}  // namespace podalign::pipeline
