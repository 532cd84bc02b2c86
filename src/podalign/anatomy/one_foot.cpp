#include "podalign/anatomy/internal/one_foot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "podalign/anatomy/axis.hpp"
#include "podalign/anatomy/internal/foot_likeness.hpp"
#include "podalign/anatomy/internal/imprint_shape.hpp"
#include "podalign/anatomy/internal/quality.hpp"
#include "podalign/anatomy/internal/three_points.hpp"
#include "podalign/anatomy/landmarks.hpp"
#include "podalign/anatomy/side.hpp"
#include "podalign/anatomy/surface_noise.hpp"
#include "podalign/geometry/curved_facets.hpp"
#include "podalign/geometry/reduce.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

constexpr double kShapeOnlyFootMm = 250.0;
constexpr double kOutlineTopMm = 60.0;
// An inverted surface may be a mirrored foot: without a declared side nobody can tell.
constexpr double kInvertedConfidence = 0.5;
// A sole alone has fewer cues, and all that is measured hangs on the side: below this none is
// given.
constexpr double kImprintConfidence = 0.75;
// The front of the foot used for its length lies below this share of it.
constexpr double kToeTopShare = 0.22;
// Noise and bumps from which on the lowest points are more and more the scan's, not the foot's.
constexpr double kQuietMm = 0.12;
constexpr double kNoisyMm = 0.3;
constexpr double kEvenMm = 0.08;
constexpr double kBumpyMm = 0.16;
// The leg above this height says nothing about the foot: malleoli lie below 0.36 of the length, the
// rearfoot angle looks up to 120 mm.
constexpr double kLegShare = 0.6;
constexpr double kLegMm = 150.0;
constexpr double kLegSlack = 1.1;

Finding finding(const char* id, Severity severity,
                std::vector<std::pair<std::string, std::string>> values = {}) {
  return {{id, std::move(values)}, severity, {}};
}

void flipWinding(TriangleMesh& mesh) {
  for (Triangle& triangle : mesh.triangles) std::swap(triangle[1], triangle[2]);
}

// Into the rough frame in millimetres, heel near x = 0.
void toRoughMillimetres(TriangleMesh& mesh, const RoughPose& pose, double scale) {
  for (Point3& vertex : mesh.vertices) {
    vertex = scale * (pose.rough_from_scan * vertex);
    vertex.x() += 0.5 * scale * pose.roughLength;
  }
}

// A leg far above anything that is measured is only work.
void dropUpperLeg(TriangleMesh& mesh, double length, double height) {
  const double top = std::max(kLegShare * length, kLegMm);
  if (height < kLegSlack * top) return;
  std::vector<bool> keep(mesh.vertices.size());
  for (std::size_t i = 0; i < keep.size(); ++i) keep[i] = mesh.vertices[i].z() < top;
  mesh = geometry::keepVertices(mesh, keep);
}

double rising(double value, double from, double to) {
  return std::clamp((value - from) / (to - from), 0.0, 1.0);
}

// Facets of a coarse mesh cut the ends off: from edges of 2.5 mm on more and more of their depth is
// given back, from 3.5 mm on all of it, unless noise is larger than that depth. What spans a hole
// stays flat; a modelled foot of a few hundred facets stays as its maker saw it.
void curveCoarseFacets(TriangleMesh& mesh, double noiseMm) {
  constexpr double kCoarsestMm = 7.5;
  constexpr double kLongest = 5.0;  // times the usual edge: as for invented surface
  constexpr double kToeRadiusMm = 10.0;
  const double edge = geometry::usualEdge(mesh);
  const double depth = edge * edge / (8.0 * kToeRadiusMm);
  if (!(depth > 0.0) || edge > kCoarsestMm) return;
  const double share = rising(edge, 2.5, 3.5) * rising(-noiseMm / depth, -2.0, -1.0);
  if (share > 0.0) mesh = geometry::withCurvedFacets(mesh, kLongest * edge, share);
}

double heightOf(const TriangleMesh& mesh) {
  double height = 0.0;
  for (const Point3& vertex : mesh.vertices) height = std::max(height, vertex.z());
  return height;
}

double frontOf(const TriangleMesh& mesh, double roughLength) {
  double front = 0.0;
  for (const Point3& v : mesh.vertices) {
    if (v.z() < kToeTopShare * roughLength) front = std::max(front, v.x());
  }
  return front;
}

