#pragma once

#include <optional>

#include "podalign/geometry/mesh.hpp"
#include "podalign/geometry/plane.hpp"

namespace podalign::anatomy {

/// The plane under heel and both ends of the ball: through the lowest point of each, noise taken
/// out by patches. For hanging feet, which touch no ground.
///
/// Frame: mm, z roughly up, x roughly heel to toe from 0, foot `lengthMm` long.
/// Absent where one of the three is missing, or where the plane would tilt by more than 15 degrees.
[[nodiscard]] std::optional<geometry::Plane> threePointPlane(
    const geometry::TriangleMesh& mesh_in_rough, double lengthMm);

/// The plane on which a noisy foot stands, whose lowest points are its noise: under a flat ball the
/// lowest points of both its halves may lie side by side, and a plane through them would roll. So
/// all of the sole that touches lays it level, by least squares. `noiseMm`: 1 SD.
///
/// Frame, absent: as above.
[[nodiscard]] std::optional<geometry::Plane> restingPlane(
    const geometry::TriangleMesh& mesh_in_rough, double lengthMm, double noiseMm);

}  // namespace podalign::anatomy
