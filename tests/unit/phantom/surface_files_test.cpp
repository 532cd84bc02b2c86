#include "phantom/surface_files.hpp"

#include <gtest/gtest.h>

namespace phantom {
namespace {

// One right triangle in the plane z = 2: normal (0, 0, 1).
Surface triangle() { return {{{0.0, 0.0, 2.0}, {1.0, 0.0, 2.0}, {0.0, 1.0, 2.0}}, {{0, 1, 2}}}; }

std::string bytes(std::initializer_list<int> values) {
  std::string out;
  for (const int v : values) out += static_cast<char>(v);
  return out;
}

TEST(SurfaceFiles, BinaryStlByTheByte) {
  const std::string stl = stlBinary(triangle(), "title");
  ASSERT_EQ(stl.size(), 134U);
  EXPECT_EQ(stl.substr(0, 5), "title");
  EXPECT_EQ(stl.substr(80, 4), bytes({1, 0, 0, 0}));
  EXPECT_EQ(stl.substr(92, 4), bytes({0, 0, 0x80, 0x3F}));  // normal z = 1.0f
  EXPECT_EQ(stl.substr(104, 4), bytes({0, 0, 0, 0x40}));    // first vertex z = 2.0f
  EXPECT_EQ(stl.substr(132, 2), bytes({0, 0}));
}

TEST(SurfaceFiles, AsciiStlText) {
  EXPECT_EQ(stlAscii(triangle(), "t"),
            "solid t\n  facet normal 0.0000 0.0000 1.0000\n    outer loop\n"
            "      vertex 0.0000 0.0000 2.0000\n      vertex 1.0000 0.0000 2.0000\n"
            "      vertex 0.0000 1.0000 2.0000\n    endloop\n  endfacet\nendsolid t\n");
}

TEST(SurfaceFiles, PlyBodiesAreAsLongAsTheyMustBe) {
  const auto body = [](PlyData data, PlyNumber number) {
    const std::string text = ply(triangle(), data, number);
    return text.substr(text.find("end_header\n") + 11);
  };
  EXPECT_EQ(body(PlyData::LittleEndian, PlyNumber::Float).size(), 3U * 12U + 13U);
  EXPECT_EQ(body(PlyData::BigEndian, PlyNumber::Double).size(), 3U * 24U + 13U);
  EXPECT_EQ(body(PlyData::BigEndian, PlyNumber::Float).substr(8, 4), bytes({0x40, 0, 0, 0}));
  EXPECT_EQ(body(PlyData::LittleEndian, PlyNumber::Float).substr(36),
            bytes({3, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0}));
  EXPECT_EQ(body(PlyData::Ascii, PlyNumber::Float),
            "0.0000 0.0000 2.0000\n1.0000 0.0000 2.0000\n0.0000 1.0000 2.0000\n3 0 1 2\n");
}

TEST(SurfaceFiles, ObjCountsFromOne) {
  const std::string text = obj(triangle());
  EXPECT_NE(text.find("v 1.0000 0.0000 2.0000\n"), std::string::npos);
  EXPECT_NE(text.find("f 1 2 3\n"), std::string::npos);
}

}  // namespace
}  // namespace phantom
