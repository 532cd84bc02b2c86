// Binary STL that goes through in pieces: as if the file had been opened, and never a byte beyond
// what was looked at.
#include "podalign/ingest/dense_stl.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>

#include "podalign/core/sha256.hpp"
#include "podalign/ingest/internal/regular_file.hpp"
#include "podalign/ingest/internal/stl_facets.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;
using geometry::TriangleMesh;
using testing::TemporaryFolder;

// Of more than 300,000 facets: sixteen pieces, the last one shorter.
const std::string& denseStl() {
  static const std::string bytes = testing::stlBinary(testing::ellipsoid(400, 400));
  return bytes;
}

void setFloat(std::string& stl, std::size_t facet, std::size_t coordinate, float value) {
  std::memcpy(stl.data() + 84 + 50 * facet + 12 + 4 * coordinate, &value, sizeof value);
}

void expectSameScan(const RawScan& one, const RawScan& other) {
  EXPECT_EQ(one.mesh.vertices, other.mesh.vertices);
  EXPECT_EQ(one.mesh.triangles, other.mesh.triangles);
  EXPECT_EQ(one.thinnedCell, other.thinnedCell);
  EXPECT_EQ(one.format, other.format);
  EXPECT_EQ(one.counts.trianglesRead, other.counts.trianglesRead);
  EXPECT_EQ(one.counts.verticesRead, other.counts.verticesRead);
  EXPECT_EQ(one.counts.vertices, other.counts.vertices);
  EXPECT_EQ(one.counts.nonFiniteTriangles, other.counts.nonFiniteTriangles);
  EXPECT_EQ(one.counts.nonFiniteVertices, other.counts.nonFiniteVertices);
  EXPECT_EQ(one.counts.outlierTriangles, other.counts.outlierTriangles);
  EXPECT_EQ(one.counts.outlierVertices, other.counts.outlierVertices);
  EXPECT_EQ(one.counts.duplicateTriangles, other.counts.duplicateTriangles);
}

void expectAsIfOpened(const std::string& bytes) {
  const TemporaryFolder folder;
  const auto dense = readDenseStl(folder.write("foot.stl", bytes));
  ASSERT_TRUE(dense.has_value()) << toString(dense.error());
  ASSERT_TRUE(dense->has_value());
  EXPECT_EQ((*dense)->sha256, sha256Hex(bytes));
  const auto opened = readScan(bytes, "foot.stl");
  ASSERT_TRUE(opened.has_value());
  EXPECT_GT(opened->value.thinnedCell, 0.0);
  expectSameScan((*dense)->scan.value, opened->value);
  EXPECT_EQ((*dense)->scan.findings, opened->findings);
}

TEST(DenseStl, IsReadAsIfTheFileHadBeenOpened) { expectAsIfOpened(denseStl()); }

