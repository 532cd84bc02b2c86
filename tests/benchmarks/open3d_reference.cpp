#include "benchmarks/open3d_reference.hpp"

#include <open3d/geometry/TriangleMesh.h>
#include <open3d/io/TriangleMeshIO.h>

#include <algorithm>
#include <limits>
#include <map>
#include <stdexcept>

#include "benchmarks/processor_time.hpp"

namespace podalign::benchmarks {

Open3dSeconds open3dSeconds(const std::filesystem::path& file) {
  static std::map<std::filesystem::path, Open3dSeconds> known;
  if (const auto found = known.find(file); found != known.end()) return found->second;
  constexpr int kRuns = 3;  // the least counts, to its favour
  Open3dSeconds least{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
  for (int run = 0; run < kRuns; ++run) {
    open3d::geometry::TriangleMesh mesh;
    const double begin = processorSeconds();
    const bool read = open3d::io::ReadTriangleMesh(file.string(), mesh);
    const double reading = processorSeconds() - begin;
    if (!read || mesh.triangles_.empty())
      throw std::runtime_error("Open3D did not read " + file.string());
    mesh.RemoveDuplicatedVertices();
    const double both = processorSeconds() - begin;
    least = {std::min(least.reading, reading), std::min(least.welded, both)};
  }
  return known[file] = least;
}

}  // namespace podalign::benchmarks
