#include "podalign/anatomy/align.hpp"

#include <cmath>
#include <utility>

#include "podalign/anatomy/denoise.hpp"
#include "podalign/anatomy/internal/floor.hpp"
#include "podalign/anatomy/internal/imprint.hpp"
#include "podalign/anatomy/internal/imprint_shape.hpp"
#include "podalign/anatomy/internal/one_foot.hpp"
#include "podalign/anatomy/internal/scan_parts.hpp"
#include "podalign/anatomy/internal/support.hpp"
#include "podalign/anatomy/internal/two_feet.hpp"
#include "podalign/anatomy/surface_noise.hpp"
#include "podalign/geometry/cloud_surface.hpp"
#include "podalign/geometry/reduce.hpp"
#include "podalign/geometry/smooth.hpp"
#include "podalign/geometry/winding.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point3;
using geometry::TriangleMesh;

// Above this a mesh is thinned: a vertex every 1.5 mm of a foot of 350 mm diagonal is left, and its
// surface moves by far less than its noise.
constexpr std::size_t kDenseTriangles = 300000;
constexpr double kThinnedCellShare = 1.0 / 240.0;  // of the diagonal

// Noise that moves the ground: against the edges (coarse meshes look rough) and the scan's
// diagonal.
constexpr double kNoiseOfEdge = 0.09;
constexpr double kNoiseOfScan = 0.0004;
constexpr int kSmoothingRounds = 5;

double diagonalOf(const TriangleMesh& mesh) {
  Eigen::AlignedBox3d box;
  for (const Point3& vertex : mesh.vertices) box.extend(vertex);
  return box.diagonal().norm();
}

void settlePositions(std::vector<PosedFoot>& feet) {
  if (feet.size() != 2) return;
  const auto sides = sidesByPosition(feet[0].pose, feet[1].pose);
  if (!sides) return;
  feet[0].sideByPosition = (*sides)[0];
  feet[1].sideByPosition = (*sides)[1];
}

// Both feet of a pair: left first, with the stance angle where both sides are there.
void settlePair(std::vector<FinishedFoot>& feet) {
  if (feet[0].foot.side.side == Laterality::Right && feet[1].foot.side.side == Laterality::Left) {
    std::swap(feet[0], feet[1]);
  }
  if (feet[0].foot.side.side == feet[1].foot.side.side) return;
  const double angle = turnedOutDeg(feet[0].axis_in_scan, feet[1].axis_in_scan, feet[0].up_in_scan);
  feet[0].foot.stanceAngleDeg = angle;
  feet[1].foot.stanceAngleDeg = angle;
}

// Of a pair, the foot of the declared side.
Result<void> takeDeclared(std::vector<FinishedFoot>& feet, Laterality side, Findings& findings) {
  if (feet[0].foot.side.side == feet[1].foot.side.side) {
    return failure(ErrorCode::SideConflict,
                   "the file holds two feet that look like the same side, so the declared one "
                   "cannot be picked. Export each foot to a file of its own.");
  }
  feet.erase(feet.begin() + (feet[0].foot.side.side == side ? 1 : 0));
  SideDecision& decided = feet[0].foot.side;
  decided = decideSide(side, decided.shapeSide, decided.confidence);
  findings.push_back({{"SCAN.TWO_FEET_ONE_TAKEN", {{"side", toString(side)}}}, Severity::Note, {}});
  return {};
}

// Parts of the scan that may be feet, each with what it stands on, and the floor that was under
// them.
struct Standing {
  std::vector<TriangleMesh> parts;
  std::vector<std::optional<TriangleMesh>> smooth;  ///< of noisy parts
  std::vector<double> noises;
  std::vector<Support> supports;
  std::vector<std::optional<ImprintShape>> imprints;  ///< the part is its bowl
  std::optional<geometry::Plane> floor;
  bool windingMade = false;
};

