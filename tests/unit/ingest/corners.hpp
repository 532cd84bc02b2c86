#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "podalign/ingest/scan.hpp"
#include "unit/ingest/surfaces.hpp"

/// Boxes that files hold somewhere in a scene, compared by where their corners lie.
namespace podalign::testing {

/// The scan in a file of the corpus, or a failed test.
inline ingest::RawScan readFile(const std::string& name) {
  auto scan = ingest::readScan(corpusFile(name), name);
  EXPECT_TRUE(scan.has_value()) << toString(scan.error());
  return scan ? std::move(scan->value) : ingest::RawScan{};
}

inline std::vector<std::array<double, 3>> sortedCorners(const geometry::TriangleMesh& mesh) {
  std::vector<std::array<double, 3>> corners;
  for (const geometry::Point3& p : mesh.vertices) {
    corners.push_back({std::round(p.x()), std::round(p.y()), std::round(p.z())});
  }
  std::sort(corners.begin(), corners.end());
  return corners;
}

/// The eight corners of the box after `move`.
template <class Move>
std::vector<std::array<double, 3>> movedBox(const Move& move) {
  geometry::TriangleMesh moved = box();
  for (geometry::Point3& p : moved.vertices) p = move(p);
  return sortedCorners(moved);
}

}  // namespace podalign::testing
