// What is particular to scenes: where a mesh stands, how it is packed, its unit.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "podalign/ingest/internal/base64.hpp"
#include "podalign/ingest/scan.hpp"
#include "unit/ingest/corners.hpp"
#include "unit/ingest/in_time.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;
using testing::movedBox;
using testing::readFile;
using testing::sortedCorners;

TEST(GltfScene, MovesEveryMeshToItsPlace) {
  const auto same = movedBox([](const Point3& p) { return p; });
  EXPECT_EQ(sortedCorners(readFile("gltf/box.glb").mesh), same);
  EXPECT_EQ(sortedCorners(readFile("gltf/quantised_i16.glb").mesh), same);
  EXPECT_EQ(sortedCorners(readFile("gltf/quantised_u16_normalised.glb").mesh), same);
  // A quarter turn about y takes x to -z and z to x; then 5, 6, 7 further; then twice as large,
  // which undoes the half size of the mesh and doubles the way.
  const auto turned = [](const Point3& p) { return Point3(p.z() + 10, p.y() + 12, 14 - p.x()); };
  EXPECT_EQ(sortedCorners(readFile("gltf/nested_transforms.glb").mesh), movedBox(turned));
  const auto placed = [](const Point3& p) { return Point3(p.z() + 10, p.y() + 20, 30 - p.x()); };
  EXPECT_EQ(sortedCorners(readFile("gltf/matrix.glb").mesh), movedBox(placed));
}

TEST(GltfScene, MirroredByANodeStaysOutward) {
  const RawScan scan = readFile("gltf/mirrored_node.glb");
  EXPECT_EQ(sortedCorners(scan.mesh),
            movedBox([](const Point3& p) { return Point3(-p.x(), p.y(), p.z()); }));
  EXPECT_NEAR(testing::signedVolume(scan.mesh), testing::kBoxVolume, 0.02);
}

TEST(GltfScene, IsInMetres) {
  const RawScan scan = readFile("gltf/box.gltf");
  ASSERT_TRUE(scan.unit.has_value());
  EXPECT_EQ(scan.unit->name, "m");
  EXPECT_EQ(scan.unit->millimetresPerUnit, 1000.0);
}

TEST(GltfScene, StripTurnsEverySecondTriangle) {
  // A strip of five corners in a plane: all three triangles look up.
  const std::string json =
      R"({"asset":{"version":"2.0"},"nodes":[{"mesh":0}],"meshes":[{"primitives":[)"
      R"({"attributes":{"POSITION":0},"mode":5}]}],"accessors":[{"bufferView":0,)"
      R"("componentType":5120,"count":5,"type":"VEC3"}],"bufferViews":[{"buffer":0,)"
      R"("byteLength":20,"byteStride":4}],"buffers":[{"byteLength":20,)"
      // (0,0,0) (1,0,0) (0,1,0) (1,1,0) (0,2,0), each padded to four bytes
      R"("uri":"data:application/octet-stream;base64,AAAAAAEAAAAAAQAAAQEAAAACAAA="}]})";
  const auto scan = readScan(json, "strip.gltf");
  ASSERT_TRUE(scan.has_value()) << toString(scan.error());
  const geometry::TriangleMesh& mesh = scan->value.mesh;
  ASSERT_EQ(mesh.triangles.size(), 3U);
  for (const geometry::Triangle& t : mesh.triangles) {
    const Point3 a = mesh.vertices[t[1]] - mesh.vertices[t[0]];
    const Point3 b = mesh.vertices[t[2]] - mesh.vertices[t[0]];
    EXPECT_NEAR(a.x() * b.y() - a.y() * b.x(), 1.0, 1e-12);
  }
}

TEST(GltfScene, OfMoreTrianglesThanAllowedIsRefused) {
  const std::string bytes = testing::corpusFile("gltf/box.glb");
  const auto scan = readScan(bytes, "box.glb", {.maxTriangles = 11});
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::TooLarge);
  EXPECT_TRUE(readScan(bytes, "box.glb", {.maxTriangles = 12}).has_value());
}

TEST(GltfScene, CutOffAnywhereIsRefused) {
  for (const std::string name : {"gltf/box.glb", "gltf/box.gltf"}) {
    const std::string bytes = testing::corpusFile(name);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      EXPECT_FALSE(readScan(std::string_view(bytes).substr(0, length), "cut").has_value())
          << name << " " << length;
    }
  }
}

TEST(GltfScene, OfManyBracketsIsAnsweredInASecond) {
  const std::string start = R"({"asset":{"version":"2.0"},"extras":)";
  for (const std::string& filling :
       {std::string(20'000'000, '['), "[" + std::string(20'000'000, ' '), [] {
          std::string zeros = "[0";
          for (int i = 0; i < 5'000'000; ++i) zeros += ",0";
          return zeros;
        }()}) {
    const auto scan = testing::inASecond([&] { return readScan(start + filling, "hostile"); });
    ASSERT_FALSE(scan.has_value());
    EXPECT_FALSE(scan.error().message.empty());
  }
}

TEST(DecodeBase64, TakesBlanksAndAnyEnd) {
  EXPECT_EQ(decodeBase64("Zm9vdA=="), "foot");
  EXPECT_EQ(decodeBase64("Zm9vdA"), "foot");
  EXPECT_EQ(decodeBase64("Zm9v\r\ndA==\n"), "foot");
  EXPECT_EQ(decodeBase64("+/-_"), "\xFB\xFF\xBF");
  EXPECT_EQ(decodeBase64(""), "");
  EXPECT_FALSE(decodeBase64("Zm9v*A==").has_value());
  EXPECT_FALSE(decodeBase64("Zm=9v").has_value());
}

}  // namespace
}  // namespace podalign::ingest
