// What of a scan was really seen: sole, invented surface, noise, load, winding.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "phantom/degrade.hpp"
#include "support/phantom_foot.hpp"
#include "support/real_data.hpp"
#include "support/scan_faults.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using anatomy::LoadState;
using anatomy::Region;
using anatomy::SoleKind;
using geometry::Point3;
using geometry::TriangleMesh;
using testing::measured;
using testing::MeasuredFoot;
using testing::toMesh;

const phantom::PhantomFoot& foot() {
  static const phantom::PhantomFoot made = phantom::makeFoot(phantom::randomFoot(2), 3.0);
  return made;
}

// Flesh pressed on glass: the lowest 12 mm give way, the lowest points most.
TriangleMesh pressed() {
  constexpr double kDeepMm = 12.0;
  TriangleMesh mesh = toMesh(foot());
  for (Point3& v : mesh.vertices) {
    if (v.z() >= kDeepMm) continue;
    const double t = std::max(0.0, v.z()) / kDeepMm;
    v.z() = kDeepMm * t * t * (2.0 - t);
  }
  return mesh;
}

// An arch twice as wide and hollow everywhere: a foot that bears no weight.
TriangleMesh rounded() {
  TriangleMesh mesh = toMesh(foot());
  const double length = foot().truth.measures.at("foot_length");
  for (Point3& v : mesh.vertices) {
    if (v.z() > 25.0) continue;
    const double x = v.x() / length - 0.5;
    const double low = 1.0 - std::max(0.0, v.z()) / 25.0;
    v.z() += low * (30.0 * (0.16 - std::min(0.16, x * x)) + 0.005 * v.y() * v.y());
  }
  return mesh;
}

// A hole in the top of the foot, closed by one fan from its rim.
TriangleMesh closedByAFan() {
  TriangleMesh mesh = toMesh(foot());
  const double length = foot().truth.measures.at("foot_length");
  Point3 centre = Point3::Zero();
  for (const Point3& v : mesh.vertices) {
    if (std::abs(v.x() - 0.55 * length) < 3.0 && v.z() > centre.z()) centre = v;
  }
  mesh = testing::withHole(mesh, centre, 22.0);
  const std::vector<std::uint32_t> rim = geometry::findRims(mesh).front();
  for (std::size_t i = 1; i + 1 < rim.size(); ++i) {
    mesh.triangles.push_back({rim[0], rim[i + 1], rim[i]});
  }
  return mesh;
}

TEST(Sole, FilledInStaysSyntheticUnderNoise) {
  const phantom::Surface filled = phantom::flatFilledSole(foot());
  for (const double noise : {0.0, 0.1, 0.4}) {
    const MeasuredFoot found = measured(toMesh(phantom::noisy(filled, noise, 1)));
    EXPECT_EQ(found.foot.sole, SoleKind::SyntheticFlat) << noise;
    EXPECT_GT(found.foot.flatSoleShare, 0.9) << noise;
    EXPECT_NEAR(found.value("dorsum_height_50"), foot().truth.measures.at("dorsum_height_50"), 1.0);
  }
}

TEST(Sole, PressedFlatIsStillSkin) {
  const MeasuredFoot found = measured(pressed());
  EXPECT_GT(found.foot.flatSoleShare, 0.4);
  EXPECT_EQ(found.foot.sole, SoleKind::Authentic);
  EXPECT_EQ(found.foot.shapeLoad, LoadState::Standing);
}

TEST(Sole, MapSaysWhatWasSeen) {
  using Cell = anatomy::SoleMap::Cell;
  const auto count = [](const anatomy::SoleMap& map, Cell cell) {
    return std::count(map.cells.begin(), map.cells.end(), cell);
  };
  const MeasuredFoot whole = measured(toMesh(foot()));
  // Between toes nothing is seen from below.
  EXPECT_LT(100 * count(whole.foot.soleMap, Cell::Missing), count(whole.foot.soleMap, Cell::Seen));
  const double cellCm2 = whole.foot.soleMap.cellMm * whole.foot.soleMap.cellMm / 100.0;
  EXPECT_GT(static_cast<double>(count(whole.foot.soleMap, Cell::Seen)) * cellCm2, 120.0);
  const MeasuredFoot open = measured(toMesh(phantom::openSole(foot())));
  EXPECT_GT(count(open.foot.soleMap, Cell::Missing), 5 * count(open.foot.soleMap, Cell::Seen));
  EXPECT_LT(open.foot.regions.at(Region::Sole).seen, 0.2);
  EXPECT_GT(open.foot.regions.at(Region::Dorsum).seen, 0.99);
}

TEST(Regions, AHoleIsMissingWhereItIs) {
  const double length = foot().truth.measures.at("foot_length");
  const MeasuredFoot found =
      measured(testing::withHole(toMesh(foot()), {0.02 * length, 0.0, 20.0}, 25.0));
  EXPECT_LT(found.foot.regions.at(Region::Heel).seen, 0.9);
  EXPECT_GT(found.foot.regions.at(Region::Toes).seen, 0.99);
  EXPECT_GT(found.foot.regions.at(Region::Dorsum).seen, 0.99);
}

