#pragma once

#include <array>
#include <optional>

#include "podalign/anatomy/pose.hpp"
#include "podalign/core/laterality.hpp"

namespace podalign::anatomy {

/// Sides of two feet by where they stand: beside each other, looking the same way, the left one on
/// the subject's left. Absent where they do not stand so (looking apart, one behind the other,
/// different ups).
///
/// Frame: both poses from the same scan frame.
[[nodiscard]] std::optional<std::array<Laterality, 2>> sidesByPosition(const RoughPose& first,
                                                                       const RoughPose& second);

/// How far each axis is turned out of the direction half-way between both, deg, seen from above;
/// toes turned away from the other foot are positive.
///
/// Units: directions of any length.
[[nodiscard]] double turnedOutDeg(const geometry::Point3& leftAxis,
                                  const geometry::Point3& rightAxis, const geometry::Point3& up);

}  // namespace podalign::anatomy
