#pragma once

#include "phantom/field.hpp"

namespace phantom {

/// The field's zero surface up to its top, closed there by a flat cap. Vertices lie on the surface
/// within 0.01 mm. One closed manifold, wound outward, by construction of the lattice.
[[nodiscard]] Surface meshField(const FootField& field, double edgeMm);

}  // namespace phantom
