#pragma once

#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// Turns triangles so that neighbours agree, where they do not: every part then looks outward all
/// over (by its volume). Returns whether there was anything to turn; a consistent surface stays as
/// it is, inside out or not.
///
/// Speed: linear for a consistent surface; else edges are sorted.
bool makeWindingConsistent(TriangleMesh& mesh);

}  // namespace podalign::geometry
