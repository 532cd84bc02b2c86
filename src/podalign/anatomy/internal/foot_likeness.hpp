#pragma once

#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::anatomy {

/// Whether what lies as long and narrow as a foot also is shaped like one: broader at the ball than
/// at the heel, narrower at the toes, higher behind than in front, skin and no lattice. Boxes,
/// cylinders, bottles, insoles, extruded footprints, skeletons are not.
///
/// Frame: mm, z up from the ground, x roughly heel to toe from 0, foot `lengthMm` long.
/// Errors: NotAFoot, saying what does not fit.
[[nodiscard]] Result<void> checkFootLikeness(const geometry::TriangleMesh& mesh_in_rough,
                                             double lengthMm);
/// The breadths alone, for a sole without what lies above it.
[[nodiscard]] Result<void> checkSoleLikeness(const geometry::TriangleMesh& mesh_in_rough,
                                             double lengthMm);

}  // namespace podalign::anatomy
