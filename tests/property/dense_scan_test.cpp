// A scan so dense that it is thinned while it is read measures as the same surface read as it
// stands, whatever its pose.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "phantom/foot.hpp"
#include "support/phantom_foot.hpp"
#include "support/scanned_foot.hpp"

namespace podalign {
namespace {

using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

// 130,000 triangles, each cut into four, and as few as are thinned.
constexpr std::array<double, 2> kEdgesMm{1.2, 1.85};

Eigen::Affine3d randomPose(unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> part(-1.0, 1.0);
  const Eigen::Quaterniond turn =
      Eigen::Quaterniond(part(random), part(random), part(random), part(random)).normalized();
  return Eigen::Translation3d(500.0 * part(random), 500.0 * part(random), 500.0 * part(random)) *
         turn;
}

// Every triangle as four: the same surface.
std::vector<std::array<Eigen::Vector3f, 3>> quartered(const TriangleMesh& mesh) {
  std::vector<std::array<Eigen::Vector3f, 3>> quarters;
  for (const Triangle& t : mesh.triangles) {
    const Eigen::Vector3f a = mesh.vertices[t[0]].cast<float>();
    const Eigen::Vector3f b = mesh.vertices[t[1]].cast<float>();
    const Eigen::Vector3f c = mesh.vertices[t[2]].cast<float>();
    const Eigen::Vector3f ab = 0.5F * (a + b);
    const Eigen::Vector3f bc = 0.5F * (b + c);
    const Eigen::Vector3f ca = 0.5F * (c + a);
    quarters.insert(quarters.end(), {{a, ab, ca}, {ab, b, bc}, {ca, bc, c}, {ab, bc, ca}});
  }
  return quarters;
}

std::string stlOf(const std::vector<std::array<Eigen::Vector3f, 3>>& facets) {
  std::string bytes(84 + 50 * facets.size(), '\0');
  const auto count = static_cast<std::uint32_t>(facets.size());
  std::memcpy(bytes.data() + 80, &count, sizeof count);
  for (std::size_t i = 0; i < facets.size(); ++i) {
    char* const corner = bytes.data() + 84 + 50 * i + 12;
    for (std::size_t k = 0; k < 3; ++k) std::memcpy(corner + 12 * k, facets[i][k].data(), 12);
  }
  return bytes;
}

// Three vertices to each face, as scanners write them that weld nothing.
std::string plyOf(const std::vector<std::array<Eigen::Vector3f, 3>>& facets) {
  std::string bytes =
      "ply\nformat binary_little_endian 1.0\nelement vertex " + std::to_string(3 * facets.size()) +
      "\nproperty float x\nproperty float y\nproperty float z\nelement face " +
      std::to_string(facets.size()) + "\nproperty list uchar uint vertex_indices\nend_header\n";
  for (const auto& facet : facets) {
    for (const Eigen::Vector3f& corner : facet) {
      bytes.append(reinterpret_cast<const char*>(corner.data()), 12);
    }
  }
  for (std::uint32_t i = 0; i < 3 * facets.size(); i += 3) {
    const std::array<std::uint32_t, 3> corners{i, i + 1, i + 2};
    bytes += '\3';
    bytes.append(reinterpret_cast<const char*>(corners.data()), 12);
  }
  return bytes;
}

void expectAsItStands(const testing::MeasuredFoot& thinned, const testing::MeasuredFoot& whole) {
  EXPECT_EQ(thinned.foot.side.side, whole.foot.side.side);
  for (const char* name : {"foot_length", "ball_width", "ball_width_oblique", "heel_width",
                           "dorsum_height_50", "truncated_foot_length"}) {
    EXPECT_NEAR(thinned.value(name), whole.value(name), 0.3) << name;
  }
  EXPECT_NEAR(thinned.value("ball_girth_tape"), whole.value("ball_girth_tape"),
              0.003 * whole.value("ball_girth_tape"));
  EXPECT_NEAR(thinned.value("arch_height_index"), whole.value("arch_height_index"), 0.002);
  EXPECT_NEAR(thinned.value("rearfoot_angle"), whole.value("rearfoot_angle"), 0.3);
}

TEST(DenseScan, MeasuresAsTheSameSurfaceReadAsItStands) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    const phantom::PhantomFoot phantom =
        phantom::makeFoot(phantom::randomFoot(seed), kEdgesMm[seed % 2]);
    const TriangleMesh mesh = testing::transformed(testing::toMesh(phantom), randomPose(seed));
    const testing::MeasuredFoot whole = testing::measured(mesh);
    EXPECT_EQ(whole.foot.side.side, testing::sideOf(phantom));
    const auto facets = quartered(mesh);
    for (const std::string& bytes : {stlOf(facets), plyOf(facets)}) {
      SCOPED_TRACE("foot " + std::to_string(seed) + " as " + bytes.substr(0, 3));
      auto scan = ingest::readScan(bytes, "dense");
      ASSERT_TRUE(scan.has_value()) << toString(scan.error());
      ASSERT_GT(scan->value.thinnedCell, 0.0);
      ASSERT_LT(scan->value.mesh.triangles.size(), 2 * mesh.triangles.size());
      expectAsItStands(testing::measured(std::move(scan->value.mesh)), whole);
    }
  }
}

}  // namespace
}  // namespace podalign
