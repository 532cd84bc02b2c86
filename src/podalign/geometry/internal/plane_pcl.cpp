#include <pcl/point_cloud.h>
#include <pcl/point_types.h>
#include <pcl/sample_consensus/ransac.h>
#include <pcl/sample_consensus/sac_model_plane.h>

#include <Eigen/Eigenvalues>
#include <algorithm>

#include "podalign/core/contracts.hpp"
#include "podalign/geometry/plane.hpp"

namespace podalign::geometry {
namespace {

constexpr std::size_t kMinPoints = 10;
constexpr int kMaxIterations = 200;
constexpr double kProbability = 0.99;

}  // namespace

std::optional<PlaneFit> segmentPlane(std::span<const Point3> points, double threshold) {
  PODALIGN_EXPECTS(threshold > 0.0);
  if (points.size() < kMinPoints) return std::nullopt;
  // PCL holds float: subtract the centre first, or a scan far from its origin loses its digits.
  Point3 centre = Point3::Zero();
  for (const Point3& point : points) centre += point;
  centre /= static_cast<double>(points.size());
  auto cloud = pcl::make_shared<pcl::PointCloud<pcl::PointXYZ>>();
  cloud->reserve(points.size());
  for (const Point3& point : points) {
    const Eigen::Vector3f shifted = (point - centre).cast<float>();
    cloud->emplace_back(shifted.x(), shifted.y(), shifted.z());
  }
  auto model = pcl::make_shared<pcl::SampleConsensusModelPlane<pcl::PointXYZ>>(cloud, false);
  pcl::RandomSampleConsensus<pcl::PointXYZ> consensus(model, threshold);
  consensus.setMaxIterations(kMaxIterations);
  consensus.setProbability(kProbability);
  if (!consensus.computeModel()) return std::nullopt;
  pcl::Indices inliers;
  consensus.getInliers(inliers);
  Eigen::VectorXf coefficients;
  consensus.getModelCoefficients(coefficients);
  if (inliers.size() < kMinPoints || coefficients.size() != 4) return std::nullopt;

  PlaneFit fit;
  const Point3 normal = coefficients.head<3>().cast<double>().normalized();
  fit.plane = {normal, normal.dot(centre) - static_cast<double>(coefficients[3])};
  for (const auto index : inliers) fit.inliers.push_back(static_cast<std::size_t>(index));
  std::sort(fit.inliers.begin(), fit.inliers.end());
  return fit;
}

Plane fitPlane(std::span<const Point3> points, const Point3& up) {
  PODALIGN_EXPECTS(points.size() >= 3);
  Point3 centre = Point3::Zero();
  for (const Point3& point : points) centre += point;
  centre /= static_cast<double>(points.size());
  Eigen::Matrix3d spread = Eigen::Matrix3d::Zero();
  for (const Point3& point : points) spread += (point - centre) * (point - centre).transpose();
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(spread);
  Point3 normal = solver.eigenvectors().col(0).normalized();
  if (normal.dot(up) < 0.0) normal = -normal;
  return {normal, normal.dot(centre)};
}

}  // namespace podalign::geometry
