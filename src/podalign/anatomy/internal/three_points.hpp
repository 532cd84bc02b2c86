#pragma once

#include <optional>

#include "podalign/geometry/mesh.hpp"
#include "podalign/geometry/plane.hpp"

namespace podalign::anatomy {

/// The plane under heel and both ends of the ball: through the lowest point of each, noise taken
/// out by patches. For hanging feet, which touch no ground, and for noisy ones, whose lowest points
/// are their noise.
///
/// Frame: mm, z roughly up, x roughly heel to toe from 0, foot `lengthMm` long.
/// Absent where one of the three is missing, or where the plane would tilt by more than 15 degrees.
[[nodiscard]] std::optional<geometry::Plane> threePointPlane(
    const geometry::TriangleMesh& mesh_in_rough, double lengthMm);

}  // namespace podalign::anatomy
