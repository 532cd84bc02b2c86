#pragma once

#include "podalign/anatomy/aligned_foot.hpp"

namespace podalign::measure {

/// Processing part of the error of one scan: what noise, facets and the choice of the axis do to a
/// number. 95 % half-widths.
struct FootError {
  double surfaceMm = 0.0;    ///< of one point across the surface
  double axisRad = 0.0;      ///< of the direction of the foot axis
  double noiseMm = 0.0;      ///< of the surface as it came, 1 SD
  double noiseLeftMm = 0.0;  ///< of the surface that is measured, 1 SD
  double bumpsMm = 0.0;      ///< AlignedFoot::bumpsMm
  double edgeMm = 0.0;       ///< mean, of the mesh

  /// Height over the ground, which is itself found on the scan.
  [[nodiscard]] double ofHeight() const;
};

[[nodiscard]] FootError footError(const anatomy::AlignedFoot& foot);

}  // namespace podalign::measure
