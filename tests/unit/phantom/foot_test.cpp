#include "phantom/foot.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "phantom/surface_files.hpp"
#include "topology_of_phantom.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;
using test::topologyOf;

constexpr double kEdgeMm = 3.0;
// A chord of a 3 mm edge lies at most this far under a skin of 6 mm radius (a toe's end).
constexpr double kChordMm = 0.3;

// Made once: feet of both sexes and sides.
constexpr std::size_t kFeet = 8;
const std::vector<PhantomFoot>& feet() {
  static const std::vector<PhantomFoot> made = [] {
    std::vector<PhantomFoot> all;
    for (unsigned seed = 0; seed < kFeet; ++seed)
      all.push_back(makeFoot(randomFoot(seed), kEdgeMm));
    return all;
  }();
  return made;
}

double mirrorSign(const PhantomFoot& foot) { return foot.truth.side == Side::Right ? 1.0 : -1.0; }

TEST(PhantomFoot, IsOneClosedManifoldWoundOutward) {
  for (std::size_t seed = 0; seed < kFeet; ++seed) {
    const auto topology = topologyOf(feet()[seed]);
    EXPECT_TRUE(topology.closedManifold) << seed;
    EXPECT_EQ(topology.euler, 2) << seed;
    EXPECT_GT(topology.volume, 500e3) << seed;  // half a litre: foot and ankle
    EXPECT_LT(topology.volume, 2000e3) << seed;
  }
}

TEST(PhantomFoot, HasTrianglesOfTheAskedSize) {
  for (const double edge : {2.5, 4.0}) {
    const PhantomFoot foot = makeFoot({}, edge);
    double sum = 0.0;
    int count = 0;
    for (const auto& t : foot.triangles) {
      const Vector3d& p = foot.vertices[static_cast<std::size_t>(t[0])];
      if (p.x() > 0.75 * foot.parameters.footLengthMm) continue;  // finer at the toes
      sum += (p - foot.vertices[static_cast<std::size_t>(t[1])]).norm();
      ++count;
    }
    EXPECT_NEAR(sum / count, edge, 0.1 * edge);
  }
}

TEST(PhantomFoot, IsWhatWasAsked) {
  const FootParameters p;
  const auto m = makeFoot(p, kEdgeMm).truth.measures;
  EXPECT_NEAR(m.at("foot_length"), p.footLengthMm, 0.2);
  EXPECT_NEAR(m.at("truncated_foot_length"), p.truncatedLengthMm, 0.2);
  EXPECT_NEAR(m.at("outside_ball_length"), p.outsideBallLengthMm, 0.2);
  EXPECT_NEAR(m.at("ball_width"), p.ballBreadthMm, 0.2);
  EXPECT_NEAR(m.at("heel_width"), p.heelBreadthMm, 0.2);
  EXPECT_NEAR(m.at("dorsum_height_50"), p.dorsumHeightMm, 0.2);
  EXPECT_NEAR(m.at("medial_arch_clearance"), p.medialArchClearanceMm, 0.2);
  EXPECT_NEAR(m.at("rearfoot_angle"), p.rearfootAngleDeg, 0.1);
  EXPECT_NEAR(m.at("arch_height_index"), p.dorsumHeightMm / p.truncatedLengthMm, 0.002);
}

