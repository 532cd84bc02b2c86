// One surface through every format, the counts, and what the text readers take.
#include "podalign/ingest/scan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "podalign/ingest/format.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;
using geometry::TriangleMesh;
using testing::ByteOrder;

RawScan readClean(const std::string& bytes) {
  auto scan = readScan(bytes, "test");
  EXPECT_TRUE(scan.has_value()) << toString(scan.error());
  if (!scan) return {};
  EXPECT_TRUE(scan->findings.empty());
  return std::move(scan->value);
}

// The corners of every face, in order: what a surface is, whatever the numbering of its vertices.
std::vector<std::array<Point3, 3>> cornersOf(const TriangleMesh& mesh) {
  std::vector<std::array<Point3, 3>> corners;
  for (const auto& t : mesh.triangles) {
    corners.push_back({mesh.vertices[t[0]], mesh.vertices[t[1]], mesh.vertices[t[2]]});
  }
  return corners;
}

TEST(ReadScan, GivesTheSameSurfaceFromEveryFormat) {
  const TriangleMesh truth = testing::ellipsoid(30, 40);
  const std::vector<std::pair<std::string, std::string>> files{
      {"stl-binary", testing::stlBinary(truth)},
      {"stl-ascii", testing::stlAscii(truth)},
      {"ply-ascii", testing::plyAscii(truth)},
      {"ply-binary-little-endian", testing::plyBinary(truth, ByteOrder::Little)},
      {"ply-binary-big-endian", testing::plyBinary(truth, ByteOrder::Big)},
      {"obj", testing::obj(truth)},
  };
  for (const auto& [format, bytes] : files) {
    SCOPED_TRACE(format);
    const RawScan scan = readClean(bytes);
    EXPECT_EQ(scan.format, format);
    EXPECT_EQ(testing::brokenPromise(scan.mesh), "");
    EXPECT_EQ(scan.mesh.vertices.size(), truth.vertices.size());
    EXPECT_EQ(cornersOf(scan.mesh), cornersOf(truth));
    EXPECT_EQ(scan.counts.trianglesRead, truth.triangles.size());
    EXPECT_EQ(scan.counts.vertices, truth.vertices.size());
  }
}

TEST(ReadScan, KeepsTheWindingOfTheFile) {
  TriangleMesh inside = testing::box();
  for (auto& triangle : inside.triangles) std::swap(triangle[0], triangle[1]);
  EXPECT_DOUBLE_EQ(testing::signedVolume(readClean(testing::stlBinary(inside)).mesh),
                   -testing::kBoxVolume);
  EXPECT_DOUBLE_EQ(testing::signedVolume(readClean(testing::stlBinary(testing::box())).mesh),
                   testing::kBoxVolume);
}

TEST(ReadScan, SameBytesGiveTheSameScan) {
  const std::string bytes = testing::stlBinary(testing::ellipsoid(20, 20));
  const RawScan first = readClean(bytes);
  const RawScan second = readClean(bytes);
  EXPECT_EQ(first.mesh.vertices, second.mesh.vertices);
  EXPECT_EQ(first.mesh.triangles, second.mesh.triangles);
}

TEST(ReadScan, CountsWhatItDropped) {
  const auto scan =
      readScan(testing::corpusFile("stl/duplicate_and_degenerate_facets.stl"), "test");
  ASSERT_TRUE(scan.has_value());
  EXPECT_TRUE(scan->findings.empty());
  EXPECT_EQ(scan->value.counts.trianglesRead, 15U);
  EXPECT_EQ(scan->value.counts.verticesRead, 45U);
  EXPECT_EQ(scan->value.counts.vertices, 8U);
  EXPECT_EQ(scan->value.counts.degenerateTriangles, 1U);
  EXPECT_EQ(scan->value.counts.duplicateTriangles, 2U);
}

TEST(ReadScan, CountsNonFiniteVerticesAndTheirFaces) {
  const auto ply = readScan(testing::corpusFile("ply/nan_vertex.ply"), "test");
  ASSERT_TRUE(ply.has_value());
  EXPECT_EQ(ply->value.counts.nonFiniteVertices, 1U);
  EXPECT_EQ(ply->value.counts.nonFiniteTriangles, 5U);
  ASSERT_EQ(ply->findings.size(), 1U);
  const std::vector<std::pair<std::string, std::string>> values{{"vertices", "1"},
                                                                {"triangles", "5"}};
  EXPECT_EQ(ply->findings[0].message.values, values);

  // STL has no shared vertices: five corners.
  const auto stl = readScan(testing::corpusFile("stl/nan_vertex.stl"), "test");
  ASSERT_TRUE(stl.has_value());
  EXPECT_EQ(stl->value.counts.nonFiniteVertices, 5U);
  EXPECT_EQ(stl->value.counts.nonFiniteTriangles, 5U);
  EXPECT_TRUE(contains(stl->findings, "SCAN.NONFINITE_DROPPED"));
}

