#pragma once

#include <array>
#include <optional>

#include "podalign/measure/footfall_context.hpp"

namespace podalign::measure {

/// Centre of Pressure Excursion Index: distance between the line of the centre of pressure and its
/// chord, on the line across the medial border at the distal third of the print, over the breadth
/// of the print on that line. Positive when the centre of pressure runs lateral to the chord.
///
/// Frame:    print as seen from above.
/// Units:    %.
/// Errors:   not_valid in a shoe, of a standing or incomplete step, when the centre of pressure
///           crosses the line never or in places that lie apart.
/// Accuracy: processing part from the other chord, from trimming the ends at 5 % of the largest
///           force, and from moving the line by a cell: where the ball begins just there, its
///           breadth jumps, and the band says so.
/// Source:   Song et al. 1996.
[[nodiscard]] Measurement cpei(const FootfallContext& context);

inline constexpr std::array<CpeiChord, 2> kCpeiChords{CpeiChord::FirstToLastCop,
                                                      CpeiChord::LongestHullEdge};

/// The value alone by each chord, of the print of the context; nothing where it is not defined.
[[nodiscard]] std::array<std::optional<double>, 2> cpeiByChord(const FootfallContext& context);

}  // namespace podalign::measure