TEST(Regions, ASoleAloneHasNoDorsum) {
  const MeasuredFoot whole = measured(toMesh(foot()));
  for (const double height : {18.0, 25.0}) {
    const TriangleMesh bowl =
        testing::keptWhere(toMesh(foot()), [&](const Point3& v) { return v.z() < height; });
    const MeasuredFoot found = measured(testing::transformed(bowl, testing::anyPose(5)));
    EXPECT_TRUE(contains(found.findings, "SCAN.PLANTAR_ONLY")) << height;
    EXPECT_LT(found.foot.regions.at(Region::Dorsum).seen, 0.3);
    EXPECT_EQ(found.foot.regions.at(Region::Ankle).seen, 0.0);
    EXPECT_EQ(found.foot.side.shapeSide, testing::sideOf(foot()));
    EXPECT_EQ(found.foot.sole, SoleKind::Authentic);
    EXPECT_NEAR(found.value("foot_length"), whole.value("foot_length"), 1.0);
  }
}

TEST(InventedSurface, GiantTrianglesAreKnownByPart) {
  const MeasuredFoot found = measured(closedByAFan());
  EXPECT_TRUE(contains(found.findings, "SCAN.INVENTED_SURFACE"));
  EXPECT_EQ(found.foot.inventedTriangle.size(), found.foot.mesh_in_foot.triangles.size());
  EXPECT_GT(found.foot.regions.at(Region::Dorsum).invented, 0.05);
  EXPECT_EQ(found.foot.regions.at(Region::Heel).invented, 0.0);
  EXPECT_EQ(found.foot.sole, SoleKind::Authentic);
}

TEST(InventedSurface, ThereIsNoneOnACleanOrACoarseFoot) {
  EXPECT_TRUE(measured(toMesh(foot())).foot.inventedTriangle.empty());
  const phantom::PhantomFoot coarse = phantom::makeFoot(phantom::randomFoot(2), 6.0);
  EXPECT_TRUE(measured(toMesh(coarse)).foot.inventedTriangle.empty());
}

TEST(Noise, WhiteNoiseThatAveragesOutIsNotRough) {
  for (const double noise : {0.0, 0.1, 0.3, 0.5}) {
    const MeasuredFoot found = measured(toMesh(phantom::noisy(foot(), noise, 2)));
    EXPECT_FALSE(found.foot.noisy) << noise;
    EXPECT_NEAR(found.foot.noiseMm, noise, 0.05);
  }
}

// Bumps of 8 mm across agree between neighbours: only their shape gives them away.
TEST(Noise, BumpsAreRough) {
  TriangleMesh mesh = toMesh(phantom::makeFoot(phantom::randomFoot(2), 2.0));
  for (Point3& v : mesh.vertices) {
    const double wave = std::sin(0.8 * v.x()) * std::sin(0.8 * v.y()) * std::sin(0.8 * v.z());
    v += 1.0 * wave * Point3(0.3, 0.5, 0.8);
  }
  const MeasuredFoot found = measured(mesh);
  EXPECT_TRUE(found.foot.noisy);
  EXPECT_TRUE(contains(found.findings, "SCAN.NOISY"));
}

TEST(Noise, RealPhotogrammetryIsRoughAndItsTwinIsNot) {
  PODALIGN_NEEDS_REAL_DATA();
  const auto read = [](const char* file) {
    return measured(testing::readSurface(*testing::realData() / "scans" / file));
  };
  EXPECT_TRUE(contains(read("foot3d_0044_photogrammetry.obj").findings, "SCAN.NOISY"));
  for (const char* file : {"foot3d_0044.obj", "left_foot.stl", "right_foot.stl",
                           "left_foot_base.obj", "right_foot_base.obj"}) {
    EXPECT_FALSE(read(file).foot.noisy) << file;
  }
}

TEST(Load, StandingOnARoundSoleIsDoubted) {
  anatomy::AlignOptions standing;
  standing.load = LoadState::Standing;
  EXPECT_FALSE(contains(measured(toMesh(foot()), standing).findings, "SCAN.LOAD_DOUBTFUL"));
  EXPECT_FALSE(contains(measured(pressed(), standing).findings, "SCAN.LOAD_DOUBTFUL"));
  EXPECT_TRUE(contains(measured(rounded(), standing).findings, "SCAN.LOAD_DOUBTFUL"));
}

TEST(Load, HangingHasNoGroundAndDoubtsAFlatSole) {
  anatomy::AlignOptions hanging;
  hanging.load = LoadState::Hanging;
  const MeasuredFoot found = measured(pressed(), hanging);
  EXPECT_EQ(found.foot.ground, anatomy::GroundKind::ThreePoints);
  EXPECT_TRUE(contains(found.findings, "SCAN.NO_GROUND"));
  EXPECT_TRUE(contains(found.findings, "SCAN.LOAD_DOUBTFUL"));
  EXPECT_FALSE(contains(measured(rounded(), hanging).findings, "SCAN.LOAD_DOUBTFUL"));
}

TEST(Winding, MixedIsMadeOneAndSaysNothingOfAMirror) {
  TriangleMesh mixed = toMesh(foot());
  std::mt19937 random(4);
  for (auto& t : mixed.triangles) {
    if (random() % 4 == 0) std::swap(t[1], t[2]);
  }
  const MeasuredFoot clean = measured(toMesh(foot()));
  const MeasuredFoot found = measured(mixed);
  EXPECT_TRUE(contains(found.findings, "SCAN.WINDING_MIXED"));
  EXPECT_FALSE(contains(found.findings, "SCAN.WINDING_INVERTED"));
  EXPECT_FALSE(contains(found.findings, "SIDE.LOW_CONFIDENCE"));
  EXPECT_EQ(found.foot.sole, clean.foot.sole);
  for (const char* name : {"foot_length", "ball_width", "medial_arch_clearance"}) {
    EXPECT_NEAR(found.value(name), clean.value(name), 0.01) << name;
  }
}

}  // namespace
}  // namespace podalign
