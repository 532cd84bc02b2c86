#pragma once

#include <Eigen/Geometry>
#include <optional>

#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"
#include "podalign/geometry/plane.hpp"

namespace podalign::anatomy {

struct Support;

/// How a scan stands: from the file's frame S into a frame R with the ground at z = 0, z up, and x
/// roughly from heel to toes; still in the file's unit.
struct RoughPose {
  Eigen::Isometry3d rough_from_scan = Eigen::Isometry3d::Identity();
  double roughLength = 0.0;  ///< along x, of the part near the ground
  bool onFloor = false;      ///< the ground is a floor that was in the scan
  bool flatSupport = false;  ///< the ground plane was fitted to a flat sole (not to three points)
  bool windingInverted = false;  ///< triangles look inwards
};

/// Heading and frame of a scan whose ground is known, from the shape alone, whatever the
/// orientation and the unit.
///
/// A flat sole is refitted by plane segmentation. The heel end is the one under the tall part of
/// the scan, leg left out. Never a principal axis of the whole mesh: leg, vertex density and slabs
/// would turn it.
///
/// Errors: NotAFoot where nothing stands like a foot.
[[nodiscard]] Result<RoughPose> findRoughPose(const geometry::TriangleMesh& mesh_in_scan,
                                              const Support& support);

}  // namespace podalign::anatomy
