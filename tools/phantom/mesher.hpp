#pragma once

#include <functional>

#include "phantom/coarsen.hpp"
#include "phantom/field.hpp"

namespace phantom {

/// A solid by a function that is negative inside and near the distance to its surface, within a
/// box.
struct Implicit {
  std::function<double(const Eigen::Vector3d&)> at;
  Eigen::Vector3d low, high;
  EdgeLength edgeAt;  ///< wanted, place by place
};
/// The zero surface within the box, lattice and edges about `edgeMm`; closed where it does not
/// reach the box's top. Vertices lie on the surface within 0.01 mm.
[[nodiscard]] Surface meshImplicit(const Implicit& shape, double edgeMm);

/// A foot's surface in its construction frame, cut flat at its top: one closed manifold, wound
/// outward, by construction of the lattice. Shorter edges at the toes.
struct FootMeshing {
  double lengthMm = 260.0;
  double topMm = 120.0;
  double edgeMm = 3.0;
};
/// `shape.edgeAt` is not asked.
[[nodiscard]] Surface meshFoot(const Implicit& shape, const FootMeshing& meshing);
[[nodiscard]] Surface meshField(const FootField& field, double edgeMm);

}  // namespace phantom
