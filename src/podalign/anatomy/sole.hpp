#pragma once

#include "podalign/anatomy/aligned_foot.hpp"

namespace podalign::anatomy {

/// What was really seen of the sole, column by column of a 2 mm grid inside the outline.
struct SoleView {
  SoleKind kind = SoleKind::Authentic;
  double coverage = 1.0;   ///< share of columns whose lowest surface looks down and lies low
  double flatShare = 0.0;  ///< share of the seen columns within 1 mm of the ground
  SoleMap map;
};

/// Frame: foot frame F, mm.
/// Retail booth scanners fill the sole in flat: 46-74 % of it lies within 1 mm of the ground, on a
/// foot with a true, unloaded sole 10-12 % (docs/dev/scans.md). A sole pressed on glass can be as
/// flat; it is then called synthetic too, because the shape alone cannot tell: abstain.
[[nodiscard]] SoleView examineSole(const geometry::TriangleMesh& mesh_in_foot, double footLengthMm);

}  // namespace podalign::anatomy
