#pragma once

#include <optional>

#include "phantom/probe.hpp"

namespace phantom {

struct Girth {
  double tape = 0.0;     ///< convex hull
  double surface = 0.0;  ///< along the section
};

/// The section with the vertical plane through both ball landmarks.
[[nodiscard]] Girth ballGirth(const Probe& probe, const Eigen::Vector3d& mth1,
                              const Eigen::Vector3d& mth5);
/// Tape girth of the section across x.
[[nodiscard]] double instepGirth(const Probe& probe, double x);

/// Where the front border, seen from the side, bends up into the leg; nothing where the scan ends
/// before.
[[nodiscard]] std::optional<Eigen::Vector3d> instepCrease(const Probe& probe, double length);
/// Tape girth of the section through the crease and the heel point, across the foot.
[[nodiscard]] double heelGirth(const Probe& probe, const Eigen::Vector3d& crease, double length);

}  // namespace phantom