// Noise would put the ground under its lowest spikes: such a part is posed by its smooth copy.
std::optional<TriangleMesh> smoothedFor(const TriangleMesh& part, double noise) {
  const double triangles = static_cast<double>(part.triangles.size());
  const double edge = std::sqrt(geometry::surfaceArea(part) / std::max(1.0, triangles));
  if (noise < kNoiseOfEdge * edge || noise < kNoiseOfScan * diagonalOf(part)) {
    return std::nullopt;
  }
  return geometry::smoothed(part, kSmoothingRounds);
}

Result<void> support(Standing& standing) {
  standing.supports.clear();
  standing.noises.clear();
  standing.smooth.clear();
  for (const TriangleMesh& part : standing.parts) {
    standing.noises.push_back(estimateSurfaceNoise(part));
    standing.smooth.push_back(smoothedFor(part, standing.noises.back()));
    auto found =
        findSupport(standing.smooth.back() ? *standing.smooth.back() : part, standing.floor);
    if (!found) return tl::unexpected(found.error());
    found->noisy = standing.smooth.back().has_value();
    standing.supports.push_back(std::move(*found));
  }
  standing.imprints.assign(standing.parts.size(), std::nullopt);
  return {};
}

// Blocks and casts give way to the soles that they hold.
Result<bool> takeImprints(Standing& standing) {
  bool any = false;
  for (std::size_t i = 0; i < standing.parts.size(); ++i) {
    auto imprint = findImprint(standing.parts[i], standing.supports[i]);
    if (!imprint) return tl::unexpected(imprint.error());
    if (!*imprint) continue;
    any = true;
    TriangleMesh& bowl = (*imprint)->bowl_in_scan;
    const Point3& up = (*imprint)->up_in_scan;
    standing.noises[i] = estimateSurfaceNoise(floorOf(bowl, up));
    standing.smooth[i] = smoothedFor(bowl, standing.noises[i]);
    auto found = findBowlSupport(standing.smooth[i] ? *standing.smooth[i] : bowl, up);
    if (!found) return tl::unexpected(found.error());
    found->noisy = standing.smooth[i].has_value();
    standing.supports[i] = std::move(*found);
    standing.parts[i] = std::move(bowl);
    standing.imprints[i] = std::move(*imprint);
  }
  return any;
}

Result<Standing> takeApart(TriangleMesh mesh, Findings& findings) {
  Standing standing;
  standing.windingMade = geometry::makeWindingConsistent(mesh);
  if (standing.windingMade) {
    findings.push_back({{"SCAN.WINDING_MIXED", {}}, Severity::Note, {}});
  }
  geometry::Components components = geometry::findComponents(mesh);
  if (auto removal = withoutPlates(mesh, components)) {
    mesh = std::move(removal->rest);
    standing.floor = removal->floor;
    components = geometry::findComponents(mesh);
  }
  auto parts = separateFeet(std::move(mesh), components, findings);
  if (!parts) return tl::unexpected(parts.error());
  standing.parts = std::move(*parts);
  if (auto done = support(standing); !done) return tl::unexpected(done.error());
  const auto imprinted = takeImprints(standing);
  if (!imprinted) return tl::unexpected(imprinted.error());
  if (standing.parts.size() == 1 && !*imprinted) {
    if (auto removal = withoutWeldedFloor(standing.parts[0], standing.supports[0])) {
      standing.floor = removal->floor;
      components = geometry::findComponents(removal->rest);
      parts = separateFeet(std::move(removal->rest), components, findings);
      if (!parts) return tl::unexpected(parts.error());
      standing.parts = std::move(*parts);
      if (!support(standing)) {
        return failure(ErrorCode::NotAFoot,
                       "nothing but flat faces is left when the floor is taken out. Check that the "
                       "file holds a foot.");
      }
    }
  }
  if (standing.floor) findings.push_back({{"SCAN.FLOOR_REMOVED", {}}, Severity::Note, {}});
  return standing;
}

