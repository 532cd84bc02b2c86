#pragma once

#include "phantom/foot.hpp"

/// Soles as scanners, glass and software leave them; beside flatFilledSole and openSole of
/// degrade.hpp. Surfaces stand in frame F on z = 0.
namespace phantom {

/// Sole and lower walls never captured: open, nothing below `heightMm` is left but what looks up.
/// Lengths, widths and all that rests on heights below are no longer true; dorsum, girth of the
/// instep's upper part, ankle and rearfoot above stay.
[[nodiscard]] Surface openSoleAndWalls(const Surface& surface, double heightMm);
/// The hollow spanned by a membrane: heights of the sole times `share`. Arch clearance times
/// `share`, arch volume about so; the rest stays.
[[nodiscard]] Surface shallowSole(const Surface& surface, double share);
/// Standing on glass: the foot sinks by `depthMm`, what would lie below is flat, with a border
/// rounded over `roundingMm`. Heights are `depthMm` less, the arch keeps its shape; lengths, widths
/// above the border and angles stay.
[[nodiscard]] Surface pressedOnGlass(const Surface& surface, double depthMm, double roundingMm);
/// What a flatbed sees from below: the surface that faces down, up to `heightMm`. Open. Sole, arch
/// and footprint stay; length and widths as far as their borders lie below that height.
[[nodiscard]] Surface plantarOnly(const Surface& surface, double heightMm);

}  // namespace phantom
