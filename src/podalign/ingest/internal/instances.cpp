#include "podalign/ingest/internal/instances.hpp"

#include <algorithm>

namespace podalign::ingest {
namespace {

// No format stores a vertex or a triangle in fewer bytes than twice this, so a mesh may stand in
// the scene a few times; small files may repeat more.
constexpr std::size_t kBytesPerItem = 3;
constexpr std::size_t kAlwaysAllowed = 100'000;

}  // namespace

SceneSurface::SceneSurface(std::size_t fileBytes, const ScanReadOptions& options) {
  const std::size_t most = std::max(kAlwaysAllowed, fileBytes / kBytesPerItem);
  mostVertices_ = std::min(3 * options.maxTriangles, most);
  mostTriangles_ = std::min(options.maxTriangles, most);
}

bool SceneSurface::makeRoom(std::size_t vertices) {
  return vertices <= mostVertices_ - surface.vertices.size();
}

bool SceneSurface::addTriangle(geometry::Triangle corners, bool mirrored) {
  if (surface.triangles.size() == mostTriangles_) return false;
  if (mirrored) std::swap(corners[1], corners[2]);
  surface.triangles.push_back(corners);
  ++surface.counts.trianglesRead;
  return true;
}

tl::unexpected<Error> SceneSurface::tooOften(const std::string& sourceName) {
  return failure(
      ErrorCode::TooLarge,
      "the scene holds more triangles than are read, or shows its meshes more often than "
      "a scan does. Export the foot alone, as STL, PLY or OBJ.",
      sourceName);
}

}  // namespace podalign::ingest
