#include "podalign/measure/walk_measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "podalign/core/contracts.hpp"
#include "podalign/measure/student.hpp"

namespace podalign::measure {
namespace {

using plantar::Footfall;
using plantar::SensorKind;
using plantar::TrialKind;

// 95 % half-width of a position that is known to one cell, in cells: 1.96 / sqrt(12).
constexpr double kCellShare = 0.566;
// Tangent of how far a walk may miss the way of the sensor's rows or columns.
constexpr double kUnsureWay = 0.1;
constexpr double kPercent = 100.0;
constexpr double kSecondsPerMinute = 60.0;
constexpr double kMillimetresPerMetre = 1000.0;

// Single values over a walk, and how exact each of them is.
struct Series {
  std::vector<double> values;
  double resolution = 0.0;  // 95 % half-width of one value
};

Measurement meanOf(const Series& series, const char* unit, const char* methodId) {
  const std::size_t count = series.values.size();
  if (count == 0) {
    return notValid(unit, {methodId, {{"steps", "0"}, {"sd", "-"}}}, {"PLATE.NOT_SEEN_WHOLE", {}});
  }
  double sum = 0.0;
  for (const double value : series.values) sum += value;
  const double mean = sum / static_cast<double>(count);
  double squares = 0.0;
  for (const double value : series.values) squares += (value - mean) * (value - mean);
  const double sd = count > 1 ? std::sqrt(squares / static_cast<double>(count - 1)) : 0.0;
  const double walk =
      count > 1 ? studentQuantile(count - 1) * sd / std::sqrt(static_cast<double>(count)) : 0.0;
  Message method{methodId,
                 {{"steps", fmt::format("{}", count)},
                  {"sd", count > 1 ? fmt::format("{:.3g} {}", sd, unit) : "-"}}};
  Measurement result = ok(mean, unit, std::hypot(series.resolution, walk), std::move(method));
  result.spread = Spread{count, sd};
  return result;
}

class Walk {
 public:
  Walk(std::span<const Footfall> footfalls, std::span<const std::size_t> members,
       const plantar::Grid& grid, units::Duration framePeriod)
      : footfalls_(footfalls),
        members_(members),
        periodS_(units::inSeconds(framePeriod)),
        cellMm_(std::max(grid.rowSpacingMm, grid.columnSpacingMm)) {}
  void measureInto(WalkMeasures& walk) const;

 private:
  [[nodiscard]] const Footfall& at(std::size_t i) const { return footfalls_[members_[i]]; }
  // The footfall `ahead` places later is the next one of the other (1) or the same foot (2), and
  // none was missed between.
  [[nodiscard]] bool follows(std::size_t i, std::size_t ahead) const;
  [[nodiscard]] double along(std::size_t i, std::size_t j) const;
  [[nodiscard]] double toTheLeft(std::size_t i, std::size_t j) const;
  [[nodiscard]] double between(std::size_t i, std::size_t j) const {
    return (at(j).frames.first - at(i).frames.first) * periodS_;
  }
  [[nodiscard]] Series speeds() const;
  void measureTimes(WalkMeasures& walk) const;
  void measureSpace(WalkMeasures& walk) const;
  void refuseSpace(WalkMeasures& walk, const char* reason) const;

