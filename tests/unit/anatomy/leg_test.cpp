// A leg on top of the scan is not the foot: pose, side and measures stay as without it.
#include <gtest/gtest.h>

#include "phantom/degrade.hpp"
#include "support/phantom_foot.hpp"
#include "support/scan_faults.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using testing::measured;
using testing::MeasuredFoot;

struct LegCase {
  unsigned seed;
  testing::Leg leg;
};

class WithLeg : public ::testing::TestWithParam<LegCase> {};

TEST_P(WithLeg, MeasuresStay) {
  const phantom::PhantomFoot foot = phantom::makeFoot(phantom::randomFoot(GetParam().seed), 3.0);
  const geometry::TriangleMesh mesh = testing::toMesh(foot);
  const MeasuredFoot without = measured(mesh);
  const MeasuredFoot with = measured(testing::transformed(testing::withLeg(mesh, GetParam().leg),
                                                          testing::anyPose(GetParam().seed)));
  EXPECT_EQ(with.foot.side.shapeSide, testing::sideOf(foot));
  EXPECT_GE(with.foot.scanHeightMm, without.foot.scanHeightMm);
  for (const char* name : {"foot_length", "truncated_foot_length", "ball_width", "heel_width",
                           "dorsum_height_50", "ball_girth_tape"}) {
    EXPECT_NEAR(with.value(name), without.value(name), 0.2) << name;
  }
  // The longer leg is looked at up to 120 mm, past the cut of the shorter one: half of the degree
  // that is promised.
  EXPECT_NEAR(with.value("rearfoot_angle"), without.value("rearfoot_angle"), 0.5);
}

INSTANTIATE_TEST_SUITE_P(
    UpToTheKnee, WithLeg,
    ::testing::Values(LegCase{1, {60.0, 0.4, 0.0}}, LegCase{2, {300.0, 0.4, 0.25}},
                      LegCase{4, {300.0, -0.3, 0.0}}, LegCase{18, {200.0, 0.0, 0.0}},
                      LegCase{19, {300.0, 0.4, 0.0}}),
    [](const auto& instance) { return "Foot" + std::to_string(instance.param.seed); });

}  // namespace
}  // namespace podalign
