#include "podalign/ingest/format.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

using std::string_literals::operator""s;

TEST(SniffFormat, KnowsWhatItReads) {
  const auto mesh = testing::box();
  EXPECT_EQ(sniffFormat(testing::stlBinary(mesh)), Format::StlBinary);
  EXPECT_EQ(sniffFormat(testing::stlAscii(mesh)), Format::StlAscii);
  EXPECT_EQ(sniffFormat(testing::plyAscii(mesh)), Format::PlyAscii);
  EXPECT_EQ(sniffFormat(testing::plyBinary(mesh, testing::ByteOrder::Little)),
            Format::PlyBinaryLittleEndian);
  EXPECT_EQ(sniffFormat(testing::plyBinary(mesh, testing::ByteOrder::Big)),
            Format::PlyBinaryBigEndian);
  EXPECT_EQ(sniffFormat(testing::obj(mesh)), Format::Obj);
  EXPECT_EQ(sniffFormat("DATA_TYPE MOVIE\nSECONDS_PER_FRAME 0.01\nASCII_DATA @@\n"),
            Format::TekscanAscii);
  EXPECT_EQ(sniffFormat("\n\t\t\t\tPage 1\n\n\tFile: x \tMatrix: 2x2 \n\tSensor area: 0.25 cm\xB2"
                        "\tTime/picture:10.0 ms\n\tPict-No.: 1  Force[N]\n\f"),
            Format::EmedLst);
}

TEST(SniffFormat, KnowsListsOfPoints) {
  const std::vector<std::pair<std::string, Format>> files{
      {"x,y,z\n1.5,2.5,3.5\n2,3,4\n3,4,5\n", Format::Points},
      {"3\n0,5;1,5;2,5\n0;1;2\n1;2;3\n", Format::Points},
      {"# .PCD v0.7 - Point Cloud Data file format\n", Format::PcdAscii},
      {"VERSION .7\nFIELDS x y z\nSIZE 4 4 4\nPOINTS 3\n", Format::PcdAscii},
      {"FIELDS x y z\nDATA binary\n\0\1"s, Format::PcdBinary},
      {"# a remark\nCOLUMNS x y z\nDATA binary_compressed\n", Format::PcdBinaryCompressed},
  };
  for (const auto& [bytes, format] : files) {
    EXPECT_EQ(sniffFormat(bytes), format)
        << toString(format) << ", got " << toString(sniffFormat(bytes));
  }
}

TEST(SniffFormat, KnowsScenes) {
  const std::vector<std::pair<std::string, Format>> files{
      {"OFF\n8 12 0\n0 0 0\n", Format::Off},
      {"# remark\nSTCN4nOFF 8 12 0\n", Format::Off},
      {"OFF BINARY\n\0\0\0\x08"s, Format::Off},
      {"{\"asset\": {\"version\": \"2.0\"}}", Format::Gltf},
      {"glTF\2\0\0\0"s, Format::Glb},
      {"KICKOFF 8 12 0\nat three\n", Format::Unknown},
  };
  for (const auto& [bytes, format] : files) {
    EXPECT_EQ(sniffFormat(bytes), format)
        << toString(format) << ", got " << toString(sniffFormat(bytes));
  }
}

// Ten frames: milliseconds, then the cells.
std::string texisense() {
  std::string bytes;
  for (int frame = 0; frame < 10; ++frame) bytes += '\x21' + std::string(64 * 64, '\0');
  bytes[3 * 4097 + 200] = '\xE0';
  return bytes;
}

