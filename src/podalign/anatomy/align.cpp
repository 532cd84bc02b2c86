#include "podalign/anatomy/align.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "podalign/anatomy/axis.hpp"
#include "podalign/anatomy/landmarks.hpp"
#include "podalign/anatomy/pose.hpp"
#include "podalign/anatomy/side.hpp"
#include "podalign/anatomy/sole.hpp"
#include "podalign/anatomy/surface_noise.hpp"
#include "podalign/geometry/reduce.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

// Above this a mesh is thinned: a vertex every 1.5 mm of a foot of 350 mm diagonal is left, and its
// surface moves by far less than its noise.
constexpr std::size_t kDenseTriangles = 300000;
constexpr double kThinnedCellShare = 1.0 / 240.0;  // of the diagonal
constexpr double kStrayShare = 0.01;               // smaller parts are no foot
constexpr double kSecondFootShare = 0.30;          // a part this large may be a second foot

// docs/dev/scans.md: from a small child's to the longest recorded adult foot after leg crop.
constexpr double kMinFootMm = 180.0;
constexpr double kMaxFootMm = 330.0;
constexpr double kShapeOnlyFootMm = 250.0;
struct NamedUnit {
  const char* name;
  double millimetres;
};
constexpr std::array<NamedUnit, 4> kUnits{{{"mm", 1.0}, {"cm", 10.0}, {"in", 25.4}, {"m", 1000.0}}};

constexpr double kOutlineTopMm = 60.0;
// An inverted surface may be a mirrored foot: without a declared side nobody can tell.
constexpr double kInvertedConfidence = 0.5;
// The front of the foot used for its length lies below this share of it.
constexpr double kToeTopShare = 0.22;

Finding finding(const char* id, Severity severity,
                std::vector<std::pair<std::string, std::string>> values = {}) {
  return {{id, std::move(values)}, severity, {}};
}

void flipWinding(TriangleMesh& mesh) {
  for (Triangle& triangle : mesh.triangles) std::swap(triangle[1], triangle[2]);
}

double diagonalOf(const TriangleMesh& mesh) {
  Eigen::AlignedBox3d box;
  for (const Point3& vertex : mesh.vertices) box.extend(vertex);
  return box.diagonal().norm();
}

Result<TriangleMesh> singlePart(TriangleMesh mesh, Findings& findings) {
  const geometry::Components parts = geometry::findComponents(mesh);
  if (parts.triangles.empty()) {
    return failure(ErrorCode::NoSurface, "the file holds no surface. Export the scan as a mesh.");
  }
  if (parts.triangles.size() == 1) return mesh;
  const auto whole = static_cast<double>(parts.triangles[0]);
  if (static_cast<double>(parts.triangles[1]) > kSecondFootShare * whole) {
    return failure(
        ErrorCode::NotAFoot,
        fmt::format(
            "the file holds {} separate large parts, perhaps two feet. Export each "
            "foot to a file of its own.",
            std::count_if(parts.triangles.begin(), parts.triangles.end(), [&](std::size_t n) {
              return static_cast<double>(n) > kSecondFootShare * whole;
            })));
  }
  std::vector<bool> keep(mesh.vertices.size());
  std::size_t dropped = 0;
  for (std::size_t label = 0; label < parts.triangles.size(); ++label) {
    if (static_cast<double>(parts.triangles[label]) < kStrayShare * whole) ++dropped;
  }
  if (dropped == 0) return mesh;
  for (std::size_t i = 0; i < keep.size(); ++i) {
    const std::uint32_t label = parts.labelOfVertex[i];
    keep[i] = label < parts.triangles.size() &&
              static_cast<double>(parts.triangles[label]) >= kStrayShare * whole;
  }
  findings.push_back(
      finding("SCAN.STRAY_PARTS_DROPPED", Severity::Note, {{"count", std::to_string(dropped)}}));
  return geometry::keepVertices(mesh, keep);
}

Result<UnitDecision> decideUnit(double length, const AlignOptions& options, Findings& findings) {
  if (options.shapeOnly) return UnitDecision{"shape", "declared", 0.0};
  if (options.millimetresPerUnit) {
    return UnitDecision{options.unitName, "declared", *options.millimetresPerUnit};
  }
  for (const NamedUnit& unit : kUnits) {
    const double foot = length * unit.millimetres;
    if (foot < kMinFootMm || foot > kMaxFootMm) continue;
    findings.push_back(finding("SCAN.UNIT_INFERRED", Severity::Note,
                               {{"unit", unit.name}, {"length", fmt::format("{:.0f}", foot)}}));
    return UnitDecision{unit.name, "inferred", unit.millimetres};
  }
  return failure(
      ErrorCode::UnitAmbiguous,
      fmt::format("the foot is {:.4g} units long: in no unit (mm, cm, in, m) that is a "
                  "foot of {:.0f}-{:.0f} mm. State it with --unit or --scale, or use --scale "
                  "shape for ratios and angles only.",
                  length, kMinFootMm, kMaxFootMm));
}

// Into the rough frame in millimetres, heel near x = 0.
void toRoughMillimetres(TriangleMesh& mesh, const RoughPose& pose, double scale) {
  for (Point3& vertex : mesh.vertices) {
    vertex = scale * (pose.rough_from_scan * vertex);
    vertex.x() += 0.5 * scale * pose.roughLength;
  }
}

double frontOf(const TriangleMesh& mesh, double roughLength) {
  double front = 0.0;
  for (const Point3& v : mesh.vertices) {
    if (v.z() < kToeTopShare * roughLength) front = std::max(front, v.x());
  }
  return front;
}

