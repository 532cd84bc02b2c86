#pragma once

#include <string>
#include <vector>

#include "phantom/degrade_random.hpp"
#include "phantom/foot.hpp"

namespace accuracy {

/// One computed foot and what is done to its surface. Everything follows from these numbers.
struct Trial {
  unsigned seed = 1;         ///< of the person; pose and noise follow from it, too
  bool loft = false;         ///< of the second family of shapes
  double edgeMm = 2.0;       ///< of the mesh
  phantom::Degradation how;  ///< what happens to the scan; its pose comes from `pose`
  bool soleOpen = false;
  unsigned pose = 0;    ///< 0: as made; else the seed of a random pose
  unsigned repeat = 0;  ///< draws the noise and the holes anew
};

/// Edges of 2 mm, no noise, any pose.
[[nodiscard]] Trial cleanTrial(unsigned seed);
/// A further `draw` is another scan of the same foot.
/// 0.5 mm of noise, holes of 5 mm, edges of 3 mm.
[[nodiscard]] Trial degradedTrial(unsigned seed, unsigned draw = 0);
/// The same noise and holes in a mesh so fine that it is thinned.
[[nodiscard]] Trial denseDegradedTrial(unsigned seed);
/// Anything a clinic may bring (phantom::randomDegradation), 3 k to 200 k triangles, one sole in
/// eight not captured.
[[nodiscard]] Trial wideTrial(unsigned seed, unsigned draw = 0);
/// The same of the second family of shapes.
[[nodiscard]] Trial wideLoftTrial(unsigned seed, unsigned draw = 0);
/// The same foot in another mesh of about so many triangles.
[[nodiscard]] Trial resolutionTrial(unsigned seed, double triangles);

struct TrialFoot : phantom::Surface {
  phantom::FootTruth truth;
};
[[nodiscard]] TrialFoot makeTrial(const Trial& trial);

/// About how long edges are on a foot and its leg of so many triangles.
[[nodiscard]] double edgeForTriangles(double triangles);

}  // namespace accuracy