TEST(ReadScan, CountsUnusedVertices) {
  const auto scan = readScan(testing::corpusFile("ply/unused_vertices.ply"), "test");
  ASSERT_TRUE(scan.has_value());
  EXPECT_TRUE(scan->findings.empty());
  EXPECT_EQ(scan->value.counts.verticesRead, 10U);
  EXPECT_EQ(scan->value.counts.unusedVertices, 2U);
}

TEST(ReadScan, StatesBothNumbersOfACountMismatch) {
  const auto scan = readScan(testing::corpusFile("stl/count_huge.stl"), "test");
  ASSERT_TRUE(scan.has_value());
  ASSERT_EQ(scan->findings.size(), 1U);
  const std::vector<std::pair<std::string, std::string>> values{{"declared", "4294967295"},
                                                                {"present", "12"}};
  EXPECT_EQ(scan->findings[0].message.values, values);
}

TEST(ReadScan, RefusesMoreTrianglesThanAllowed) {
  const TriangleMesh mesh = testing::box();
  const ScanReadOptions options{.maxTriangles = 11};
  for (const std::string& bytes :
       {testing::stlBinary(mesh), testing::stlAscii(mesh), testing::plyAscii(mesh),
        testing::plyBinary(mesh, ByteOrder::Little), testing::obj(mesh)}) {
    const auto scan = readScan(bytes, "foot", options);
    ASSERT_FALSE(scan.has_value());
    EXPECT_EQ(scan.error().code, ErrorCode::TooLarge);
    EXPECT_NE(scan.error().message.find("more than 11 triangles"), std::string::npos);
    EXPECT_TRUE(readScan(bytes, "foot", {.maxTriangles = 12}).has_value());
  }
}

TEST(ReadScan, CountsPolygonsAsTheFansTheyBecome) {
  // A box whose floor is one polygon of four corners and whose roof has 255 more on one edge.
  std::string bytes = "v 0 0 0\nv 277 0 0\nv 277 100 0\nv 0 100 0\nv 277 50 70\n";
  std::string roof = "f 1 2";
  for (int i = 0; i < 255; ++i) {
    bytes += "v " + std::to_string(277 - i) + " 100 70\n";
    roof += " " + std::to_string(6 + i);
  }
  const auto scan = readClean(bytes + "f 1 2 3 4\nf 1 2 5\n" + roof + "\n");
  EXPECT_EQ(scan.counts.trianglesRead, 2U + 1U + 255U);
  EXPECT_EQ(testing::brokenPromise(scan.mesh), "");
}

TEST(ReadScan, RefusesAPlateExportAndNamesTheRemedy) {
  const auto scan = readScan(
      "DATA_TYPE MOVIE\nVERSION Tekscan\nSECONDS_PER_FRAME 0.01\nROWS 2\nCOLS 2\n"
      "ASCII_DATA @@\n\nFrame 1\n0,0\n0,0\n",
      "walk.asf");
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::UnknownFormat);
  EXPECT_NE(scan.error().message.find("Tekscan"), std::string::npos);
  EXPECT_NE(scan.error().message.find("as a plate"), std::string::npos);
}

TEST(ReadScan, TruncationAnywhereNeverCrashesAndOnlyWholeFacetsPass) {
  const std::string whole = testing::stlBinary(testing::box());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto scan = readScan(std::string_view(whole).substr(0, length), "cut.stl");
    if (!scan) continue;
    // 50 bytes a facet: a cut between two facets is told by the count, as a caution.
    EXPECT_EQ((length - 84) % 50, 0U) << length;
    EXPECT_TRUE(contains(scan->findings, "SCAN.COUNT_MISMATCH")) << length;
    EXPECT_EQ(scan->findings.front().severity, Severity::Caution);
  }
}