  std::span<const Footfall> footfalls_;
  std::span<const std::size_t> members_;
  double periodS_;
  double cellMm_;
};

bool Walk::follows(std::size_t i, std::size_t ahead) const {
  if (i + ahead >= members_.size()) return false;
  for (std::size_t k = i; k < i + ahead; ++k) {
    const bool changes = at(k).side.side != at(k + 1).side.side;
    if (at(k).sensor == SensorKind::Plate && !changes) return false;
  }
  return true;
}

double Walk::along(std::size_t i, std::size_t j) const {
  const plantar::Direction& way = *at(i).progression;
  return (at(j).heel.xMm - at(i).heel.xMm) * way.x + (at(j).heel.yMm - at(i).heel.yMm) * way.y;
}

// Across the way from one heel to the next, positive where the left foot lies on the left.
double Walk::toTheLeft(std::size_t i, std::size_t j) const {
  const plantar::Direction& left = at(i).leftwards;
  const double aside =
      (at(j).heel.xMm - at(i).heel.xMm) * left.x + (at(j).heel.yMm - at(i).heel.yMm) * left.y;
  return at(j).side.side == Laterality::Left ? aside : -aside;
}

void Walk::measureTimes(WalkMeasures& walk) const {
  const bool oneFoot = at(0).sensor == SensorKind::InShoe;
  // A contact begins and ends somewhere within a frame.
  const double exact = periodS_;
  PerSide<Series> stance{{{}, exact}, {{}, exact}};
  Series strideTime{{}, exact};
  Series stepTime{{}, exact};
  Series doubleSupport;
  Series flight{{}, exact};
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const Footfall& now = at(i);
    if (now.startSeen && now.endSeen)
      stance[now.side.side].values.push_back(now.frames.count() * periodS_);
    const std::size_t stride = oneFoot ? 1 : 2;
    if (follows(i, stride) && now.startSeen && at(i + stride).startSeen)
      strideTime.values.push_back(between(i, i + stride));
    if (oneFoot || !follows(i, 1) || !at(i + 1).startSeen) continue;
    if (now.startSeen) stepTime.values.push_back(between(i, i + 1));
    if (!now.endSeen) continue;
    const double both = (now.frames.last - at(i + 1).frames.first + 1) * periodS_;
    flight.values.push_back(-both);
    if (!now.startSeen) continue;
    const double step = between(i, i + 1);
    doubleSupport.values.push_back(kPercent * std::max(both, 0.0) / step);
    doubleSupport.resolution = std::max(doubleSupport.resolution, kPercent * exact / step);
  }
  for (const Laterality side : kBothSides) {
    const bool any = std::any_of(members_.begin(), members_.end(), [&](std::size_t member) {
      return footfalls_[member].side.side == side;
    });
    if (any) walk.feet[side]["stance_time"] = meanOf(stance[side], "s", "method.stance_time");
  }
  walk.measures["stride_time"] = meanOf(strideTime, "s", "method.stride_time");
  Series cadence;
  const double stepsPerStride = 2.0;
  for (const double time : strideTime.values) {
    const double perMinute = stepsPerStride * kSecondsPerMinute / time;
    cadence.values.push_back(perMinute);
    cadence.resolution = std::max(cadence.resolution, perMinute * exact / time);
  }
  if (cadence.values.empty()) {
    for (const double time : stepTime.values) {
      cadence.values.push_back(kSecondsPerMinute / time);
      cadence.resolution = std::max(cadence.resolution, cadence.values.back() * exact / time);
    }
  }
  walk.measures["cadence"] = meanOf(cadence, "steps/min", "method.cadence");
  if (oneFoot) return;
  walk.measures["double_support"] = meanOf(doubleSupport, "%", "method.double_support");
  Measurement inTheAir = meanOf(flight, "s", "method.flight_time");
  if (inTheAir.value && *inTheAir.value > 0.0) walk.measures["flight_time"] = std::move(inTheAir);
}

// Of strides, whose ends are of one foot; of steps where no stride was seen.
Series Walk::speeds() const {
  const double exact = kCellShare * cellMm_ * std::sqrt(2.0);
  Series series;
  for (std::size_t ahead = 2; ahead >= 1 && series.values.empty(); --ahead) {
    for (std::size_t i = 0; i + ahead < members_.size(); ++i) {
      const Footfall& from = at(i);
      const Footfall& to = at(i + ahead);
      const bool seen = from.heelSeen && from.startSeen && to.heelSeen && to.startSeen;
      if (!seen || !follows(i, ahead)) continue;
      const double time = between(i, i + ahead);
      const double speed = along(i, i + ahead) / time / kMillimetresPerMetre;
      series.values.push_back(speed);
      series.resolution =
          std::max(series.resolution,
                   std::hypot(exact / time / kMillimetresPerMetre, speed * periodS_ / time));
    }
  }
  return series;
}

void Walk::measureSpace(WalkMeasures& walk) const {
  const double exact = kCellShare * cellMm_ * std::sqrt(2.0);  // two heels
  PerSide<Series> steps{{{}, exact}, {{}, exact}};
  Series strides{{}, exact};
  // The way comes from a stride, which is two steps long and as exact.
  Series widths{{}, std::hypot(exact, 0.5 * exact)};
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (!at(i).heelSeen) continue;
    if (follows(i, 1) && at(i + 1).heelSeen) {
      Series& own = steps[at(i + 1).side.side];
      own.values.push_back(along(i, i + 1));
      const double unsure = at(i).progressionFromSteps ? 0.0 : kUnsureWay * toTheLeft(i, i + 1);
      own.resolution = std::max(own.resolution, std::hypot(exact, unsure));
      // Without two footfalls of one foot the way is that of the sensor, and no width follows.
      if (at(i).progressionFromSteps) widths.values.push_back(toTheLeft(i, i + 1));
    }
    if (follows(i, 2) && at(i + 2).heelSeen) strides.values.push_back(along(i, i + 2));
  }
  for (const Laterality side : kBothSides) {
    if (walk.feet[side].empty()) continue;
    walk.feet[side]["step_length"] = meanOf(steps[side], "mm", "method.step_length");
  }
  walk.measures["stride_length"] = meanOf(strides, "mm", "method.stride_length");
  walk.measures["step_width"] = meanOf(widths, "mm", "method.step_width");
  walk.measures["walking_speed"] = meanOf(speeds(), "m/s", "method.walking_speed");
}

