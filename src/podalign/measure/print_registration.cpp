#include "podalign/measure/print_registration.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "podalign/measure/footfall_context.hpp"
#include "podalign/measure/print_fit.hpp"
#include "podalign/measure/sole_print.hpp"

namespace podalign::measure {
namespace {

constexpr double kDegree = 0.017453292519943295;
// A border lies anywhere within the outermost cell: 95 % half-width of the sum of two such ends.
constexpr double kTwoEnds = 0.78;
constexpr std::array<double, 2> kHeel{0.14, 0.18};
constexpr std::array<double, 2> kBall{0.68, 0.74};

SolePart partOf(const anatomy::AlignedFoot& foot) {
  const bool grounded = foot.ground != anatomy::GroundKind::ThreePoints;
  if (!grounded || foot.sole == anatomy::SoleKind::Open) return SolePart::Outline;
  return foot.sole == anatomy::SoleKind::Authentic ? SolePart::Contact : SolePart::Hull;
}

std::vector<SolePrint> shapesOf(const anatomy::AlignedFoot& foot, SolePart part,
                                const std::vector<double>& heights) {
  std::vector<SolePrint> shapes;
  if (part == SolePart::Outline) {
    if (auto outline = outlinePrint(foot)) shapes.push_back(std::move(*outline));
    return shapes;
  }
  const Underside underside = undersideOf(foot);
  for (const double height : heights) {
    auto shape = solePrint(underside, height);
    if (!shape || lengthOf(shape->grid) <= 0.0) continue;
    shapes.push_back(part == SolePart::Hull ? hullOf(*shape) : std::move(*shape));
  }
  return shapes;
}

// A length of the scan's print with what the neighbouring heights make of it.
template <class LengthOf>
PrintComparison comparison(double printMm, double cellMm, double elseMm,
                           const std::vector<SolePrint>& shapes, std::size_t chosen,
                           const LengthOf& length) {
  const double own = length(shapes[chosen].grid);
  double spread = 0.0;
  for (const std::size_t other :
       {chosen == 0 ? chosen : chosen - 1, std::min(chosen + 1, shapes.size() - 1)}) {
    spread = std::max(spread, std::abs(length(shapes[other].grid) - own));
  }
  const double ends = kTwoEnds * std::hypot(cellMm, shapes[chosen].grid.cellMm);
  return {printMm, own, std::hypot(std::hypot(ends, spread), elseMm)};
}

double errorOf(const Measurements& measures, const char* name) {
  const auto found = measures.find(name);
  const bool valued = found != measures.end() && found->second.value.has_value();
  return valued ? found->second.error.total() : 0.0;
}

double meanBreadth(const Footprint& print, const Point2& direction, double from, double to) {
  constexpr int kLines = 9;
  const Crosscuts cuts(print, direction, Toes::Included);
  double sum = 0.0;
  int lines = 0;
  for (int i = 0; i < kLines; ++i) {
    const auto extent = cuts.at(from + (to - from) * i / (kLines - 1));
    if (!extent) continue;
    sum += extent->length();
    ++lines;
  }
  return lines == 0 ? 0.0 : sum / lines;
}

void compareLengths(PrintRegistration& result, const anatomy::AlignedFoot& foot,
                    const Measurements& scanned, const Footprint& print,
                    const std::vector<SolePrint>& shapes, std::size_t chosen, double walkingMm) {
  const Eigen::Rotation2Dd back(-result.turnDeg * kDegree);
  const Point2 along = back * Point2::UnitX();
  const auto cellAlong = [&](const Point2& direction) {
    return print.cellWidthMm * std::abs(direction.x()) +
           print.cellHeightMm * std::abs(direction.y());
  };
  const double alongCell = cellAlong(along);
  const double acrossCell = cellAlong(leftNormal(along));
  const double rolled = print.dynamic ? walkingMm : 0.0;
  // Outermost cells are covered in part; half a cell in all is what prints of phantoms show.
  const double length = extentAlong(print, along, Toes::Included).length() - 0.5 * alongCell;
  result.length = comparison(length, alongCell, std::hypot(errorOf(scanned, "foot_length"), rolled),
                             shapes, chosen, [](const ShareGrid& grid) { return lengthOf(grid); });
  const auto breadth = [&](const std::array<double, 2>& part, const char* measure) {
    const double from = part[0] * foot.footLengthMm;
    const double to = part[1] * foot.footLengthMm;
    const double origin = result.shift_in_foot.x();  // x_in_foot = along . p + origin
    return comparison(meanBreadth(print, along, from - origin, to - origin), acrossCell,
                      std::hypot(errorOf(scanned, measure), rolled), shapes, chosen,
                      [&](const ShareGrid& grid) { return breadthBetween(grid, from, to); });
  };
  result.heelBreadth = breadth(kHeel, "heel_width");
  result.ballBreadth = breadth(kBall, "ball_width");
}

Message poorFit(const char* id, const PrintRegistration& result, Laterality side) {
  return {id,
          {{"side", toString(side)},
           {"overlap", std::to_string(std::lround(100.0 * result.overlap))},
           {"mirrored", std::to_string(std::lround(100.0 * result.mirroredOverlap))}}};
}

}  // namespace

const char* toString(SolePart part) {
  switch (part) {
    case SolePart::Contact: return "contact";
    case SolePart::Hull: return "hull";
    case SolePart::Outline: return "outline";
  }
  return "outline";
}

geometry::Point2 placeInFoot(const PrintRegistration& registration, double xMm, double yMm,
                             plantar::GridView view) {
  return Eigen::Rotation2Dd(registration.turnDeg * kDegree) * planPoint(xMm, yMm, view) +
         registration.shift_in_foot;
}

PrintRegistration registerPrint(const anatomy::AlignedFoot& foot, const Measurements& scanned,
                                const plantar::Footfall& footfall, const plantar::Grid& grid,
                                const RegistrationRules& rules) {
  PrintRegistration result;
  result.part = partOf(foot);
  const FootfallMeasureOptions options;
  const FootfallContext context = makeContext(footfall, grid, units::seconds(0.0), options);
  result.refused = footprintObstacle(context);
  if (result.refused) return result;
  const std::vector<SolePrint> shapes = shapesOf(foot, result.part, rules.contactHeightsMm);
  if (shapes.empty() || foot.unit.millimetresPerUnit <= 0.0) {
    result.refused = Message{"SCAN_PLATE.NO_SOLE", {}};
    return result;
  }
  const Footprint& print = *context.footprint;
  const PrintPoints points =
      pointsOf(print, result.part == SolePart::Contact ? PrintShape::Cells : PrintShape::Hull);
  std::vector<ShareGrid> own;
  std::vector<ShareGrid> other;
  for (const SolePrint& shape : shapes) {
    own.push_back(shape.grid);
    other.push_back(mirrored(shape.grid));
  }
  const double start = -std::atan2(print.heelToToe.y(), print.heelToToe.x());
  const Fit fit = bestFit(points, own, start);
  result.overlap = fit.overlap;
  result.mirroredOverlap = bestFit(points, other, start).overlap;
  result.contactHeightMm = shapes[fit.shape].heightMm;
  result.printAreaCm2 = 0.01 * points.areaMm2;
  result.scanAreaCm2 = 0.01 * own[fit.shape].areaMm2();
  result.turnDeg = std::remainder(fit.pose.turn / kDegree, 360.0);
  result.shift_in_foot = fit.pose.centre - Eigen::Rotation2Dd(fit.pose.turn) * points.centroid;
  const Laterality side = foot.side.side;
  const double least =
      result.part == SolePart::Contact ? rules.leastOverlap : rules.leastHullOverlap;
  if (result.mirroredOverlap > result.overlap) {
    result.refused = poorFit("SCAN_PLATE.PRINT_OF_OTHER_FOOT", result, side);
  } else if (result.mirroredOverlap > result.overlap - rules.otherFootMargin) {
    result.refused = poorFit("SCAN_PLATE.PRINT_SIDE_UNSURE", result, side);
  } else if (result.overlap < least) {
    result.refused = poorFit("SCAN_PLATE.PRINT_DOES_NOT_FIT", result, side);
  }
  if (!result.refused && result.part != SolePart::Outline) {
    compareLengths(result, foot, scanned, print, shapes, fit.shape, rules.walkingBandMm);
  }
  return result;
}

}  // namespace podalign::measure
