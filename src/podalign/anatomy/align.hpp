#pragma once

#include <optional>
#include <string>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/core/result.hpp"

namespace podalign::anatomy {

/// What the user states about a scan; everything left out is found from the shape or said to be
/// unknown.
struct AlignOptions {
  std::optional<double> millimetresPerUnit;  ///< from --unit or --scale; absent: inferred
  std::string unitName;                      ///< as stated, for the record
  bool shapeOnly = false;                    ///< ratios and angles only: no millimetre is claimed
  std::optional<Laterality> declaredSide;
  LoadState load = LoadState::Unknown;
};

/// From a scan in its own unit and frame to a foot in the foot frame: stray parts, dense meshes,
/// ground, unit, winding, side, axis, landmarks, sole.
///
/// Units: in: the file's; out: mm.
/// Errors: NotAFoot; UnitAmbiguous when the foot's length fits no unit, or several; NoSurface.
[[nodiscard]] Result<Annotated<AlignedFoot>> alignFoot(geometry::TriangleMesh mesh_in_scan,
                                                       const AlignOptions& options);

}  // namespace podalign::anatomy
