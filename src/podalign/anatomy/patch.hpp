#pragma once

#include <optional>
#include <span>

#include "podalign/geometry/mesh.hpp"

namespace podalign::anatomy {

/// Part of a plane (u, v) about a point.
struct PatchWindow {
  geometry::Point2 centre = geometry::Point2::Zero();
  double halfU = 0.0;
  double halfV = 0.0;
};

/// Highest point of a smooth patch of skin over a plane, and how well its place is known.
struct PatchTop {
  geometry::Point2 at = geometry::Point2::Zero();
  double height = 0.0;
  geometry::Point2 spread = geometry::Point2::Zero();  ///< 1 SD of `at`
  double offMm = 0.0;                                  ///< 1 SD of the skin about the fit
};

/// Top of the cubic in u and v through all points (u, v, height) in the window, those near its
/// border with less weight, moved there until it stands still: every vertex of the patch counts,
/// not only the outermost ones, whose noise is always outward. Absent where the patch has no top
/// inside, or too few points.
///
/// Accuracy: the spread is that of the fit with independent points; docs/dev/scans.md.
[[nodiscard]] std::optional<PatchTop> findPatchTop(std::span<const geometry::Point3> skin,
                                                   PatchWindow window);

}  // namespace podalign::anatomy
