#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "podalign/geometry/section.hpp"
#include "podalign/insole/insole.hpp"
#include "podalign/insole/internal/outline.hpp"
#include "podalign/insole/internal/sole_heights.hpp"
#include "podalign/insole/internal/solid.hpp"
#include "podalign/insole/internal/surface.hpp"
#include "podalign/insole/refusal.hpp"

namespace podalign::insole {
namespace {

using geometry::Point2;
using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

// The foot's inner border as the arch's clearance is measured from it.
std::vector<double> innerBorderOf(const anatomy::AlignedFoot& foot, const Grid& grid) {
  constexpr double kOutlineTopMm = 60.0;
  std::vector<double> xs;
  for (int column = 0; column < grid.columns; ++column) xs.push_back(grid.x(column));
  const auto extents =
      geometry::extentsAcross(foot.mesh_in_foot, geometry::Axis::X, xs, {0.0, kOutlineTopMm});
  const bool left = medialSign(foot.side.side) < 0.0;
  std::vector<double> inner;
  for (const geometry::Extent& extent : extents) {
    // To the nanometre: what is below depends on the order of a mirrored triangle's corners.
    constexpr double kSteps = 1e6;
    const double border = left ? -extent.low : extent.high;
    inner.push_back(extent.empty() ? std::numeric_limits<double>::quiet_NaN()
                                   : std::round(border * kSteps) / kSteps);
  }
  return inner;
}

// Smallest distance between the two surfaces, from node to node.
double thinnest(const Grid& grid, const Heights& top, const Heights& bottom,
                const Heights& inside) {
  constexpr int kReach = 5;
  double least = std::numeric_limits<double>::infinity();
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      if (inside[grid.at(column, row)] <= 0.0) continue;
      const double z = top[grid.at(column, row)];
      for (int dr = -kReach; dr <= kReach; ++dr) {
        for (int dc = -kReach; dc <= kReach; ++dc) {
          if (!grid.holds(column + dc, row + dr)) continue;
          const std::size_t i = grid.at(column + dc, row + dr);
          if (inside[i] <= 0.0) continue;
          const double dz = z - bottom[i];
          const double square = dz * dz + grid.pitch * grid.pitch * (dr * dr + dc * dc);
          least = std::min(least, square);
        }
      }
    }
  }
  return std::sqrt(least);
}

// Volume, and the underside that looks down flatter than can be printed.
void measureBody(const TriangleMesh& mesh, double overhangDeg, MadeShape& made) {
  constexpr double kOnTheBed = 0.05;
  const double steep = std::cos(overhangDeg * std::numbers::pi / 180.0);
  double six = 0.0;
  double twiceArea = 0.0;
  for (const Triangle& t : mesh.triangles) {
    const Point3& a = mesh.vertices[t[0]];
    const Point3& b = mesh.vertices[t[1]];
    const Point3& c = mesh.vertices[t[2]];
    six += a.dot(b.cross(c));
    const Point3 normal = (b - a).cross(c - a);
    const double top = std::max({a.z(), b.z(), c.z()});
    if (normal.z() >= -steep * normal.norm() || top <= kOnTheBed) continue;
    twiceArea += normal.norm();
    made.overhangHighestMm = std::max(made.overhangHighestMm, top);
  }
  made.volumeCm3 = six / 6.0 / 1000.0;
  made.overhangCm2 = twiceArea / 2.0 / 100.0;
}

void measureBox(const TriangleMesh& mesh, MadeShape& made) {
  Point3 low = Point3::Constant(std::numeric_limits<double>::infinity());
  Point3 high = -low;
  for (const Point3& p : mesh.vertices) {
    low = low.cwiseMin(p);
    high = high.cwiseMax(p);
  }
  made.lengthMm = high.x() - low.x();
  made.widthMm = high.y() - low.y();
  made.heightMm = high.z() - low.z();
}

// Lower than asked where the foot's own sole is.
void noteArch(const InsolePlan& plan, Insole& insole) {
  constexpr double kToleranceMm = 0.2;
  if (insole.made.archHeightMm >= plan.archHeightMm - kToleranceMm) return;
  const auto tenths = [](double value) {
    return std::to_string(std::lround(value * 10.0) / 10) + "." +
           std::to_string(std::lround(value * 10.0) % 10);
  };
  insole.findings.push_back({{"INSOLE.ARCH_LIMITED",
                              {{"side", toString(plan.side)},
                               {"asked", tenths(plan.archHeightMm)},
                               {"made", tenths(insole.made.archHeightMm)}}},
                             Severity::Caution,
                             {}});
}

}  // namespace

Result<Insole> makeInsole(const anatomy::AlignedFoot& foot, const InsolePlan& plan,
                          const profile::InsoleShape& shape) {
  constexpr double kRoomMm = 24.0;
  constexpr double kBandMm = 12.0;
  auto places = placesOf(foot, shape);
  if (!places) return tl::unexpected(places.error());
  const double longer = plan.lengthMm ? std::max(0.0, *plan.lengthMm - foot.footLengthMm) : 0.0;
  const Grid grid = gridAround(foot, kRoomMm + longer);
  const Heights sole = soleHeights(foot, grid);
  auto outlines = outlinesOf(grid, sole, *places, plan, shape);
  if (!outlines) return tl::unexpected(outlines.error());
  constexpr double kSeatShare = 0.13;
  const Borders borders = bordersOf(grid, outlines->whole, kSeatShare * places->length);
  const std::vector<double> inner = innerBorderOf(foot, grid);
  const SurfaceGrounds grounds{grid, sole, *places, borders, inner, plan, shape.constants};
  const Surface surface = surfaceOf(grounds);
  const Heights inside = distanceInside(grid, outlines->made, kBandMm);
  const Heights bottom = undersideOf(grounds, surface.top, inside);

  const Region region = regionOf(grid, inside);
  if (region.loops.size() != 1) {
    return failure(kCannotBeMade,
                   "INSOLE.CANNOT_BE_MADE: the outline of this foot falls into several pieces. "
                   "Scan the foot again; no insole was made.");
  }
  Insole insole;
  insole.side = plan.side;
  insole.mesh_in_foot = solidBetween(grid, region, surface.top, bottom, plan.side);
  const double medial = medialSign(plan.side);
  for (const Point2& p : outlines->made) insole.outline_in_foot.emplace_back(p.x(), medial * p.y());
  if (medial < 0.0) std::reverse(insole.outline_in_foot.begin(), insole.outline_in_foot.end());
  insole.seatMm = levelAt(grounds, 0.0);
  insole.made.archHeightMm = surface.archHeightMm;
  insole.made.archApexMm = surface.archApexMm;
  insole.made.postingDeg = slopeAcross(grid, surface.top, seatOf(grounds));
  insole.made.thinnestMm = thinnest(grid, surface.top, bottom, inside);
  measureBox(insole.mesh_in_foot, insole.made);
  measureBody(insole.mesh_in_foot, shape.constants.overhangDeg, insole.made);
  noteArch(plan, insole);
  if (insole.made.thinnestMm < shape.constants.minThicknessMm) {
    return failure(kCannotBeMade,
                   "INSOLE.CANNOT_BE_MADE: the insole would be thinner than can be printed. "
                   "Prescribe a thicker shell; no insole was made.");
  }
  return insole;
}

}  // namespace podalign::insole
