#pragma once

#include <Eigen/Geometry>
#include <cstdint>
#include <span>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// One depth image of a pinhole camera without distortion. Camera frame: x right, y down, z
/// forward; pixel (column, row) has its centre at whole numbers.
struct DepthImage {
  int width = 0;
  int height = 0;
  std::vector<float> depthMm;  ///< along z, row by row; 0: nothing seen
  double fx = 0.0;             ///< in pixels
  double fy = 0.0;
  double cx = 0.0;
  double cy = 0.0;
  Eigen::Isometry3d scene_from_camera = Eigen::Isometry3d::Identity();  ///< in millimetres
};

struct FusionOptions {
  double voxelMm = 2.0;       ///< width of a cell; the surface is placed between cells
  double truncationMm = 8.0;  ///< how far from a seen surface distances are kept
  std::size_t maxBlocks =
      1500;  ///< of 16 cells a side, 0.23 MB each: a foot with leg takes some 600
};

/// Fuses depth images into one surface by a truncated signed distance field.
///
/// Shape:    at least one image; every one with width x height depths, positive focal lengths.
/// Frame:    that of `scene_from_camera`, millimetres.
/// Errors:   NoSurface when the images show none; TooLarge when they fill more than `maxBlocks`.
/// Accuracy: on a smooth surface seen without noise 0.2 mm on average and 1 mm at most with cells
/// of
///           2 mm (tests/unit/ingest/depth_test.cpp).
[[nodiscard]] Result<TriangleMesh> fuseDepthImages(std::span<const DepthImage> images,
                                                   const FusionOptions& options = {});

}  // namespace podalign::geometry