// The mesh is another witness than the root finding that makes the truth.
TEST(PhantomFoot, MeshAgreesWithTruth) {
  for (std::size_t seed = 0; seed < kFeet; ++seed) {
    const PhantomFoot& foot = feet()[seed];
    const auto& m = foot.truth.measures;
    const double length = m.at("foot_length");
    double front = 0.0;
    double back = 1e9;
    double bottom = 1e9;
    double top = 0.0;
    double widest[2] = {0.0, 0.0};
    double heel[2] = {0.0, 0.0};
    for (const Vector3d& v : foot.vertices) {
      front = std::max(front, v.x());
      bottom = std::min(bottom, v.z());
      top = std::max(top, v.z());
      if (v.z() < 50.0) back = std::min(back, v.x());
      if (v.z() < 60.0 && v.x() > 0.55 * length && v.x() < 0.80 * length)
        widest[v.y() > 0.0 ? 0 : 1] = std::max(widest[v.y() > 0.0 ? 0 : 1], std::abs(v.y()));
      if (v.z() < 30.0 && std::abs(v.x() - 0.16 * length) < 3.0)
        heel[v.y() > 0.0 ? 0 : 1] = std::max(heel[v.y() > 0.0 ? 0 : 1], std::abs(v.y()));
    }
    EXPECT_NEAR(front, length, kChordMm) << seed;
    EXPECT_NEAR(back, 0.0, kChordMm) << seed;
    EXPECT_NEAR(bottom, 0.0, 0.01) << seed;
    EXPECT_NEAR(top, foot.parameters.scanHeightMm, 1e-9) << seed;
    EXPECT_NEAR(widest[0] + widest[1], m.at("ball_width"), kChordMm) << seed;
    EXPECT_NEAR(heel[0] + heel[1], m.at("heel_width"), 0.6) << seed;
    for (int toe = 1; toe <= 5; ++toe) {
      const Vector3d tip = foot.truth.landmarks_in_foot.at("toe" + std::to_string(toe) + "_tip");
      double reach = 0.0;
      for (const Vector3d& v : foot.vertices)
        if (std::abs(v.y() - tip.y()) < 4.5 && v.z() < 25.0) reach = std::max(reach, v.x());
      EXPECT_NEAR(reach, tip.x(), 0.5) << seed << " toe " << toe;
    }
  }
}

TEST(PhantomFoot, FrameRestsOnPternionAndSecondToe) {
  for (std::size_t seed = 0; seed < kFeet; ++seed) {
    const auto& marks = feet()[seed].truth.landmarks_in_foot;
    EXPECT_EQ(marks.at("pternion"), Vector3d::Zero());
    EXPECT_NEAR(marks.at("toe2_tip").y(), 0.0, 0.02) << seed;
  }
}

// The band z 5-25 mm reaches farthest medially at MTH1 and farthest laterally at MTH5.
TEST(PhantomFoot, BallLandmarksAreTheWidestPointsOfTheOutline) {
  for (std::size_t seed = 0; seed < kFeet; ++seed) {
    const PhantomFoot& foot = feet()[seed];
    const double sign = mirrorSign(foot);
    const double length = foot.truth.measures.at("foot_length");
    const Vector3d mth1 = foot.truth.landmarks_in_foot.at("mth1");
    const Vector3d mth5 = foot.truth.landmarks_in_foot.at("mth5");
    double medial = -1e9;
    double lateral = -1e9;
    for (const Vector3d& v : foot.vertices) {
      if (v.z() < 5.0 || v.z() > 25.0) continue;
      if (v.x() > 0.66 * length && v.x() < 0.80 * length) medial = std::max(medial, sign * v.y());
      if (v.x() > 0.54 * length && v.x() < 0.72 * length)
        lateral = std::max(lateral, -sign * v.y());
    }
    EXPECT_NEAR(medial, sign * mth1.y(), kChordMm) << seed;
    EXPECT_NEAR(lateral, -sign * mth5.y(), kChordMm) << seed;
    EXPECT_GT(mth1.x(), 0.70 * length);
    EXPECT_LT(mth1.x(), 0.775 * length);
    EXPECT_GT(mth5.x(), 0.61 * length);
    EXPECT_LT(mth5.x(), 0.67 * length);
  }
}

