#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "podalign/core/result.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"

namespace podalign::ingest {

// A binary STL: 80 bytes of anything and the number of facets; of each its normal, three corners,
// two bytes of attributes.
constexpr std::size_t kHeaderBytes = 80;
constexpr std::size_t kPreambleBytes = 84;
constexpr std::size_t kFacetBytes = 50;
constexpr std::size_t kNormalBytes = 12;
constexpr std::size_t kCornerBytes = 12;
constexpr std::size_t kCoordinates = 9;

/// As the preamble says it.
[[nodiscard]] std::size_t declaredFacets(std::string_view preamble);

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

/// Takes a piece of the facets; false: it wants no more.
using FacetTaker = std::function<bool(const char* facets, std::size_t count)>;
/// Hands all facets to a taker, piece after piece in their order. Errors: of where they come from.
using FacetPass = std::function<Result<void>(const FacetTaker&)>;
/// In one piece: what the second level of a processor's memory holds beside the cells.
constexpr std::size_t kFacetsAtOnce = (std::size_t{1} << 20U) / kFacetBytes;

/// Reads the facets of a dense surface straight into the means of the cells of a grid: without that
/// the welding of millions of corners takes longer than everything after it.
///
/// Shape:    one vertex for each cell of 1/160 of the box's diagonal that the surface meets, the
///           mean of the corners in it; one triangle for each facet whose corners lie in three
///           cells, in the order of the file. `thinnedCell` says the cell. Facets with a corner
///           that is no number or, as in `cleanSurface`, an outlier are left out and counted.
/// Passes:   `look` once, twice where something lies far out; then `last` once.
/// Answers:  nothing where it would not do: the box lies too far from zero for its size.
/// Errors:   those of the passes; NoSurface where hardly a facet has an extent, and where they meet
///           or fill more cells than any surface does; FileUnreadable where `last` gives other
///           facets than `look` did.
/// Speed:    nothing but the cells grows with the file.
[[nodiscard]] Result<std::optional<RawSurface>> thinStlFacets(std::size_t facets,
                                                              const FacetPass& look,
                                                              const FacetPass& last,
                                                              const std::string& sourceName);

}  // namespace podalign::ingest
