// Prints of phantom feet's own soles on plates of known pose, laid back on the scan.
#include "podalign/measure/print_registration.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <random>
#include <utility>

#include "podalign/geometry/section.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "support/phantom_foot.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using geometry::Point2;
using measure::PrintRegistration;

constexpr double kDegree = 0.017453292519943295;
constexpr double kPressedMm = 3.5;  // skin so near the ground is pressed

const measure::RegistrationRules kRules{{1.0, 2.0, 3.0, 4.0, 5.0, 6.0}, 0.6, 0.7, 0.02, 5.0};

// Heights of the underside, cut out of the surface itself: nothing of the sole map is used.
class Underside {
 public:
  explicit Underside(const geometry::TriangleMesh& mesh_in_foot) {
    std::vector<double> xs;
    for (double x = kFrom; x < 300.0; x += 1.0) xs.push_back(x);
    for (const geometry::Section& section :
         geometry::sectionsAcross(mesh_in_foot, geometry::Axis::X, xs)) {
      std::vector<double> heights;
      for (double y = -80.0; y <= 80.0; y += 1.0) {
        const auto crossing = geometry::lowestCrossing(section, y);
        heights.push_back(crossing ? crossing->second : 1e9);
      }
      heights_.push_back(std::move(heights));
    }
  }
  [[nodiscard]] bool pressed(const Point2& p) const {
    const long column = std::lround(p.x() - kFrom);
    const long row = std::lround(p.y() + 80.0);
    if (column < 0 || row < 0 || column >= static_cast<long>(heights_.size()) || row > 160) {
      return false;
    }
    return heights_[static_cast<std::size_t>(column)][static_cast<std::size_t>(row)] < kPressedMm;
  }

 private:
  static constexpr double kFrom = -5.0;
  std::vector<std::vector<double>> heights_;
};

struct PlatePose {
  double turnDeg = 0.0;            // of the foot's axis against the plan's X
  Point2 middle = Point2::Zero();  // of the foot, in the plan (x to the right, y up), mm
  double pitchMm = 5.0;
  bool mirroredFoot = false;  // the print of the other foot
  double footLengthMm = 250.0;
  double scale = 1.0;  // of the foot that stood there
  plantar::TrialKind trial = plantar::TrialKind::Standing;
};

// One frame seen from above: row 0 is the farthest.
plantar::Recording printed(const Underside& sole, const PlatePose& pose) {
  plantar::Recording recording;
  const int cells = static_cast<int>(std::ceil(400.0 / pose.pitchMm));
  recording.grid = {cells,
                    cells,
                    pose.pitchMm,
                    pose.pitchMm,
                    pose.pitchMm * pose.pitchMm,
                    plantar::GridView::FromAbove};
  recording.rows = recording.columns = {0, cells - 1};
  recording.frames = 1;
  recording.framePeriod = units::seconds(0.01);
  recording.trial = pose.trial;
  recording.format = "phantom";
  recording.active.assign(recording.windowCells(), 1);
  recording.pressuresKpa.assign(recording.windowCells(), 0.0F);
  const Eigen::Rotation2Dd back(-pose.turnDeg * kDegree);
  constexpr int kParts = 6;
  for (int row = 0; row < cells; ++row) {
    for (int column = 0; column < cells; ++column) {
      int pressed = 0;
      for (int i = 0; i < kParts * kParts; ++i) {
        const Point2 plan((column + (i % kParts + 0.5) / kParts) * pose.pitchMm,
                          -(row + (i / kParts + 0.5) / kParts) * pose.pitchMm);
        Point2 foot =
            back * (plan - pose.middle) / pose.scale + Point2(0.5 * pose.footLengthMm, 0.0);
        if (pose.mirroredFoot) foot.y() = -foot.y();
        pressed += sole.pressed(foot) ? 1 : 0;
      }
      recording.pressuresKpa[recording.grid.indexOf(row, column)] =
          static_cast<float>(150.0 * pressed / (kParts * kParts));
    }
  }
  return recording;
}

PrintRegistration registered(const testing::MeasuredFoot& scan,
                             const plantar::Recording& recording) {
  plantar::FootfallOptions options;
  options.trial = recording.trial;
  options.declaredSide = scan.foot.side.side;
  const auto footfalls = plantar::findFootfalls(recording, options);
  if (!footfalls || footfalls->value.size() != 1) {
    ADD_FAILURE() << (footfalls ? "not one print" : toString(footfalls.error()));
    return {};
  }
  return measure::registerPrint(scan.foot, scan.measures, footfalls->value.front(), recording.grid,
                                kRules);
}