// No skin of that band lies outside the medial tangent, and heel and ball both touch it.
TEST(PhantomFoot, MedialTangentTouchesHeelAndBall) {
  for (std::size_t seed = 0; seed < kFeet; ++seed) {
    const PhantomFoot& foot = feet()[seed];
    const double sign = mirrorSign(foot);
    const double length = foot.truth.measures.at("foot_length");
    const double slope =
        std::tan(foot.truth.measures.at("medial_tangent_angle") * 3.14159265358979 / 180.0);
    double heel = -1e9;
    double between = -1e9;
    double ball = -1e9;
    for (const Vector3d& v : foot.vertices) {
      if (v.z() < 5.0 || v.z() > 25.0 || v.x() > 0.80 * length) continue;
      double& most = v.x() < 0.35 * length ? heel : (v.x() > 0.60 * length ? ball : between);
      most = std::max(most, sign * v.y() - slope * v.x());
    }
    EXPECT_NEAR(heel, ball, 0.3) << seed;
    EXPECT_LT(between, ball) << seed;
  }
}

TEST(PhantomFoot, EversionLeansTheHeelMediallyGoingUp) {
  FootParameters p;
  p.legVarumDeg = 0.0;
  p.rearfootAngleDeg = 10.0;
  const PhantomFoot foot = makeFoot(p, 2.5);
  const auto middle = [&](double z) {
    double low = 1e9;
    double high = -1e9;
    for (const Vector3d& v : foot.vertices) {
      if (std::abs(v.z() - z) > 2.0 || v.x() > 22.0 || v.x() < 12.0) continue;
      low = std::min(low, v.y());
      high = std::max(high, v.y());
    }
    return 0.5 * (low + high);
  };
  // 20 mm higher at 10 degrees: 3.5 mm more medial, +y on a right foot.
  EXPECT_NEAR(middle(35.0) - middle(15.0), 20.0 * std::tan(10.0 * 3.14159265 / 180.0), 0.6);
}

// Foremost point of the mesh's section at y.
double foremostAt(const PhantomFoot& foot, double y) {
  double reach = 0.0;
  for (const auto& t : foot.triangles) {
    for (std::size_t i = 0; i < 3; ++i) {
      const Vector3d& p = foot.vertices[static_cast<std::size_t>(t[i])];
      const Vector3d& q = foot.vertices[static_cast<std::size_t>(t[(i + 1) % 3])];
      if ((p.y() - y) * (q.y() - y) > 0.0 || p.y() == q.y()) continue;
      reach = std::max(reach, p.x() + (q.x() - p.x()) * (y - p.y()) / (q.y() - p.y()));
    }
  }
  return reach;
}

TEST(PhantomFoot, ToesEndApart) {
  for (std::size_t seed = 0; seed < kFeet; ++seed) {
    const PhantomFoot& foot = feet()[seed];
    const auto& marks = foot.truth.landmarks_in_foot;
    for (int toe = 1; toe < 5; ++toe) {
      const Vector3d a = marks.at("toe" + std::to_string(toe) + "_tip");
      const Vector3d b = marks.at("toe" + std::to_string(toe + 1) + "_tip");
      double notch = 1e9;
      for (double y = std::min(a.y(), b.y()) + 1.0; y < std::max(a.y(), b.y()) - 1.0; y += 0.5)
        notch = std::min(notch, foremostAt(foot, y));
      EXPECT_LT(notch, std::min(a.x(), b.x()) - 2.5) << "seed " << seed << " after toe " << toe;
    }
  }
}

TEST(PhantomFoot, HollowIsMedialAndMedialMalleolusHigherAndForward) {
  int withBoth = 0;  // one that lies lower than its box is no landmark
  for (std::size_t seed = 0; seed < kFeet; ++seed) {
    const PhantomFoot& foot = feet()[seed];
    const double sign = mirrorSign(foot);
    const double x = 0.45 * foot.truth.measures.at("foot_length");
    double medial = 1e9;
    double lateral = 1e9;
    for (const Vector3d& v : foot.vertices) {
      if (std::abs(v.x() - x) > 4.0) continue;
      if (sign * v.y() > 15.0) medial = std::min(medial, v.z());
      if (sign * v.y() < -15.0) lateral = std::min(lateral, v.z());
    }
    EXPECT_GT(medial, lateral + 1.0) << seed;
    const auto& marks = foot.truth.landmarks_in_foot;
    if (marks.count("medial_malleolus") + marks.count("lateral_malleolus") < 2) continue;
    ++withBoth;
    EXPECT_GT(marks.at("medial_malleolus").z(), marks.at("lateral_malleolus").z() + 5.0);
    EXPECT_GT(marks.at("medial_malleolus").x(), marks.at("lateral_malleolus").x() + 5.0);
    EXPECT_GT(sign * marks.at("medial_malleolus").y(), 0.0);
  }
  EXPECT_GE(withBoth, 4);
}

