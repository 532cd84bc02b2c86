#include "benchmarks/open3d_reference.hpp"

#include <open3d/geometry/TriangleMesh.h>
#include <open3d/io/TriangleMeshIO.h>

#include <stdexcept>

#include "benchmarks/processor_time.hpp"

namespace podalign::benchmarks {

Open3dSeconds timeOpen3d(const std::filesystem::path& file) {
  open3d::geometry::TriangleMesh mesh;
  const double begin = processorSeconds();
  const bool read = open3d::io::ReadTriangleMesh(file.string(), mesh);
  const double reading = processorSeconds() - begin;
  if (!read || mesh.triangles_.empty())
    throw std::runtime_error("Open3D did not read " + file.string());
  mesh.RemoveDuplicatedVertices();
  return {reading, processorSeconds() - begin};
}

}  // namespace podalign::benchmarks
