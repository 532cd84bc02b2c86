#pragma once

#include <cstddef>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::ingest {

/// What becomes of triangles that have the same three corners.
enum class TwinFaces {
  KeepFirst,      ///< the first in the file stays, whatever the winding
  CancelOpposite  ///< as many of one winding as of the other is a fold, of which nothing stays
};

/// Drops every triangle whose three corners an earlier one has, in any order; keeps the order of
/// the rest. Returns how many went.
///
/// CancelOpposite is for thinned surfaces: folds between cells come together, and half of one left
/// behind would hang loose from a closed surface.
[[nodiscard]] std::size_t dropTwinFaces(std::size_t vertices,
                                        std::vector<geometry::Triangle>& triangles,
                                        TwinFaces which = TwinFaces::KeepFirst);

}  // namespace podalign::ingest