// The side, and what an inverted surface makes of it. May mirror the mesh back, and says so.
SideDecision settleSide(TriangleMesh& mesh, double length, bool inverted,
                        const AlignOptions& options, Findings& findings) {
  ShapeSide shape = findShapeSide(mesh, length);
  if (inverted) {
    if (options.declaredSide && *options.declaredSide != shape.side) {
      for (Point3& vertex : mesh.vertices) vertex.y() = -vertex.y();
      flipWinding(mesh);
      shape.side = opposite(shape.side);
      findings.push_back(
          finding("SCAN.MIRRORED", Severity::Caution, {{"side", toString(*options.declaredSide)}}));
    } else {
      findings.push_back(finding("SCAN.WINDING_INVERTED", Severity::Note));
      if (!options.declaredSide) shape.confidence = kInvertedConfidence;
    }
  }
  const SideDecision side = decideSide(options.declaredSide, shape.side, shape.confidence);
  const std::string percent = fmt::format("{:.0f}", 100.0 * shape.confidence);
  if (side.source == SideSource::Conflict) {
    findings.push_back(finding("SIDE.CONFLICT", Severity::Reject,
                               {{"declared", toString(*options.declaredSide)},
                                {"shape", toString(shape.side)},
                                {"confidence", percent}}));
  } else if (options.declaredSide && *options.declaredSide != shape.side) {
    findings.push_back(finding("SIDE.DOUBTFUL", Severity::Note,
                               {{"declared", toString(*options.declaredSide)},
                                {"shape", toString(shape.side)},
                                {"confidence", percent}}));
  } else if (!options.declaredSide && shape.confidence < 0.9) {
    findings.push_back(finding("SIDE.LOW_CONFIDENCE", Severity::Caution,
                               {{"shape", toString(shape.side)}, {"confidence", percent}}));
  }
  return side;
}

void sayWhatSoleIsLike(const AlignedFoot& foot, Findings& findings) {
  if (foot.sole == SoleKind::SyntheticFlat) {
    findings.push_back(finding("SCAN.SYNTHETIC_SOLE", Severity::Caution,
                               {{"percent", fmt::format("{:.0f}", 100.0 * foot.flatSoleShare)}}));
  }
  if (foot.sole == SoleKind::Open) {
    findings.push_back(finding("SCAN.OPEN_SOLE", Severity::Caution,
                               {{"percent", fmt::format("{:.0f}", 100.0 * foot.soleCoverage)}}));
  }
}

// Turns the rough frame into the foot frame: pternion to the origin, axis along x.
void toFootFrame(TriangleMesh& mesh, FootAxis& axis) {
  const Eigen::Rotation2Dd turn(-axis.headingRad);
  const auto move = [&](Point3& point) {
    point.head<2>() = turn * (point.head<2>() - axis.pternion).eval();
  };
  for (Point3& vertex : mesh.vertices) move(vertex);
  for (Point3& tip : axis.toes.tips) move(tip);
}

}  // namespace

Result<Annotated<AlignedFoot>> alignFoot(TriangleMesh mesh, const AlignOptions& options) {
  Findings findings;
  const double diagonal = diagonalOf(mesh);
  if (!(diagonal > 0.0)) {
    return failure(ErrorCode::NoSurface, "the file holds no surface. Export the scan as a mesh.");
  }
  if (mesh.triangles.size() > kDenseTriangles) {
    TriangleMesh thinned = geometry::clusterVertices(mesh, kThinnedCellShare * diagonal);
    if (thinned.triangles.size() < mesh.triangles.size()) mesh = std::move(thinned);
  }
  auto part = singlePart(std::move(mesh), findings);
  if (!part) return tl::unexpected(part.error());
  mesh = std::move(*part);

  const auto pose = findRoughPose(mesh);
  if (!pose) return tl::unexpected(pose.error());
  const auto unit = decideUnit(pose->roughLength, options, findings);
  if (!unit) return tl::unexpected(unit.error());
  const double scale =
      options.shapeOnly ? kShapeOnlyFootMm / pose->roughLength : unit->millimetresPerUnit;
  toRoughMillimetres(mesh, *pose, scale);
  if (pose->windingInverted) flipWinding(mesh);
  const double roughLength = scale * pose->roughLength;

  AlignedFoot foot;
  foot.unit = *unit;
  foot.load = options.load;
  foot.side = settleSide(mesh, roughLength, pose->windingInverted, options, findings);
  foot.noiseMm = estimateSurfaceNoise(mesh);
  FootAxis axis = findFootAxis(mesh, roughLength, foot.side.shapeSide, foot.noiseMm);
  toFootFrame(mesh, axis);
  foot.axis = axis.kind;
  foot.axisSpreadDeg = axis.spreadDeg;
  if (axis.kind == AxisKind::BallCentre) {
    findings.push_back(finding("SCAN.TOES_NOT_SEPARATE", Severity::Note));
  }
  foot.footLengthMm = frontOf(mesh, roughLength);
  for (const Point3& vertex : mesh.vertices) {
    foot.scanHeightMm = std::max(foot.scanHeightMm, vertex.z());
  }
  const SoleView sole = examineSole(mesh, foot.footLengthMm);
  foot.sole = sole.kind;
  foot.flatSoleShare = sole.flatShare;
  foot.soleCoverage = sole.coverage;
  sayWhatSoleIsLike(foot, findings);
  foot.landmarks =
      findLandmarks(mesh, foot.footLengthMm, foot.side.shapeSide, axis.toes, foot.noiseMm);
  foot.outline_in_foot = findOutline(mesh, foot.footLengthMm, kOutlineTopMm);
  foot.mesh_in_foot = std::move(mesh);
  return Annotated<AlignedFoot>{std::move(foot), std::move(findings)};
}

}  // namespace podalign::anatomy
