#pragma once

#include "podalign/anatomy/align.hpp"
#include "podalign/anatomy/internal/unit_choice.hpp"
#include "podalign/anatomy/pose.hpp"

namespace podalign::anatomy {

/// One foot on its way from the scan to its frame.
struct PosedFoot {
  geometry::TriangleMesh mesh_in_scan;
  RoughPose pose;
  double noise = 0.0;      ///< of its surface as it came, in the file's unit
  double noiseLeft = 0.0;  ///< of the surface held here
  std::optional<ImprintKind> imprint;
  double imprintDepth = 0.0;  ///< in the file's unit
  bool windingMade = false;   ///< it was mixed: the winding says nothing about mirroring
  std::optional<Laterality> sideByPosition;  ///< of two feet that stand beside each other
};

struct FinishedFoot {
  AlignedFoot foot;
  geometry::Point3 axis_in_scan = geometry::Point3::UnitX();
  geometry::Point3 up_in_scan = geometry::Point3::UnitZ();
};

/// Unit, winding, side, axis, landmarks and what was seen, of a foot whose ground is known.
///
/// Errors: UnitAmbiguous.
[[nodiscard]] Result<Annotated<FinishedFoot>> finishFoot(PosedFoot posed, const FormatUnit& stated,
                                                         const AlignOptions& options);

}  // namespace podalign::anatomy
