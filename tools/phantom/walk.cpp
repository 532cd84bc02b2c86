#include "phantom/walk.hpp"

#include <algorithm>
#include <cmath>

#include "phantom/walk_truth.hpp"

namespace phantom {
namespace {

using Eigen::Vector2d;

constexpr double kGravity = 9.80665;
constexpr int kSubCells = 5;  // a cell's pressure is the mean over 5 x 5 points
constexpr int kFitRounds = 14;
constexpr double kLongestFootMm = 330.0;
constexpr int kStanceSamples = 60;
constexpr std::size_t kTailFrames = 3;  // empty ones after the last of several steps

double peakForce(const Footprint& footprint) {
  double peak = 0.0;
  for (int i = 0; i < kStanceSamples; ++i) {
    double force = 0.0;
    for (const PressZone& zone : footprint.zones()) {
      // The integral of 1 - r^2 over an ellipse is 1/2 of its area; the moving parts cancel.
      const double area = 3.14159265358979323846 * zone.radii.x() * zone.radii.y() / 2.0;
      force += area * Footprint::load(zone, {1.0, 0.0, 0.0}, (i + 0.5) / kStanceSamples) * 1e-3;
    }
    peak = std::max(peak, force);
  }
  return peak;
}

double scaleOf(const Footprint& footprint, const StepParameters& step) {
  return step.peakForceShare * step.bodyMassKg * kGravity / peakForce(footprint);
}

double writtenAs(double kPa, const Plate& plate) {
  const double rounded = std::floor(kPa / plate.quantumKpa + 0.5) * plate.quantumKpa;
  return rounded < plate.floorKpa ? 0.0 : rounded;
}

struct LoadedCell {
  std::size_t cell;
  std::vector<std::pair<std::size_t, ZoneShare>> shares;  // by zone number
};

// Mean shares of every zone over the sub-points of every cell the foot touches.
std::vector<LoadedCell> loadedCells(const Footprint& footprint, const StepPlace& place,
                                    const Plate& plate) {
  std::vector<LoadedCell> cells;
  const auto& zones = footprint.zones();
  const double beyond = 20.0 + plate.rowSpacingMm + plate.columnSpacingMm;
  for (int row = 0; row < plate.rows; ++row) {
    for (int column = 0; column < plate.columns; ++column) {
      const Vector2d middle =
          place.toFoot({(column + 0.5) * plate.columnSpacingMm, (row + 0.5) * plate.rowSpacingMm});
      if (middle.x() < -beyond || middle.x() > kLongestFootMm + beyond ||
          std::abs(middle.y()) > kLongestFootMm / 2.0)
        continue;
      std::vector<ZoneShare> sum(zones.size());
      bool any = false;
      for (int k = 0; k < kSubCells * kSubCells; ++k) {
        const Vector2d p((column + (k % kSubCells + 0.5) / kSubCells) * plate.columnSpacingMm,
                         (row + (k / kSubCells + 0.5) / kSubCells) * plate.rowSpacingMm);
        const Vector2d p_in_foot = place.toFoot(p);
        for (std::size_t z = 0; z < zones.size(); ++z) {
          const ZoneShare s = Footprint::share(zones[z], p_in_foot);
          if (s.even <= 0.0) continue;
          any = true;
          sum[z].even += s.even;
          sum[z].ahead += s.ahead;
          sum[z].medial += s.medial;
        }
      }
      if (!any) continue;
      LoadedCell loaded{static_cast<std::size_t>(row * plate.columns + column), {}};
      constexpr double kShare = 1.0 / (kSubCells * kSubCells);
      for (std::size_t z = 0; z < zones.size(); ++z)
        if (sum[z].even > 0.0)
          loaded.shares.push_back(
              {z, {kShare * sum[z].even, kShare * sum[z].ahead, kShare * sum[z].medial}});
      cells.push_back(std::move(loaded));
    }
  }
  return cells;
}

}  // namespace

Vector2d StepPlace::toFoot(const Vector2d& p_in_plate) const {
  const double forward = heelRowMm - p_in_plate.y();
  const double left = heelColumnMm - p_in_plate.x();
  const double x = std::cos(turn) * forward + std::sin(turn) * left;
  const double y = -std::sin(turn) * forward + std::cos(turn) * left;
  return {x, side == Side::Right ? y : -y};
}

// The midfoot's width for the wanted arch index, then the lateral load for the wanted CPEI.
FittedStep fitStep(const StepParameters& step) {
  double width = 0.14 * step.ballBreadthMm;
  double load = 0.0;
  for (int round = 0; round < 2; ++round) {
    double low = 0.05 * step.ballBreadthMm;
    double high = 0.36 * step.ballBreadthMm;
    for (int i = 0; i < kFitRounds; ++i) {
      width = 0.5 * (low + high);
      const Footprint footprint(step, load, width);
      const DensePrint print = densePrint(footprint, step, scaleOf(footprint, step));
      (archIndexOf(print, step) < step.archIndex ? low : high) = width;
    }
    double medial = -0.95;
    double lateral = 0.95;
    for (int i = 0; i < kFitRounds; ++i) {
      load = 0.5 * (medial + lateral);
      const Footprint footprint(step, load, width);
      const double scale = scaleOf(footprint, step);
      const DensePrint print = densePrint(footprint, step, scale);
      (cpeiOf(print, idealCop(footprint)) < step.cpeiPercent ? medial : lateral) = load;
    }
  }
  Footprint footprint(step, load, width);
  const double scale = scaleOf(footprint, step);
  DensePrint print = densePrint(footprint, step, scale);
  return {step, std::move(footprint), scale, std::move(print)};
}

Walk makeWalk(const std::vector<StepParameters>& steps, const std::vector<Landing>& landings,
              const Plate& plate) {
  std::vector<FittedStep> fitted;
  for (const StepParameters& step : steps) fitted.push_back(fitStep(step));
  return makeWalk(fitted, landings, plate);
}

Walk makeWalk(const std::vector<FittedStep>& fitted, const std::vector<Landing>& landings,
              const Plate& plate) {
  constexpr double kRadians = 3.14159265358979323846 / 180.0;
  Walk walk;
  walk.recording.plate = plate;
  auto& frames = walk.recording.frames;
  const auto cellCount = static_cast<std::size_t>(plate.rows * plate.columns);
  std::vector<StepPlace> places;
  std::vector<std::array<int, 2>> windows;
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    const StepParameters& step = fitted[i].step;
    const double outward = step.side == Side::Left ? step.toeOutDeg : -step.toeOutDeg;
    places.push_back(
        {step.side, landings[i].heelRowMm, landings[i].heelColumnMm, outward * kRadians});
    auto cells = loadedCells(fitted[i].footprint, places[i], plate);
    const int first =
        static_cast<int>(std::ceil(landings[i].startS / plate.secondsPerFrame - 1e-9));
    const double end = landings[i].startS + step.contactTimeS;
    windows.push_back({first, static_cast<int>(std::ceil(end / plate.secondsPerFrame)) - 1});
    for (int f = first; f * plate.secondsPerFrame < end; ++f) {
      if (frames.size() <= static_cast<std::size_t>(f))
        frames.resize(static_cast<std::size_t>(f) + 1, std::vector<double>(cellCount, 0.0));
      const double since = f * plate.secondsPerFrame - landings[i].startS;
      const double stance = since / step.contactTimeS;
      if (landings[i].beltMmPerS != 0.0) {
        StepPlace carried = places[i];
        carried.heelRowMm += landings[i].beltMmPerS * since;
        cells = loadedCells(fitted[i].footprint, carried, plate);
      }
      for (const LoadedCell& loaded : cells) {
        double kPa = 0.0;
        for (const auto& [zone, share] : loaded.shares)
          kPa +=
              fitted[i].scale * Footprint::load(fitted[i].footprint.zones()[zone], share, stance);
        double& cell = frames[static_cast<std::size_t>(f)][loaded.cell];
        cell = std::max(cell, writtenAs(kPa, plate));
      }
    }
  }
  if (fitted.size() != 1) {
    frames.resize(frames.size() + kTailFrames, std::vector<double>(cellCount, 0.0));
  } else {  // a plate triggered by contact records nothing before or after
    const auto empty = [](const std::vector<double>& f) {
      return std::all_of(f.begin(), f.end(), [](double v) { return v == 0.0; });
    };
    while (!frames.empty() && empty(frames.back())) frames.pop_back();
    frames.erase(frames.begin(), std::find_if_not(frames.begin(), frames.end(), empty));
    windows[0] = {0, static_cast<int>(frames.size()) - 1};
  }
  for (std::size_t i = 0; i < fitted.size(); ++i)
    walk.steps.push_back(findStepTruth(walk.recording, fitted[i], places[i], windows[i]));
  return walk;
}

}  // namespace phantom
