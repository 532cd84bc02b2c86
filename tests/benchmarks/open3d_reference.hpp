#pragma once

#include <filesystem>

namespace podalign::benchmarks {

/// Seconds that Open3D takes for the file in this process.
struct Open3dSeconds {
  double reading = 0.0;  ///< ReadTriangleMesh
  double welded = 0.0;   ///< with RemoveDuplicatedVertices after it
};
[[nodiscard]] Open3dSeconds timeOpen3d(const std::filesystem::path& file);

}  // namespace podalign::benchmarks
