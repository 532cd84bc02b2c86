#pragma once

#include <functional>

#include "phantom/foot.hpp"

namespace phantom {

/// Wanted edge length at a place, mm.
using EdgeLength = std::function<double(const Eigen::Vector3d&)>;

/// Collapses edges shorter than about the wanted length as long as the surface stays a closed
/// manifold of the same genus, no face turns over and no edge grows beyond 1.5 times that length.
/// Moved vertices lie on chords: put them back on the skin afterwards.
void coarsen(Surface& surface, const EdgeLength& edgeAt);

}  // namespace phantom
