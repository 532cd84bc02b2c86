#pragma once

#include <optional>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"
#include "podalign/insole/plan.hpp"
#include "podalign/profile/insole_shape.hpp"

namespace podalign::insole {

/// What was made, measured on the made body. Millimetres, degrees.
struct MadeShape {
  double lengthMm = 0.0;
  double widthMm = 0.0;
  double heightMm = 0.0;
  double postingDeg = 0.0;    ///< slope of the seat across the heel
  double archHeightMm = 0.0;  ///< of the surface with its cover, above the plane of the device
  double archApexMm = 0.0;    ///< along x
  double thinnestMm = 0.0;    ///< between the two surfaces
  double volumeCm3 = 0.0;
  double overhangCm2 = 0.0;  ///< underside that wants supports when printed as it lies
  double overhangHighestMm = 0.0;
};

/// A printable insole: one closed surface, outward orientation, and what it was made by.
struct Insole {
  Laterality side = Laterality::Left;
  geometry::TriangleMesh mesh_in_foot;            ///< mm; z = 0 is the bottom of the shoe
  std::vector<geometry::Point2> outline_in_foot;  ///< seen from above, closed ring, mm
  /// How far the foot is lifted and tilted on it, for pictures: seat above the bottom.
  double seatMm = 0.0;
  MadeShape made;
  Findings findings;
};

/// An insole from the foot's own sole and outline and a plan.
///
/// The contact surface is level under heel and ball; the inner arch rises to `archHeightMm`,
/// nowhere above the foot's own sole; the heel cup is the foot's own heel up to its depth.
/// Postings, skive, lift, pad and reliefs are added to it, the cover is taken off along its normal,
/// and the underside lies at least a shell's thickness below, flat where it meets the shoe.
///
/// Shape:    one closed body; both surfaces are functions of the place.
/// Frame:    foot frame F of the same foot, mm; a left foot gives a left insole.
/// Requires: whyUnusable is empty for the foot.
/// Errors:   kCannotBeMade where outline or landmarks leave no insole.
/// Accuracy: posting 0.2 deg, arch height 0.2 mm, never thinner than `min_thickness_mm`; the same
///           bytes for the same input; the mirrored foot gives the mirrored insole.
[[nodiscard]] Result<Insole> makeInsole(const anatomy::AlignedFoot& foot, const InsolePlan& plan,
                                        const profile::InsoleShape& shape);

}  // namespace podalign::insole