testing::MeasuredFoot standing(unsigned seed) {
  anatomy::AlignOptions options;
  options.load = anatomy::LoadState::Standing;
  return testing::measured(testing::toMesh(phantom::makeFoot(phantom::randomFoot(seed), 2.0)),
                           options);
}

double between(std::mt19937& random, double low, double high) {
  return low + (high - low) * static_cast<double>(random()) / 4294967295.0;
}

PlatePose randomPose(std::mt19937& random, double pitchMm, double footLengthMm) {
  PlatePose pose;
  pose.pitchMm = pitchMm;
  pose.footLengthMm = footLengthMm;
  pose.turnDeg = (random() % 2U == 0U ? 90.0 : -90.0) + between(random, -25.0, 25.0);
  pose.middle = {between(random, 180.0, 220.0), between(random, -220.0, -180.0)};
  return pose;
}

// Seeds 0-3: left and right feet of women and men.
TEST(PrintRegistration, FindsThePoseOfASolesOwnPrint) {
  std::mt19937 random(7);
  std::map<double, std::pair<double, double>> worst;  // by pitch: mm, degrees
  for (unsigned seed = 0; seed < 8; ++seed) {
    const testing::MeasuredFoot scan = standing(seed);
    const Underside sole(scan.foot.mesh_in_foot);
    for (const double pitch : {3.0, 5.0, 7.0, 10.0}) {
      const PlatePose pose = randomPose(random, pitch, scan.foot.footLengthMm);
      const PrintRegistration fit = registered(scan, printed(sole, pose));
      SCOPED_TRACE(::testing::Message() << "seed " << seed << ", cells of " << pitch << " mm");
      ASSERT_FALSE(fit.refused) << fit.refused->id;
      const Point2 middle =
          Eigen::Rotation2Dd(fit.turnDeg * kDegree) * pose.middle + fit.shift_in_foot;
      const double away = (middle - Point2(0.5 * pose.footLengthMm, 0.0)).norm();
      const double turn = std::remainder(fit.turnDeg + pose.turnDeg, 360.0);
      ASSERT_TRUE(fit.length && fit.heelBreadth && fit.ballBreadth);
      EXPECT_TRUE(fit.length->agrees()) << fit.length->difference();
      EXPECT_TRUE(fit.heelBreadth->agrees()) << fit.heelBreadth->difference();
      EXPECT_TRUE(fit.ballBreadth->agrees()) << fit.ballBreadth->difference();
      worst[pitch].first = std::max(worst[pitch].first, away);
      worst[pitch].second = std::max(worst[pitch].second, std::abs(turn));
      EXPECT_LT(away, 0.5 * pitch);
      EXPECT_LT(std::abs(turn), 2.0);
      EXPECT_GT(fit.overlap, fit.mirroredOverlap);
    }
  }
  for (const auto& [pitch, of] : worst) {
    std::cout << "cells of " << pitch << " mm: off by at most " << of.first << " mm, " << of.second
              << " degrees\n";
  }
}

TEST(PrintRegistration, TellsThePrintOfTheOtherFoot) {
  std::mt19937 random(11);
  for (unsigned seed = 0; seed < 6; ++seed) {
    const testing::MeasuredFoot scan = standing(seed);
    const Underside sole(scan.foot.mesh_in_foot);
    for (const double pitch : {3.0, 5.0, 10.0}) {
      PlatePose pose = randomPose(random, pitch, scan.foot.footLengthMm);
      pose.mirroredFoot = true;
      const PrintRegistration fit = registered(scan, printed(sole, pose));
      ASSERT_TRUE(fit.refused);
      EXPECT_EQ(fit.refused->id, "SCAN_PLATE.PRINT_OF_OTHER_FOOT");
    }
  }
}

