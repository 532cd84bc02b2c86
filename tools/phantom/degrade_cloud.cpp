#include "phantom/degrade_cloud.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "phantom/dice.hpp"
#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr double kDegree = 3.14159265358979323846 / 180.0;

template <class Keep>
Cloud only(const Cloud& cloud, const Keep& keep) {
  Cloud out;
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    if (!keep(cloud.points[i], cloud.normals[i])) continue;
    out.points.push_back(cloud.points[i]);
    out.normals.push_back(cloud.normals[i]);
  }
  return out;
}

}  // namespace

Cloud sampled(const Surface& surface, const Sampling& sampling, unsigned seed) {
  Dice dice(seed);
  const std::vector<Vector3d> normals = vertexNormals(surface);
  double area = 0.0;
  for (const auto& t : surface.triangles) area += areaNormal(surface, t).norm();
  const double each = area / sampling.points;
  double due = dice.uniform(0.0, each);  // a comb over the area: even, without clumps
  Cloud cloud;
  for (const auto& t : surface.triangles) {
    due += areaNormal(surface, t).norm();
    for (; due >= each; due -= each) {
      double u = dice.uniform(0.0, 1.0);
      double v = dice.uniform(0.0, 1.0);
      if (u + v > 1.0) {
        u = 1.0 - u;
        v = 1.0 - v;
      }
      const std::array<double, 3> weights{1.0 - u - v, u, v};
      Vector3d p = Vector3d::Zero();
      Vector3d n = Vector3d::Zero();
      for (std::size_t i = 0; i < 3; ++i) {
        p += weights[i] * surface.vertices[static_cast<std::size_t>(t[i])];
        n += weights[i] * normals[static_cast<std::size_t>(t[i])];
      }
      n.normalize();
      p += sampling.noiseSdMm * dice.normal() * n;
      const Vector3d off(dice.normal(), dice.normal(), dice.normal());
      n = (n + std::tan(sampling.normalSdDeg * kDegree) * off).normalized();
      cloud.points.push_back(p);
      cloud.normals.push_back(n);
    }
  }
  return cloud;
}

Cloud withGaps(const Cloud& cloud, int count, double diameterMm, unsigned seed) {
  Dice dice(seed);
  std::vector<Vector3d> centres;
  for (int i = 0; i < count; ++i) centres.push_back(cloud.points[dice.below(cloud.points.size())]);
  return only(cloud, [&](const Vector3d& p, const Vector3d&) {
    return std::none_of(centres.begin(), centres.end(),
                        [&](const Vector3d& c) { return (p - c).norm() < 0.5 * diameterMm; });
  });
}

Cloud withoutSole(const Cloud& cloud) {
  return only(cloud,
              [](const Vector3d& p, const Vector3d& n) { return p.z() > 35.0 || n.z() > -0.15; });
}

std::string xyz(const Cloud& cloud, CloudNormals normals) {
  std::string text;
  char line[160];
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    const Vector3d& p = cloud.points[i];
    const Vector3d& n = cloud.normals[i];
    if (normals == CloudNormals::Kept) {
      std::snprintf(line, sizeof line, "%.4f %.4f %.4f %.5f %.5f %.5f\n", p.x(), p.y(), p.z(),
                    n.x(), n.y(), n.z());
    } else {
      std::snprintf(line, sizeof line, "%.4f %.4f %.4f\n", p.x(), p.y(), p.z());
    }
    text += line;
  }
  return text;
}

std::string plyCloud(const Cloud& cloud, CloudNormals normals) {
  std::string bytes = "ply\nformat binary_little_endian 1.0\nelement vertex " +
                      std::to_string(cloud.points.size()) +
                      "\nproperty float x\nproperty float y\nproperty float z\n";
  if (normals == CloudNormals::Kept)
    bytes += "property float nx\nproperty float ny\nproperty float nz\n";
  bytes += "end_header\n";
  const auto put = [&](const Vector3d& v) {
    for (int i = 0; i < 3; ++i) {
      const auto number = static_cast<float>(v[i]);
      std::uint32_t bits = 0;
      std::memcpy(&bits, &number, sizeof bits);
      for (int shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>(bits >> static_cast<unsigned>(shift) & 0xFFU);
    }
  };
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    put(cloud.points[i]);
    if (normals == CloudNormals::Kept) put(cloud.normals[i]);
  }
  return bytes;
}

}  // namespace phantom
