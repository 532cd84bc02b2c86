// Real files: sizes and counts as independent programs report them.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <filesystem>
#include <string>
#include <vector>

#include "podalign/ingest/file_bytes.hpp"
#include "podalign/ingest/scan.hpp"
#include "support/real_data.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

struct RealScan {
  std::string file;
  std::string format;
  std::size_t triangles;
  std::size_t vertices;
  geometry::Point3 size;  // of the bounding box, in the file's unit
};

// Counted and measured by a few lines of Python over the raw files (distinct coordinate triples,
// polygon corners minus two), not by this reader.
const std::vector<RealScan>& realScans() {
  static const std::vector<RealScan> list{
      {"left_foot.stl", "stl-binary", 12772, 6388, {0.1127280, 0.2762820, 0.0994446}},
      {"right_foot.stl", "stl-binary", 12756, 6380, {0.1456569, 0.2702811, 0.0993216}},
      {"foot3d_0044.obj", "obj", 87191, 43876, {0.3355973, 0.1250870, 0.1974619}},
      {"foot3d_0044_photogrammetry.obj", "obj", 39884, 20229, {0.3210799, 0.1251625, 0.1557033}},
      {"left_foot_base.obj", "obj", 2184, 1103, {98.31261, 116.29339, 247.79187}},
      {"right_foot_base.obj", "obj", 2184, 1103, {98.31261, 116.29339, 247.79187}},
  };
  return list;
}

TEST(RealScans, AreReadWhole) {
  PODALIGN_NEEDS_REAL_DATA();
  for (const RealScan& truth : realScans()) {
    SCOPED_TRACE(truth.file);
    const auto file = openFile(*testing::realData() / "scans" / truth.file);
    ASSERT_TRUE(file.has_value()) << toString(file.error());
    const auto scan = readScan(file->view(), file->name());
    ASSERT_TRUE(scan.has_value()) << toString(scan.error());
    EXPECT_TRUE(scan->findings.empty());
    EXPECT_EQ(scan->value.format, truth.format);
    const geometry::TriangleMesh& mesh = scan->value.mesh;
    EXPECT_EQ(mesh.triangles.size(), truth.triangles);
    EXPECT_EQ(mesh.vertices.size(), truth.vertices);
    EXPECT_EQ(testing::brokenPromise(mesh), "");
    Eigen::AlignedBox3d bounds;
    for (const geometry::Point3& vertex : mesh.vertices) bounds.extend(vertex);
    EXPECT_TRUE(bounds.sizes().isApprox(truth.size, 1e-5)) << bounds.sizes().transpose();
  }
}

TEST(RealScans, PictureBesideThemIsNamed) {
  PODALIGN_NEEDS_REAL_DATA();
  const auto file = openFile(*testing::realData() / "scans" / "pressure.png");
  ASSERT_TRUE(file.has_value());
  const auto scan = readScan(file->view(), file->name());
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::UnknownFormat);
  EXPECT_NE(scan.error().message.find("PNG picture"), std::string::npos);
}

}  // namespace
}  // namespace podalign::ingest
