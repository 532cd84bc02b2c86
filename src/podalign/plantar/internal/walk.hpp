#pragma once

#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "podalign/plantar/recording.hpp"

/// What can only be decided for all footfalls of a recording together. Private to plantar.
namespace podalign::plantar {

/// Sets `heelToToe` and `rowDirection` of each footfall.
void findDirections(std::vector<Footfall>& footfalls, const Recording& recording,
                    Findings& findings);

/// Runs of footfalls one way without a break, first and last index: a walk over the plate and the
/// one back are two. Needs `heelToToe`.
[[nodiscard]] std::vector<IndexRange> findPasses(const std::vector<Footfall>& footfalls,
                                                 const Recording& recording);

[[nodiscard]] Direction nearestGridAxis(const Direction& d);

/// From the last frame of one to the first of the next, s; negative while both are on the ground.
[[nodiscard]] double pauseBetween(const Footfall& before, const Footfall& after,
                                  const Recording& recording);

/// Sets `side` of each footfall, from shape, alternation and what is declared.
void findSides(std::vector<Footfall>& footfalls, const Recording& recording,
               const FootfallOptions& options, Findings& findings);

/// Sets `progression` of each footfall.
void findProgression(std::vector<Footfall>& footfalls, const Recording& recording);

/// Sets `complete` and `incompleteReasons` of each footfall.
void findIncomplete(std::vector<Footfall>& footfalls, const Recording& recording,
                    const FootfallOptions& options);

}  // namespace podalign::plantar
