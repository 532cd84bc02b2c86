#pragma once

#include <vector>

#include "podalign/geometry/mesh.hpp"
#include "podalign/geometry/plane.hpp"

namespace podalign::anatomy {

/// What hangs below the face of a block or cast, seen along that face. In the file's unit.
struct Bowl {
  geometry::TriangleMesh mesh_in_scan;
  double length = 0.0;  ///< of its shadow's rectangle
  double depth = 0.0;
  double rimShadow = 0.0;  ///< area of the hull of its rim
};

/// The parts of a scan below `face` (normal into the scan) once what lies within `cut` of it is
/// gone, as far as they hang from it as an imprint does: long and narrow, of a foot's depth at both
/// ends, with a floor of skin that is neither plane nor missing, open to the face alone.
[[nodiscard]] std::vector<Bowl> bowlsBelow(const geometry::TriangleMesh& mesh_in_scan,
                                           const geometry::Plane& face, double cut);

/// Of an imprint what was skin: the floor without the walls that the foam made.
[[nodiscard]] geometry::TriangleMesh floorOf(const geometry::TriangleMesh& bowl,
                                             const geometry::Point3& up);

}  // namespace podalign::anatomy
