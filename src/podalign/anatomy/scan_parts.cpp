#include "podalign/anatomy/internal/scan_parts.hpp"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <algorithm>

#include "podalign/geometry/normals.hpp"
#include "podalign/geometry/reduce.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point3;
using geometry::TriangleMesh;

constexpr double kStrayShare = 0.01;       // of the largest part's area: smaller ones are no foot
constexpr double kSecondFootShare = 0.30;  // a part this large may be a second foot
constexpr double kNearShare = 0.02;        // of the diagonal: a loose piece of the foot itself

struct Part {
  double area = 0.0;
  Eigen::AlignedBox3d box;
};

std::vector<Part> partsOf(const TriangleMesh& mesh, const geometry::Components& components) {
  std::vector<Part> parts(components.triangles.size());
  for (const geometry::Triangle& t : mesh.triangles) {
    Part& part = parts[components.labelOfVertex[t[0]]];
    part.area += 0.5 * geometry::doubledNormal(mesh, t).norm();
    for (const std::uint32_t i : t) part.box.extend(mesh.vertices[i]);
  }
  return parts;
}

}  // namespace

Result<std::vector<TriangleMesh>> separateFeet(TriangleMesh mesh,
                                               const geometry::Components& components,
                                               Findings& findings) {
  if (components.triangles.empty()) {
    return failure(ErrorCode::NoSurface, "the file holds no surface. Export the scan as a mesh.");
  }
  std::vector<TriangleMesh> feet;
  if (components.triangles.size() == 1) {
    feet.push_back(std::move(mesh));
    return feet;
  }
  const std::vector<Part> parts = partsOf(mesh, components);
  const double whole =
      std::max_element(parts.begin(), parts.end(), [](const Part& l, const Part& r) {
        return l.area < r.area;
      })->area;
  std::vector<std::size_t> large;
  for (std::size_t label = 0; label < parts.size(); ++label) {
    if (parts[label].area > kSecondFootShare * whole) large.push_back(label);
  }
  if (large.size() > 2) {
    return failure(ErrorCode::NotAFoot,
                   fmt::format("the file holds {} separate large parts: more than two feet. "
                               "Export each foot to a file of its own.",
                               large.size()));
  }
  // Loose pieces stay with the large part they touch; what touches none is no part of a foot.
  constexpr std::size_t kNowhere = 2;
  std::vector<std::size_t> footOf(parts.size(), kNowhere);
  std::size_t dropped = 0;
  for (std::size_t label = 0; label < parts.size(); ++label) {
    if (parts[label].area >= kStrayShare * whole) {
      for (std::size_t foot = large.size(); foot-- > 0;) {
        const Eigen::AlignedBox3d& box = parts[large[foot]].box;
        const double reach = kNearShare * box.diagonal().norm();
        if (large[foot] == label || box.exteriorDistance(parts[label].box) < reach) {
          footOf[label] = foot;
        }
      }
    }
    if (footOf[label] == kNowhere) ++dropped;
  }
  for (std::size_t foot = 0; foot < large.size(); ++foot) footOf[large[foot]] = foot;
  if (dropped > 0) {
    findings.push_back(
        {{"SCAN.STRAY_PARTS_DROPPED", {{"count", std::to_string(dropped)}}}, Severity::Note, {}});
  }
  if (large.size() == 1 && dropped == 0) {
    feet.push_back(std::move(mesh));
    return feet;
  }
  std::vector<bool> keep(mesh.vertices.size());
  for (std::size_t foot = 0; foot < large.size(); ++foot) {
    for (std::size_t i = 0; i < keep.size(); ++i) {
      const std::uint32_t label = components.labelOfVertex[i];
      keep[i] = label < footOf.size() && footOf[label] == foot;
    }
    feet.push_back(geometry::keepVertices(mesh, keep));
  }
  return feet;
}

}  // namespace podalign::anatomy
