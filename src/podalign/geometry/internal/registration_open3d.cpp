#include <open3d/geometry/KDTreeFlann.h>
#include <open3d/geometry/PointCloud.h>
#include <open3d/geometry/TriangleMesh.h>
#include <open3d/pipelines/registration/Registration.h>
#include <open3d/pipelines/registration/TransformationEstimation.h>

#include <exception>

#include "podalign/geometry/registration.hpp"

namespace podalign::geometry {
namespace {

open3d::geometry::TriangleMesh toOpen3d(const TriangleMesh& mesh) {
  open3d::geometry::TriangleMesh converted;
  converted.vertices_.assign(mesh.vertices.begin(), mesh.vertices.end());
  for (const Triangle& triangle : mesh.triangles) {
    converted.triangles_.emplace_back(static_cast<int>(triangle[0]), static_cast<int>(triangle[1]),
                                      static_cast<int>(triangle[2]));
  }
  return converted;
}

}  // namespace

Result<Registration> registerSurfaces(const TriangleMesh& source, const TriangleMesh& target,
                                      const Eigen::Isometry3d& start, double reach) {
  const auto nothing = [] {
    return failure(ErrorCode::NoSurface, "the two surfaces do not lie over one another");
  };
  if (source.vertices.empty() || target.triangles.empty()) return nothing();
  try {
    namespace o3d = open3d;
    o3d::geometry::TriangleMesh targetMesh = toOpen3d(target);
    targetMesh.ComputeVertexNormals();
    o3d::geometry::PointCloud targetCloud;
    targetCloud.points_ = targetMesh.vertices_;
    targetCloud.normals_ = targetMesh.vertex_normals_;
    o3d::geometry::PointCloud sourceCloud;
    sourceCloud.points_.assign(source.vertices.begin(), source.vertices.end());
    const o3d::pipelines::registration::RegistrationResult fitted =
        o3d::pipelines::registration::RegistrationICP(
            sourceCloud, targetCloud, reach, start.matrix(),
            o3d::pipelines::registration::TransformationEstimationPointToPlane());
    if (fitted.correspondence_set_.empty()) return nothing();
    Registration result;
    result.target_from_source.matrix() = fitted.transformation_;
    result.rmsDistance = fitted.inlier_rmse_;
    result.fitness = fitted.fitness_;
    sourceCloud.Transform(fitted.transformation_);
    result.distances = sourceCloud.ComputePointCloudDistance(targetCloud);
    return result;
  } catch (const std::exception&) {
    return nothing();
  }
}

}  // namespace podalign::geometry
