#pragma once

#include "podalign/anatomy/aligned_foot.hpp"

namespace podalign::anatomy {

/// Landmarks above the sole (docs/contract.md); each absent where the scan does not show it.
///
/// InstepCrease: on the front border of the scan seen from the side, above 0.15 of the length, the
/// point farthest into the corner between dorsum and leg, along the line of 60 degrees.
/// MedialMalleolus, LateralMalleolus: top of the bulge at x 0.15-0.35, z 0.22-0.36 of the length.
/// Navicular: its usual place on the medial skin, always `fromPrior`: it cannot be seen reliably.
///
/// Frame: foot frame F, mm.
void addAnkleLandmarks(Landmarks& landmarks, const geometry::TriangleMesh& mesh_in_foot,
                       double footLengthMm, Laterality side);

}  // namespace podalign::anatomy
