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

BreadthRatios ratiosOf(const Breadths& breadths) {
  return {kPercent * breadths.midfoot / breadths.forefoot, breadths.midfoot / breadths.heel};
}

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
std::optional<MedialVoid> medialVoidOf(const Footprint& footprint,
                                       const std::optional<Line>& border) {
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

// On a sensor the floor of the arch is flat over several cells: the middle of the angles to them.
ArchVoid valuesOf(const Footprint& footprint, const MedialVoid& found, const AngleBand& band) {
  return {0.5 * (band.lowDeg + band.highDeg),
          found.areaMm2() / contactAlong(footprint, found.border.direction())};
}

}  // namespace

std::optional<BreadthRatios> breadthRatiosOf(const Footprint& footprint, const Point2& axis) {
  const auto breadths = breadthsOf(footprint, axis);
  if (!breadths) return std::nullopt;
  return ratiosOf(*breadths);
}

std::optional<ArchVoid> archVoidOf(const FootfallContext& context) {
  const Footprint& footprint = *context.footprint;
  const auto found = medialVoidOf(footprint, context.borders.medial);
  if (!found) return std::nullopt;
  return valuesOf(footprint, *found, anglesToDeepest(*found, largestCell(footprint)));
}

BreadthIndices breadthIndices(const FootfallContext& context) {
  const char* variant = axisVariant(context.options);
  const Message csi = methodOf(context, std::string("method.chippaux_smirak_index") + variant);
  const Message staheli = methodOf(context, std::string("method.staheli_index") + variant);
  const auto neither = [&](const Message& reason) {
    return BreadthIndices{notValid("%", csi, reason), notValid("ratio", staheli, reason)};
  };
  if (const auto obstacle = footprintObstacle(context)) return neither(*obstacle);
  const Footprint& footprint = *context.footprint;
  const auto axis =
      footprintAxis(footprint, context.footfall, context.grid.view, context.options.axis);
  if (!axis) return neither({"PLATE.NO_AXIS", {}});
  const auto breadths = breadthsOf(footprint, *axis);
  if (!breadths) return neither({"PLATE.NO_MIDFOOT_CONTACT", {}});
  std::vector<BreadthRatios> turns;
  for (const double degrees : {-kAxisHalfSpreadDeg, kAxisHalfSpreadDeg}) {
    const auto other = breadthRatiosOf(footprint, turned(*axis, units::degrees(degrees)));
    if (other) turns.push_back(*other);
  }
  // Both ends of both breadths are known to half a cell.
  const double ends = countingError(largestCell(footprint), 2.0);
  const BreadthRatios ratios = ratiosOf(*breadths);
  const auto measured = [&](double BreadthRatios::*ratio, const char* unit, const Message& method) {
    const double value = ratios.*ratio;
    double choices = 0.0;
    for (const BreadthRatios& other : turns)
      choices = std::max(choices, std::abs(other.*ratio - value));
    const double counting =
        std::hypot(value * ends / breadths->midfoot, value * ends / breadths->heel);
    return toesChecked(footprint, ok(value, unit, std::hypot(choices, counting), method));
  };
  return {measured(&BreadthRatios::chippauxSmirakPercent, "%", csi),
          measured(&BreadthRatios::staheli, "ratio", staheli)};
}

ArchVoidIndices archVoidIndices(const FootfallContext& context) {
  const Message clarke = methodOf(context, "method.clarke_angle");
  const Message footprintIndex = methodOf(context, "method.footprint_index");
  const auto neither = [&](const Message& reason) {
    return ArchVoidIndices{notValid("deg", clarke, reason),
                           notValid("ratio", footprintIndex, reason)};
  };
  if (const auto obstacle = footprintObstacle(context)) return neither(*obstacle);
  const Footprint& footprint = *context.footprint;
  const auto found = medialVoidOf(footprint, context.borders.medial);
  if (!found) return neither({"PLATE.NO_MIDFOOT_CONTACT", {}});
  const double cell = largestCell(footprint);
  const AngleBand band = anglesToDeepest(*found, cell);
  const ArchVoid values = valuesOf(footprint, *found, band);
  // The border of the print is known to half a cell along its whole length.
  const double lines = found->border.length() / cell;
  const double contact = contactAlong(footprint, found->border.direction());
  return {toesChecked(footprint,
                      ok(values.clarkeDeg, "deg", 0.5 * (band.highDeg - band.lowDeg), clarke)),
          toesChecked(footprint, ok(values.footprintIndex, "ratio",
                                    countingError(cell, lines) * cell / contact, footprintIndex))};
}

}  // namespace podalign::measure
