#include <algorithm>
#include <cmath>
#include <limits>

#include "podalign/measure/footfall_context.hpp"
#include "podalign/measure/footprint_axis.hpp"
#include "podalign/measure/zone_place.hpp"

namespace podalign::measure {
namespace {

constexpr std::size_t kToeStations = 21;

// Distance of a border from the axis `lengthMm` in front of the heel end.
double borderAt(const ZonePlace& place, const Line& border, double lengthMm) {
  const Point2 direction = border.to - border.from;
  const double forward = place.along.dot(direction);
  const double t = (place.heelEnd + lengthMm - place.along.dot(border.from)) / forward;
  return place.medial.dot(border.from + t * direction - place.heelCentre);
}

struct Bordered {
  ZonePlace place;
  Line medial, lateral;
};

std::optional<Bordered> borderedOf(const Footprint& footprint, const PrintBorders& borders) {
  const auto& [medial, lateral] = borders;
  if (!medial || !lateral) return std::nullopt;
  const Point2 sum = medial->direction() + lateral->direction();
  if (!(sum.norm() > 1.0)) return std::nullopt;  // they do not even point the same way
  ZonePlace place;
  place.along = sum.normalized();
  place.medial = medialNormal(footprint, place.along);
  place.heelCentre = footprint.heelCentre;
  place.heelEnd = extentAlong(footprint, place.along, Toes::Included).low;
  return Bordered{place, *medial, *lateral};
}

// Where the line behind the toes lies at a share of the breadth.
double toeLineAt(const Footprint& footprint, const ZonePlace& place, const ZoneLines& lines,
                 double share) {
  double best = 0.0;
  double nearest = std::numeric_limits<double>::infinity();
  for (const Point2& point : footprint.toePath) {
    const double along = place.along.dot(point) - place.heelEnd;
    const double away = std::abs(breadthShare(lines, along, medialOf(place, point)) - share);
    if (away >= nearest) continue;
    nearest = away;
    best = along;
  }
  return best;
}

std::optional<ZoneLines> linesOf(const FootfallContext& context) {
  const Footprint& footprint = *context.footprint;
  const ZoneShares& shares = *context.options.zones;
  const auto bordered = borderedOf(footprint, context.borders);
  if (!bordered) return std::nullopt;
  const ZonePlace& place = bordered->place;
  ZoneLines lines;
  lines.steps = 1;
  lines.lengthMm = extentAlong(footprint, place.along, Toes::Included).length();
  lines.heelEndMm = shares.heelEnd * lines.lengthMm;
  lines.midfootEndMm = shares.midfootEnd * lines.lengthMm;
  lines.medialAtHeelMm = borderAt(place, bordered->medial, 0.0);
  lines.medialAtToesMm = borderAt(place, bordered->medial, lines.lengthMm);
  lines.lateralAtHeelMm = borderAt(place, bordered->lateral, 0.0);
  lines.lateralAtToesMm = borderAt(place, bordered->lateral, lines.lengthMm);
  lines.rays = shares.rays;
  lines.hallux = shares.hallux;
  if (footprint.toeLine == ToeLine::NoToes) return lines;
  for (std::size_t i = 0; i < kToeStations; ++i) {
    const double share = static_cast<double>(i) / (kToeStations - 1);
    lines.toeLineMm.push_back(toeLineAt(footprint, place, lines, share));
  }
  return lines;
}

void add(ZoneLines& sum, const ZoneLines& one) {
  sum.lengthMm += one.lengthMm;
  sum.heelEndMm += one.heelEndMm;
  sum.midfootEndMm += one.midfootEndMm;
  sum.medialAtHeelMm += one.medialAtHeelMm;
  sum.medialAtToesMm += one.medialAtToesMm;
  sum.lateralAtHeelMm += one.lateralAtHeelMm;
  sum.lateralAtToesMm += one.lateralAtToesMm;
  for (std::size_t i = 0; i < sum.toeLineMm.size(); ++i) sum.toeLineMm[i] += one.toeLineMm[i];
  sum.steps += one.steps;
}

void divide(ZoneLines& sum) {
  const double count = sum.steps;
  for (double* value : {&sum.lengthMm, &sum.heelEndMm, &sum.midfootEndMm, &sum.medialAtHeelMm,
                        &sum.medialAtToesMm, &sum.lateralAtHeelMm, &sum.lateralAtToesMm}) {
    *value /= count;
  }
  for (double& value : sum.toeLineMm) value /= count;
}

}  // namespace

std::optional<ZonePlace> placeOf(const Footprint& footprint, const PrintBorders& borders) {
  const auto bordered = borderedOf(footprint, borders);
  if (!bordered) return std::nullopt;
  return bordered->place;
}

std::optional<ZoneLines> linesOfFoot(std::span<const FootfallContext> steps, Laterality side) {
  std::vector<ZoneLines> all;
  for (const FootfallContext& step : steps) {
    if (step.footfall.side.side != side || footprintObstacle(step)) continue;
    if (auto lines = linesOf(step)) all.push_back(*lines);
  }
  // A foot has toes, even if one of its steps did not show them.
  const bool toes = std::any_of(all.begin(), all.end(),
                                [](const ZoneLines& one) { return !one.toeLineMm.empty(); });
  if (toes) std::erase_if(all, [](const ZoneLines& one) { return one.toeLineMm.empty(); });
  if (all.empty()) return std::nullopt;
  ZoneLines mean = all.front();
  for (std::size_t i = 1; i < all.size(); ++i) add(mean, all[i]);
  divide(mean);
  return mean;
}

std::optional<ZoneLines> findZoneLines(std::span<const StepOfFoot> steps, Laterality side,
                                       const FootfallMeasureOptions& options) {
  if (!options.zones) return std::nullopt;
  std::vector<FootfallContext> contexts;
  for (const StepOfFoot& step : steps) {
    if (step.footfall.side.side != side) continue;
    contexts.push_back(makeContext(step.footfall, step.grid, step.framePeriod, options));
  }
  return linesOfFoot(contexts, side);
}

}  // namespace podalign::measure
