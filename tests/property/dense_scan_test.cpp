// A scan so dense that it is thinned while it is read measures as the same surface read as it
// stands, whatever its pose.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>

#include "phantom/foot.hpp"
#include "support/phantom_foot.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

constexpr double kEdgeMm = 1.2;  // 130,000 triangles, each cut into four

Eigen::Affine3d randomPose(unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> part(-1.0, 1.0);
  const Eigen::Quaterniond turn =
      Eigen::Quaterniond(part(random), part(random), part(random), part(random)).normalized();
  return Eigen::Translation3d(500.0 * part(random), 500.0 * part(random), 500.0 * part(random)) *
         turn;
}

// Every triangle as four: the same surface.
std::string quarteredStl(const TriangleMesh& mesh) {
  std::string bytes(84 + 50 * 4 * mesh.triangles.size(), '\0');
  const auto count = static_cast<std::uint32_t>(4 * mesh.triangles.size());
  std::memcpy(bytes.data() + 80, &count, sizeof count);
  char* facet = bytes.data() + 84;
  for (const Triangle& t : mesh.triangles) {
    const Eigen::Vector3f a = mesh.vertices[t[0]].cast<float>();
    const Eigen::Vector3f b = mesh.vertices[t[1]].cast<float>();
    const Eigen::Vector3f c = mesh.vertices[t[2]].cast<float>();
    const Eigen::Vector3f ab = 0.5F * (a + b);
    const Eigen::Vector3f bc = 0.5F * (b + c);
    const Eigen::Vector3f ca = 0.5F * (c + a);
    const std::array<std::array<Eigen::Vector3f, 3>, 4> quarters{
        {{a, ab, ca}, {ab, b, bc}, {ca, bc, c}, {ab, bc, ca}}};
    for (const auto& quarter : quarters) {
      for (std::size_t k = 0; k < 3; ++k) std::memcpy(facet + 12 + 12 * k, quarter[k].data(), 12);
      facet += 50;
    }
  }
  return bytes;
}

TEST(DenseScan, MeasuresAsTheSameSurfaceReadAsItStands) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    const phantom::PhantomFoot phantom = phantom::makeFoot(phantom::randomFoot(seed), kEdgeMm);
    const TriangleMesh mesh = testing::transformed(testing::toMesh(phantom), randomPose(seed));
    auto scan = ingest::readScan(quarteredStl(mesh), "dense.stl");
    ASSERT_TRUE(scan.has_value()) << toString(scan.error());
    ASSERT_GT(scan->value.thinnedCell, 0.0);
    ASSERT_LT(scan->value.mesh.triangles.size(), 2 * mesh.triangles.size());
    const testing::MeasuredFoot thinned = testing::measured(std::move(scan->value.mesh));
    const testing::MeasuredFoot whole = testing::measured(mesh);
    EXPECT_EQ(thinned.foot.side.side, testing::sideOf(phantom));
    for (const char* name : {"foot_length", "ball_width", "ball_width_oblique", "heel_width",
                             "dorsum_height_50", "truncated_foot_length"}) {
      EXPECT_NEAR(thinned.value(name), whole.value(name), 0.3) << name << " of foot " << seed;
    }
    EXPECT_NEAR(thinned.value("ball_girth_tape"), whole.value("ball_girth_tape"),
                0.003 * whole.value("ball_girth_tape"));
    EXPECT_NEAR(thinned.value("arch_height_index"), whole.value("arch_height_index"), 0.002);
    EXPECT_NEAR(thinned.value("rearfoot_angle"), whole.value("rearfoot_angle"), 0.3);
  }
}

}  // namespace
}  // namespace podalign
