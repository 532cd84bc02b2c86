#include "podalign/measure/step_course.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace podalign::measure {
namespace {

constexpr double kFrom = 0.2;
constexpr double kTo = 0.8;
// A first maximum is at least half as high as the largest force: smaller ones are the heel's noise.
constexpr double kFirstMaximumShare = 0.5;

std::optional<Message> obstacleOf(const FootfallContext& context) {
  if (const auto obstacle = timeObstacle(context)) return obstacle;
  return pressureObstacle(context);
}

// Frames (with fractions) at which the force first passes a value.
std::optional<double> firstAt(const std::vector<double>& forces, double value) {
  for (std::size_t i = 0; i < forces.size(); ++i) {
    if (forces[i] < value) continue;
    if (i == 0) return std::nullopt;  // it was there before the first frame
    return static_cast<double>(i - 1) + (value - forces[i - 1]) / (forces[i] - forces[i - 1]);
  }
  return std::nullopt;
}

double firstMaximum(const std::vector<double>& forces) {
  const double largest = *std::max_element(forces.begin(), forces.end());
  for (std::size_t i = 1; i + 1 < forces.size(); ++i) {
    if (forces[i] >= kFirstMaximumShare * largest && forces[i] >= forces[i - 1] &&
        forces[i] > forces[i + 1]) {
      return forces[i];
    }
  }
  return largest;
}

// Speeds over 2 * stride frames around every frame whose neighbours are valid, mm/s.
std::vector<double> speedsOf(const FootfallContext& context, std::size_t stride) {
  const auto& cop = context.footfall.cop;
  const double time = 2.0 * static_cast<double>(stride) * units::inSeconds(context.framePeriod);
  std::vector<double> speeds;
  for (std::size_t i = stride; i + stride < cop.size(); ++i) {
    const auto& before = cop[i - stride];
    const auto& after = cop[i + stride];
    if (!before.valid || !after.valid) continue;
    speeds.push_back(std::hypot(after.xMm - before.xMm, after.yMm - before.yMm) / time);
  }
  return speeds;
}

double meanOf(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}
double largestOf(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end());
}

Measurement velocity(const FootfallContext& context, const char* id,
                     double (*of)(const std::vector<double>&)) {
  const Message method{
      id, {{"period", withUnit(units::inSeconds(context.framePeriod) * 1000.0, 1, "ms")}}};
  if (const auto obstacle = obstacleOf(context)) return notValid("mm/s", method, *obstacle);
  if (context.footfall.movingBelt) return notValid("mm/s", method, {"PLATE.MOVING_BELT", {}});
  const std::vector<double> speeds = speedsOf(context, 1);
  const std::vector<double> slower = speedsOf(context, 2);
  if (speeds.empty() || slower.empty())
    return notValid("mm/s", method, {"PLATE.TOO_FEW_FRAMES", {}});
  // What half the rate of frames makes of it.
  return ok(of(speeds), "mm/s", std::abs(of(speeds) - of(slower)), method);
}

}  // namespace

Measurement loadingRate(const FootfallContext& context) {
  const Message method{"method.loading_rate", {}};
  if (const auto obstacle = obstacleOf(context)) return notValid("N/s", method, *obstacle);
  const auto& forces = context.footfall.forcesN;
  const double peak = firstMaximum(forces);
  const auto from = firstAt(forces, kFrom * peak);
  const auto to = firstAt(forces, kTo * peak);
  if (!from || !to || !(*to > *from)) return notValid("N/s", method, {"PLATE.TOO_FEW_FRAMES", {}});
  const double period = units::inSeconds(context.framePeriod);
  const double frames = *to - *from;
  const double rate = (kTo - kFrom) * peak / (frames * period);
  // Between two frames the force is taken as straight: both ends are known to half a frame.
  const double error = rate * countingError(1.0, 2.0) / frames;
  Measurement measured = ok(rate, "N/s", error, method);
  if (frames >= 2.0) return measured;
  return lowConfidence(std::move(measured), {"PLATE.TOO_FEW_FRAMES", {}});
}

Measurement copVelocity(const FootfallContext& context) {
  return velocity(context, "method.cop_velocity", &meanOf);
}
Measurement copVelocityPeak(const FootfallContext& context) {
  return velocity(context, "method.cop_velocity_peak", &largestOf);
}

}  // namespace podalign::measure
