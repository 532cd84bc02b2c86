#pragma once

#include "podalign/anatomy/aligned_foot.hpp"

namespace podalign::anatomy {

/// What was really seen of the sole, column by column of a 2 mm grid inside the outline.
struct SoleView {
  SoleKind kind = SoleKind::Authentic;
  double coverage = 1.0;     ///< share of columns whose lowest surface looks down and lies low
  double flatShare = 0.0;    ///< share of the seen columns within 1 mm of one level near the ground
  double creaseShare = 0.0;  ///< of the sections, where the flat level meets the wall in an edge
  double flatnessMm = 0.0;   ///< how far the flat columns lie off their plane, median
  double hollowShare = 0.0;  ///< of the midfoot's columns, higher than 2 mm above the flat level
  SoleMap map;
};

/// Frame: foot frame F, mm. `invented`: per triangle, empty where none is.
///
/// Open: less than 95 % seen. Synthetic: 40 % or more on one level (retail booths have 46-80 %,
/// true unloaded soles 7-12 %, docs/dev/scans.md), unless all of it looks like skin pressed on
/// glass: no crease where it meets the walls, not plane to a tenth of a millimetre, an arch beside
/// it. In doubt it is synthetic. Also synthetic: a crease nearly all around. Shallow: the hollow
/// was spanned by invented triangles.
[[nodiscard]] SoleView examineSole(const geometry::TriangleMesh& mesh_in_foot, double footLengthMm,
                                   const std::vector<bool>& invented);

}  // namespace podalign::anatomy