TEST(DenseStl, LeavesOutFarVerticesAndCountsThem) {
  std::string bytes = denseStl();
  setFloat(bytes, 5000, 3, 1e30F);
  setFloat(bytes, 300'000, 1, -1e4F);
  expectAsIfOpened(bytes);
}

TEST(DenseStl, CountsFacetsThatAreNoNumbers) {
  std::string bytes = denseStl();
  const std::size_t facets = (bytes.size() - 84) / 50;
  for (const std::size_t facet : {std::size_t{0}, facets / 2, facets - 1}) {
    setFloat(bytes, facet, 4, std::numeric_limits<float>::quiet_NaN());
  }
  setFloat(bytes, 7, 0, std::numeric_limits<float>::infinity());
  expectAsIfOpened(bytes);
}

// Nothing was decided about these: they have to be opened, and answered there.
TEST(DenseStl, LeavesOtherFilesAlone) {
  const TemporaryFolder folder;
  std::string few = denseStl().substr(0, 84 + 50 * 1000);
  const std::uint32_t count = 1000;
  std::memcpy(few.data() + 80, &count, sizeof count);
  TriangleMesh away = testing::ellipsoid(400, 400);
  for (Point3& v : away.vertices) v.x() += 1e9;
  for (const std::string& bytes :
       {few, testing::stlBinary(away), denseStl() + "x",
        denseStl().substr(0, denseStl().size() - 1), denseStl().substr(0, 84),
        denseStl().substr(0, 10), std::string("solid foot"), std::string()}) {
    const auto dense = readDenseStl(folder.write("foot.stl", bytes));
    ASSERT_TRUE(dense.has_value()) << bytes.size();
    EXPECT_FALSE(dense->has_value()) << bytes.size();
  }
  for (const std::filesystem::path& path :
       {folder.path() / "missing.stl", folder.path(), std::filesystem::path("-")}) {
    const auto dense = readDenseStl(path);
    ASSERT_TRUE(dense.has_value()) << path;
    EXPECT_FALSE(dense->has_value()) << path;
  }
}

TEST(DenseStl, RefusesWhatIsNoSurfaceAndWhatIsTooLarge) {
  const TemporaryFolder folder;
  const std::string noise = testing::stlBinary(testing::noise(301'000));
  const auto crowded = readDenseStl(folder.write("noise.stl", noise));
  const auto opened = readScan(noise, "noise.stl");
  ASSERT_FALSE(crowded.has_value());
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(toString(crowded.error()), toString(opened.error()));

  ScanReadOptions small;
  small.thinBeyond = 1000;
  small.maxTriangles = 10'000;
  const auto large = readDenseStl(folder.write("foot.stl", denseStl()), small);
  ASSERT_FALSE(large.has_value());
  EXPECT_EQ(large.error().code, ErrorCode::TooLarge);
}

// The cells lie in the box of the first pass; what came into the file after it must not write
// beside them.
TEST(DenseStl, NoticesFacetsThatWereNotLookedAt) {
  const std::string& bytes = denseStl();
  const std::size_t facets = (bytes.size() - 84) / 50;
  std::string other = bytes;
  setFloat(other, facets - 1, 8, 1e6F);
  const auto passOver = [facets](const std::string& stl) {
    return [&stl, facets](const FacetTaker& take) -> Result<void> {
      take(stl.data() + 84, facets);
      return {};
    };
  };
  const auto same = thinStlFacets(facets, passOver(bytes), passOver(bytes), "foot.stl");
  ASSERT_TRUE(same.has_value());
  EXPECT_TRUE(same->has_value());
  const auto changed = thinStlFacets(facets, passOver(bytes), passOver(other), "foot.stl");
  ASSERT_FALSE(changed.has_value());
  EXPECT_EQ(changed.error().code, ErrorCode::FileUnreadable);
}

TEST(RegularFile, NoticesThatItWasCutOrWrittenTo) {
  const TemporaryFolder folder;
  const auto path = folder.write("foot.stl", std::string(100'000, 'x'));
  const auto file = RegularFile::open(path, {});
  ASSERT_TRUE(file.has_value());
  std::string into(60'000, '\0');
  ASSERT_TRUE(file->read(40'000, into.data(), into.size()).has_value());
  EXPECT_EQ(into, std::string(60'000, 'x'));
  EXPECT_TRUE(file->checkUnchanged().has_value());
  std::filesystem::resize_file(path, 50'000);
  const auto cut = file->read(40'000, into.data(), into.size());
  ASSERT_FALSE(cut.has_value());
  EXPECT_EQ(cut.error().code, ErrorCode::FileUnreadable);
  EXPECT_NE(cut.error().message.find("changed while it was being read"), std::string::npos);
  EXPECT_FALSE(file->checkUnchanged().has_value());
  // The size of before, but another time.
  std::filesystem::resize_file(path, 100'000);
  std::filesystem::last_write_time(
      path, std::filesystem::last_write_time(path) + std::chrono::seconds(1));
  EXPECT_FALSE(file->checkUnchanged().has_value());
}

}  // namespace
}  // namespace podalign::ingest
