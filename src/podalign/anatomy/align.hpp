#pragma once

#include <optional>
#include <string>
#include <vector>

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

/// A scan as a file held it, in its own frame S and its own unit.
struct ScannedShape {
  geometry::TriangleMesh mesh_in_scan;           ///< without triangles: a cloud of points
  std::vector<geometry::Point3> normals;         ///< of a cloud's points, where the file has them
  std::optional<double> formatMillimetres = {};  ///< per unit, as the format or the file states it
  std::string formatUnit = {};                   ///< its name
};

/// From a scan to the one or two feet in it, each in its own foot frame, the left one first:
/// stray parts, dense meshes, floor, ground, unit, winding, side, axis, landmarks, and what of the
/// surface was really seen.
///
/// Shape:  one foot, or two where the scan holds a pair; with a declared side only the foot of that
///         side (and SCAN.TWO_FEET_ONE_TAKEN).
/// Units:  in: the file's; out: mm.
/// Errors: NotAFoot; UnitAmbiguous when the foot's length fits no unit, or several; NoSurface.
[[nodiscard]] Result<Annotated<std::vector<AlignedFoot>>> alignFeet(ScannedShape shape,
                                                                    const AlignOptions& options);

}  // namespace podalign::anatomy
