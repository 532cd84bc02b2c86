#include "phantom/loft.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "crude_measures.hpp"
#include "phantom/field.hpp"
#include "phantom/loft_truth.hpp"
#include "phantom/truth.hpp"
#include "topology_of_phantom.hpp"

namespace phantom {
namespace {

using test::topologyOf;
using test::Vector3d;

template <class Shape>
FootShape shapeOf(const Shape& made) {
  FootShape shape;
  shape.at = [&made](const Vector3d& p) { return made.at(p); };
  shape.topMm = made.topMm();
  shape.lengthMm = made.length();
  shape.widestMm = made.highest().y();
  for (int toe = 1; toe <= 5; ++toe)
    shape.toeEnd[static_cast<std::size_t>(toe - 1)] = made.toeEnd(toe);
  shape.navicular = made.navicular();
  return shape;
}

FootShape scaled(const FootShape& shape, double k) {
  FootShape large = shape;
  large.at = [at = shape.at, k](const Vector3d& p) { return k * at(p / k); };
  large.topMm *= k;
  large.lengthMm *= k;
  large.widestMm *= k;
  large.navicular *= k;
  for (Vector3d& end : large.toeEnd) end *= k;
  return large;
}

// The same definitions searched in two ways that share no code: rays and searches, and section
// curves.
TEST(TwoTruths, AgreeOnTheSameFoot) {
  for (const unsigned seed : {1U, 6U}) {
    const FootField field(randomFoot(seed));
    const FootFrame frame = findFrame(field, {});
    const FootShape shape = shapeOf(field);
    const FootFrame second = sectionFrame(shape, {});
    EXPECT_NEAR((second.origin_in_construction - frame.origin_in_construction).norm(), 0.0, 0.02);
    EXPECT_NEAR(second.sine, frame.sine, 1e-4);
    const FootTruth searched = findTruth(field, frame, TruthDepth::Full);
    const FootTruth cut = sectionTruth(shape, second, SectionDepth::Fine);
    ASSERT_EQ(cut.measures.size(), searched.measures.size());
    for (const auto& [name, value] : searched.measures) {
      double tolerance = 0.03;  // mm, degrees, %
      if (name == "arch_volume") tolerance = 0.005 * value;
      if (name == "arch_angle") tolerance = 0.2;  // the ball is flat upwards: its height is vague
      EXPECT_NEAR(cut.measures.at(name), value, tolerance) << seed << " " << name;
    }
    ASSERT_EQ(cut.landmarks_in_foot.size(), searched.landmarks_in_foot.size());
    for (const auto& [name, position] : searched.landmarks_in_foot)
      EXPECT_LT((cut.landmarks_in_foot.at(name) - position).norm(), 0.6) << seed << " " << name;
  }
}

// What rests on no height in millimetres grows with the foot.
TEST(Laws, TruthGrowsWithTheFoot) {
  const double k = 1.06;
  const Loft loft(randomLoftFoot(1));
  const FootField field(randomFoot(1));
  for (const FootShape& shape : {shapeOf(loft), shapeOf(field)}) {
    const FootShape larger = scaled(shape, k);
    const auto small = sectionTruth(shape, sectionFrame(shape, {}), SectionDepth::Fine).measures;
    const auto large = sectionTruth(larger, sectionFrame(larger, {}), SectionDepth::Fine).measures;
    for (const char* name :
         {"foot_length", "dorsum_height_50", "instep_girth", "heel_girth", "navicular_height"})
      EXPECT_NEAR(large.at(name), k * small.at(name), 0.05) << name;
    EXPECT_NEAR(large.at("arch_volume"), k * k * k * small.at("arch_volume"), 0.2);
    EXPECT_NEAR(large.at("arch_height_ratio"), small.at("arch_height_ratio"), 1e-4);
  }
}

const PhantomFoot& foot() {
  static const PhantomFoot made = makeLoftFoot(randomLoftFoot(2), 3.5);
  return made;
}

TEST(Loft, MirroredParametersGiveTheMirroredFoot) {
  FootParameters p = foot().parameters;
  p.side = p.side == Side::Left ? Side::Right : Side::Left;
  const PhantomFoot other = makeLoftFoot(p, 3.5);
  EXPECT_NE(other.truth.side, foot().truth.side);
  EXPECT_EQ(other.truth.measures, foot().truth.measures);
  for (const auto& [name, at] : foot().truth.landmarks_in_foot)
    EXPECT_EQ(other.truth.landmarks_in_foot.at(name), Vector3d(at.x(), -at.y(), at.z()));
  EXPECT_NEAR(topologyOf(other).volume, topologyOf(foot()).volume, 1e-3);
  EXPECT_GT(topologyOf(other).volume, 500e3);
}

TEST(Loft, IsOneClosedManifoldWithToesApart) {
  for (const unsigned seed : {2U, 5U, 9U}) {  // the second with a hallux valgus
    const PhantomFoot made =
        test::asRightFoot(seed == 2 ? foot() : makeLoftFoot(randomLoftFoot(seed), 3.0));
    const auto topology = topologyOf(made);
    EXPECT_TRUE(topology.closedManifold) << seed;
    EXPECT_EQ(topology.euler, 2) << seed;
    const auto& marks = made.truth.landmarks_in_foot;
    EXPECT_NEAR(marks.at("toe2_tip").y(), 0.0, 0.02);
    for (int toe = 1; toe < 5; ++toe) {
      const Vector3d a = marks.at("toe" + std::to_string(toe) + "_tip");
      const Vector3d b = marks.at("toe" + std::to_string(toe + 1) + "_tip");
      double notch = 1e9;
      for (double y = b.y() + 1.0; y < a.y() - 1.0; y += 0.5) {
        double reach = 0.0;
        for (const Vector3d& p : test::sectionOf(made, {0, y, 0}, Vector3d::UnitY()))
          reach = std::max(reach, p.x());
        notch = std::min(notch, reach);
      }
      const double deep = seed == 5 ? 0.5 : 2.0;  // crowded by the big toe
      EXPECT_LT(notch, std::min(a.x(), b.x()) - deep) << seed << " after toe " << toe;
    }
  }
}

TEST(Loft, IsNearlyWhatWasAsked) {
  const FootParameters& p = foot().parameters;
  const auto& m = foot().truth.measures;
  EXPECT_NEAR(m.at("foot_length"), p.footLengthMm, 0.2);
  EXPECT_NEAR(m.at("truncated_foot_length"), p.truncatedLengthMm, 1.0);
  EXPECT_NEAR(m.at("outside_ball_length"), p.outsideBallLengthMm, 1.5);
  EXPECT_NEAR(m.at("ball_width"), p.ballBreadthMm, 0.5);
  EXPECT_NEAR(m.at("heel_width"), p.heelBreadthMm, 0.5);
  EXPECT_NEAR(m.at("dorsum_height_50"), p.dorsumHeightMm, 0.5);
  EXPECT_NEAR(m.at("medial_arch_clearance"), p.medialArchClearanceMm, 1.0);
  EXPECT_NEAR(m.at("rearfoot_angle"), p.rearfootAngleDeg, 0.5);
}

TEST(Loft, HalluxTurnsFromStraightToSevereValgus) {
  FootParameters p;
  double before = -90.0;
  for (const double asked : {0.0, 20.0, 40.0}) {
    p.halluxAngleDeg = asked;
    const Loft loft(p);
    const FootShape shape = shapeOf(loft);
    const auto m = sectionTruth(shape, sectionFrame(shape, {}), SectionDepth::Fine).measures;
    EXPECT_GT(m.at("hallux_angle"), before + 10.0) << asked;
    before = m.at("hallux_angle");
  }
  EXPECT_GT(before, 35.0);
}

TEST(Loft, IsAnotherShapeThanTheFirstFamily) {
  const FootParameters p = randomFoot(3);
  const auto other = makeFoot(p, 5.0).truth.measures;
  const auto loft = makeLoftFoot(p, 5.0).truth.measures;
  // Asked alike, so alike where asked; what nobody asked for differs.
  EXPECT_NEAR(loft.at("foot_length"), other.at("foot_length"), 0.5);
  EXPECT_GT(std::abs(loft.at("instep_girth") - other.at("instep_girth")), 1.0);
  EXPECT_GT(std::abs(loft.at("arch_volume") - other.at("arch_volume")), 1.0);
}

}  // namespace
}  // namespace phantom
