#pragma once

#include <array>
#include <cstddef>
#include <cstring>

#include "podalign/ingest/internal/raw_surface.hpp"

namespace podalign::ingest {

// A facet of a binary STL: normal, three corners, two bytes of attributes.
constexpr std::size_t kFacetBytes = 50;
constexpr std::size_t kNormalBytes = 12;
constexpr std::size_t kCornerBytes = 12;
constexpr std::size_t kCoordinates = 9;

using FacetCoordinates = std::array<float, kCoordinates>;

[[nodiscard]] inline FacetCoordinates coordinatesOf(const char* facet) {
  FacetCoordinates coordinates;
  std::memcpy(coordinates.data(), facet + kNormalBytes, sizeof coordinates);
  return coordinates;
}

[[nodiscard]] inline bool allFinite(const FacetCoordinates& coordinates) {
  // Any NaN or infinity makes the sum of zeros a NaN.
  float sum = 0.0F;
  for (const float value : coordinates) sum += value * 0.0F;
  return sum == 0.0F;
}

/// Counts a facet that is not all finite, and its corners.
void noteNonFinite(const FacetCoordinates& coordinates, ScanReadCounts& counts);

/// Reads the facets of a dense surface straight into the means of the cells of a grid: without that
/// the welding of millions of corners takes longer than everything after it.
///
/// Shape:    one vertex for each cell of 1/240 of the box's diagonal that the surface meets, the
///           mean of the corners in it; one triangle for each facet whose corners lie in three
///           cells, in the order of the file. `surface.thinnedCell` says the cell.
/// Answers:  AsItStands, and leaves `surface` as it was, where that would not do: far outliers, a
/// box
///           too far from zero. Crowded, likewise, where the facets meet or fill more cells than
///           any surface does.
/// Speed:    twice through the file, nothing else that grows with it.
enum class Thinned { Done, AsItStands, Crowded };
[[nodiscard]] Thinned thinStlFacets(const char* facets, std::size_t count, RawSurface& surface);

}  // namespace podalign::ingest
