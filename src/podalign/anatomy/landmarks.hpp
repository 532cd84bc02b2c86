#pragma once

#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/anatomy/axis.hpp"

namespace podalign::anatomy {

/// Landmarks of the outline and the dorsum, in the foot frame.
///
/// MTH1, MTH5: the points of the ball farthest from the axis, medially and laterally, on the
/// outline of the surface between 5 and 25 mm of height; sought where a ball can lie (MTH1
/// 0.70-0.78 of the length, MTH5 0.56-0.70). Where none stands out there, the usual place on the
/// outline
/// (`fromPrior`), with its spread: ANSUR II ball-of-foot length 0.740 SD 0.015 of the length.
/// Frame: foot frame F, mm; `toes` in the same frame.
[[nodiscard]] Landmarks findLandmarks(const geometry::TriangleMesh& mesh_in_foot,
                                      double footLengthMm, Laterality side, const ToeTips& toes,
                                      double noiseMm);

/// The sides of the big and the fifth toe again, after MTH1 or MTH5 was moved.
void refreshToeSides(Landmarks& landmarks, const geometry::TriangleMesh& mesh_in_foot,
                     double footLengthMm, Laterality side);

/// Outline of the foot seen from above, below `topMm`: a closed ring, counter-clockwise, toes
/// apart.
[[nodiscard]] std::vector<geometry::Point2> findOutline(const geometry::TriangleMesh& mesh_in_foot,
                                                        double footLengthMm, double topMm);

}  // namespace podalign::anatomy
