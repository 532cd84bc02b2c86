// Degraders that make a new surface of what the old one encloses.
#include <algorithm>
#include <cmath>

#include "phantom/degrade.hpp"
#include "phantom/degrade_scene.hpp"
#include "phantom/mesher.hpp"
#include "phantom/solid.hpp"
#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr double kCellMm = 1.5;

double roundedUnion(double a, double b, double width) {
  const double h = std::max(width - std::abs(a - b), 0.0) / width;
  return std::min(a, b) - h * h * width / 4.0;
}

double boxDistance(const Vector3d& p, const Bounds& box) {
  const Vector3d q = (p - 0.5 * (box.low + box.high)).cwiseAbs() - 0.5 * (box.high - box.low);
  return q.cwiseMax(0.0).norm() + std::min(0.0, q.maxCoeff());
}

}  // namespace

Surface weldedToFloor(const Surface& closed, const WeldedFloor& floor) {
  const Solid foot(closed, kCellMm, 6.0);
  const Bounds bounds = boundsOf(closed);
  Bounds slab{bounds.low - Vector3d(floor.marginMm, floor.marginMm, 0.0),
              bounds.high + Vector3d(floor.marginMm, floor.marginMm, 0.0)};
  slab.low.z() = -floor.thicknessMm;
  slab.high.z() = 0.0;
  Implicit both;
  both.at = [&](const Vector3d& p) {
    return roundedUnion(foot.at(p), boxDistance(p, slab), 2.0 * floor.seamMm);
  };
  const Vector3d margin = Vector3d::Constant(3.0 * floor.edgeMm);
  both.low = slab.low - margin;
  both.high = Vector3d(slab.high.x(), slab.high.y(), bounds.high.z()) + margin;
  both.edgeAt = [&](const Vector3d&) { return floor.edgeMm; };
  return meshImplicit(both, floor.edgeMm);
}

Surface inSock(const Surface& closed, double thicknessMm, double edgeMm) {
  // Grown by more than half a gap and shrunk again: what was narrower is closed.
  constexpr double kGrowMm = 8.0;
  const auto grown = [&](const Surface& surface, double by, double coarseMm) {
    const Solid solid(surface, kCellMm, kGrowMm + 4.0);
    Implicit shape;
    shape.at = [&](const Vector3d& p) { return solid.at(p) - by; };
    shape.low = solid.lowest();
    shape.high = solid.highest();
    shape.edgeAt = [coarseMm](const Vector3d&) { return coarseMm; };
    return meshImplicit(shape, coarseMm);
  };
  Surface sock = grown(grown(closed, kGrowMm, 2.5), thicknessMm - kGrowMm, edgeMm);
  for (Vector3d& v : sock.vertices) v.z() = std::max(0.0, v.z() + thicknessMm);
  return cutFlat(sock, boundsOf(closed).high.z(), edgeMm);
}

}  // namespace phantom
