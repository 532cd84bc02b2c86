#pragma once

#include "podalign/anatomy/aligned_foot.hpp"

namespace podalign::anatomy {

/// What of the foot was really seen, and what to say of it: invented surface, sole, parts, noise,
/// load. Fills those fields of `foot`, whose mesh, frame, side, length and fine noise are known.
///
/// Findings: SCAN.SYNTHETIC_SOLE, SCAN.OPEN_SOLE, SCAN.SHALLOW_SOLE, SCAN.INVENTED_SURFACE (by
/// part), SCAN.NOISY, SCAN.LOAD_DOUBTFUL.
void examineQuality(AlignedFoot& foot, Findings& findings);

}  // namespace podalign::anatomy
