#pragma once

#include <span>
#include <vector>

#include "podalign/geometry/mesh.hpp"
#include "podalign/geometry/plane.hpp"

namespace podalign::anatomy {

/// A piece of surface, for questions about where a scan's area lies.
struct Patch {
  geometry::Point3 centre;
  geometry::Point3 normal;  ///< length 1, zero for a triangle without area
  double area = 0.0;
};

/// Every n-th triangle, at most about `most` of them; each stands for its neighbours left out.
[[nodiscard]] std::vector<Patch> samplePatches(const geometry::TriangleMesh& mesh,
                                               std::size_t most);

/// Two directions in a plane that turn with it.
struct PlaneBasis {
  geometry::Point3 e1, e2;
  explicit PlaneBasis(const geometry::Point3& normal)
      : e1(normal.unitOrthogonal()), e2(normal.cross(e1)) {}
  [[nodiscard]] geometry::Point2 project(const geometry::Point3& p) const {
    return {e1.dot(p), e2.dot(p)};
  }
};

/// The shadow of points on a plane: its convex hull, and how much of that it fills. Fast rather
/// than exact: rows and columns of a 96th of the extent.
struct Shadow {
  double hullArea = 0.0;
  double length = 0.0;  ///< along its main direction
  double width = 0.0;
  double solidity = 0.0;  ///< 1 for a convex shadow, about 0.6 for a foot and leg lying on the side
};
[[nodiscard]] Shadow shadowOf(std::span<const geometry::Point2> points);

}  // namespace podalign::anatomy
