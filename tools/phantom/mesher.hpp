#pragma once

#include "phantom/field.hpp"

namespace phantom {

/// The field's zero surface up to its top, closed there by a flat cap. Vertices lie on the surface
/// within 0.01 mm. One closed manifold, wound outward, by construction of the lattice.
[[nodiscard]] Surface meshField(const FootField& field, double edgeMm);

/// Everything above z = `heightMm` cut away; the hole closed by a flat cap of edges about `edgeMm`.
/// The surface must be closed.
[[nodiscard]] Surface cutFlat(const Surface& surface, double heightMm, double edgeMm);

}  // namespace phantom
