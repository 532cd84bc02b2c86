// The Arch Index of a loaded sole, on soles whose print is known by hand.
#include <gtest/gtest.h>

#include <functional>

#include "podalign/measure/foot_measures.hpp"

namespace podalign {
namespace {

using anatomy::AlignedFoot;
using anatomy::LandmarkId;

constexpr double kLengthMm = 250.0;

// A right sole on a grid of 1 mm: skin at `height(x, y)`.
AlignedFoot soleOf(const std::function<double(double, double)>& height) {
  AlignedFoot foot;
  foot.unit = {"mm", "declared", 1.0};
  foot.load = anatomy::LoadState::Standing;
  foot.side.side = foot.side.shapeSide = Laterality::Right;
  foot.footLengthMm = kLengthMm;
  foot.landmarks[LandmarkId::Mth1].position_in_foot = {185.0, 45.0, 15.0};
  foot.landmarks[LandmarkId::Mth5].position_in_foot = {185.0, -45.0, 15.0};
  auto& mesh = foot.mesh_in_foot;
  for (double x = 0.0; x < kLengthMm; x += 1.0) {
    for (double y = -50.0; y < 50.0; y += 1.0) {
      const double z = height(x + 0.5, y + 0.5);
      const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
      for (const auto& [dx, dy] : {std::pair{0.0, 0.0}, {1.0, 0.0}, {1.0, 1.0}, {0.0, 1.0}}) {
        mesh.vertices.emplace_back(x + dx, y + dy, z);
      }
      mesh.triangles.push_back({base, base + 2, base + 1});  // looks down
      mesh.triangles.push_back({base, base + 3, base + 2});
    }
  }
  return foot;
}

bool within(double value, double low, double high) { return value > low && value < high; }

// Heel 70 x 60, strip 70 x 25, ball 50 x 90, and toes in front of a gap of 15 mm.
double hourglass(double x, double y) {
  const bool heel = within(x, 10.0, 80.0) && within(y, -30.0, 30.0);
  const bool strip = within(x, 80.0, 150.0) && within(y, -30.0, -5.0);
  const bool ball = within(x, 150.0, 200.0) && within(y, -45.0, 45.0);
  const bool toes = within(x, 215.0, 245.0) && within(y, -30.0, 45.0);
  return heel || strip || ball || toes ? 0.2 : 12.0;
}

measure::Measurement archIndexOf(const AlignedFoot& foot) {
  return measure::measureFoot(foot).at("arch_index");
}

TEST(ScanArchIndex, IsTheMiddleThirdOfThePrintWithoutToes) {
  const measure::Measurement index = archIndexOf(soleOf(hourglass));
  ASSERT_EQ(index.status, measure::Status::Ok) << index.reason->id;
  // Print from 10 to 200: thirds end at 73.3 and 136.7.
  const double middle = (80.0 - 73.33) * 60.0 + (136.67 - 80.0) * 25.0;
  const double whole = 70.0 * 60.0 + 70.0 * 25.0 + 50.0 * 90.0;
  EXPECT_NEAR(*index.value, middle / whole, 0.01);
}

TEST(ScanArchIndex, NeedsASoleThatIsStatedToBearWeight) {
  AlignedFoot foot = soleOf(hourglass);
  foot.load = anatomy::LoadState::Unknown;
  EXPECT_EQ(archIndexOf(foot).reason->id, "SCAN.SOLE_NOT_LOADED");
  foot.load = anatomy::LoadState::Standing;
  foot.shapeLoad = anatomy::LoadState::Hanging;
  EXPECT_EQ(archIndexOf(foot).reason->id, "SCAN.SOLE_NOT_LOADED");
  foot.shapeLoad.reset();
  foot.sole = anatomy::SoleKind::SyntheticFlat;
  EXPECT_EQ(archIndexOf(foot).reason->id, "SCAN.SYNTHETIC_SOLE");
}

// An unloaded arch rises slowly: how near the ground skin counts decides everything.
TEST(ScanArchIndex, IsRefusedWhereTheHeightThatCountsDecides) {
  const AlignedFoot foot = soleOf([](double x, double y) {
    const bool arch = within(x, 80.0, 150.0) && y > -25.0;
    return arch && hourglass(x, y) > 1.0 ? 0.2 + 0.08 * (y + 25.0) : hourglass(x, y);
  });
  const measure::Measurement index = archIndexOf(foot);
  EXPECT_EQ(index.status, measure::Status::NotValid);
  ASSERT_TRUE(index.reason);
  EXPECT_EQ(index.reason->id, "SCAN.ARCH_INDEX_UNSURE");
}

TEST(ScanArchIndex, AHeelAloneIsNoPrint) {
  const AlignedFoot foot = soleOf([](double x, double y) {
    return within(x, 10.0, 80.0) && within(y, -30.0, 30.0) ? 0.2 : 12.0;
  });
  EXPECT_EQ(archIndexOf(foot).reason->id, "SCAN.SOLE_NOT_LOADED");
}

}  // namespace
}  // namespace podalign
