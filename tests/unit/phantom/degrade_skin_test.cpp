#include "phantom/degrade_skin.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "phantom/degrade_random.hpp"
#include "phantom/surface_parts.hpp"
#include "topology_of_phantom.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;
using test::topologyOf;

const PhantomFoot& foot() {
  static const PhantomFoot made = makeFoot(randomFoot(1), 3.0);
  return made;
}

TEST(DegradeSkin, BumpsMoveNeighboursAlike) {
  const double sd = 0.5;
  const Surface waves = bumpy(foot(), {sd, 8.0}, 3);
  const auto normals = vertexNormals(foot());
  std::vector<double> off;
  double mean = 0.0;
  for (std::size_t i = 0; i < normals.size(); ++i) {
    off.push_back((waves.vertices[i] - foot().vertices[i]).dot(normals[i]));
    EXPECT_NEAR((waves.vertices[i] - foot().vertices[i]).norm(), std::abs(off.back()), 1e-9);
    mean += off.back() / static_cast<double>(normals.size());
  }
  double square = 0.0;
  for (const double o : off) square += (o - mean) * (o - mean) / static_cast<double>(off.size());
  EXPECT_NEAR(mean, 0.0, 0.1 * sd);
  EXPECT_NEAR(std::sqrt(square), sd, 0.15 * sd);
  double near = 0.0;
  int pairs = 0;
  for (const auto& t : foot().triangles) {
    const auto a = static_cast<std::size_t>(t[0]);
    const auto b = static_cast<std::size_t>(t[1]);
    if ((foot().vertices[a] - foot().vertices[b]).norm() > 2.0) continue;
    near += off[a] * off[b];
    ++pairs;
  }
  ASSERT_GT(pairs, 1000);
  EXPECT_GT(near / pairs / square, 0.4);  // white noise: 0
}

TEST(DegradeSkin, DecimatedVerticesStayOnTheSkin) {
  std::set<std::tuple<double, double, double>> places;
  for (const Vector3d& v : foot().vertices) places.emplace(v.x(), v.y(), v.z());
  for (const double edge : {6.0, 10.0}) {
    const Surface coarse = decimated(foot(), edge);
    const auto topology = topologyOf(coarse);
    EXPECT_TRUE(topology.closedManifold) << edge;
    EXPECT_EQ(topology.euler, 2) << edge;
    EXPECT_NEAR(topology.volume / topologyOf(foot()).volume, 1.0, 0.02) << edge;
    EXPECT_LT(coarse.triangles.size(), foot().triangles.size() / 2) << edge;
    std::size_t off = 0;
    for (const Vector3d& v : coarse.vertices) off += 1 - places.count({v.x(), v.y(), v.z()});
    EXPECT_LT(off, coarse.vertices.size() / 100) << edge;
  }
}

TEST(DegradeSkin, EveryEdgeLengthGivesTheSameFoot) {
  FootParameters p;
  const double fine = topologyOf(makeFoot(p, 1.2)).volume;
  const PhantomFoot coarse = makeFoot(p, 8.0);
  EXPECT_LT(coarse.triangles.size(), 3000U);
  EXPECT_NEAR(topologyOf(coarse).volume / fine, 1.0, 0.02);
  EXPECT_NEAR(topologyOf(makeFoot(p, 2.4)).volume / fine, 1.0, 0.002);
  const PhantomFoot finest = makeFoot(p, 0.9);
  EXPECT_GT(finest.triangles.size(), 150'000U);
  EXPECT_TRUE(topologyOf(finest).closedManifold);
  EXPECT_NEAR(topologyOf(finest).volume / fine, 1.0, 0.0005);
}

TEST(DegradeSkin, LegGoesOnFromTheCutAndLeavesTheFoot) {
  const double top = boundsOf(foot()).high.z();
  for (const double lean : {-8.0, 0.0, 12.0}) {
    const Surface tall = withLeg(foot(), {.aboveMm = 250.0, .forwardLeanDeg = lean});
    const auto topology = topologyOf(tall);
    EXPECT_TRUE(topology.closedManifold);
    EXPECT_EQ(topology.euler, 2);
    EXPECT_NEAR(boundsOf(tall).high.z(), top + 250.0, 1e-9);
    std::size_t below = 0;
    Vector3d calf = Vector3d::Zero();
    std::size_t ofCalf = 0;
    for (const Vector3d& v : tall.vertices) {
      below += v.z() < top - 1e-6 ? 1U : 0U;
      if (v.z() < top + 240.0) continue;
      calf += v;
      ++ofCalf;
    }
    Vector3d cut = Vector3d::Zero();
    std::size_t ofCut = 0;
    std::size_t original = 0;
    for (const Vector3d& v : foot().vertices) {
      original += v.z() < top - 1e-6 ? 1U : 0U;
      if (v.z() < top - 1e-6) continue;
      cut += v;
      ++ofCut;
    }
    EXPECT_EQ(below, original);
    const double forward =
        calf.x() / static_cast<double>(ofCalf) - cut.x() / static_cast<double>(ofCut);
    EXPECT_NEAR(forward, 246.0 * std::tan(lean * M_PI / 180.0), 5.0);
  }
}

TEST(DegradeRandom, SameSeedSameScan) {
  const Degradation how = randomDegradation(4);
  EXPECT_EQ(degraded(foot(), how).vertices, degraded(foot(), randomDegradation(4)).vertices);
  EXPECT_NE(how.inWords(), randomDegradation(5).inWords());
}

TEST(DegradeRandom, ReachesEveryFault) {
  Degradation most;
  unsigned clean = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    const Degradation d = randomDegradation(seed);
    clean += d.inWords() == "clean" ? 1U : 0U;
    most.edgeMm = std::max(most.edgeMm, d.edgeMm);
    most.noiseSdMm = std::max(most.noiseSdMm, d.noiseSdMm);
    most.bumps.sdMm = std::max(most.bumps.sdMm, d.bumps.sdMm);
    most.holes.count = std::max(most.holes.count, d.holes.count);
    most.leg.aboveMm = std::max(most.leg.aboveMm, d.leg.aboveMm);
    most.speckles = std::max(most.speckles, d.speckles);
  }
  EXPECT_LT(clean, 10U);
  EXPECT_GT(most.edgeMm, 4.5);
  EXPECT_GT(most.noiseSdMm, 0.7);
  EXPECT_GT(most.bumps.sdMm, 0.5);
  EXPECT_GE(most.holes.count, 10);
  EXPECT_GT(most.leg.aboveMm, 200.0);
  EXPECT_GT(most.speckles, 10);
}

// What is promised: the truth holds. Length as the plain witness, in the foot's own frame.
TEST(DegradeRandom, LengthStaysTrueWithinNoiseAndFacets) {
  const double length = foot().truth.measures.at("foot_length");
  for (unsigned seed = 0; seed < 20; ++seed) {
    Degradation how = randomDegradation(seed);
    how.speckles = 0;
    Surface scan = degraded(foot(), how);
    double front = 0.0;
    double back = 1e9;
    for (const Vector3d& v : scan.vertices) {
      const Vector3d p = how.file_from_foot.inverse() * v;
      if (p.z() > 50.0) continue;
      front = std::max(front, p.x());
      back = std::min(back, p.x());
    }
    const double noise = 5.0 * std::max(how.noiseSdMm, how.bumps.sdMm);
    const double facet = std::max(how.edgeMm, how.holes.count > 0 ? 8.0 : 3.0);
    EXPECT_NEAR(front - back, length, noise + facet * facet / 60.0 + 0.3) << how.inWords();
  }
}

}  // namespace
}  // namespace phantom
