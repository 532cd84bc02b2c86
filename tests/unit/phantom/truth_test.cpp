// The truth of landmarks and measures against what the mesh shows when it is asked directly.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "crude_measures.hpp"
#include "phantom/foot.hpp"
#include "phantom/loft.hpp"

namespace phantom {
namespace {

using namespace test;

constexpr double kEdgeMm = 2.5;
// A chord of that edge lies at most so far under a skin of 10 mm radius.
constexpr double kChordMm = 0.2;

class Truth : public ::testing::TestWithParam<std::pair<const char*, unsigned>> {
 protected:
  void SetUp() override {
    foot = made(GetParam());
    length = measure("foot_length");
  }
  [[nodiscard]] double measure(const char* name) const { return foot.truth.measures.at(name); }
  [[nodiscard]] Vector3d mark(const char* name) const {
    return foot.truth.landmarks_in_foot.at(name);
  }
  static const PhantomFoot& made(const std::pair<std::string, unsigned>& who) {
    static std::map<std::pair<std::string, unsigned>, PhantomFoot> feet;
    const auto found = feet.find(who);
    if (found != feet.end()) return found->second;
    PhantomFoot foot = who.first == "Loft" ? makeLoftFoot(randomLoftFoot(who.second), kEdgeMm)
                                           : makeFoot(randomFoot(who.second), kEdgeMm);
    return feet.emplace(who, asRightFoot(std::move(foot))).first->second;
  }
  // A chord's depth, seen from the other end of a line of this length.
  static double chordDeg(double lever) { return kChordMm / lever * 180.0 / M_PI; }
  PhantomFoot foot;
  double length = 0.0;
};

TEST_P(Truth, GirthsAreWhatATapeAroundTheMeshReads) {
  const Vector3d across =
      (mark("mth1") - mark("mth5")).cwiseProduct(Vector3d(1, 1, 0)).normalized();
  const auto ball = sectionOf(foot, mark("mth1"), across.cross(Vector3d::UnitZ()));
  EXPECT_NEAR(tapeAround(ball, across, Vector3d::UnitZ()), measure("ball_girth_tape"), 0.8);
  const auto instep = sectionOf(foot, Vector3d(0.55 * length, 0, 0), Vector3d::UnitX());
  EXPECT_NEAR(tapeAround(instep, Vector3d::UnitY(), Vector3d::UnitZ()), measure("instep_girth"),
              0.8);
  const Best heel = bestPoint(
      foot, [&](const Vector3d& p) { return p.z() < 50.0 && p.x() < 0.3 * length; },
      [](const Vector3d& p) { return -p.x() - p.z(); });
  Vector3d along = mark("instep_crease") - heel.at;
  along.y() = 0.0;
  along.normalize();
  const auto hull = sectionOf(foot, heel.at, along.cross(Vector3d::UnitY()));
  EXPECT_NEAR(tapeAround(hull, along, Vector3d::UnitY()), measure("heel_girth"), 1.2);
}

TEST_P(Truth, InstepCreaseIsWhereTheFrontBorderBends) {
  const Vector3d crease = mark("instep_crease");
  const double score = crease.x() * std::sin(M_PI / 3.0) + crease.z() * std::cos(M_PI / 3.0);
  EXPECT_NEAR(creaseScore(foot, length, foot.parameters.scanHeightMm), score, kChordMm);
}

TEST_P(Truth, VolumeUnderTheSole) {
  EXPECT_NEAR(volumeUnderSole(foot, length), measure("arch_volume"), 0.04 * measure("arch_volume"));
}

TEST_P(Truth, MalleoliStandOutFarthest) {
  for (const double sign : {1.0, -1.0}) {
    const Vector3d truth = mark(sign > 0.0 ? "medial_malleolus" : "lateral_malleolus");
    const Best found = bestPoint(
        foot, [&](const Vector3d& p) { return (p - truth).norm() < 9.0; },
        [&](const Vector3d& p) { return sign * p.y(); });
    EXPECT_NEAR(found.score, sign * truth.y(), kChordMm);
    EXPECT_LT((found.at - truth).norm(), 5.0);  // the top of a bulge is flat
  }
}

TEST_P(Truth, MalleolarValgusIndexFromTheOutline) {
  double sum = 0.0;
  double sumX = 0.0;
  double sumXx = 0.0;
  double sumXy = 0.0;
  constexpr int kSlices = 29;
  for (int i = 0; i < kSlices; ++i) {
    const double x = (0.06 + 0.14 * i / (kSlices - 1)) * length;
    const Range y = extentAcross(foot, x, 0.0, 30.0);
    const double middle = 0.5 * (y.low + y.high);
    sum += middle;
    sumX += x;
    sumXx += x * x;
    sumXy += x * middle;
  }
  const double slope = (kSlices * sumXy - sumX * sum) / (kSlices * sumXx - sumX * sumX);
  const Vector3d medial = mark("medial_malleolus");
  const Vector3d lateral = mark("lateral_malleolus");
  const Vector3d middle = 0.5 * (medial + lateral);
  const double line = sum / kSlices + slope * (middle.x() - sumX / kSlices);
  EXPECT_NEAR(100.0 * (middle.y() - line) / (medial.y() - lateral.y()),
              measure("malleolar_valgus_index"), 0.4);
}

TEST_P(Truth, ToeAnglesLieBetweenTangentsOfTheMesh) {
  const auto heelMedial = borderOf(foot, 1.0, 0.03 * length, 0.35 * length);
  const double medial = tangentOf(heelMedial, borderOf(foot, 1.0, 0.62 * length, 0.80 * length));
  const double hallux =
      steepestFrom(mark("mth1").head<2>(), borderOf(foot, 1.0, 0.85 * length, 0.99 * length));
  EXPECT_NEAR(medial - hallux, measure("hallux_angle"),
              0.3 + chordDeg(mark("hallux_medial").x() - mark("mth1").x()));
  const Vector3d mth5 = mark("mth5");
  const auto heelLateral = borderOf(foot, -1.0, 0.03 * length, 0.35 * length);
  const double lateral = tangentOf(heelLateral, borderOf(foot, -1.0, 0.54 * length, 0.72 * length));
  const double fifth = steepestFrom(
      {mth5.x(), -mth5.y()}, borderOf(foot, -1.0, mth5.x() + 0.06 * length, mark("toe5_tip").x()));
  EXPECT_NEAR(lateral - fifth, measure("fifth_toe_angle"),
              0.3 + chordDeg(mark("fifth_toe_lateral").x() - mth5.x()));
}

TEST_P(Truth, NavicularLiesOnTheSkinBetweenBallAndMedialMalleolus) {
  const Vector3d navicular = mark("navicular");
  double nearest = 1e9;
  for (const Vector3d& p : foot.vertices) nearest = std::min(nearest, (p - navicular).norm());
  EXPECT_LT(nearest, kEdgeMm);
  EXPECT_EQ(measure("navicular_height"), navicular.z());
  EXPECT_GT(navicular.x(), mark("medial_malleolus").x());
  EXPECT_LT(navicular.z(), mark("medial_malleolus").z());
  EXPECT_GT(measure("arch_angle"), 110.0);
  EXPECT_LT(measure("arch_angle"), 175.0);
}

using Who = std::pair<const char*, unsigned>;
INSTANTIATE_TEST_SUITE_P(BothFamilies, Truth,
                         ::testing::Values(Who{"Field", 1U}, Who{"Field", 14U}, Who{"Loft", 1U},
                                           Who{"Loft", 11U}),
                         [](const auto& instance) {
                           return instance.param.first + std::to_string(instance.param.second);
                         });

TEST(TruthOfALowScan, HasNoAnkle) {
  FootParameters p;
  p.scanHeightMm = 75.0;
  const FootTruth truth = makeFoot(p, 5.0).truth;
  for (const char* name : {"medial_malleolus", "lateral_malleolus", "instep_crease"})
    EXPECT_EQ(truth.landmarks_in_foot.count(name), 0U) << name;
  for (const char* name : {"malleolar_valgus_index", "heel_girth", "arch_angle", "rearfoot_angle"})
    EXPECT_EQ(truth.measures.count(name), 0U) << name;
  EXPECT_EQ(truth.measures.count("instep_girth"), 1U);
}

}  // namespace
}  // namespace phantom
