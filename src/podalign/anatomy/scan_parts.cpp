#include "podalign/anatomy/internal/scan_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "podalign/geometry/reduce.hpp"

namespace podalign::anatomy {
namespace {

using geometry::TriangleMesh;

constexpr double kStrayShare = 0.01;       // smaller parts are no foot
constexpr double kSecondFootShare = 0.30;  // a part this large may be a second foot

TriangleMesh partsWith(const TriangleMesh& mesh, const geometry::Components& parts,
                       const std::vector<bool>& keepLabel) {
  std::vector<bool> keep(mesh.vertices.size());
  for (std::size_t i = 0; i < keep.size(); ++i) {
    const std::uint32_t label = parts.labelOfVertex[i];
    keep[i] = label < keepLabel.size() && keepLabel[label];
  }
  return geometry::keepVertices(mesh, keep);
}

}  // namespace

Result<std::vector<TriangleMesh>> separateFeet(TriangleMesh mesh, Findings& findings) {
  const geometry::Components parts = geometry::findComponents(mesh);
  if (parts.triangles.empty()) {
    return failure(ErrorCode::NoSurface, "the file holds no surface. Export the scan as a mesh.");
  }
  std::vector<TriangleMesh> feet;
  if (parts.triangles.size() == 1) {
    feet.push_back(std::move(mesh));
    return feet;
  }
  const auto whole = static_cast<double>(parts.triangles[0]);
  const auto large = static_cast<std::size_t>(std::count_if(
      parts.triangles.begin(), parts.triangles.end(),
      [&](std::size_t n) { return static_cast<double>(n) > kSecondFootShare * whole; }));
  if (large > 2) {
    return failure(ErrorCode::NotAFoot,
                   fmt::format("the file holds {} separate large parts: more than two feet. "
                               "Export each foot to a file of its own.",
                               large));
  }
  std::vector<bool> keep(parts.triangles.size());
  for (std::size_t label = 0; label < keep.size(); ++label) {
    keep[label] = static_cast<double>(parts.triangles[label]) >= kStrayShare * whole;
  }
  const auto dropped = std::count(keep.begin(), keep.end(), false);
  if (dropped > 0) {
    findings.push_back(
        {{"SCAN.STRAY_PARTS_DROPPED", {{"count", std::to_string(dropped)}}}, Severity::Note, {}});
  }
  if (large == 1) {
    feet.push_back(dropped == 0 ? std::move(mesh) : partsWith(mesh, parts, keep));
    return feet;
  }
  for (std::size_t foot = 0; foot < 2; ++foot) {
    std::vector<bool> only(parts.triangles.size(), false);
    only[foot] = true;
    feet.push_back(partsWith(mesh, parts, only));
  }
  return feet;
}

}  // namespace podalign::anatomy
