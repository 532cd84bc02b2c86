#pragma once

#include <optional>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/anatomy/internal/support.hpp"
#include "podalign/core/result.hpp"

namespace podalign::anatomy {

/// A foot's imprint in foam, taken out of the block or cast that holds it.
struct ImprintShape {
  /// Sole and walls, open at the top. Looks away from the foot where the block or cast looked
  /// outward; inwards where that was inside out or mirrored.
  geometry::TriangleMesh bowl_in_scan;
  ImprintKind kind = ImprintKind::Negative;
  geometry::Point3 up_in_scan = geometry::Point3::UnitZ();  ///< out of the hollow, to the ankle
  double depth = 0.0;      ///< of the deepest point below the top, in the file's unit
  double flatShare = 0.0;  ///< of the top's contact: flat surface around the hollow, or the lid
};

/// The sole in a block of foam (closed, or its upper surface alone) or on a cast with a flat top.
///
/// Both are a bowl that hangs below one face of the convex hull: its rim lies in that face. In a
/// block the face goes on all around the rim, on a cast it closes the bowl. The sole and the way to
/// the ankle are the same for both, so the side never hangs on which of them it is.
///
/// Absent where there is no such bowl of a foot's proportions; a bowl that is no foot's is left to
/// `checkFootLikeness`.
/// Errors: NotAFoot where a block holds several.
[[nodiscard]] Result<std::optional<ImprintShape>> findImprint(const geometry::TriangleMesh& part,
                                                              const Support& support);

}  // namespace podalign::anatomy
