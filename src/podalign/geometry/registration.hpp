#pragma once

#include <Eigen/Geometry>
#include <span>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

struct Registration {
  Eigen::Isometry3d target_from_source = Eigen::Isometry3d::Identity();
  double rmsDistance = 0.0;       ///< over the pairs within reach, after the fit
  double fitness = 0.0;           ///< share of source points within reach of the target
  std::vector<double> distances;  ///< of each source point to its nearest target point
};

/// Rigid fit of one surface onto another by point-to-plane ICP (Open3D), from the given start.
///
/// Units: those of the points; `reach` is the largest distance of a pair.
/// Errors: NoSurface where either side is empty or no pair lies within reach.
[[nodiscard]] Result<Registration> registerSurfaces(const TriangleMesh& source,
                                                    const TriangleMesh& target,
                                                    const Eigen::Isometry3d& start, double reach);

}  // namespace podalign::geometry
