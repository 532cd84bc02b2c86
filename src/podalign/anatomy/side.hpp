#pragma once

#include "podalign/core/laterality.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::anatomy {

/// What the shape says about the side: one cue each, +1 says right foot, -1 left, 0 nothing.
struct SideCues {
  double toeLine = 0.0;      ///< toes get shorter away from the big toe
  double archOutline = 0.0;  ///< the outline is hollow on the medial side
  double ballLine = 0.0;     ///< the ball reaches further forward on the medial side
  double dorsalRidge = 0.0;  ///< the crest of the instep lies medially
  double archHeight = 0.0;   ///< of a sole alone: how much higher its midfoot is on one side
};

struct ShapeSide {
  Laterality side = Laterality::Left;
  double confidence = 0.5;  ///< 0.5 (no idea) to 1
  SideCues cues;
  double votes = 0.0;  ///< weighted sum, positive: right
};

/// Side from the shape alone, by a vote of independent cues; never from a file name.
///
/// Frame: mesh in mm, z up from the ground, x roughly heel to toe, `lengthMm` along it; x = 0 at
/// the heel. Source: docs/dev/scans.md (cues weighed on real scans).
[[nodiscard]] ShapeSide findShapeSide(const geometry::TriangleMesh& mesh_in_rough, double lengthMm);
/// The same for a sole without what lies above it.
[[nodiscard]] ShapeSide findSoleSide(const geometry::TriangleMesh& mesh_in_rough, double length);

/// The vote of a pair's position added: the foot stands where a foot of this side stands.
[[nodiscard]] ShapeSide withPosition(const ShapeSide& shape, Laterality byPosition);

}  // namespace podalign::anatomy
