// Feet of known side pressed into foam: the block, its upper face alone, and the cast, in any pose.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "phantom/degrade.hpp"
#include "phantom/degrade_foam.hpp"
#include "phantom/degrade_scene.hpp"
#include "phantom/foot.hpp"
#include "phantom/loft.hpp"
#include "support/phantom_foot.hpp"
#include "support/scan_faults.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using anatomy::ImprintKind;
using testing::toMesh;

constexpr double kEdgeMm = 3.0;
constexpr double kWallMm = 3.0;
constexpr unsigned kFeetPerFamily = 20;

phantom::PhantomFoot person(unsigned i) {
  const unsigned seed = i / 2;
  return i % 2 == 0 ? phantom::makeFoot(phantom::randomFoot(seed), kEdgeMm)
                    : phantom::makeLoftFoot(phantom::randomLoftFoot(seed), kEdgeMm);
}

struct Held {
  const char* name;
  ImprintKind kind;
  phantom::Surface surface;
};

std::vector<Held> imprintsOf(const phantom::PhantomFoot& foot, const phantom::Foam& foam) {
  const phantom::Surface block = phantom::walledFinely(phantom::foamNegative(foot, foam), kWallMm);
  const phantom::Surface cast = phantom::walledFinely(phantom::foamPositive(foot, foam), kWallMm);
  return {{"block", ImprintKind::Negative, block},
          {"sheet", ImprintKind::Negative, phantom::seenFromAbove(block)},
          {"cast", ImprintKind::Positive, cast}};
}

struct Bar {
  double mean, most;
};
// What docs/dev/scans.md promises: mm, cm3.
const std::map<std::string, Bar> kBars{
    {"foot_length", {0.6, 2.5}},        {"ball_width", {0.6, 2.5}},
    {"heel_width", {0.6, 2.5}},         {"truncated_foot_length", {2.0, 6.0}},
    {"ball_width_oblique", {2.0, 6.0}}, {"medial_arch_clearance", {1.0, 4.0}},
    {"arch_volume", {1.0, 5.0}}};

Result<Annotated<std::vector<anatomy::AlignedFoot>>> aligned(
    const phantom::Surface& surface, unsigned pose, const anatomy::AlignOptions& options = {}) {
  return anatomy::alignFeet({testing::transformed(toMesh(surface), testing::anyPose(pose)), {}},
                            options);
}

void expectSoleAlone(const measure::Measurements& measures) {
  for (const auto& [name, measured] : measures) {
    EXPECT_EQ(measured.status,
              kBars.count(name) > 0 ? measure::Status::LowConfidence : measure::Status::NotValid)
        << name;
    EXPECT_TRUE(measured.reason.has_value()) << name;
  }
}

TEST(FoamImprint, SideAndSoleAreThoseOfTheFoot) {
  std::map<std::string, std::vector<double>> errors;
  std::array<unsigned, 2> sides{};
  unsigned unsure = 0;
  for (unsigned i = 0; i < 2 * kFeetPerFamily; ++i) {
    const phantom::PhantomFoot foot = person(i);
    const double depth = 24.0 + 3.0 * (i % 6);
    const double margin = 12.0 + 8.0 * (i % 3);
    for (const Held& held : imprintsOf(foot, {.depthMm = depth, .marginMm = margin})) {
      SCOPED_TRACE(std::string(held.name) + " of foot " + std::to_string(i));
      const auto found = aligned(held.surface, 100 + i);
      if (!found) {
        // Never a wrong side: where it does not show, it is asked for.
        EXPECT_EQ(found.error().code, ErrorCode::SideConflict) << toString(found.error());
        ++unsure;
        continue;
      }
      const anatomy::AlignedFoot& sole = found->value.front();
      ASSERT_TRUE(sole.imprint);
      EXPECT_EQ(sole.imprint->kind, held.kind);
      EXPECT_NEAR(sole.imprint->depthMm, depth, 1.0);
      EXPECT_TRUE(contains(found->findings, held.kind == ImprintKind::Negative
                                                ? "SCAN.FOAM_NEGATIVE"
                                                : "SCAN.FOAM_POSITIVE"));
      EXPECT_FALSE(contains(found->findings, "SCAN.WINDING_INVERTED"));
      EXPECT_EQ(sole.side.side, testing::sideOf(foot)) << sole.side.confidence;
      ++sides[foot.truth.side == phantom::Side::Left ? 0 : 1];
      const auto measures = measure::measureFoot(sole);
      expectSoleAlone(measures);
      for (const auto& [name, bar] : kBars) {
        const auto& measured = measures.at(name);
        if (!measured.value) continue;
        errors[name].push_back(std::abs(*measured.value - foot.truth.measures.at(name)));
        EXPECT_LT(errors[name].back(), bar.most) << name;
      }
    }
  }
  for (const auto& [name, bar] : kBars) {
    const std::vector<double>& list = errors[name];
    const double mean =
        std::accumulate(list.begin(), list.end(), 0.0) / static_cast<double>(list.size());
    EXPECT_LT(mean, bar.mean) << name;
    RecordProperty("mean_error_" + name, std::to_string(mean));
  }
  EXPECT_GT(sides[0], 50U);
  EXPECT_GT(sides[1], 50U);
  EXPECT_LE(unsure, 6U);
}

