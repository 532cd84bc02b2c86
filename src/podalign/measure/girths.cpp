// Girths of the instep: tape round the foot at 55 % of its length, and round heel and instep.
#include <cmath>
#include <optional>
#include <vector>

#include "podalign/geometry/outline.hpp"
#include "podalign/geometry/polynomial.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {
namespace {

using anatomy::LandmarkId;
using geometry::Point2;
using geometry::Point3;

constexpr double kInstepShare = 0.55;
constexpr double kAround = 0.016;  // of the length: what its neighbours say of its roughness
constexpr double kHeelTopMm = 50.0;
constexpr double kHeelToShare = 0.30;

double tape(std::span<const Point2> points) {
  return geometry::perimeter(geometry::convexHull2(points));
}

// The back corner of the heel: farthest down and back at 45 degrees.
Point3 heelPoint(const anatomy::AlignedFoot& foot) {
  Point3 best = Point3::Zero();
  double least = std::numeric_limits<double>::infinity();
  for (const Point3& v : foot.mesh_in_foot.vertices) {
    if (v.z() >= kHeelTopMm || v.x() >= kHeelToShare * foot.footLengthMm) continue;
    if (v.x() + v.z() >= least) continue;
    least = v.x() + v.z();
    best = v;
  }
  return best;
}

std::vector<Point2> endsOf(const geometry::Section& section) {
  std::vector<Point2> points;
  for (const geometry::Segment& segment : section) {
    points.push_back(segment.a);
    points.push_back(segment.b);
  }
  return points;
}

}  // namespace

Measurement instepGirth(const FootContext& context) {
  const Message method{"method.instep_girth", {}};
  const double length = context.foot.footLengthMm;
  const auto points = endsOf(context.across.nearest(kInstepShare * length));
  constexpr std::size_t kFewest = 8;
  if (points.size() < kFewest) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  const auto around =
      context.across.between((kInstepShare - kAround) * length, (kInstepShare + kAround) * length);
  std::vector<Point2> girths;
  for (std::size_t i = 0; i < around.xs.size(); ++i) {
    const auto beside = endsOf(around.sections[i]);
    if (beside.size() >= kFewest) girths.emplace_back(around.xs[i], tape(beside));
  }
  const auto line = geometry::fitLine(girths);
  return ok(tape(points), "mm", line ? geometry::scatterAbout(*line, girths) : 0.0, method);
}

Measurement heelGirth(const FootContext& context) {
  const Message method{"method.heel_girth", {}};
  const anatomy::Landmark* crease = context.find(LandmarkId::InstepCrease);
  if (crease == nullptr) return notValid("mm", method, {"LANDMARK.INSTEP_CREASE_NOT_FOUND", {}});
  const Point3 heel = heelPoint(context.foot);
  Point3 up = crease->position_in_foot - heel;
  up.y() = 0.0;
  if (!(up.norm() > 0.0)) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  const auto lines =
      geometry::sectionLines(context.foot.mesh_in_foot, heel, Point3::UnitY(), up.normalized());
  if (lines.empty()) return notValid("mm", method, {"SCAN.PART_MISSING", {}});
  // A hole parts the skin's line: the tape goes round all of it.
  std::vector<Point2> points;
  for (const geometry::Polyline& line : lines) {
    points.insert(points.end(), line.points.begin(), line.points.end());
  }
  return ok(tape(points), "mm", crease->spreadMm, method);
}

}  // namespace podalign::measure
