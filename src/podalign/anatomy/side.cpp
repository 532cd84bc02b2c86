#include "podalign/anatomy/side.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "podalign/geometry/outline.hpp"
#include "podalign/geometry/section.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Axis;
using geometry::Extent;
using geometry::Point2;
using geometry::Section;
using geometry::TriangleMesh;

constexpr double kStepMm = 2.0;
constexpr double kToeTopShare = 0.20;      // of the length: toes lie below this height
constexpr double kOutlineTopShare = 0.11;  // outline near the ground, 5-30 mm on an adult
constexpr double kOutlineLowMm = 3.0;

// Weights of the votes and the steepness of their sum: toe line right on 10 of 10 real scans,
// arch side on 8 of 10 (docs/dev/scans.md).
constexpr double kToeWeight = 2.0;
constexpr double kArchWeight = 1.5;
constexpr double kBallWeight = 1.0;
constexpr double kRidgeWeight = 1.0;
constexpr double kArchHeightWeight = 2.0;  // of a sole alone, instead of the ridge
// Two feet side by side cannot be taken for the other pair unless all else says so.
constexpr double kPositionWeight = 4.0;
constexpr double kSteepness = 1.1;

double clampedVote(double value, double full) { return std::clamp(value / full, -1.0, 1.0); }

std::vector<double> steps(double from, double to) {
  std::vector<double> positions;
  for (double position = from; position <= to; position += kStepMm) positions.push_back(position);
  return positions;
}

// Slope of the toes' front against y: forward on the medial side.
double toeLineVote(const TriangleMesh& mesh, double length) {
  const std::vector<double> ys = steps(-0.3 * length, 0.3 * length);
  const auto extents = geometry::extentsAcross(mesh, Axis::Y, ys, {0.0, kToeTopShare * length});
  double n = 0, sy = 0, sx = 0, syy = 0, sxy = 0;
  for (std::size_t i = 0; i < ys.size(); ++i) {
    const Extent& extent = extents[i];
    if (extent.empty() || extent.high < 0.72 * length) continue;
    n += 1, sy += ys[i], sx += extent.high, syy += ys[i] * ys[i], sxy += ys[i] * extent.high;
  }
  const double denominator = n * syy - sy * sy;
  if (n < 5 || denominator <= 0.0) return 0.0;
  return clampedVote((n * sxy - sy * sx) / denominator, 0.3);
}

struct SideOutlines {
  std::vector<double> xs;
  std::vector<Extent> widths;  // y from the right border to the left one
};

SideOutlines outlines(const TriangleMesh& mesh, double length) {
  const std::vector<double> xs = steps(0.02 * length, 0.95 * length);
  const auto widths =
      geometry::extentsAcross(mesh, Axis::X, xs, {kOutlineLowMm, kOutlineTopShare * length});
  SideOutlines result;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    if (widths[i].empty()) continue;
    result.xs.push_back(xs[i]);
    result.widths.push_back(widths[i]);
  }
  return result;
}

struct BorderShape {
  double hollow = 0.0;  // area between the border and its tangent
  double ballX = 0.0;   // where the tangent from the heel touches the ball
};

// `sign` +1: the border of greatest y, -1: of least y.
BorderShape borderShape(const SideOutlines& outline, double sign, double length) {
  std::vector<Point2> border;
  for (std::size_t i = 0; i < outline.xs.size(); ++i) {
    if (outline.xs[i] > 0.80 * length) break;
    border.emplace_back(outline.xs[i], sign > 0 ? outline.widths[i].high : -outline.widths[i].low);
  }
  if (border.size() < 10) return {};
  std::vector<Point2> closed = border;
  closed.emplace_back(border.back().x(), -length);
  closed.emplace_back(border.front().x(), -length);
  const std::vector<Point2> hull = geometry::convexHull2(closed);
  BorderShape shape;
  shape.hollow = geometry::area(hull) - geometry::area(closed);
  double longest = 0.0;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const Point2& a = hull[i];
    const Point2& b = hull[(i + 1) % hull.size()];
    if (a.y() <= -length + 1e-9 || b.y() <= -length + 1e-9) continue;
    if (std::abs(b.x() - a.x()) <= longest) continue;
    longest = std::abs(b.x() - a.x());
    shape.ballX = std::max(a.x(), b.x());
  }
  return shape;
}

