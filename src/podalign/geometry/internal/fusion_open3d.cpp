#include <open3d/camera/PinholeCameraIntrinsic.h>
#include <open3d/geometry/Image.h>
#include <open3d/geometry/RGBDImage.h>
#include <open3d/geometry/TriangleMesh.h>
#include <open3d/pipelines/integration/ScalableTSDFVolume.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <exception>
#include <set>
#include <vector>

#include "podalign/core/contracts.hpp"
#include "podalign/geometry/fusion.hpp"

// Of the runtime that the library brings along; its header differs between compilers.
extern "C" {
void omp_set_num_threads(int count);
int omp_get_max_threads();
}

namespace podalign::geometry {
namespace {

using open3d::pipelines::integration::ScalableTSDFVolume;
using open3d::pipelines::integration::TSDFVolumeColorType;

constexpr int kCellsPerBlock = 16;
// Blocks are opened around every fourth pixel of every fourth row.
constexpr int kStride = 4;
constexpr double kFurthestMm = 1e5;

using Block = std::array<int, 3>;

// What the library will open, counted before it does: a block is 0.23 MB, and depths that jump
// about open one for nearly every pixel.
class BlockCount {
 public:
  explicit BlockCount(const FusionOptions& options)
      : options_(options), edge_(kCellsPerBlock * options.voxelMm) {}

  [[nodiscard]] bool add(const DepthImage& image) {
    for (int row = 0; row < image.height; row += kStride) {
      for (int column = 0; column < image.width; column += kStride) {
        const auto pixel = static_cast<std::size_t>(row) * static_cast<std::size_t>(image.width) +
                           static_cast<std::size_t>(column);
        const double depth = image.depthMm[pixel];
        if (!(depth > 0.0)) continue;
        const Point3 in_camera((column - image.cx) * depth / image.fx,
                               (row - image.cy) * depth / image.fy, depth);
        if (!add(image.scene_from_camera * in_camera)) return false;
      }
    }
    return true;
  }

 private:
  bool add(const Point3& point) {
    if (!(point.cwiseAbs().maxCoeff() < kFurthestMm)) return false;
    const auto blockOf = [this](double value) {
      return static_cast<int>(std::floor(value / edge_));
    };
    Block low{};
    Block high{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      low[axis] = blockOf(point[static_cast<int>(axis)] - options_.truncationMm);
      high[axis] = blockOf(point[static_cast<int>(axis)] + options_.truncationMm);
    }
    for (int x = low[0]; x <= high[0]; ++x) {
      for (int y = low[1]; y <= high[1]; ++y) {
        for (int z = low[2]; z <= high[2]; ++z) blocks_.insert({x, y, z});
      }
    }
    return blocks_.size() <= options_.maxBlocks;
  }

  const FusionOptions& options_;
  double edge_;
  std::set<Block> blocks_;
};

tl::unexpected<Error> tooLarge() {
  return failure(ErrorCode::TooLarge,
                 "the depth images show more than a foot and its leg. Cut away what lies behind it "
                 "(depth 0) and state the poses in millimetres.");
}

tl::unexpected<Error> nothingSeen() {
  return failure(ErrorCode::NoSurface,
                 "the depth images together show no surface. Check their scale, focal lengths and "
                 "poses.");
}

// The library forks for every block of 16 cells: on a busy machine its threads wait for each other
// ten times as long as they work.
class OneThread {
 public:
  OneThread() : before_(omp_get_max_threads()) { omp_set_num_threads(1); }
  ~OneThread() { omp_set_num_threads(before_); }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;
  OneThread(OneThread&&) = delete;
  OneThread& operator=(OneThread&&) = delete;

 private:
  int before_;
};

// Without the pixels seen at a flat angle or beside an edge: between two pixels the surface may be
// anywhere there, and cameras mix what lies before and behind.
std::vector<float> reliableDepths(const DepthImage& image) {
  constexpr double kSteepest = 3.0;  // tangent of the angle: 72 degrees
  std::vector<float> kept = image.depthMm;
  const auto width = static_cast<std::size_t>(image.width);
  const auto drop = [&](std::size_t one, std::size_t other, double focal) {
    const double a = image.depthMm[one];
    const double b = image.depthMm[other];
    if (a > 0.0 && b > 0.0 && std::abs(a - b) <= kSteepest * std::min(a, b) / focal) return;
    kept[one] = 0.0F;
    kept[other] = 0.0F;
  };
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i % width != 0) drop(i - 1, i, image.fx);
    if (i >= width) drop(i - width, i, image.fy);
  }
  return kept;
}

open3d::geometry::RGBDImage libraryImage(const DepthImage& image) {
  open3d::geometry::RGBDImage both;
  both.depth_.Prepare(image.width, image.height, 1, sizeof(float));
  const std::vector<float> depths = reliableDepths(image);
  std::memcpy(both.depth_.data_.data(), depths.data(), both.depth_.data_.size());
  both.color_.Prepare(image.width, image.height, 3, 1);
  return both;
}

}  // namespace

Result<TriangleMesh> fuseDepthImages(std::span<const DepthImage> images,
                                     const FusionOptions& options) {
  BlockCount blocks(options);
  for (const DepthImage& image : images) {
    PODALIGN_EXPECTS(image.width > 0 && image.height > 0 && image.fx > 0 && image.fy > 0);
    PODALIGN_EXPECTS(image.depthMm.size() == static_cast<std::size_t>(image.width) *
                                                 static_cast<std::size_t>(image.height));
    if (!blocks.add(image)) return tooLarge();
  }
  try {
    const OneThread calm;
    ScalableTSDFVolume volume(options.voxelMm, options.truncationMm, TSDFVolumeColorType::NoColor,
                              kCellsPerBlock, kStride);
    for (const DepthImage& image : images) {
      volume.Integrate(libraryImage(image),
                       open3d::camera::PinholeCameraIntrinsic(image.width, image.height, image.fx,
                                                              image.fy, image.cx, image.cy),
                       image.scene_from_camera.inverse().matrix());
    }
    const auto fused = volume.ExtractTriangleMesh();
    TriangleMesh mesh;
    mesh.vertices.assign(fused->vertices_.begin(), fused->vertices_.end());
    for (const Eigen::Vector3i& face : fused->triangles_) {
      mesh.triangles.push_back({static_cast<std::uint32_t>(face[0]),
                                static_cast<std::uint32_t>(face[1]),
                                static_cast<std::uint32_t>(face[2])});
    }
    if (mesh.triangles.empty()) return nothingSeen();
    return mesh;
  } catch (const std::exception&) {
    return nothingSeen();  // the library throws on what it cannot use
  }
}

}  // namespace podalign::geometry
