#pragma once

#include <string>
#include <vector>

#include "phantom/foot.hpp"

/// Scans that are points, not surfaces.
namespace phantom {

struct Cloud {
  std::vector<Eigen::Vector3d> points;   ///< mm
  std::vector<Eigen::Vector3d> normals;  ///< unit, outward
};

struct Sampling {
  int points = 60000;
  double noiseSdMm = 0.0;  ///< along the normal
  double normalSdDeg = 0.0;
};
/// Points spread evenly over the skin. The truth stays, give or take noise and spacing.
[[nodiscard]] Cloud sampled(const Surface& surface, const Sampling& sampling, unsigned seed);
/// Without the points in `count` balls about random points: the skin there was not seen.
[[nodiscard]] Cloud withGaps(const Cloud& cloud, int count, double diameterMm, unsigned seed);
/// Without what faces down below 35 mm: a cloud from a hand-held scan of a standing foot.
[[nodiscard]] Cloud withoutSole(const Cloud& cloud);

enum class CloudNormals { Kept, Left };
/// "x y z" or "x y z nx ny nz" per line.
[[nodiscard]] std::string xyz(const Cloud& cloud, CloudNormals normals);
/// Binary little-endian PLY without faces, floats.
[[nodiscard]] std::string plyCloud(const Cloud& cloud, CloudNormals normals);

}  // namespace phantom
