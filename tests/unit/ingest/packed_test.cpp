// What is particular to files with a file inside: 3MF, DICOM, zip, gzip.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "podalign/ingest/format.hpp"
#include "podalign/ingest/internal/three_mf_model.hpp"
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

TEST(ThreeMf, StatesItsUnit) {
  const std::vector<std::pair<std::string, double>> units{
      {"3mf/unit_micron.3mf", 0.001},   {"3mf/box.3mf", 1.0},
      {"3mf/unit_not_stated.3mf", 1.0}, {"3mf/unit_centimeter.3mf", 10.0},
      {"3mf/unit_inch.3mf", 25.4},      {"3mf/unit_foot.3mf", 304.8},
      {"3mf/unit_meter.3mf", 1000.0},
  };
  for (const auto& [file, millimetres] : units) {
    const RawScan scan = readFile(file);
    ASSERT_TRUE(scan.unit.has_value()) << file;
    EXPECT_EQ(scan.unit->millimetresPerUnit, millimetres) << file;
  }
}

TEST(ThreeMf, MovesComponentsAndItemsToTheirPlaces) {
  // Twice as large and 5, 6, 7 further; then x to y and y to -x, and 100 along x.
  const auto move = [](const Point3& p) { return Point3(100 - (p.y() + 6), p.x() + 5, p.z() + 7); };
  EXPECT_EQ(sortedCorners(readFile("3mf/transforms.3mf").mesh), movedBox(move));
  const auto mirror = [](const Point3& p) { return Point3(-p.x(), p.y(), p.z()); };
  const RawScan mirrored = readFile("3mf/mirrored.3mf");
  EXPECT_EQ(sortedCorners(mirrored.mesh), movedBox(mirror));
  EXPECT_NEAR(testing::signedVolume(mirrored.mesh), testing::kBoxVolume, 0.02);
}

TEST(ThreeMf, OfMoreTrianglesThanAllowedIsRefused) {
  const std::string bytes = testing::corpusFile("3mf/box.3mf");
  const auto scan = readScan(bytes, "box.3mf", {.maxTriangles = 11});
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::TooLarge);
  EXPECT_TRUE(readScan(bytes, "box.3mf", {.maxTriangles = 12}).has_value());
}

TEST(ThreeMf, ModelAloneIsReadAsInItsArchive) {
  std::size_t models = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(PODALIGN_CORPUS_DIR) / "3mf_model")) {
    const std::string name = entry.path().stem().string();
    SCOPED_TRACE(name);
    const auto model = readThreeMfModel(testing::fileContent(entry.path()), name, {});
    const auto scan = readScan(testing::corpusFile("3mf/" + name + ".3mf"), name);
    ++models;
    if (model) continue;  // what its objects show of each other is not seen here
    ASSERT_FALSE(scan.has_value());
    EXPECT_EQ(scan.error().code, model.error().code);
    EXPECT_EQ(scan.error().line, model.error().line);
    EXPECT_EQ(scan.error().message, model.error().message);
  }
  EXPECT_GT(models, 20U);
}

TEST(ThreeMf, HugeTagIsGivenUpInASecond) {
  const std::string xml = "<model><resources a=\"" + std::string(50'000'000, 'x');
  const auto model =
      testing::inASecond([&] { return readThreeMfModel(xml, "hostile", ScanReadOptions{}); });
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().code, ErrorCode::TooLarge);
  // Long, but in many tags or in text between them: read to the end.
  std::string many = "<model>";
  for (int i = 0; i < 300'000; ++i) many += "<metadata name=\"n\">v</metadata>";
  EXPECT_TRUE(testing::inASecond([&] {
                return readThreeMfModel(many + std::string(20'000'000, ' ') + "</model>", "large",
                                        ScanReadOptions{});
              }).has_value());
}

TEST(DicomSurface, StatesUnitAndSide) {
  const std::vector<std::pair<std::string, double>> units{
      {"dicom/explicit.dcm", 1.0},          {"dicom/implicit.dcm", 1.0},
      {"dicom/unit_um.dcm", 0.001},         {"dicom/unit_cm.dcm", 10.0},
      {"dicom/unit_m.dcm", 1000.0},         {"dicom/unit_inch.dcm", 25.4},
      {"dicom/undefined_lengths.dcm", 1.0}, {"dicom/implicit_undefined_lengths.dcm", 1.0},
  };
  for (const auto& [file, millimetres] : units) {
    const RawScan scan = readFile(file);
    ASSERT_TRUE(scan.unit.has_value()) << file;
    EXPECT_EQ(scan.unit->millimetresPerUnit, millimetres) << file;
    EXPECT_EQ(scan.side, Laterality::Left) << file;
  }
  EXPECT_FALSE(readFile("dicom/unit_missing.dcm").unit.has_value());
  EXPECT_FALSE(readFile("dicom/unit_unknown.dcm").unit.has_value());
  for (const std::string file : {"right", "image_laterality", "frame_laterality"}) {
    EXPECT_EQ(readFile("dicom/" + file + ".dcm").side, Laterality::Right) << file;
  }
  for (const std::string file : {"both_sides", "no_side", "sides_disagree"}) {
    EXPECT_FALSE(readFile("dicom/" + file + ".dcm").side.has_value()) << file;
  }
}

TEST(DicomSurface, PersonsAreNowhereInTheAnswer) {
  const auto scan = readScan(testing::corpusFile("dicom/explicit.dcm"), "a.dcm");
  ASSERT_TRUE(scan.has_value());
  EXPECT_TRUE(scan->findings.empty());
  for (const std::string file : {"class_names_disagree", "no_document", "document_truncated"}) {
    const auto refused = readScan(testing::corpusFile("dicom/" + file + ".dcm"), "a.dcm");
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().message.find("Nobody"), std::string::npos);
    EXPECT_EQ(refused.error().message.find("ID-1"), std::string::npos);
  }
}

TEST(DicomSurface, CutOffAnywhereIsNeverReadAsTheWhole) {
  for (const std::string name : {"dicom/explicit.dcm", "dicom/implicit_undefined_lengths.dcm"}) {
    const std::string bytes = testing::corpusFile(name);
    const std::size_t document = bytes.find(std::string("\x42\0\x11\0", 4)) + 8 + 684;
    for (std::size_t length = 0; length < document; ++length) {
      EXPECT_FALSE(readScan(std::string_view(bytes).substr(0, length), "cut").has_value())
          << name << " " << length;
    }
  }
}

TEST(Archives, CutOffAnywhereAreRefused) {
  for (const std::string name : {"archive/stl.zip", "archive/stl.gz", "3mf/box.3mf"}) {
    const std::string bytes = testing::corpusFile(name);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      EXPECT_FALSE(readScan(std::string_view(bytes).substr(0, length), "cut").has_value())
          << name << " " << length;
    }
  }
}

TEST(Archives, GivenAsAPlateAreToBeUnpacked) {
  for (const Format format : {Format::Zip, Format::Gzip}) {
    EXPECT_NE(explainUnsupported(format, "walk.zip").message.find("Unpack it"), std::string::npos);
  }
}

}  // namespace
}  // namespace podalign::ingest
