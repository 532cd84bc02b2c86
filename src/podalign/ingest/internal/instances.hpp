#pragma once

#include <Eigen/Geometry>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "podalign/ingest/internal/raw_surface.hpp"

namespace podalign::ingest {

/// Puts the meshes of a scene (glTF, 3MF) into one surface, each where it stands. A scene may show
/// a mesh many times: what comes of it may not grow beyond what a file of that size could hold
/// anyway.
class SceneSurface {
 public:
  SceneSurface(std::size_t fileBytes, const ScanReadOptions& options);

  /// Index of the first of `count` vertices that come next, moved by `transform`; false: too many.
  [[nodiscard]] bool makeRoom(std::size_t vertices);
  void addVertex(const geometry::Point3& point, const Eigen::Affine3d& transform) {
    surface.vertices.push_back(transform * point);
  }
  /// False: too many.
  [[nodiscard]] bool addTriangle(geometry::Triangle corners, bool mirrored);

  [[nodiscard]] static bool mirrors(const Eigen::Affine3d& transform) {
    return transform.linear().determinant() < 0;
  }
  [[nodiscard]] static tl::unexpected<Error> tooOften(const std::string& sourceName);

  RawSurface surface;

 private:
  std::size_t mostVertices_;
  std::size_t mostTriangles_;
};

}  // namespace podalign::ingest
