#pragma once

#include "phantom/foot.hpp"

namespace phantom {

/// Collapses edges shorter than about `edgeMm` as long as the surface stays a closed manifold of
/// the same genus, no face turns over and no edge grows beyond 1.5 times the wanted length. Moved
/// vertices lie on chords: put them back on the skin afterwards.
void coarsen(Surface& surface, double edgeMm);

}  // namespace phantom
