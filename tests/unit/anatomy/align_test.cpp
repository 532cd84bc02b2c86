// What alignment says about scans that are not a plain foot in a known unit.
#include "podalign/anatomy/align.hpp"

#include <gtest/gtest.h>

#include "phantom/degrade.hpp"
#include "podalign/measure/pair_difference.hpp"
#include "support/phantom_foot.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using anatomy::AlignOptions;
using testing::measured;
using testing::MeasuredFoot;
using testing::sideOf;
using testing::toMesh;

const phantom::PhantomFoot& foot() {
  static const phantom::PhantomFoot made = phantom::makeFoot(phantom::randomFoot(3), 3.0);
  return made;
}

ErrorCode refusal(geometry::TriangleMesh mesh) {
  const auto aligned = anatomy::alignFeet({std::move(mesh), {}}, {});
  EXPECT_FALSE(aligned.has_value());
  return aligned ? ErrorCode::Internal : aligned.error().code;
}

TEST(AlignFoot, AsksForTheUnitWhereNoneFits) {
  EXPECT_EQ(refusal(toMesh(phantom::scaled(foot(), 4.0))), ErrorCode::UnitAmbiguous);
}

TEST(AlignFoot, TakesADeclaredUnitWithoutAFinding) {
  AlignOptions options;
  options.millimetresPerUnit = 25.4;
  options.unitName = "in";
  const MeasuredFoot found = measured(toMesh(phantom::scaled(foot(), 1.0 / 25.4)), options);
  EXPECT_NEAR(found.value("foot_length"), foot().truth.measures.at("foot_length"), 0.5);
  EXPECT_EQ(found.foot.unit.source, "declared");
  EXPECT_FALSE(contains(found.findings, "SCAN.UNIT_INFERRED"));
}

TEST(AlignFoot, ShapeAloneGivesRatiosAndAnglesButNoMillimetre) {
  AlignOptions options;
  options.shapeOnly = true;
  const MeasuredFoot found = measured(toMesh(phantom::scaled(foot(), 4.0)), options);
  EXPECT_NEAR(found.value("arch_height_index"), foot().truth.measures.at("arch_height_index"),
              0.005);
  EXPECT_TRUE(found.measures.at("rearfoot_angle").value.has_value());
  EXPECT_EQ(found.measures.at("foot_length").reason->id, "SCAN.SHAPE_ONLY");
}

TEST(AlignFoot, RefusesABall) {
  geometry::TriangleMesh ball = toMesh(foot());
  geometry::Point3 centre = geometry::Point3::Zero();
  for (const auto& v : ball.vertices) centre += v;
  centre /= static_cast<double>(ball.vertices.size());
  for (auto& v : ball.vertices) v = 100.0 * (v - centre).normalized();
  EXPECT_EQ(refusal(ball), ErrorCode::NotAFoot);
}

TEST(AlignFoot, RefusesNothing) { EXPECT_EQ(refusal({}), ErrorCode::NoSurface); }

TEST(AlignFoot, DeclaredSideAgainstTheShapeIsAConflict) {
  AlignOptions options;
  options.declaredSide = opposite(sideOf(foot()));
  const MeasuredFoot found = measured(toMesh(foot()), options);
  EXPECT_EQ(found.foot.side.source, SideSource::Conflict);
  ASSERT_TRUE(contains(found.findings, "SIDE.CONFLICT"));
  EXPECT_NEAR(found.value("foot_length"), foot().truth.measures.at("foot_length"), 0.5);
}

TEST(AlignFoot, FlatFilledSoleGivesNoArchMeasure) {
  const MeasuredFoot found = measured(toMesh(phantom::flatFilledSole(foot())));
  EXPECT_EQ(found.foot.sole, anatomy::SoleKind::SyntheticFlat);
  EXPECT_EQ(found.measures.at("medial_arch_clearance").reason->id, "SCAN.SYNTHETIC_SOLE");
  EXPECT_EQ(found.measures.at("arch_index").reason->id, "SCAN.SYNTHETIC_SOLE");
  EXPECT_NEAR(found.value("dorsum_height_50"), foot().truth.measures.at("dorsum_height_50"), 0.5);
}

TEST(AlignFoot, OpenSoleLosesPlantarMeasuresOnly) {
  const MeasuredFoot found = measured(toMesh(phantom::openSole(foot())));
  EXPECT_EQ(found.foot.sole, anatomy::SoleKind::Open);
  EXPECT_EQ(found.measures.at("medial_arch_clearance").reason->id, "SCAN.OPEN_SOLE");
  EXPECT_NEAR(found.value("foot_length"), foot().truth.measures.at("foot_length"), 1.0);
}

TEST(AlignFoot, LowScanHasNoRearfootAngle) {
  const MeasuredFoot found = measured(toMesh(phantom::cutFlat(foot(), 80.0, 3.0)));
  EXPECT_EQ(found.measures.at("rearfoot_angle").reason->id, "SCAN.TOO_LOW_FOR_REARFOOT");
  EXPECT_NEAR(found.value("foot_length"), foot().truth.measures.at("foot_length"), 0.5);
}

TEST(MeasurePair, MirrorImagesDoNotDiffer) {
  const MeasuredFoot one = measured(toMesh(foot()));
  const MeasuredFoot other = measured(toMesh(phantom::mirrored(foot(), phantom::Winding::Outward)));
  const bool isLeft = one.foot.side.side == Laterality::Left;
  const auto pair =
      measure::measurePair(isLeft ? one.foot : other.foot, isLeft ? other.foot : one.foot);
  EXPECT_NEAR(*pair.at("left_right_surface_difference").value, 0.0, 0.8);  // clustered to 2 mm
}

TEST(MeasurePair, ALargerFootDiffers) {
  const MeasuredFoot one = measured(toMesh(foot()));
  AlignOptions options;
  options.millimetresPerUnit = 1.0;
  const MeasuredFoot other = measured(
      toMesh(phantom::scaled(phantom::mirrored(foot(), phantom::Winding::Outward), 1.05)), options);
  const bool isLeft = one.foot.side.side == Laterality::Left;
  const auto pair =
      measure::measurePair(isLeft ? one.foot : other.foot, isLeft ? other.foot : one.foot);
  EXPECT_GT(*pair.at("left_right_surface_difference").value, 1.0);
}

TEST(MeasurePair, IsRefusedWhereASideIsInConflict) {
  MeasuredFoot one = measured(toMesh(foot()));
  one.foot.side.source = SideSource::Conflict;
  const auto pair = measure::measurePair(one.foot, one.foot);
  EXPECT_EQ(pair.at("left_right_surface_difference").reason->id, "SIDE.CONFLICT");
}

}  // namespace
}  // namespace podalign
