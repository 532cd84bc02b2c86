#pragma once

#include "podalign/measure/footfall_context.hpp"

/// Where the load lies, and how the foot is set down.
namespace podalign::measure {

/// Angle of the foot's axis to the line of progression, degrees, toe-out positive on both feet.
/// Low confidence when two ways to lay the axis differ by more than 6 degrees.
[[nodiscard]] Measurement footProgressionAngle(const FootfallContext& context);

/// Position of the first valid centre of pressure along the print, 0 at the heel, 1 at the toes.
/// Cavanagh and Lafortune 1980
[[nodiscard]] Measurement strikeIndex(const FootfallContext& context);

/// Of the load on the parts of the print, which are told apart once for both.
struct LoadBalance {
  /// Mean over time of the medial less the lateral load over their sum, heel and ball, -1..1,
  /// medial positive.
  Measurement medialLateral;
  Measurement rearfootForefoot;  ///< impulse of the heel over that of ball and toes, ratio
};
[[nodiscard]] LoadBalance loadBalance(const FootfallContext& context);

}  // namespace podalign::measure
