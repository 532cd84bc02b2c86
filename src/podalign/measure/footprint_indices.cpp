#include "podalign/measure/footprint_indices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "podalign/measure/arch_index.hpp"
#include "podalign/measure/footprint_axis.hpp"

namespace podalign::measure {
namespace {

constexpr double kPercent = 100.0;
constexpr double kAxisHalfSpreadDeg = 3.0;  // as for the Arch Index

double largestCell(const Footprint& footprint) {
  return std::max(footprint.cellWidthMm, footprint.cellHeightMm);
}
double halfSmallestCell(const Footprint& footprint) {
  return 0.5 * std::min(footprint.cellWidthMm, footprint.cellHeightMm);
}

// Breadths of the toeless print across an axis, mm.
struct Breadths {
  double heel = 0.0;      // largest of the rear third
  double midfoot = 0.0;   // smallest of the middle third
  double forefoot = 0.0;  // largest of the front third
};

// Nothing where a line across the middle third meets no cell.
std::optional<Breadths> breadthsOf(const Footprint& footprint, const Point2& axis) {
  const Extent length = extentAlong(footprint, axis, Toes::Excluded);
  const double third = length.length() / 3.0;
  Breadths breadths{0.0, std::numeric_limits<double>::infinity(), 0.0};
  const double step = halfSmallestCell(footprint);
  const Crosscuts cuts(footprint, axis, Toes::Excluded);
  for (double s = length.low + 0.5 * step; s < length.high; s += step) {
    const auto line = cuts.at(s);
    const double breadth = line ? line->length() : 0.0;
    if (s < length.low + third) {
      breadths.heel = std::max(breadths.heel, breadth);
    } else if (s > length.high - third) {
      breadths.forefoot = std::max(breadths.forefoot, breadth);
    } else if (line) {
      breadths.midfoot = std::min(breadths.midfoot, breadth);
    } else {
      return std::nullopt;
    }
  }
  if (!std::isfinite(breadths.midfoot) || !(breadths.heel > 0.0 && breadths.forefoot > 0.0)) {
    return std::nullopt;
  }
  return breadths;
}

using RatioOf = double (*)(const Breadths&);

Message methodOf(const FootfallContext& context, const std::string& id) {
  return {id,
          {{"axis", toString(context.options.axis)},
           {"threshold", withUnit(context.areaThresholdKpa, 0, "kPa")},
           {"mode", modeVariant(context.footfall) + 1}}};
}

Measurement toesChecked(const Footprint& footprint, Measurement measured) {
  if (footprint.toeLine == ToeLine::Found) return measured;
  return lowConfidence(std::move(measured), {"PLATE.TOES_NOT_SEPARATED", {}});
}

Measurement breadthIndex(const FootfallContext& context, const char* id, const char* unit,
                         RatioOf ratioOf) {
  const Message method = methodOf(context, std::string(id) + axisVariant(context.options));
  if (const auto obstacle = footprintObstacle(context)) return notValid(unit, method, *obstacle);
  const Footprint& footprint = *context.footprint;
  const auto axis =
      footprintAxis(footprint, context.footfall, context.grid.view, context.options.axis);
  if (!axis) return notValid(unit, method, {"PLATE.NO_AXIS", {}});
  const auto breadths = breadthsOf(footprint, *axis);
  if (!breadths) return notValid(unit, method, {"PLATE.NO_MIDFOOT_CONTACT", {}});
  const double value = ratioOf(*breadths);
  double choices = 0.0;
  for (const double degrees : {-kAxisHalfSpreadDeg, kAxisHalfSpreadDeg}) {
    const auto other = breadthsOf(footprint, turned(*axis, units::degrees(degrees)));
    if (other) choices = std::max(choices, std::abs(ratioOf(*other) - value));
  }
  // Both ends of both breadths are known to half a cell.
  const double ends = countingError(largestCell(footprint), 2.0);
  const double counting =
      std::hypot(value * ends / breadths->midfoot, value * ends / breadths->heel);
  return toesChecked(footprint, ok(value, unit, std::hypot(choices, counting), method));
}

// What lies between the medial border line and the print: depth at regular steps along the line,
// from the heel's touching point.
struct MedialVoid {
  Line border;
  double stepMm = 0.0;
  std::vector<double> depthsMm;
  [[nodiscard]] double areaMm2() const {
    double sum = 0.0;
    for (const double depth : depthsMm) sum += depth * stepMm;
    return sum;
  }
};

// Nothing where a line across the border meets no cell.
std::optional<MedialVoid> medialVoidOf(const Footprint& footprint) {
  const auto border = medialBorder(footprint, Toes::Excluded);
  if (!border) return std::nullopt;
  const Point2 along = border->direction();
  const Point2 medial = medialNormal(footprint, along);
  const bool medialIsLeft = leftNormal(along).dot(medial) > 0.0;
  const int lines = std::max(1, static_cast<int>(border->length() / halfSmallestCell(footprint)));
  MedialVoid found{*border, border->length() / lines, {}};
  const Crosscuts cuts(footprint, along, Toes::Excluded);
  for (int i = 0; i < lines; ++i) {
    const double at = along.dot(border->from) + (i + 0.5) * found.stepMm;
    const auto line = cuts.at(at);
    if (!line) return std::nullopt;
    const double edge = medialIsLeft ? line->high : -line->low;
    found.depthsMm.push_back(std::max(medial.dot(border->from) - edge, 0.0));
  }
  return found;
}

struct AngleBand {
  double lowDeg = 180.0;
  double highDeg = 0.0;
};

// Angles at the ball to every point of the arch that may be its deepest: within one cell.
AngleBand anglesToDeepest(const MedialVoid& found, double cellMm) {
  const double deepest = *std::max_element(found.depthsMm.begin(), found.depthsMm.end());
  AngleBand band;
  for (std::size_t i = 0; i < found.depthsMm.size(); ++i) {
    if (found.depthsMm[i] < deepest - cellMm) continue;
    const double reach = found.border.length() - (static_cast<double>(i) + 0.5) * found.stepMm;
    const double angle = units::inDegrees(units::radians(std::atan2(deepest, reach)));
    band.lowDeg = std::min(band.lowDeg, angle);
    band.highDeg = std::max(band.highDeg, angle);
  }
  return band;
}

// Area of the toeless print.
double contactAlong(const Footprint& footprint, const Point2& along) {
  return sumBetween(footprint, along, extentAlong(footprint, along, Toes::Excluded), Toes::Excluded)
      .areaMm2;
}

}  // namespace

std::optional<BreadthRatios> breadthRatiosOf(const Footprint& footprint, const Point2& axis) {
  const auto breadths = breadthsOf(footprint, axis);
  if (!breadths) return std::nullopt;
  return BreadthRatios{kPercent * breadths->midfoot / breadths->forefoot,
                       breadths->midfoot / breadths->heel};
}

std::optional<ArchVoid> archVoidOf(const Footprint& footprint) {
  const auto found = medialVoidOf(footprint);
  if (!found) return std::nullopt;
  // On a sensor the floor of the arch is flat over several cells: the middle of the angles to them.
  const AngleBand band = anglesToDeepest(*found, largestCell(footprint));
  return ArchVoid{0.5 * (band.lowDeg + band.highDeg),
                  found->areaMm2() / contactAlong(footprint, found->border.direction())};
}

Measurement chippauxSmirakIndex(const FootfallContext& context) {
  return breadthIndex(context, "method.chippaux_smirak_index", "%",
                      [](const Breadths& b) { return kPercent * b.midfoot / b.forefoot; });
}

Measurement staheliIndex(const FootfallContext& context) {
  return breadthIndex(context, "method.staheli_index", "ratio",
                      [](const Breadths& b) { return b.midfoot / b.heel; });
}

Measurement clarkeAngle(const FootfallContext& context) {
  const Message method = methodOf(context, "method.clarke_angle");
  if (const auto obstacle = footprintObstacle(context)) return notValid("deg", method, *obstacle);
  const auto found = medialVoidOf(*context.footprint);
  if (!found) return notValid("deg", method, {"PLATE.NO_MIDFOOT_CONTACT", {}});
  // On a sensor the floor of the arch is flat over several cells: the middle of the angles to them.
  const AngleBand band = anglesToDeepest(*found, largestCell(*context.footprint));
  const double value = 0.5 * (band.lowDeg + band.highDeg);
  const double error = 0.5 * (band.highDeg - band.lowDeg);
  return toesChecked(*context.footprint, ok(value, "deg", error, method));
}

Measurement footprintIndex(const FootfallContext& context) {
  const Message method = methodOf(context, "method.footprint_index");
  if (const auto obstacle = footprintObstacle(context)) return notValid("ratio", method, *obstacle);
  const Footprint& footprint = *context.footprint;
  const auto found = medialVoidOf(footprint);
  if (!found) return notValid("ratio", method, {"PLATE.NO_MIDFOOT_CONTACT", {}});
  const double contact = contactAlong(footprint, found->border.direction());
  const double value = found->areaMm2() / contact;
  // The border of the print is known to half a cell along its whole length.
  const double cell = largestCell(footprint);
  const double lines = found->border.length() / cell;
  const double error = countingError(cell, lines) * cell / contact;
  return toesChecked(footprint, ok(value, "ratio", error, method));
}

}  // namespace podalign::measure
