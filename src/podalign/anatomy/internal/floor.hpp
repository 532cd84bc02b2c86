#pragma once

#include <optional>

#include "podalign/anatomy/internal/support.hpp"
#include "podalign/geometry/reduce.hpp"

namespace podalign::anatomy {

/// What a foot stood on, taken out of its scan.
struct FloorRemoval {
  geometry::TriangleMesh rest;
  geometry::Plane floor;  ///< its upper face, normal up
};

/// Takes out parts of their own that are plates: most of their area lies in one or two parallel
/// planes, and seen along these they reach beyond every other part. Slab, tray, glass. A flat sole
/// is inside the foot's outline and stays.
///
/// Absent where there is no such part, or nothing else.
[[nodiscard]] std::optional<FloorRemoval> withoutPlates(const geometry::TriangleMesh& mesh_in_scan,
                                                        const geometry::Components& components);

/// Takes out a floor that is one surface with the foot: flat, low, and reaching beyond what rises
/// from it. Its plane is refitted (RANSAC, then least squares), and only what lies in it or below
/// goes.
[[nodiscard]] std::optional<FloorRemoval> withoutWeldedFloor(
    const geometry::TriangleMesh& mesh_in_scan, const Support& support);

}  // namespace podalign::anatomy