TEST(ReadScan, TruncationOfTextIsNeverTakenForTheWhole) {
  const std::string stl = testing::stlAscii(testing::box());
  for (std::size_t length = 6; length + 15 < stl.size(); length += 7) {
    const auto scan = readScan(std::string_view(stl).substr(0, length), "cut.stl");
    ASSERT_FALSE(scan.has_value()) << length;
    EXPECT_EQ(scan.error().code, ErrorCode::Truncated) << length << toString(scan.error());
  }
  const std::string ply = testing::plyAscii(testing::box());
  for (std::size_t length = 40; length + 2 < ply.size(); length += 5) {
    const auto scan = readScan(std::string_view(ply).substr(0, length), "cut.ply");
    ASSERT_FALSE(scan.has_value()) << length;
  }
}

template <class T>
void appendValue(std::string& bytes, T value, bool reversed) {
  std::array<char, sizeof(T)> raw{};
  std::memcpy(raw.data(), &value, sizeof value);
  if (reversed) std::reverse(raw.begin(), raw.end());
  bytes.append(raw.data(), raw.size());
}

// What stands at fixed places is taken at once; the same file with a list before it, counts of two
// bytes or a quad among its faces is not.
TEST(ReadScan, PlyGivesTheSameHoweverItsItemsAreLaidOut) {
  const geometry::TriangleMesh box = testing::box();
  struct Layout {
    bool reversed;
    bool listInVertex;
    bool longCounts;
  };
  const auto plyOf = [&](const Layout& layout, std::uint32_t lastCorner) {
    std::string bytes =
        std::string("ply\nformat binary_") + (layout.reversed ? "big" : "little") +
        "_endian 1.0\nelement vertex 8\nproperty uchar red\n" +
        (layout.listInVertex ? "property list uchar short more\n" : "") +
        "property float z\nproperty float x\nproperty double w\nproperty float y\n" +
        "element face 13\nproperty list " + (layout.longCounts ? "ushort" : "uchar") +
        " int vertex_indices\nend_header\n";
    for (const geometry::Point3& v : box.vertices) {
      bytes += '\x7F';
      if (layout.listInVertex) bytes += std::string(1, '\0');
      appendValue(bytes, static_cast<float>(v.z()), layout.reversed);
      appendValue(bytes, static_cast<float>(v.x()), layout.reversed);
      appendValue(bytes, 1e300, layout.reversed);
      appendValue(bytes, static_cast<float>(v.y()), layout.reversed);
    }
    const auto face = [&](const std::vector<std::uint32_t>& corners) {
      if (layout.longCounts) {
        appendValue(bytes, static_cast<std::uint16_t>(corners.size()), layout.reversed);
      } else {
        bytes += static_cast<char>(corners.size());
      }
      for (const std::uint32_t corner : corners) appendValue(bytes, corner, layout.reversed);
    };
    for (std::size_t t = 0; t < box.triangles.size(); ++t) {
      const auto& corners = box.triangles[t];
      if (t == 5) face({0, 1, 1, 0});  // of no extent
      face({corners[0], corners[1], t + 1 == box.triangles.size() ? lastCorner : corners[2]});
    }
    return bytes;
  };
  const std::uint32_t last = box.triangles.back()[2];
  for (const bool reversed : {false, true}) {
    for (const Layout& layout : {Layout{reversed, false, false}, Layout{reversed, true, false},
                                 Layout{reversed, false, true}}) {
      const auto scan = readScan(plyOf(layout, last), "box.ply");
      ASSERT_TRUE(scan.has_value()) << toString(scan.error());
      EXPECT_EQ(scan->value.mesh.vertices, box.vertices);
      EXPECT_EQ(scan->value.mesh.triangles, box.triangles);
      EXPECT_EQ(scan->value.counts.trianglesRead, 14U);
      EXPECT_EQ(scan->value.counts.degenerateTriangles, 2U);
      for (const std::uint32_t wrong : {8U, 0xFFFFFFFFU}) {
        const auto refused = readScan(plyOf(layout, wrong), "box.ply");
        ASSERT_FALSE(refused.has_value());
        EXPECT_EQ(refused.error().code, ErrorCode::IndexOutOfRange);
        EXPECT_NE(refused.error().message.find("face 13 of 13 names vertex"), std::string::npos);
      }
      const std::string whole = plyOf(layout, last);
      for (std::size_t missing = 1; missing < 200; missing += 7) {
        const auto cut = readScan(whole.substr(0, whole.size() - missing), "box.ply");
        ASSERT_FALSE(cut.has_value()) << missing;
        EXPECT_EQ(cut.error().code, ErrorCode::Truncated) << missing;
      }
    }
  }
}

}  // namespace
}  // namespace podalign::ingest