// Towards which side the ridge of the instep lies.
double ridgeVote(const TriangleMesh& mesh, double length) {
  const std::vector<double> xs = steps(0.50 * length, 0.65 * length);
  double sum = 0.0;
  int count = 0;
  for (const Section& section : geometry::sectionsAcross(mesh, Axis::X, xs)) {
    double top = -1.0;
    double topY = 0.0;
    Extent width;
    for (const geometry::Segment& segment : section) {
      for (const Point2& point : {segment.a, segment.b}) {
        width.include(point.x());
        if (point.y() > top) {
          top = point.y();
          topY = point.x();
        }
      }
    }
    if (width.empty() || width.size() <= 0.0) continue;
    sum += (topY - width.middle()) / width.size();
    ++count;
  }
  return count == 0 ? 0.0 : clampedVote(sum / count, 0.10);
}

// How much higher the midfoot's sole is on one side: the arch is medial.
double archHeightVote(const TriangleMesh& mesh, double length) {
  constexpr double kInner = 0.2;  // of the breadth, from either border: beside the walls
  constexpr double kOuter = 0.4;
  constexpr int kColumns = 5;
  const std::vector<double> xs = steps(0.35 * length, 0.60 * length);
  double sum = 0.0;
  int count = 0;
  for (const Section& section : geometry::sectionsAcross(mesh, Axis::X, xs)) {
    const Extent width = geometry::extentOfFirst(section, 0.0, length);
    for (int k = 0; k < kColumns; ++k) {
      const double in = width.size() * (kInner + (kOuter - kInner) * k / (kColumns - 1.0));
      const auto right = geometry::lowestCrossing(section, width.low + in);
      const auto left = geometry::lowestCrossing(section, width.high - in);
      if (width.empty() || !right || !left) continue;
      sum += left->second - right->second;
      ++count;
    }
  }
  return count == 0 ? 0.0 : clampedVote(sum / count / length, 0.015);
}

// Medial is +y on a right foot.
void decide(ShapeSide& shape, double votes) {
  shape.votes = votes;
  shape.side = votes > 0.0 ? Laterality::Right : Laterality::Left;
  shape.confidence = 1.0 / (1.0 + std::exp(-kSteepness * std::abs(votes)));
}

}  // namespace

namespace {

// All cues but the one at the top or underneath, which `vote` adds.
template <class Vote>
ShapeSide sideWith(const TriangleMesh& mesh, double length, const Vote& vote) {
  const SideOutlines outline = outlines(mesh, length);
  const BorderShape left = borderShape(outline, +1.0, length);
  const BorderShape right = borderShape(outline, -1.0, length);

  ShapeSide result;
  SideCues& cues = result.cues;
  cues.toeLine = toeLineVote(mesh, length);
  const double hollow = left.hollow + right.hollow;
  if (hollow > 0.0) cues.archOutline = clampedVote((left.hollow - right.hollow) / hollow, 0.6);
  cues.ballLine = clampedVote((left.ballX - right.ballX) / length, 0.08);
  const double sum =
      kToeWeight * cues.toeLine + kArchWeight * cues.archOutline + kBallWeight * cues.ballLine;
  decide(result, sum + vote(cues));
  return result;
}

}  // namespace

ShapeSide findShapeSide(const TriangleMesh& mesh, double length) {
  return sideWith(mesh, length, [&](SideCues& cues) {
    cues.dorsalRidge = ridgeVote(mesh, length);
    return kRidgeWeight * cues.dorsalRidge;
  });
}

ShapeSide findSoleSide(const TriangleMesh& mesh, double length) {
  return sideWith(mesh, length, [&](SideCues& cues) {
    cues.archHeight = archHeightVote(mesh, length);
    return kArchHeightWeight * cues.archHeight;
  });
}

ShapeSide withPosition(const ShapeSide& shape, Laterality byPosition) {
  ShapeSide result = shape;
  decide(result, shape.votes + kPositionWeight * medialSign(byPosition));
  return result;
}

}  // namespace podalign::anatomy
