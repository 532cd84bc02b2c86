#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/geometry/mesh.hpp"

/// Surfaces of known truth and their files in every format, written here independently of the
/// readers; and the checks of what `readScan` promises.
namespace podalign::testing {

/// A box of 277 x 100 x 70 with a corner in the origin: 8 vertices, 12 triangles, closed, outward.
[[nodiscard]] geometry::TriangleMesh box();
inline constexpr double kBoxVolume = 277.0 * 100.0 * 70.0;

/// An ellipsoid of 277 x 100 x 70 about the origin, closed, outward: rings of `around` vertices.
[[nodiscard]] geometry::TriangleMesh ellipsoid(std::size_t rings, std::size_t around);

/// Triangles from anywhere to anywhere in a cube of 100.
[[nodiscard]] geometry::TriangleMesh noise(std::uint32_t triangles);

[[nodiscard]] std::string stlBinary(const geometry::TriangleMesh& mesh);
[[nodiscard]] std::string stlAscii(const geometry::TriangleMesh& mesh);
[[nodiscard]] std::string plyAscii(const geometry::TriangleMesh& mesh);
enum class ByteOrder { Little, Big };
[[nodiscard]] std::string plyBinary(const geometry::TriangleMesh& mesh, ByteOrder order);
[[nodiscard]] std::string obj(const geometry::TriangleMesh& mesh);

/// By the divergence theorem; positive when a closed surface is wound outwards.
[[nodiscard]] double signedVolume(const geometry::TriangleMesh& mesh);

/// Empty when the surface, or without triangles the cloud, keeps every promise of `readScan`;
/// otherwise which one it breaks.
[[nodiscard]] std::string brokenPromise(const geometry::TriangleMesh& mesh,
                                        const std::vector<geometry::Point3>& normals = {});

[[nodiscard]] std::string fileContent(const std::filesystem::path& file);
[[nodiscard]] std::string corpusFile(const std::string& name);  ///< `stl/empty.stl`

/// A fresh folder, removed with this object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes a file into it and returns its path.
  [[nodiscard]] std::filesystem::path write(const std::string& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace podalign::testing
