// Floors, plates and trays in the scan go; the foot on them is measured as without them.
#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>

#include "phantom/degrade.hpp"
#include "support/phantom_foot.hpp"
#include "support/scan_faults.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using geometry::TriangleMesh;
using testing::measured;
using testing::MeasuredFoot;
using testing::toMesh;

const phantom::PhantomFoot& foot() {
  static const phantom::PhantomFoot made = phantom::makeFoot(phantom::randomFoot(6), 3.0);
  return made;
}

TriangleMesh with(const TriangleMesh& other) {
  TriangleMesh mesh = toMesh(foot());
  testing::append(mesh, other);
  return mesh;
}

TriangleMesh box(double top, double edge) {
  return testing::boxOf({-50.0, -120.0, top - 8.0}, {330.0, 120.0, top}, edge);
}

struct FloorCase {
  const char* name;
  std::function<TriangleMesh()> make;
};

class OnFloor : public ::testing::TestWithParam<FloorCase> {};

TEST_P(OnFloor, MeasuresStay) {
  const MeasuredFoot without = measured(toMesh(foot()));
  const MeasuredFoot with = measured(testing::transformed(GetParam().make(), testing::anyPose(6)));
  EXPECT_TRUE(contains(with.findings, "SCAN.FLOOR_REMOVED"));
  EXPECT_EQ(with.foot.side.shapeSide, testing::sideOf(foot()));
  EXPECT_EQ(with.foot.sole, without.foot.sole);
  for (const char* name : {"foot_length", "truncated_foot_length", "ball_width", "heel_width",
                           "dorsum_height_50", "medial_arch_clearance"}) {
    EXPECT_NEAR(with.value(name), without.value(name), 0.2) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    OfItsOwn, OnFloor,
    ::testing::Values(FloorCase{"SlabTouching", [] { return with(box(0.0, 8.0)); }},
                      FloorCase{"SlabOfTwelveTriangles", [] { return with(box(0.0, 1000.0)); }},
                      FloorCase{"SlabBelowAGap", [] { return with(box(-6.0, 8.0)); }},
                      FloorCase{"SlabThroughTheSole", [] { return with(box(2.0, 8.0)); }},
                      FloorCase{"GlassPlate",
                                [] {
                                  TriangleMesh mesh = with(testing::sheetAt(
                                      -0.2, {-50.0, -120.0, 0.0}, {330.0, 120.0, 0.0}, 5.0));
                                  testing::append(mesh, testing::sheetAt(-6.2, {-50.0, -120.0, 0.0},
                                                                         {330.0, 120.0, 0.0}, 5.0));
                                  return mesh;
                                }},
                      FloorCase{"Tray",
                                [] {
                                  return with(testing::trayAround({-40.0, -110.0, -5.0},
                                                                  {320.0, 110.0, 0.0}, 25.0, 6.0));
                                }},
                      FloorCase{
                          "SlabUnderALeg",
                          [] {
                            TriangleMesh mesh = testing::withLeg(toMesh(foot()), {200.0, 0.3, 0.1});
                            testing::append(mesh, box(0.0, 6.0));
                            return mesh;
                          }}),
    [](const auto& instance) { return std::string(instance.param.name); });

class OnWeldedFloor : public ::testing::TestWithParam<double> {};

TEST_P(OnWeldedFloor, TheFloorIsTheGroundAndTheSoleIsNotSeen) {
  const MeasuredFoot found = measured(testing::transformed(
      testing::onWeldedFloor(toMesh(foot()), GetParam(), 5.0), testing::anyPose(7)));
  EXPECT_TRUE(contains(found.findings, "SCAN.FLOOR_REMOVED"));
  EXPECT_EQ(found.foot.ground, anatomy::GroundKind::Floor);
  EXPECT_EQ(found.foot.sole, anatomy::SoleKind::Open);
  EXPECT_EQ(found.foot.side.shapeSide, testing::sideOf(foot()));
  const auto& truth = foot().truth.measures;
  EXPECT_NEAR(found.value("foot_length"), truth.at("foot_length"), 1.0);
  EXPECT_NEAR(found.value("ball_width"), truth.at("ball_width"), 1.0);
  EXPECT_NEAR(found.value("dorsum_height_50"), truth.at("dorsum_height_50"), 0.5);
}

TEST_P(OnWeldedFloor, ARoughFloorIsOneToo) {
  TriangleMesh mesh = testing::onWeldedFloor(toMesh(foot()), GetParam(), 5.0);
  std::mt19937 random(3);
  std::normal_distribution<double> noise(0.0, 0.4);
  for (auto& v : mesh.vertices) v += geometry::Point3(noise(random), noise(random), noise(random));
  const MeasuredFoot found = measured(testing::transformed(mesh, testing::anyPose(7)));
  EXPECT_EQ(found.foot.ground, anatomy::GroundKind::Floor);
  EXPECT_NEAR(found.value("dorsum_height_50"), foot().truth.measures.at("dorsum_height_50"), 1.0);
}

INSTANTIATE_TEST_SUITE_P(Around, OnWeldedFloor, ::testing::Values(20.0, 60.0));

TEST(FlatSole, IsNoFloor) {
  const MeasuredFoot found = measured(toMesh(phantom::flatFilledSole(foot())));
  EXPECT_FALSE(contains(found.findings, "SCAN.FLOOR_REMOVED"));
  EXPECT_EQ(found.foot.sole, anatomy::SoleKind::SyntheticFlat);
}

TEST(FlatSole, StaysWhenTheSlabUnderItGoes) {
  TriangleMesh mesh = toMesh(phantom::flatFilledSole(foot()));
  testing::append(mesh, box(0.0, 6.0));
  const MeasuredFoot found = measured(testing::transformed(mesh, testing::anyPose(8)));
  EXPECT_TRUE(contains(found.findings, "SCAN.FLOOR_REMOVED"));
  EXPECT_EQ(found.foot.sole, anatomy::SoleKind::SyntheticFlat);
}

}  // namespace
}  // namespace podalign