// A scanner that filled the sole in, and one that never saw it: hulls are all there is.
TEST(PrintRegistration, LaysHullsWhereTheSoleWasNotSeen) {
  std::mt19937 random(13);
  for (const anatomy::SoleKind kind : {anatomy::SoleKind::SyntheticFlat, anatomy::SoleKind::Open}) {
    for (unsigned seed = 0; seed < 4; ++seed) {
      testing::MeasuredFoot scan = standing(seed);
      const Underside sole(scan.foot.mesh_in_foot);
      scan.foot.sole = kind;
      PlatePose pose = randomPose(random, 5.0, scan.foot.footLengthMm);
      const PrintRegistration fit = registered(scan, printed(sole, pose));
      pose.mirroredFoot = true;
      const PrintRegistration other = registered(scan, printed(sole, pose));
      ASSERT_TRUE(other.refused);
      EXPECT_EQ(other.refused->id.rfind("SCAN_PLATE.PRINT_", 0), 0U);
      EXPECT_GT(other.mirroredOverlap, other.overlap);
      EXPECT_GT(fit.overlap, fit.mirroredOverlap);
      EXPECT_LT(std::abs(std::remainder(fit.turnDeg + pose.turnDeg, 360.0)), 2.0);
      if (kind == anatomy::SoleKind::Open) {  // outlines of both feet are nearly mirror images
        EXPECT_TRUE(!fit.refused || fit.refused->id == "SCAN_PLATE.PRINT_SIDE_UNSURE");
        EXPECT_FALSE(fit.length);
        continue;
      }
      ASSERT_FALSE(fit.refused) << fit.refused->id;
      ASSERT_TRUE(fit.length);
      EXPECT_TRUE(fit.length->agrees()) << fit.length->difference();
    }
  }
}

// No scale takes the difference away.
TEST(PrintRegistration, SaysThatAPrintIsLonger) {
  const testing::MeasuredFoot scan = standing(1);
  const Underside sole(scan.foot.mesh_in_foot);
  PlatePose pose{80.0, {200.0, -200.0}, 5.0, false, scan.foot.footLengthMm};
  pose.scale = 1.08;
  const PrintRegistration fit = registered(scan, printed(sole, pose));
  ASSERT_FALSE(fit.refused) << fit.refused->id;
  ASSERT_TRUE(fit.length);
  EXPECT_FALSE(fit.length->agrees());
  EXPECT_NEAR(fit.length->difference(), 0.08 * fit.length->scanMm, 5.0);
}

TEST(PrintRegistration, RefusesWhatIsNoWholeBarefootPrint) {
  const testing::MeasuredFoot scan = standing(1);
  const Underside sole(scan.foot.mesh_in_foot);
  const PlatePose pose{90.0, {200.0, -200.0}, 5.0, false, scan.foot.footLengthMm};
  const plantar::Recording recording = printed(sole, pose);
  plantar::FootfallOptions options;
  options.trial = recording.trial;
  options.declaredSide = scan.foot.side.side;
  const auto footfalls = plantar::findFootfalls(recording, options);
  ASSERT_TRUE(footfalls);
  const auto reason = [&](const plantar::Footfall& footfall) {
    const auto fit =
        measure::registerPrint(scan.foot, scan.measures, footfall, recording.grid, kRules);
    return fit.refused ? fit.refused->id : "";
  };
  plantar::Footfall footfall = footfalls->value.front();
  EXPECT_EQ(reason(footfall), "");
  footfall.complete = false;
  footfall.incompleteReasons = {"PLATE.EDGE_ROW"};
  EXPECT_EQ(reason(footfall), "PLATE.EDGE_ROW");
  footfall.sensor = plantar::SensorKind::InShoe;
  EXPECT_EQ(reason(footfall), "PLATE.IN_SHOE");
}

// The same print upside down in a table that shows the plate from below.
TEST(PrintRegistration, DoesNotDependOnTheViewOfTheTable) {
  const testing::MeasuredFoot scan = standing(2);
  const Underside sole(scan.foot.mesh_in_foot);
  const PlatePose pose{75.0, {200.0, -200.0}, 5.0, false, scan.foot.footLengthMm};
  plantar::Recording above = printed(sole, pose);
  plantar::Recording below = above;
  below.grid.view = plantar::GridView::FromBelow;
  const std::size_t columns = static_cast<std::size_t>(above.grid.columns);
  for (std::size_t i = 0; i < above.pressuresKpa.size(); ++i) {
    const std::size_t row = i / columns;
    below.pressuresKpa[i] =
        above.pressuresKpa[(static_cast<std::size_t>(above.grid.rows) - 1 - row) * columns +
                           i % columns];
  }
  const PrintRegistration one = registered(scan, printed(sole, pose));
  const PrintRegistration two = registered(scan, below);
  ASSERT_FALSE(one.refused || two.refused);
  EXPECT_NEAR(one.turnDeg, two.turnDeg, 0.1);
  const Point2 a = measure::placeInFoot(one, 150.0, 120.0, plantar::GridView::FromAbove);
  const Point2 b = measure::placeInFoot(two, 150.0, 400.0 - 120.0, plantar::GridView::FromBelow);
  EXPECT_LT((a - b).norm(), 0.3);
}

}  // namespace
}  // namespace podalign
