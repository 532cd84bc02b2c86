#pragma once

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <filesystem>
#include <string>

#include "podalign/anatomy/align.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/ingest/scan.hpp"
#include "podalign/measure/foot_measures.hpp"

namespace podalign::testing {

/// The surface in a file, or a failed test.
inline geometry::TriangleMesh readSurface(const std::filesystem::path& file) {
  const auto bytes = ingest::openFile(file);
  if (!bytes) {
    ADD_FAILURE() << toString(bytes.error());
    return {};
  }
  auto scan = ingest::readScan(bytes->view(), bytes->name());
  if (!scan) {
    ADD_FAILURE() << toString(scan.error());
    return {};
  }
  return std::move(scan->value.mesh);
}

struct MeasuredFoot {
  anatomy::AlignedFoot foot;
  measure::Measurements measures;
  Findings findings;

  [[nodiscard]] double value(const std::string& name) const {
    const auto found = measures.find(name);
    if (found == measures.end() || !found->second.value) {
      ADD_FAILURE() << name << " has no value";
      return 0.0;
    }
    return *found->second.value;
  }
};

/// The measured foot of a surface, or a failed test.
inline MeasuredFoot measured(geometry::TriangleMesh mesh,
                             const anatomy::AlignOptions& options = {}) {
  auto aligned = anatomy::alignFeet({std::move(mesh), {}}, options);
  if (!aligned) {
    ADD_FAILURE() << toString(aligned.error());
    return {};
  }
  EXPECT_EQ(aligned->value.size(), 1U);
  MeasuredFoot result{std::move(aligned->value.front()), {}, std::move(aligned->findings)};
  result.measures = measure::measureFoot(result.foot);
  return result;
}

inline geometry::TriangleMesh transformed(geometry::TriangleMesh mesh, const Eigen::Affine3d& by) {
  for (geometry::Point3& vertex : mesh.vertices) vertex = by * vertex;
  if (by.linear().determinant() < 0.0) {
    for (geometry::Triangle& triangle : mesh.triangles) std::swap(triangle[1], triangle[2]);
  }
  return mesh;
}

}  // namespace podalign::testing
