#pragma once

#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/plantar/internal/tracks.hpp"

/// Second step of the segmentation: which contact areas belong to the same footfall. Private to
/// plantar.
namespace podalign::plantar {

inline constexpr int kNoPrint = -1;

/// Print (0, 1, ...) of each track, kNoPrint for noise. Walking: parts join that touch or lie
/// close, if together they are no larger than a foot and their times overlap or nearly meet.
/// Standing: left and right of the widest gap between the feet.
/// Errors:   NoFootfall when there are too many separate areas for a recording of feet.
[[nodiscard]] Result<std::vector<int>> groupIntoPrints(const Recording& recording,
                                                       const Surface& surface,
                                                       const ContactTracks& tracks,
                                                       const FootfallOptions& options);

/// Standing trials: print of each cell of the window, both feet loaded at once.
[[nodiscard]] std::vector<int> splitStandingPrints(const Recording& recording,
                                                   const std::vector<unsigned char>& ignored,
                                                   const FootfallOptions& options);

}  // namespace podalign::plantar
