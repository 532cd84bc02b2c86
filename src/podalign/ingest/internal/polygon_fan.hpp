#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "podalign/ingest/internal/raw_surface.hpp"

namespace podalign::ingest {

/// Appends `polygon` as a fan of triangles about its first corner; with fewer than three corners it
/// counts as one degenerate triangle. False when that would exceed `maxTriangles`.
[[nodiscard]] inline bool addFan(const std::vector<std::uint32_t>& polygon,
                                 std::size_t maxTriangles, RawSurface& surface) {
  const std::size_t triangles = polygon.size() < 3 ? 1 : polygon.size() - 2;
  if (triangles > maxTriangles - surface.counts.trianglesRead) return false;
  surface.counts.trianglesRead += triangles;
  if (polygon.size() < 3) {
    ++surface.counts.degenerateTriangles;
    return true;
  }
  for (std::size_t k = 2; k < polygon.size(); ++k) {
    surface.triangles.push_back({polygon[0], polygon[k - 1], polygon[k]});
  }
  return true;
}

}  // namespace podalign::ingest