// The side, and what an inverted surface makes of it. May mirror the mesh back, and says so.
SideDecision settleSide(TriangleMesh& mesh, double length, const PosedFoot& posed,
                        const AlignOptions& options, Findings& findings) {
  ShapeSide shape = posed.imprint ? findSoleSide(mesh, length) : findShapeSide(mesh, length);
  if (posed.sideByPosition) shape = withPosition(shape, *posed.sideByPosition);
  const bool inverted = posed.pose.windingInverted && !posed.windingMade;
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

// What the noise that is left does not explain.
double bumpsOf(const TriangleMesh& mesh, const AlignedFoot& foot) {
  const double residual =
      estimateBumps(foot.imprint ? floorOf(mesh, geometry::Point3::UnitZ()) : mesh);
  return std::sqrt(std::max(0.0, residual * residual - foot.noiseLeftMm * foot.noiseLeftMm));
}

// A hanging foot touches nothing; a rough one touches with its noise.
void settleGround(TriangleMesh& mesh, double length, AlignedFoot& foot, Findings& findings) {
  if (foot.imprint) return;
  const bool hanging = foot.load == LoadState::Hanging && foot.ground != GroundKind::Floor;
  // Of how much of the way: a scan on the edge of being rough must not jump.
  const double share = hanging ? 1.0
                       : foot.ground == GroundKind::Support
                           ? std::max(rising(foot.noiseMm, kQuietMm, kNoisyMm),
                                      rising(foot.bumpsMm, kEvenMm, kBumpyMm))
                           : 0.0;
  if (share <= 0.0) return;
  auto plane = hanging ? threePointPlane(mesh, length)
                       : restingPlane(mesh, length, std::hypot(foot.noiseMm, foot.bumpsMm));
  if (hanging) {
    findings.push_back(finding(plane ? "SCAN.NO_GROUND" : "SCAN.NO_THREE_POINTS", Severity::Note));
  }
  if (!plane) return;
  if (hanging) foot.ground = GroundKind::ThreePoints;
  plane->normal = (share * plane->normal + (1.0 - share) * Point3::UnitZ()).normalized();
  plane->offset *= share;
  foot.groundSettled = share;
  const Eigen::Quaterniond level =
      Eigen::Quaterniond::FromTwoVectors(plane->normal, Point3::UnitZ());
  for (Point3& vertex : mesh.vertices) {
    vertex = level * vertex;
    vertex.z() -= plane->offset;
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

Result<Annotated<FinishedFoot>> finishFoot(PosedFoot posed, const FormatUnit& stated,
                                           const AlignOptions& options) {
  Findings findings;
  const RoughPose& pose = posed.pose;
  const auto unit = chooseUnit(pose.roughLength, options, stated, findings);
  if (!unit) return tl::unexpected(unit.error());
  const double scale =
      options.shapeOnly ? kShapeOnlyFootMm / pose.roughLength : unit->millimetresPerUnit;
  TriangleMesh mesh = std::move(posed.mesh_in_scan);
  toRoughMillimetres(mesh, pose, scale);
  if (pose.windingInverted) flipWinding(mesh);
  const double roughLength = scale * pose.roughLength;

  FinishedFoot finished;
  AlignedFoot& foot = finished.foot;
  foot.scanHeightMm = heightOf(mesh);
  dropUpperLeg(mesh, roughLength, foot.scanHeightMm);
  const auto like =
      posed.imprint ? checkSoleLikeness(mesh, roughLength) : checkFootLikeness(mesh, roughLength);
  if (!like) return tl::unexpected(like.error());
  if (posed.imprint && pose.windingInverted && !posed.windingMade && !options.declaredSide) {
    return failure(
        ErrorCode::SideConflict,
        "the surface of this foam imprint looks the wrong way: a block turned inside out, "
        "a mirrored one and a cast on a plate look the same, and left and right hang on "
        "which it is. State the side (--side), and have the scanner's export checked.");
  }
  if (posed.imprint) foot.imprint = Imprint{*posed.imprint, scale * posed.imprintDepth};
  foot.unit = *unit;
  foot.load = options.load;
  foot.ground = pose.onFloor       ? GroundKind::Floor
                : pose.flatSupport ? GroundKind::FlatSole
                                   : GroundKind::Support;
  curveCoarseFacets(mesh, scale * posed.noise);
  foot.noiseMm = scale * posed.noise;
  foot.noiseLeftMm = scale * posed.noiseLeft;
  foot.bumpsMm = bumpsOf(mesh, foot);
  settleGround(mesh, roughLength, foot, findings);
  foot.side = settleSide(mesh, roughLength, posed, options, findings);
  if (foot.imprint && !options.declaredSide && foot.side.confidence < kImprintConfidence) {
    return failure(ErrorCode::SideConflict,
                   "left or right does not show on this foam imprint. State the side (--side).");
  }
  FootAxis axis = findFootAxis(mesh, roughLength, foot.side.shapeSide, foot.noiseMm);
  toFootFrame(mesh, axis);
  const auto scan_from_rough = pose.rough_from_scan.linear().transpose();
  finished.axis_in_scan =
      scan_from_rough * Point3(std::cos(axis.headingRad), std::sin(axis.headingRad), 0.0);
  finished.up_in_scan = scan_from_rough * Point3::UnitZ();
  foot.axis = axis.kind;
  foot.axisSpreadDeg = axis.spreadDeg;
  foot.toesMerged = axis.kind == AxisKind::BallCentre;
  if (foot.toesMerged) {
    const bool sock = axis.toes.tips.size() < 2;
    findings.push_back(sock ? finding("SCAN.TOES_MERGED", Severity::Caution)
                            : finding("SCAN.TOES_NOT_SEPARATE", Severity::Note));
  }
  foot.footLengthMm = frontOf(mesh, roughLength);
  foot.landmarks =
      findLandmarks(mesh, foot.footLengthMm, foot.side.shapeSide, axis.toes, foot.noiseMm);
  foot.outline_in_foot = findOutline(mesh, foot.footLengthMm, kOutlineTopMm);
  foot.mesh_in_foot = std::move(mesh);
  examineQuality(foot, findings);
  return Annotated<FinishedFoot>{std::move(finished), std::move(findings)};
}

}  // namespace podalign::anatomy