void Walk::refuseSpace(WalkMeasures& walk, const char* reason) const {
  const auto refuse = [&](Measurements& into, const char* name, const char* unit) {
    into[name] = notValid(unit, {std::string("method.") + name, {{"steps", "0"}, {"sd", "-"}}},
                          {reason, {}});
  };
  for (const Laterality side : kBothSides) {
    if (!walk.feet[side].empty()) refuse(walk.feet[side], "step_length", "mm");
  }
  refuse(walk.measures, "stride_length", "mm");
  refuse(walk.measures, "step_width", "mm");
  refuse(walk.measures, "walking_speed", "m/s");
}

void Walk::measureInto(WalkMeasures& walk) const {
  measureTimes(walk);
  if (at(0).sensor == SensorKind::InShoe) return refuseSpace(walk, "PLATE.IN_SHOE");
  if (at(0).movingBelt) return refuseSpace(walk, "PLATE.MOVING_BELT");
  measureSpace(walk);
}

void measureStanding(std::span<const Footfall> footfalls, WalkMeasures& walk) {
  PerSide<double> loads{0.0, 0.0};
  for (const std::size_t member : walk.footfalls) {
    for (const double force : footfalls[member].forcesN)
      loads[footfalls[member].side.side] += force;
  }
  const double all = loads.left + loads.right;
  const Footfall& any = footfalls[walk.footfalls.front()];
  for (const Laterality side : kBothSides) {
    const Message method{"method.load_share", {}};
    walk.feet[side]["load_share"] =
        any.forceTrusted && loads.left > 0.0 && loads.right > 0.0
            ? ok(kPercent * loads[side] / all, "%", 0.0, method)
            : notValid("%", method,
                       {any.forceTrusted ? "PLATE.ONE_FOOT" : "PLATE.IMPORT_MISMATCH_MEASURE", {}});
  }
}

// How far a step lies from the means of its foot, in standard deviations.
std::optional<std::size_t> typicalStep(std::span<const Footfall> footfalls,
                                       std::span<const Measurements> measures,
                                       const std::vector<std::size_t>& members, Laterality side) {
  constexpr std::array<const char*, 4> kNames{"max_force", "contact_time", "force_time_integral",
                                              "contact_area"};
  std::vector<std::size_t> steps;
  for (const std::size_t member : members) {
    if (footfalls[member].side.side == side && footfalls[member].complete) steps.push_back(member);
  }
  std::vector<double> away(steps.size(), 0.0);
  for (const char* name : kNames) {
    std::vector<double> values;
    for (const std::size_t step : steps) {
      const auto found = measures[step].find(name);
      if (found != measures[step].end() && found->second.value)
        values.push_back(*found->second.value);
    }
    if (values.size() != steps.size() || values.size() < 2) continue;
    double mean = 0.0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    double squares = 0.0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    if (!(squares > 0.0)) continue;
    for (std::size_t i = 0; i < steps.size(); ++i)
      away[i] += (values[i] - mean) * (values[i] - mean) / squares;
  }
  const auto nearest = std::min_element(away.begin(), away.end());
  if (nearest == away.end()) return std::nullopt;
  return steps[static_cast<std::size_t>(nearest - away.begin())];
}

}  // namespace

std::vector<WalkMeasures> measureWalks(std::span<const Footfall> footfalls,
                                       std::span<const Measurements> measures,
                                       const plantar::Grid& grid, units::Duration framePeriod) {
  PODALIGN_EXPECTS(footfalls.size() == measures.size());
  std::vector<WalkMeasures> walks;
  int pass = std::numeric_limits<int>::min();
  for (std::size_t i = 0; i < footfalls.size(); ++i) {
    if (footfalls[i].pass != pass) walks.emplace_back();
    pass = footfalls[i].pass;
    walks.back().footfalls.push_back(i);
    walks.back().trial = footfalls[i].trial;
  }
  std::erase_if(walks, [](const WalkMeasures& walk) { return walk.footfalls.size() < 2; });
  for (WalkMeasures& walk : walks) {
    if (walk.trial == TrialKind::Standing) {
      measureStanding(footfalls, walk);
      continue;
    }
    Walk(footfalls, walk.footfalls, grid, framePeriod).measureInto(walk);
    for (const Laterality side : kBothSides)
      walk.typical[side] = typicalStep(footfalls, measures, walk.footfalls, side);
  }
  return walks;
}

}  // namespace podalign::measure
