#pragma once

#include <optional>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/core/laterality.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::anatomy {

/// How the tip of the second toe shows.
enum class SecondToe {
  Unseen,    ///< toes merged, or hidden
  Shoulder,  ///< touches its neighbours: a shoulder of the front
  Separate   ///< stands apart
};

/// Tips of the toes that stand apart, from the medial side: tips[0] is the big toe.
struct ToeTips {
  std::vector<geometry::Point3> tips;
  SecondToe secondToe = SecondToe::Unseen;
};

/// The foot axis in the ground plane: from the pternion to the tip of the second toe [Lee2014];
/// where the toes do not stand apart, from the heel centre to the ball centre.
struct FootAxis {
  AxisKind kind = AxisKind::SecondToe;
  double headingRad = 0.0;  ///< of the axis against x of the given frame
  geometry::Point2 pternion = geometry::Point2::Zero();
  double spreadDeg = 0.0;  ///< half-width of the 95 % band of the heading
  ToeTips toes;            ///< in the given frame
};

/// Frame: mesh in mm, z up from the ground, x roughly heel to toe with 0 near the heel.
/// Both ends are found along the axis itself, so the search is repeated until it stands still.
[[nodiscard]] FootAxis findFootAxis(const geometry::TriangleMesh& mesh_in_rough, double lengthMm,
                                    Laterality side, double noiseMm);

}  // namespace podalign::anatomy