TEST(FoamImprint, AMirroredBlockIsNeverSilentlyTakenForTheOtherFoot) {
  const phantom::PhantomFoot foot = person(3);
  for (const Held& held : imprintsOf(foot, {})) {
    SCOPED_TRACE(held.name);
    const phantom::Surface file = phantom::mirrored(held.surface, phantom::Winding::Kept);
    const auto unknown = aligned(file, 8);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::SideConflict);
    EXPECT_NE(unknown.error().message.find("mirrored"), std::string::npos);
    anatomy::AlignOptions options;
    options.declaredSide = testing::sideOf(foot);
    const auto told = aligned(file, 8, options);
    ASSERT_TRUE(told) << toString(told.error());
    EXPECT_EQ(told->value.front().side.side, testing::sideOf(foot));
    EXPECT_TRUE(contains(told->findings, "SCAN.MIRRORED"));
  }
}

TEST(FoamImprint, WallsThatEndBelowTheWidestPlacesGiveNoLength) {
  const phantom::Surface shallow =
      phantom::walledFinely(phantom::foamNegative(person(2), {.depthMm = 16.0}), kWallMm);
  const auto found = aligned(shallow, 4);
  ASSERT_TRUE(found) << toString(found.error());
  const auto measures = measure::measureFoot(found->value.front());
  for (const char* name : {"foot_length", "ball_width", "heel_width"}) {
    EXPECT_EQ(measures.at(name).status, measure::Status::NotValid) << name;
    EXPECT_EQ(measures.at(name).reason->id, "MEASURE.FOAM_TOO_SHALLOW") << name;
  }
  EXPECT_EQ(measures.at("medial_arch_clearance").status, measure::Status::LowConfidence);
  EXPECT_EQ(measures.at("medial_arch_clearance").method.id, "method.medial_arch_clearance.foam");
}

TEST(FoamImprint, ATrayWithoutAFootIsRefused) {
  anatomy::AlignOptions options;
  options.millimetresPerUnit = 1.0;
  const phantom::Surface tray = phantom::emptyTray({.lengthMm = 250.0, .widthMm = 100.0});
  for (const phantom::Surface& file : {tray, phantom::seenFromAbove(tray)}) {
    const auto found = aligned(file, 6, options);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, ErrorCode::NotAFoot) << toString(found.error());
  }
}

TEST(FoamImprint, TwoImprintsInOneBlockAreRefused) {
  const phantom::PhantomFoot foot = person(3);
  const phantom::Surface pair =
      phantom::twoFeet(foot, phantom::mirrored(foot, phantom::Winding::Outward), {}).surface;
  const auto found = aligned(phantom::foamNegative(pair, {}), 6);
  ASSERT_FALSE(found);
  EXPECT_NE(found.error().message.find("several imprints"), std::string::npos)
      << toString(found.error());
}

}  // namespace
}  // namespace podalign