TEST(PhantomFoot, MirroredParametersGiveTheMirroredFoot) {
  FootParameters p = randomFoot(5);
  p.side = Side::Right;
  const PhantomFoot right = makeFoot(p, 4.0);
  p.side = Side::Left;
  const PhantomFoot left = makeFoot(p, 4.0);
  EXPECT_EQ(left.truth.side, Side::Left);
  EXPECT_EQ(left.truth.measures, right.truth.measures);
  for (const auto& [name, position] : right.truth.landmarks_in_foot)
    EXPECT_EQ(left.truth.landmarks_in_foot.at(name),
              Vector3d(position.x(), -position.y(), position.z()));
  ASSERT_EQ(left.vertices.size(), right.vertices.size());
  EXPECT_EQ(left.vertices[100].y(), -right.vertices[100].y());
  EXPECT_NEAR(topologyOf(left).volume, topologyOf(right).volume, 1e-3);
}

TEST(PhantomFoot, SameSeedGivesTheSameBytes) {
  const auto bytes = [](unsigned seed) {
    return stlBinary(makeFoot(randomFoot(seed), 4.0), "foot");
  };
  EXPECT_EQ(bytes(3), bytes(3));
  EXPECT_NE(bytes(3), bytes(4));
}

TEST(PhantomFoot, EveryTruthHasADefinition) {
  const FootTruth truth = makeFoot({}, 5.0).truth;
  for (const auto& [name, value] : truth.measures) {
    EXPECT_TRUE(truthDefinitions().count(name)) << name;
    EXPECT_TRUE(std::isfinite(value)) << name;
  }
  for (const auto& [name, position] : truth.landmarks_in_foot)
    EXPECT_TRUE(truthDefinitions().count(name)) << name;
}

TEST(RandomFoot, SpreadsLikeThePopulation) {
  constexpr unsigned kPeople = 400;
  unsigned left = 0;
  double length = 0.0;
  double rearfoot = 0.0;
  double lengthIndex = 0.0;
  double lengthSquare = 0.0;
  double index = 0.0;
  double indexSquare = 0.0;
  for (unsigned seed = 0; seed < kPeople; ++seed) {
    const FootParameters p = randomFoot(seed);
    left += p.side == Side::Left ? 1U : 0U;
    const double ahi = p.dorsumHeightMm / p.truncatedLengthMm;
    length += p.footLengthMm / kPeople;
    rearfoot += p.rearfootAngleDeg / kPeople;
    lengthIndex += p.footLengthMm * ahi / kPeople;
    lengthSquare += p.footLengthMm * p.footLengthMm / kPeople;
    index += ahi / kPeople;
    indexSquare += ahi * ahi / kPeople;
    EXPECT_GE(p.truncatedLengthMm / p.footLengthMm, 0.71);
    EXPECT_LE(p.truncatedLengthMm / p.footLengthMm, 0.77);
    EXPECT_GE(p.rearfootAngleDeg, -8.0);
    EXPECT_LE(p.rearfootAngleDeg, 15.0);
    EXPECT_GE(p.scanHeightMm, 110.0);
  }
  EXPECT_EQ(left, kPeople / 2);
  EXPECT_NEAR(length, 0.5 * (271.2 + 246.3), 3.0);  // ANSUR II, half men, half women
  EXPECT_NEAR(rearfoot, 6.5, 0.7);
  const double correlation =
      (lengthIndex - length * index) /
      std::sqrt((lengthSquare - length * length) * (indexSquare - index * index));
  EXPECT_LT(std::abs(correlation), 0.15);  // the arch does not follow length (Hill 2017)
}

}  // namespace
}  // namespace phantom
