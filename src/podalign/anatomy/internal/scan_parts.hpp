#pragma once

#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"
#include "podalign/geometry/reduce.hpp"

namespace podalign::anatomy {

/// The one or two large parts of a scan of these components, without its stray ones.
///
/// Errors: NoSurface; NotAFoot where more than two parts are large.
/// Findings: SCAN.STRAY_PARTS_DROPPED.
[[nodiscard]] Result<std::vector<geometry::TriangleMesh>> separateFeet(
    geometry::TriangleMesh mesh, const geometry::Components& components, Findings& findings);

}  // namespace podalign::anatomy