TEST(SniffFormat, NamesWhatItDoesNotRead) {
  const std::vector<std::pair<std::string, Format>> files{
      {"", Format::Unknown},
      {"\n \t", Format::Unknown},
      {"  <html><body>Not found</body></html>", Format::Html},
      {"<!-- saved --><!DOCTYPE HTML><html>", Format::Html},
      {"<?xml version=\"1.0\"?><COLLADA version=\"1.4.1\">", Format::Collada},
      {"<X3D profile=\"Interchange\">", Format::Vrml},
      {"#VRML V2.0 utf8\n", Format::Vrml},
      {"[1, 2, 3]", Format::Json},
      {"ISO-10303-21;\nHEADER;\n", Format::Step},
      {std::string(72, ' ') + "S      1\n", Format::Iges},
      {"  0\nSECTION\n  2\nHEADER\n", Format::Dxf},
      {"1 0 0 2 3 0 0 9 0 4 0 0 5 8 7 6 5\n", Format::NumberTable},
      {"Stability export for measurement:\tX\nFrame\tTime (ms)\tEntire plate COF X (mm)\n0\t0\t1\n",
       Format::FootscanStability},
      {texisense(), Format::Texisense},
      {texisense() + "\x21", Format::Unknown},
      {"Kaydara FBX Binary  \0"s, Format::Fbx},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"s, Format::Ole2},
      {std::string(128, '\0') + "DICM\2\0"s, Format::Dicom},
      {"\0\0\0\x18"s + "ftypheic", Format::Heic},
      {"\0\0\0\x18"s + "ftypqt  ", Format::Video},
      {"GIF89a", Format::Gif},
      {"II*\0\x08\0"s, Format::Tiff},
      {"BM\x0A\0\0\0\0\0\0\0"s, Format::Bmp},
      {"7z\xBC\xAF\x27\x1C", Format::SevenZip},
      {"Rar!\x1A\x07\0"s, Format::Rar},
      {"\x93NUMPY\1\0"s, Format::NumpyArray},
      {"BLENDER-v300", Format::Blender},
      {"3D Geometry File Format        50", Format::Rhino},
      {"LASF\0\0"s, Format::Las},
      {"PK\x03\x04....xl/workbook.xml", Format::OfficeDocument},
  };
  for (const auto& [bytes, format] : files) {
    EXPECT_EQ(sniffFormat(bytes), format)
        << toString(format) << ", got " << toString(sniffFormat(bytes));
  }
}

TEST(SniffFormat, TakesAStlWhoseHeaderLooksLikeSomethingElse) {
  for (const std::string header : {"solid", "ply", "PK\x03\x04", "<html>", "\x89PNG\r\n\x1A\n"}) {
    std::string bytes = testing::stlBinary(testing::box());
    bytes.replace(0, header.size(), header);
    EXPECT_EQ(sniffFormat(bytes), Format::StlBinary) << header;
  }
}

TEST(SniffFormat, IsTotalOverShortInputs) {
  for (int first = 0; first < 256; ++first) {
    for (std::size_t length = 1; length < 140; length += 3) {
      (void)sniffFormat(std::string(length, static_cast<char>(first)));
    }
  }
}

TEST(ExplainUnsupported, SaysOfEveryFormatWhatItIsAndWhatToDo) {
  std::set<std::string> names;
  for (int i = 0; i <= static_cast<int>(Format::Rhino); ++i) {
    const auto format = static_cast<Format>(i);
    SCOPED_TRACE(toString(format));
    EXPECT_TRUE(names.insert(toString(format)).second) << "a name twice";
    const Error error = explainUnsupported(format, "left.stl");
    EXPECT_EQ(error.code, ErrorCode::UnknownFormat);
    EXPECT_EQ(error.source, "left.stl");
    EXPECT_EQ(error.message.rfind("this is ", 0), 0U);
    EXPECT_EQ(error.message.back(), '.');
    EXPECT_GT(error.message.size(), 40U);
  }
}

TEST(Format, IsScanPlateOrNeither) {
  EXPECT_TRUE(isScan(Format::Obj));
  EXPECT_FALSE(isPlate(Format::Obj));
  EXPECT_TRUE(isPlate(Format::EmedLst));
  EXPECT_FALSE(isScan(Format::EmedLst));
  EXPECT_FALSE(isScan(Format::Html));
  EXPECT_FALSE(isPlate(Format::Html));
}

}  // namespace
}  // namespace podalign::ingest
