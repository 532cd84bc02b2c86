#include "podalign/measure/pressure_balance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "podalign/measure/footprint_axis.hpp"

namespace podalign::measure {
namespace {

// Parts of a print: heel and midfoot by share of its length, first and second ray by share of the
// ball's breadth (novel PRC mask).
constexpr double kHeelEnd = 0.27;
constexpr double kMidfootEnd = 0.55;
constexpr double kFirstTwoRays = 0.47;
constexpr double kAxisHalfSpreadDeg = 3.0;

std::optional<Message> obstacleOf(const FootfallContext& context) {
  if (const auto obstacle = footprintObstacle(context)) return obstacle;
  return timeObstacle(context);
}
std::optional<Message> loadObstacleOf(const FootfallContext& context) {
  if (const auto obstacle = obstacleOf(context)) return obstacle;
  return pressureObstacle(context);
}

enum class Part { Heel, Midfoot, Ball, Toes };

// A cell that was ever loaded.
struct PartCell {
  std::size_t index = 0;  // within a frame of the footfall
  Part part = Part::Heel;
  double medialMm = 0.0;  // from the line that halves its part, without toes
};

// Cells below the threshold of the print take the kind of the nearest cell of the print.
bool nearestIsToe(const Footprint& footprint, const Point2& point) {
  double best = std::numeric_limits<double>::infinity();
  bool toe = false;
  for (const FootprintCell& cell : footprint.cells) {
    const double distance = (cell.centre - point).squaredNorm();
    if (distance >= best) continue;
    best = distance;
    toe = cell.toe;
  }
  return toe;
}

// Parts of a print between lines along and across its rough direction.
std::vector<PartCell> partsOf(const FootfallContext& context) {
  const Footprint& footprint = *context.footprint;
  const plantar::Footfall& footfall = context.footfall;
  const Point2& forward = footprint.heelToToe;
  const Point2 medial = medialNormal(footprint, forward);
  const Extent length = extentAlong(footprint, forward, Toes::Included);
  const double heelEnd = length.low + kHeelEnd * length.length();
  const double midfootEnd = length.low + kMidfootEnd * length.length();
  Extent ball{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  double toeRoot = std::numeric_limits<double>::infinity();
  for (const FootprintCell& cell : footprint.cells) {
    const double s = forward.dot(cell.centre);
    if (cell.toe) toeRoot = std::min(toeRoot, s);
    if (cell.toe || s < midfootEnd) continue;
    ball.low = std::min(ball.low, medial.dot(cell.centre));
    ball.high = std::max(ball.high, medial.dot(cell.centre));
  }
  const double ballSplit = ball.high - kFirstTwoRays * ball.length();
  const double heelSplit = medial.dot(footprint.heelCentre);
  std::vector<PartCell> parts;
  auto printCell = footprint.cells.begin();  // they are in the order of the image
  const auto columns = static_cast<std::size_t>(footfall.columns.count());
  for (std::size_t i = 0; i < context.image.size(); ++i) {
    if (!(context.image[i] > 0.0)) continue;
    const plantar::GridPoint centre =
        context.grid.centreOf(footfall.rows.first + static_cast<int>(i / columns),
                              footfall.columns.first + static_cast<int>(i % columns));
    const Point2 point = planPoint(centre.xMm, centre.yMm, context.grid.view);
    const bool printed = printCell != footprint.cells.end() && printCell->centre == point;
    const auto isToe = [&, own = printCell] {
      return printed ? own->toe : nearestIsToe(footprint, point);
    };
    if (printed) ++printCell;
    const double s = forward.dot(point);
    const double m = medial.dot(point);
    if (s < heelEnd) {
      parts.push_back({i, Part::Heel, m - heelSplit});
    } else if (s < midfootEnd) {
      parts.push_back({i, Part::Midfoot, 0.0});
    } else if (s >= toeRoot && isToe()) {
      parts.push_back({i, Part::Toes, 0.0});
    } else {
      parts.push_back({i, Part::Ball, m - ballSplit});
    }
  }
  return parts;
}

std::optional<double> balanceWith(const FootfallContext& context,
                                  const std::vector<PartCell>& parts, double shiftMm) {
  std::vector<std::size_t> medialCells;
  std::vector<std::size_t> lateralCells;
  for (const PartCell& cell : parts) {
    if (cell.part != Part::Heel && cell.part != Part::Ball) continue;
    (cell.medialMm > shiftMm ? medialCells : lateralCells).push_back(cell.index);
  }
  const auto sumOf = [](const float* pressures, const std::vector<std::size_t>& cells) {
    double sum = 0.0;
    for (const std::size_t cell : cells) sum += static_cast<double>(pressures[cell]);
    return sum;
  };
  double sum = 0.0;
  int frames = 0;
  for (int frame = 0; frame < context.footfall.frames.count(); ++frame) {
    if (!context.footfall.cop[static_cast<std::size_t>(frame)].valid) continue;
    const float* pressures = context.footfall.frame(frame);
    const double medial = sumOf(pressures, medialCells);
    const double lateral = sumOf(pressures, lateralCells);
    if (!(medial + lateral > 0.0)) continue;
    sum += (medial - lateral) / (medial + lateral);
    ++frames;
  }
  if (frames == 0) return std::nullopt;
  return sum / frames;
}

struct Impulses {
  double heel = 0.0;
  double front = 0.0;
};

Impulses impulsesOf(const FootfallContext& context, const std::vector<PartCell>& parts) {
  Impulses impulses;
  for (int frame = 0; frame < context.footfall.frames.count(); ++frame) {
    const float* pressures = context.footfall.frame(frame);
    for (const PartCell& cell : parts) {
      const auto kpa = static_cast<double>(pressures[cell.index]);
      if (cell.part == Part::Heel) impulses.heel += kpa;
      if (cell.part == Part::Ball || cell.part == Part::Toes) impulses.front += kpa;
    }
  }
  return impulses;
}

Measurement medialLateralBalance(const FootfallContext& context,
                                 const std::vector<PartCell>& parts) {
  const Message method{"method.medial_lateral_balance", {}};
  const auto value = balanceWith(context, parts, 0.0);
  if (!value) return notValid("ratio", method, {"PLATE.PRINT_TOO_SMALL", {}});
  // The lines between inner and outer side are known to half a cell.
  const double half = 0.5 * std::max(context.grid.columnSpacingMm, context.grid.rowSpacingMm);
  const double inner = balanceWith(context, parts, half).value_or(*value);
  const double outer = balanceWith(context, parts, -half).value_or(*value);
  return ok(*value, "ratio", 0.5 * std::abs(outer - inner), method);
}

Measurement rearfootForefootRatio(const FootfallContext& context,
                                  const std::vector<PartCell>& parts) {
  const Message method{"method.rearfoot_forefoot_ratio", {}};
  const Impulses impulses = impulsesOf(context, parts);
  // A foot that lands and leaves on the ball has no rearfoot impulse: that is a ratio of 0.
  if (!(impulses.front > 0.0)) return notValid("ratio", method, {"PLATE.PRINT_TOO_SMALL", {}});
  const double value = impulses.heel / impulses.front;
  const double cell = std::max(context.grid.columnSpacingMm, context.grid.rowSpacingMm);
  const Extent length =
      extentAlong(*context.footprint, context.footprint->heelToToe, Toes::Included);
  // Each of the two limits of the zones is known to half a cell of the heel's length.
  const double relative = countingError(cell, 2.0) / (kHeelEnd * length.length());
  return ok(value, "ratio", value * relative, method);
}

}  // namespace

Measurement footProgressionAngle(const FootfallContext& context) {
  const plantar::Footfall& footfall = context.footfall;
  const char* progressionFrom = footfall.progressionFromSteps ? "steps" : "sensor";
  const Message method{
      fmt::format("method.foot_progression_angle{}.{}", axisVariant(context.options),
                  progressionFrom),
      {{"axis", toString(context.options.axis)}, {"progression", progressionFrom}}};
  if (const auto obstacle = obstacleOf(context)) return notValid("deg", method, *obstacle);
  const auto axis =
      footprintAxis(*context.footprint, footfall, context.grid.view, context.options.axis);
  const auto other =
      footprintAxis(*context.footprint, footfall, context.grid.view, FootprintAxis::PrincipalAxis);
  if (!axis || !other || !footfall.progression)
    return notValid("deg", method, {"PLATE.NO_AXIS", {}});
  const Point2 progression = planDirection(*footfall.progression, context.grid.view);
  // Toes turned away from the other foot: to the left on a left foot.
  const double value =
      -medialSign(footfall.side.side) * units::inDegrees(angleBetween(progression, *axis));
  const double difference = std::abs(units::inDegrees(angleBetween(*axis, *other)));
  Measurement measured = ok(value, "deg", std::max(kAxisHalfSpreadDeg, difference), method);
  if (difference <= units::inDegrees(context.options.methodsDiffer)) return measured;
  return lowConfidence(std::move(measured),
                       {"PLATE.AXES_DIFFER", {{"difference", fmt::format("{:.1f}", difference)}}});
}

Measurement strikeIndex(const FootfallContext& context) {
  const Message method{std::string("method.strike_index") + axisVariant(context.options),
                       {{"axis", toString(context.options.axis)}}};
  if (const auto obstacle = loadObstacleOf(context)) return notValid("ratio", method, *obstacle);
  const auto axis =
      footprintAxis(*context.footprint, context.footfall, context.grid.view, context.options.axis);
  const auto& cop = context.footfall.cop;
  const auto first =
      std::find_if(cop.begin(), cop.end(), [](const auto& point) { return point.valid; });
  if (!axis || first == cop.end()) return notValid("ratio", method, {"PLATE.NO_AXIS", {}});
  const Extent length = extentAlong(*context.footprint, *axis, Toes::Included);
  const auto shareAt = [&](const plantar::CopPoint& point) {
    return (axis->dot(planPoint(point.xMm, point.yMm, context.grid.view)) - length.low) /
           length.length();
  };
  // How far the centre of pressure moves within the first frame is not seen.
  const auto next = first + 1;
  const double moved =
      next != cop.end() && next->valid ? std::abs(shareAt(*next) - shareAt(*first)) : 0.0;
  const double cell = std::max(context.grid.columnSpacingMm, context.grid.rowSpacingMm);
  return ok(shareAt(*first), "ratio", std::hypot(moved, countingError(cell, 1.0) / length.length()),
            method);
}

LoadBalance loadBalance(const FootfallContext& context) {
  if (const auto obstacle = loadObstacleOf(context)) {
    return {notValid("ratio", {"method.medial_lateral_balance", {}}, *obstacle),
            notValid("ratio", {"method.rearfoot_forefoot_ratio", {}}, *obstacle)};
  }
  const std::vector<PartCell> parts = partsOf(context);
  return {medialLateralBalance(context, parts), rearfootForefootRatio(context, parts)};
}

}  // namespace podalign::measure
