#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::anatomy {

/// Vertices by place, for surfaces around a point.
class PatchFinder {
 public:
  /// Requires: a radius above 0. Keeps a reference to the mesh.
  PatchFinder(const geometry::TriangleMesh& mesh, double radius);

  /// A quadric patch around a vertex: where the surface lies there without its noise, and how far
  /// the surface lies off the patch (one standard deviation).
  struct Patch {
    geometry::Point3 centre;
    double residual = 0.0;
  };
  /// Absent with fewer than ten vertices around.
  [[nodiscard]] std::optional<Patch> around(std::size_t vertex) const;

 private:
  [[nodiscard]] std::array<std::size_t, 3> cellOf(const geometry::Point3& p) const;
  [[nodiscard]] std::size_t indexOf(std::size_t x, std::size_t y, std::size_t z) const;

  const geometry::TriangleMesh& mesh_;
  double radius_;
  std::vector<geometry::Point3> normals_;
  geometry::Point3 low_ = geometry::Point3::Zero();
  std::array<std::size_t, 3> cells_{};
  std::vector<std::uint32_t> start_,
      order_;  // cell c holds order_[start_[c]] to order_[start_[c+1]]
};

}  // namespace podalign::anatomy
