#pragma once

#include <filesystem>

namespace podalign::benchmarks {

/// Seconds that Open3D's ReadTriangleMesh takes for the file in this process; read once per file.
[[nodiscard]] double open3dReadSeconds(const std::filesystem::path& file);

}  // namespace podalign::benchmarks
