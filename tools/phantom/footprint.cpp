#include "phantom/footprint.hpp"

#include <algorithm>
#include <cmath>

namespace phantom {
namespace {

constexpr int kStanceSamples = 48;
// The load of soft tissue ends gently: every zone reaches this much farther than its edge would
// lie if it ended at once.
constexpr double kReach = 1.05;

// Rises from begin to peak, falls to the end, without a kink and slowly at both ends.
double course(const PressZone& zone, double s) {
  if (s <= zone.begins || s >= zone.ends) return 0.0;
  const double part = s < zone.peaks ? (s - zone.begins) / (zone.peaks - zone.begins)
                                     : (zone.ends - s) / (zone.ends - zone.peaks);
  return part * part * part * (10.0 + part * (6.0 * part - 15.0));
}

}  // namespace

Footprint::Footprint(const StepParameters& step, double lateralLoad, double midfootHalfWidthMm) {
  const double L = step.footLengthMm;
  const double B = step.ballBreadthMm;
  const double lateral = std::exp(1.3 * lateralLoad);
  const double medial = 1.0 / lateral;
  const double w = midfootHalfWidthMm;
  const auto add = [&](double x, double y, double a, double b, double kPa, double s0, double s1,
                       double s2, bool toe) {
    zones_.push_back(
        {{x * L, y * B}, {kReach * a * L, kReach * b * B}, kPa, s0, s1, s2, 0.45, 0.0, toe});
  };
  add(0.125, 0.000, 0.119, 0.285, 310.0, 0.00, 0.19, 0.63, false);
  zones_.back().rollAcross = 0.35;
  add(0.410, 0.000, 0.285, 0.000, 85.0 * lateral, 0.07, 0.38, 0.74, false);
  zones_.back().radii.y() = w;
  zones_.back().centre_in_foot.y() = -0.375 * B + w;  // its lateral border stays where it is
  add(0.655, -0.395, 0.074, 0.110, 165.0 * lateral, 0.11, 0.50, 0.905, false);
  add(0.700, -0.275, 0.074, 0.120, 205.0 * lateral, 0.12, 0.60, 0.925, false);
  add(0.732, -0.125, 0.074, 0.125, 260.0 * std::sqrt(lateral), 0.12, 0.70, 0.945, false);
  add(0.740, 0.055, 0.075, 0.130, 270.0, 0.13, 0.75, 0.955, false);
  add(0.705, 0.255, 0.090, 0.165, 190.0 * medial, 0.15, 0.73, 0.965, false);
  add(0.908, 0.185, 0.052, 0.108, 290.0, 0.42, 0.86, 1.00, true);
  add(0.935, 0.000, 0.033, 0.066, 120.0, 0.48, 0.85, 0.985, true);
  add(0.910, -0.140, 0.031, 0.064, 100.0, 0.48, 0.84, 0.980, true);
  add(0.878, -0.270, 0.030, 0.062, 85.0, 0.47, 0.82, 0.975, true);
  add(0.838, -0.390, 0.030, 0.062, 75.0, 0.46, 0.80, 0.965, true);
}

ZoneShare Footprint::share(const PressZone& zone, const Eigen::Vector2d& p) {
  const Eigen::Vector2d q = (p - zone.centre_in_foot).cwiseQuotient(zone.radii);
  const double r2 = q.squaredNorm();
  if (r2 >= 1.0) return {};
  const double shape = 1.0 - r2;
  return {shape, shape * q.x(), shape * q.y()};
}

double Footprint::load(const PressZone& zone, const ZoneShare& share, double stance) {
  const double time = course(zone, stance);
  if (time == 0.0) return 0.0;
  const double way = 2.0 * (stance - zone.begins) / (zone.ends - zone.begins) - 1.0;  // -1 to 1
  return zone.peakKpa * time *
         (share.even + way * (zone.rollAlong * share.ahead + zone.rollAcross * share.medial));
}

double Footprint::at(const Eigen::Vector2d& p, double stance) const {
  double sum = 0.0;
  for (const PressZone& zone : zones_) sum += load(zone, share(zone, p), stance);
  return sum;
}

DensePrint densePrint(const Footprint& footprint, const StepParameters& step, double scale) {
  DensePrint print;
  print.low_in_foot = {-3.0, -0.56 * step.ballBreadthMm};
  print.columns = static_cast<int>(std::ceil((step.footLengthMm + 6.0) / print.stepMm));
  print.rows = static_cast<int>(std::ceil(1.06 * step.ballBreadthMm / print.stepMm));
  const auto cells = static_cast<std::size_t>(print.columns) * static_cast<std::size_t>(print.rows);
  print.peakKpa.assign(cells, 0.0);
  print.toelessPeakKpa.assign(cells, 0.0);
  std::vector<std::pair<const PressZone*, ZoneShare>> here;
  for (std::size_t i = 0; i < cells; ++i) {
    const auto column = static_cast<double>(i % static_cast<std::size_t>(print.columns));
    const auto row = static_cast<double>(i / static_cast<std::size_t>(print.columns));
    const Eigen::Vector2d p =
        print.low_in_foot + print.stepMm * Eigen::Vector2d(column + 0.5, row + 0.5);
    here.clear();
    for (const PressZone& zone : footprint.zones())
      if (const ZoneShare share = Footprint::share(zone, p); share.even > 0.0)
        here.emplace_back(&zone, share);
    if (here.empty()) continue;
    for (int k = 0; k < kStanceSamples; ++k) {
      double all = 0.0;
      double toeless = 0.0;
      for (const auto& [zone, share] : here) {
        const double kPa = scale * Footprint::load(*zone, share, (k + 0.5) / kStanceSamples);
        all += kPa;
        if (!zone->toe) toeless += kPa;
      }
      print.peakKpa[i] = std::max(print.peakKpa[i], all);
      print.toelessPeakKpa[i] = std::max(print.toelessPeakKpa[i], toeless);
    }
  }
  return print;
}

}  // namespace phantom
