// Hostile files that are too big for the corpus: each made here, each answered within a second.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numbers>
#include <random>
#include <string>

#include "podalign/ingest/scan.hpp"
#include "unit/ingest/in_time.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

Result<Annotated<RawScan>> readInTime(const std::string& bytes) {
  return testing::inASecond([&] { return readScan(bytes, "hostile"); });
}

TEST(HostileSizes, PlyCommentOfAHundredKilobytesIsReadOver) {
  std::string bytes = testing::plyAscii(testing::box());
  bytes.insert(bytes.find("element"), "comment " + std::string(100'000, 'x') + "\n");
  const auto scan = readInTime(bytes);
  ASSERT_TRUE(scan.has_value()) << toString(scan.error());
  EXPECT_TRUE(scan->findings.empty());
  EXPECT_EQ(scan->value.mesh.triangles.size(), 12U);
}

TEST(HostileSizes, PlyHeaderWithoutEndIsGivenUp) {
  const auto scan = readInTime("ply\nformat ascii 1.0\ncomment " + std::string(30'000'000, 'x'));
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::Malformed);
  EXPECT_NE(scan.error().message.find("no 'end_header' within 1 MB"), std::string::npos);
}

TEST(HostileSizes, PlyWithThousandsOfPropertiesIsGivenUp) {
  std::string bytes = "ply\nformat binary_little_endian 1.0\nelement vertex 1\n";
  for (int i = 0; i < 20'000; ++i) bytes += "property float p\n";
  const auto scan = readInTime(bytes + "end_header\n");
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::Malformed);
}

TEST(HostileSizes, PlyPolygonOfAMillionCornersIsAFan) {
  std::string bytes = testing::plyAscii(testing::box());
  bytes.replace(bytes.find("element face 12"), 15, "element face 13");
  bytes.replace(bytes.find("list uchar"), 10, "list uint");
  bytes += "1000000";
  for (int i = 0; i < 1'000'000; ++i) bytes += i % 2 == 0 ? " 0" : " 1";
  const auto scan = readInTime(bytes + "\n");
  ASSERT_TRUE(scan.has_value()) << toString(scan.error());
  EXPECT_TRUE(scan->findings.empty());
  EXPECT_EQ(scan->value.counts.trianglesRead, 12U + 999'998U);
  EXPECT_EQ(scan->value.mesh.triangles.size(), 12U);
}

TEST(HostileSizes, PlyElementWithoutPropertiesMayPromiseAnything) {
  std::string bytes = testing::plyAscii(testing::box());
  bytes.insert(bytes.find("end_header"), "element nothing 99999999999\n");
  const auto scan = readInTime(bytes);
  ASSERT_TRUE(scan.has_value()) << toString(scan.error());
  EXPECT_TRUE(scan->findings.empty());
}

TEST(HostileSizes, ObjOfOneEndlessLineIsAnswered) {
  const auto scan = readInTime("v 1 2 3\nv " + std::string(20'000'000, '1'));
  ASSERT_FALSE(scan.has_value());
  const auto continued = readInTime("v 1 2 3\nf 1 1 1\n" + [] {
    std::string text;
    for (int i = 0; i < 2'000'000; ++i) text += "\\\n";
    return text;
  }());
  EXPECT_FALSE(continued.has_value());
}

TEST(HostileSizes, StlWithHugeCountAndFewBytesReservesNothing) {
  std::string bytes = testing::stlBinary(testing::box());
  const std::uint32_t huge = 0xFFFFFFFE;
  std::memcpy(bytes.data() + 80, &huge, sizeof huge);
  const auto cut = readInTime(bytes.substr(0, bytes.size() - 1));
  ASSERT_FALSE(cut.has_value());
  EXPECT_EQ(cut.error().code, ErrorCode::Truncated);
  EXPECT_NE(cut.error().message.find("214,748,364,784"), std::string::npos) << cut.error().message;
}

TEST(HostileSizes, StlWhoseFacetsAllMeetInOneVertexIsRead) {
  geometry::TriangleMesh fan;
  fan.vertices.emplace_back(0, 0, 50);
  constexpr std::uint32_t kRim = 100'000;
  for (std::uint32_t i = 0; i < kRim; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / kRim;
    fan.vertices.emplace_back(90.0 * std::cos(angle), 40.0 * std::sin(angle), (i % 7) * 0.003);
    if (i > 0) fan.triangles.push_back({0, i, i + 1});
  }
  const auto scan = readInTime(testing::stlBinary(fan));
  ASSERT_TRUE(scan.has_value()) << toString(scan.error());
  EXPECT_TRUE(scan->findings.empty());
  EXPECT_EQ(scan->value.mesh.triangles.size(), kRim - 1);
}

TEST(HostileSizes, ZigzagThatFillsItsBoxIsNoSurface) {
  geometry::TriangleMesh fan;
  fan.vertices.emplace_back(0, 0, 50);
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    fan.vertices.emplace_back(0.003 * i, (i % 2) * 90.0, (i % 7) * 3.0);
    if (i > 0) fan.triangles.push_back({0, i, i + 1});
  }
  const auto scan = readInTime(testing::stlBinary(fan));
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
}

TEST(HostileSizes, OneFaceOverAndOverIsGivenUpEarly) {
  std::string obj = "v 0 0 0\nv 1 0 0\nv 0 1 0\n";
  while (obj.size() < 20'000'000) obj += "f 1 2 3\nf 1 3 2\n";
  const auto scan = readInTime(obj);
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
  EXPECT_NE(scan.error().message.find("3 vertices"), std::string::npos) << scan.error().message;
}

// What no face can use is not read: no complaint about the word that follows a million corners.
TEST(HostileSizes, FaceOfTooManyCornersIsGivenUpWithinItsLine) {
  std::string obj = "v 0 0 0\nv 1 0 0\nv 0 1 0\nf";
  for (int i = 0; i < 400'000; ++i) obj += " 1 2 3";
  const auto scan = readInTime(obj + " corner\n");
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
  EXPECT_NE(scan.error().message.find("3 vertices"), std::string::npos) << scan.error().message;
}

TEST(HostileSizes, TrianglesWithoutAnySharedVertexAreRead) {
  geometry::TriangleMesh soup;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    const double x = 0.37 * (i % 300);
    const double y = 0.41 * (i / 300 % 300);
    soup.vertices.insert(soup.vertices.end(),
                         {{x, y, 3.0 * i / 1000}, {x + 0.1, y, 1}, {x, y + 0.1, 2.0 + i}});
    soup.triangles.push_back({3 * i, 3 * i + 1, 3 * i + 2});
  }
  const auto scan = readInTime(testing::stlBinary(soup));
  ASSERT_TRUE(scan.has_value()) << toString(scan.error());
  EXPECT_EQ(testing::brokenPromise(scan->value.mesh), "");
}

// Sixteen megabytes and more are told by how their lines begin.
TEST(HostileSizes, ALargeCloudSavedAsObjIsCounted) {
  std::string vertices;
  for (int i = 0; i < 600'000; ++i) {
    vertices += "v " + std::to_string(0.37 * i) + " 1.2500000 " + std::to_string(i % 7) + ".5\n";
  }
  ASSERT_GT(vertices.size(), std::size_t{16} << 20U);
  const auto cloud = readInTime("# a cloud\n\n" + vertices);
  ASSERT_FALSE(cloud.has_value());
  EXPECT_EQ(cloud.error().code, ErrorCode::NoSurface);
  EXPECT_TRUE(cloud.error().message.starts_with("600,000 points and no faces"))
      << cloud.error().message;

  // However a face is written and wherever it stands: then the file is read.
  std::string macEnds = vertices;
  std::replace(macEnds.begin(), macEnds.end(), '\n', '\r');
  const std::string middle = vertices.substr(vertices.find('\n', vertices.size() / 2) + 1);
  const std::string first = vertices.substr(0, vertices.size() - middle.size());
  for (const std::string& text :
       {vertices + "f 1 2 3\n", vertices + "\t f\t1 2 3", first + "f -1 -2 -3\r\n" + middle,
        first + "f\\\n1 2 3\n" + middle, macEnds + "f 1 2 3\r"}) {
    const auto scan = readInTime(text);
    ASSERT_TRUE(scan.has_value()) << toString(scan.error());
    EXPECT_EQ(scan->value.counts.trianglesRead, 1U);
    EXPECT_EQ(scan->value.counts.verticesRead, 600'000U);
  }
}

TEST(HostileSizes, ALargeListOfPointsThatFillSpaceIsRefusedAndASkinIsRead) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> share;
  std::string filling = "x y z\n";
  std::string skin = "x y z\n";
  for (int i = 0; i < 620'000; ++i) {
    const geometry::Point3 out =
        geometry::Point3(normal(random), normal(random), normal(random)).normalized();
    for (std::size_t axis = 0; axis < 3; ++axis) {
      constexpr std::array<double, 3> kSize{270.0, 100.0, 70.0};
      const auto end = axis < 2 ? ' ' : '\n';
      filling += std::to_string(kSize[axis] * share(random)) + end;
      skin += std::to_string(0.5 * kSize[axis] * out[static_cast<Eigen::Index>(axis)]) + end;
    }
  }
  ASSERT_GT(skin.size(), std::size_t{16} << 20U);
  const auto refused = readInTime(filling);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::NoSurface);
  EXPECT_NE(refused.error().message.find("fill space"), std::string::npos);
  const auto read = readScan(skin, "skin");
  ASSERT_TRUE(read.has_value()) << toString(read.error());
  EXPECT_EQ(read->value.mesh.vertices.size(), 620'000U);
}

// Small triangles, strewn about: no area to speak of, and no surface.
TEST(HostileSizes, TrianglesStrewnAboutAreNoSurface) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> share;
  geometry::TriangleMesh specks;
  for (std::uint32_t i = 0; i < 310'000; ++i) {
    const geometry::Point3 a(270.0 * share(random), 100.0 * share(random), 70.0 * share(random));
    specks.vertices.insert(specks.vertices.end(), {a, a + geometry::Point3(0.1, 0.0, 0.0),
                                                   a + geometry::Point3(0.0, 0.1, 0.0)});
    specks.triangles.push_back({3 * i, 3 * i + 1, 3 * i + 2});
  }
  for (const std::string& bytes :
       {testing::plyBinary(specks, testing::ByteOrder::Little), testing::stlBinary(specks)}) {
    const auto scan = readInTime(bytes);
    ASSERT_FALSE(scan.has_value());
    EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
  }
}

}  // namespace
}  // namespace podalign::ingest