Result<std::vector<PosedFoot>> poseFeet(TriangleMesh mesh, Findings& findings) {
  auto standing = takeApart(std::move(mesh), findings);
  if (!standing) return tl::unexpected(standing.error());
  std::vector<PosedFoot> posed;
  for (std::size_t i = 0; i < standing->parts.size(); ++i) {
    const auto& imprint = standing->imprints[i];
    QuietSurface quiet = quieten(std::move(standing->parts[i]), standing->noises[i]);
    if (imprint) quiet.left = estimateSurfaceNoise(floorOf(quiet.mesh, imprint->up_in_scan));
    Support& support = standing->supports[i];
    // The outermost points of a noisy surface carried the ground: what is measured stands on its
    // own.
    if (quiet.changed) {
      auto again = imprint ? findBowlSupport(quiet.mesh, imprint->up_in_scan)
                           : findSupport(quiet.mesh, standing->floor);
      if (!again) return tl::unexpected(again.error());
      support = std::move(*again);
    }
    const TriangleMesh& surface =
        standing->smooth[i] && !quiet.changed ? *standing->smooth[i] : quiet.mesh;
    auto pose = findRoughPose(surface, support);
    for (std::size_t k = 0; !pose && k < support.next.size(); ++k) {
      support.ground = support.next[k];
      auto other = findRoughPose(surface, support);
      if (other) pose = std::move(other);
    }
    if (!pose) return tl::unexpected(pose.error());
    PosedFoot& foot = posed.emplace_back();
    foot.mesh_in_scan = std::move(quiet.mesh);
    foot.pose = *pose;
    foot.noise = quiet.noise;
    foot.noiseLeft = quiet.left;
    foot.windingMade = standing->windingMade;
    if (imprint) {
      foot.imprint = imprint->kind;
      foot.imprintDepth = imprint->depth;
    }
  }
  return posed;
}

}  // namespace

Result<Annotated<std::vector<AlignedFoot>>> alignFeet(ScannedShape shape,
                                                      const AlignOptions& options) {
  Findings findings;
  TriangleMesh mesh = std::move(shape.mesh_in_scan);
  if (mesh.triangles.empty() && !mesh.vertices.empty()) {
    auto surface = geometry::surfaceThrough(mesh.vertices, shape.normals);
    if (!surface) return tl::unexpected(surface.error());
    findings.push_back({{"SCAN.RECONSTRUCTED", {{"points", std::to_string(mesh.vertices.size())}}},
                        Severity::Note,
                        {}});
    mesh = std::move(*surface);
  }
  const double diagonal = diagonalOf(mesh);
  if (!(diagonal > 0.0) || mesh.triangles.empty()) {
    return failure(ErrorCode::NoSurface, "the file holds no surface. Export the scan as a mesh.");
  }
  if (mesh.triangles.size() > kDenseTriangles) {
    TriangleMesh thinned = geometry::clusterVertices(mesh, kThinnedCellShare * diagonal);
    if (thinned.triangles.size() < mesh.triangles.size()) mesh = std::move(thinned);
  }
  auto found = poseFeet(std::move(mesh), findings);
  if (!found) return tl::unexpected(found.error());
  std::vector<PosedFoot> posed = std::move(*found);
  settlePositions(posed);

  // In a pair no single foot is the declared one before both are known.
  AlignOptions each = options;
  if (posed.size() == 2) each.declaredSide.reset();
  std::vector<FinishedFoot> feet;
  for (PosedFoot& foot : posed) {
    auto finished = finishFoot(std::move(foot), {shape.formatMillimetres, shape.formatUnit}, each);
    if (!finished) return tl::unexpected(finished.error());
    append(findings, std::move(finished->findings));
    feet.push_back(std::move(finished->value));
  }
  if (feet.size() == 2) {
    settlePair(feet);
    if (options.declaredSide) {
      if (auto taken = takeDeclared(feet, *options.declaredSide, findings); !taken) {
        return tl::unexpected(taken.error());
      }
    } else {
      findings.push_back({{"SCAN.TWO_FEET", {}}, Severity::Note, {}});
    }
  }
  std::vector<AlignedFoot> aligned;
  for (FinishedFoot& foot : feet) aligned.push_back(std::move(foot.foot));
  return Annotated<std::vector<AlignedFoot>>{std::move(aligned), std::move(findings)};
}

}  // namespace podalign::anatomy
