// What is written can be read again by readers that did not write it, says its unit and its side,
// and nothing about the person.
#include "podalign/insole/files.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "podalign/ingest/scan.hpp"
#include "support/solid_checks.hpp"

namespace podalign::insole {
namespace {

geometry::TriangleMesh wedge() {
  geometry::TriangleMesh mesh;
  mesh.vertices = {{0, 0, 0}, {80.125, 0, 0}, {0, 40.5, 0}, {0, 0, 9.75}};
  mesh.triangles = {{0, 2, 1}, {0, 1, 3}, {1, 2, 3}, {0, 3, 2}};
  return mesh;
}

const FileFacts kFacts{Laterality::Right, std::string(64, 'a'), "0.1.0", "2026.1+sha256:<b>"};

TEST(Stl, IsReadAsItWasWritten) {
  const std::string bytes = stlBytes(wedge(), kFacts);
  EXPECT_EQ(bytes.size(), 84U + 4U * 50U);
  EXPECT_EQ(bytes.substr(0, 15), "insole right mm");
  const auto read = ingest::readScan(bytes, "insole-right.stl");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_EQ(read->value.mesh.triangles.size(), 4U);
  EXPECT_EQ(read->value.mesh.vertices.size(), 4U);
  EXPECT_EQ(testing::openOrTwisted(read->value.mesh), "");
  EXPECT_NEAR(testing::volumeOf(read->value.mesh), 80.125 * 40.5 * 9.75 / 6.0, 1e-3);
}

TEST(ThreeMf, IsReadAsItWasWrittenInMillimetres) {
  const auto bytes = threeMfBytes(wedge(), kFacts);
  ASSERT_TRUE(bytes);
  const auto read = ingest::readScan(*bytes, "insole-right.3mf");
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_EQ(read->value.mesh.triangles.size(), 4U);
  EXPECT_EQ(testing::openOrTwisted(read->value.mesh), "");
  EXPECT_NEAR(testing::volumeOf(read->value.mesh), 80.125 * 40.5 * 9.75 / 6.0, 1e-3);
  ASSERT_TRUE(read->value.unit);
  EXPECT_EQ(read->value.unit->millimetresPerUnit, 1.0);
}

TEST(Files, AreTheSameBytesEveryTime) {
  EXPECT_EQ(stlBytes(wedge(), kFacts), stlBytes(wedge(), kFacts));
  EXPECT_EQ(*threeMfBytes(wedge(), kFacts), *threeMfBytes(wedge(), kFacts));
}

}  // namespace
}  // namespace podalign::insole
