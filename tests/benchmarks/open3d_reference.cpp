#include "benchmarks/open3d_reference.hpp"

#include <open3d/geometry/TriangleMesh.h>
#include <open3d/io/TriangleMeshIO.h>

#include <chrono>
#include <map>
#include <stdexcept>

namespace podalign::benchmarks {

double open3dReadSeconds(const std::filesystem::path& file) {
  static std::map<std::filesystem::path, double> seconds;
  if (const auto known = seconds.find(file); known != seconds.end()) return known->second;
  open3d::geometry::TriangleMesh mesh;
  const auto before = std::chrono::steady_clock::now();
  const bool read = open3d::io::ReadTriangleMesh(file.string(), mesh);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - before;
  if (!read || mesh.triangles_.empty())
    throw std::runtime_error("Open3D did not read " + file.string());
  return seconds[file] = taken.count();
}

}  // namespace podalign::benchmarks
