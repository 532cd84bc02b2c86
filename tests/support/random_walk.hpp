#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "phantom/footprint.hpp"
#include "podalign/plantar/recording.hpp"

/// Random walks over a plate, with the truth of every step by construction: the pressures of each
/// step are drawn by themselves and only then laid over one another. The soles are the phantom's;
/// nothing here is shared with the code under test.
namespace podalign::testing {

enum class Gait { Single, Walking, Running, Shuffling, ThereAndBack, Treadmill };

struct WalkRecipe {
  Gait gait = Gait::Walking;
  double rowPitchMm = 5.0, columnPitchMm = 5.0;
  double rateHz = 100.0;
  bool towardsHigherRows = false;
  plantar::GridView view = plantar::GridView::FromAbove;
  double quantumKpa = 2.5, floorKpa = 7.5;
  double blipShare = 0.0;  ///< of all cells in all frames: a lone cell that lights up for one frame
  double ripple = 0.0;     ///< of the loaded cells: changes by a quantum up or down
  double deadShare = 0.0;  ///< of all cells: never say anything
  int hotCells = 0;        ///< say the same all the time
  double beltMmPerS = 0.0;  ///< treadmill: the surface runs against the walk
};

struct TrueStep {
  Laterality side = Laterality::Left;
  bool towardsHigherRows = false;
  plantar::IndexRange frames;  ///< force above 5 N
  bool complete = true;
  double largestN = 0.0;
  double startS = 0.0;                         ///< when it lands
  std::array<double, 2> heelMm{};              ///< middle of the heel: x by column, y by row
  std::vector<double> forcesN;                 ///< of `frames`
  std::vector<std::array<double, 2>> copInMm;  ///< of `frames`, x by column, y by row
};

struct RandomWalk {
  plantar::Recording recording;
  std::vector<TrueStep> steps;  ///< in order of landing; only feet of which the plate saw something
};

/// Numbers that do not differ between libraries.
class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(random_()) / 4294967295.0;
  }
  int below(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  bool coin() { return random_() % 2U == 0U; }

 private:
  std::mt19937 random_;
};

namespace random_walk {

struct Landing {
  phantom::StepParameters step;
  phantom::Footprint sole;
  double scale = 1.0;
  double heelXMm = 0.0, heelYMm = 0.0;
  double forwardX = 0.0, forwardY = 1.0;  ///< along the foot
  bool towardsHigherRows = false;
  double startS = 0.0;
};

inline double scaleOf(const phantom::Footprint& sole, const phantom::StepParameters& step) {
  double peak = 0.0;
  for (int i = 0; i < 60; ++i) {
    double force = 0.0;
    for (const phantom::PressZone& zone : sole.zones()) {
      const double area = 3.14159265358979 * zone.radii.x() * zone.radii.y() * 2.0 / 3.0;
      force += 1e-3 * area * phantom::Footprint::load(zone, {1.0, 0.0, 0.0}, (i + 0.5) / 60);
    }
    peak = std::max(peak, force);
  }
  return step.peakForceShare * step.bodyMassKg * 9.80665 / peak;
}

/// Feet in the order in which they land. `length` is the plate's along the walk, mm.
inline std::vector<Landing> land(const WalkRecipe& recipe, double length, double width,
                                 Dice& dice) {
  const double direction = recipe.towardsHigherRows ? 1.0 : -1.0;
  const double left = recipe.view == plantar::GridView::FromAbove ? 1.0 : -1.0;
  const bool running = recipe.gait == Gait::Running;
  const bool shuffling = recipe.gait == Gait::Shuffling;
  const double footLength = dice.between(215.0, 290.0);
  const double ball = footLength * dice.between(0.36, 0.40);
  const double mass = dice.between(45.0, 100.0);
  const double contact = running     ? dice.between(0.20, 0.32)
                         : shuffling ? dice.between(0.7, 1.0)
                                     : dice.between(0.55, 0.85);
  const double period = running ? contact + dice.between(0.05, 0.14) : contact * 0.84;
  const double stride = running     ? dice.between(800.0, 1300.0)
                        : shuffling ? dice.between(0.9, 1.25) * footLength
                                    : dice.between(480.0, 760.0);
  const double apart = shuffling ? ball + dice.between(4.0, 40.0) : dice.between(60.0, 150.0);
  const double slant = recipe.gait == Gait::Treadmill ? 0.0 : dice.between(-5.0, 5.0);
  const std::array<double, 2> toeOut{dice.between(-5.0, 25.0), dice.between(-5.0, 25.0)};
  const double lateral = dice.between(-0.2, 0.6);
  const double arch = dice.between(0.08, 0.28) * ball;
  bool rightFoot = dice.coin();
  std::vector<Landing> landings;
  const int passes = recipe.gait == Gait::ThereAndBack ? 2 : 1;
  double start = 0.15;
  for (int pass = 0; pass < passes; ++pass) {
    const double way = pass == 0 ? direction : -direction;
    // The heel of the first foot, measured along the walk from where it comes onto the plate.
    double along = recipe.gait == Gait::Single ? 0.5 * (length - footLength)
                                               : dice.between(-0.5, 0.4) * footLength;
    const bool treadmill = recipe.gait == Gait::Treadmill;
    if (treadmill) along = 0.97 * length - footLength;
    for (; treadmill ? landings.size() < 8 : along < length - 0.25 * footLength;
         along += treadmill ? dice.between(-8.0, 8.0) : stride * dice.between(0.95, 1.05)) {
      phantom::StepParameters step;
      step.side = rightFoot ? phantom::Side::Right : phantom::Side::Left;
      step.footLengthMm = footLength;
      step.ballBreadthMm = ball;
      step.bodyMassKg = mass;
      step.contactTimeS = contact * dice.between(0.97, 1.03);
      step.peakForceShare = running ? dice.between(2.0, 2.6) : dice.between(1.0, 1.2);
      const phantom::Footprint sole(step, lateral, arch);
      Landing one{step, sole, scaleOf(sole, step), 0.0, 0.0, 0.0, 1.0, way > 0.0, start};
      const double outward = (rightFoot ? -1.0 : 1.0) * toeOut[rightFoot ? 1 : 0];
      constexpr double kRadians = 3.14159265358979 / 180.0;
      // Left of the walk in the table: seen from above and walking down the rows, higher columns.
      const double leftX = left * way;
      const double turn = (outward + slant) * kRadians;
      one.forwardX = std::sin(turn) * leftX;
      one.forwardY = std::cos(turn) * way;
      const double beside = (rightFoot ? -0.5 : 0.5) * apart;
      one.heelXMm = 0.5 * width + leftX * (beside + std::tan(slant * kRadians) *
                                                        (along + 0.5 * footLength - 0.5 * length));
      one.heelYMm = way > 0.0 ? along : length - along;
      landings.push_back(one);
      if (recipe.gait == Gait::Single) return landings;
      start += period * dice.between(0.97, 1.03);
      rightFoot = !rightFoot;
    }
    start += dice.between(1.2, 2.6);
  }
  return landings;
}

struct Painter {
  const WalkRecipe& recipe;
  const plantar::Grid& grid;
  const std::vector<unsigned char>& mute;
  int frames = 0;

  [[nodiscard]] double written(double kpa) const {
    const double rounded = std::floor(kpa / recipe.quantumKpa + 0.5) * recipe.quantumKpa;
    return rounded < recipe.floorKpa ? 0.0 : rounded;
  }
  /// What a cell takes of each zone of the sole: mean over points within the cell.
  struct Share {
    std::size_t cell = 0;
    std::vector<std::pair<std::size_t, phantom::ZoneShare>> zones;
  };
  [[nodiscard]] std::vector<Share> sharesOf(const Landing& landing, double heelY) const {
    const double reach = landing.step.footLengthMm + 20.0;
    const auto within = [](double middle, double half, double pitch, int count) {
      return std::array<int, 2>{std::max(static_cast<int>((middle - half) / pitch) - 1, 0),
                                std::min(static_cast<int>((middle + half) / pitch) + 1, count - 1)};
    };
    const auto rows = within(heelY, reach, grid.rowSpacingMm, grid.rows);
    const auto columns = within(landing.heelXMm, reach, grid.columnSpacingMm, grid.columns);
    std::vector<Share> shares;
    for (int row = rows[0]; row <= rows[1]; ++row) {
      for (int column = columns[0]; column <= columns[1]; ++column) {
        Share share = shareOf(landing, row, column, heelY);
        if (!share.zones.empty() && mute[share.cell] == 0) shares.push_back(std::move(share));
      }
    }
    return shares;
  }
  [[nodiscard]] Share shareOf(const Landing& landing, int row, int column, double heelY) const {
    constexpr int kSub = 3;
    // Medial of a right foot is its left; left of "down the rows" seen from above is towards
    // higher columns.
    const double sign = (recipe.view == plantar::GridView::FromAbove ? 1.0 : -1.0) *
                        (landing.step.side == phantom::Side::Right ? 1.0 : -1.0);
    const auto& zones = landing.sole.zones();
    Share share{static_cast<std::size_t>(row * grid.columns + column), {}};
    const double middleX = (column + 0.5) * grid.columnSpacingMm - landing.heelXMm;
    const double middleY = (row + 0.5) * grid.rowSpacingMm - heelY;
    const double ahead = middleX * landing.forwardX + middleY * landing.forwardY;
    const double beside = middleX * landing.forwardY - middleY * landing.forwardX;
    if (ahead < -20.0 || ahead > landing.step.footLengthMm + 20.0 ||
        std::abs(beside) > 0.6 * landing.step.ballBreadthMm + 20.0) {
      return share;
    }
    std::vector<phantom::ZoneShare> sums(zones.size());
    for (int k = 0; k < kSub * kSub; ++k) {
      const double x = (column + (k % kSub + 0.5) / kSub) * grid.columnSpacingMm - landing.heelXMm;
      const double y = (row + (k / kSub + 0.5) / kSub) * grid.rowSpacingMm - heelY;
      const Eigen::Vector2d place(x * landing.forwardX + y * landing.forwardY,
                                  sign * (x * landing.forwardY - y * landing.forwardX));
      for (std::size_t zone = 0; zone < zones.size(); ++zone) {
        const phantom::ZoneShare part = phantom::Footprint::share(zones[zone], place);
        sums[zone].even += part.even / (kSub * kSub);
        sums[zone].ahead += part.ahead / (kSub * kSub);
        sums[zone].medial += part.medial / (kSub * kSub);
      }
    }
    for (std::size_t zone = 0; zone < zones.size(); ++zone) {
      if (sums[zone].even > 0.0) share.zones.emplace_back(zone, sums[zone]);
    }
    return share;
  }
  /// Pressures of one step by itself: cell and kPa per frame.
  [[nodiscard]] std::vector<std::vector<std::pair<std::size_t, double>>> paint(
      const Landing& landing) const {
    std::vector<std::vector<std::pair<std::size_t, double>>> result(
        static_cast<std::size_t>(frames));
    const int first = static_cast<int>(std::ceil(landing.startS * recipe.rateHz));
    const double end = landing.startS + landing.step.contactTimeS;
    std::vector<Share> shares;
    for (int frame = std::max(first, 0); frame < frames && frame < end * recipe.rateHz; ++frame) {
      const double stance = (frame / recipe.rateHz - landing.startS) / landing.step.contactTimeS;
      if (shares.empty() || recipe.beltMmPerS != 0.0) {
        // The belt carries the foot back from where it landed.
        const double moved = recipe.beltMmPerS * (frame / recipe.rateHz - landing.startS);
        shares = sharesOf(landing, landing.heelYMm + (landing.towardsHigherRows ? -moved : moved));
      }
      for (const Share& share : shares) {
        double kpa = 0.0;
        for (const auto& [zone, part] : share.zones)
          kpa += landing.scale * phantom::Footprint::load(landing.sole.zones()[zone], part, stance);
        kpa = written(kpa);
        if (kpa > 0.0) result[static_cast<std::size_t>(frame)].emplace_back(share.cell, kpa);
      }
    }
    return result;
  }
};

}  // namespace random_walk

inline TrueStep truthOf(const plantar::Recording& recording, const random_walk::Landing& landing,
                        const std::vector<std::vector<std::pair<std::size_t, double>>>& painted) {
  constexpr double kContactN = 5.005;
  const plantar::Grid& grid = recording.grid;
  TrueStep step;
  step.side = landing.step.side == phantom::Side::Right ? Laterality::Right : Laterality::Left;
  step.towardsHigherRows = landing.towardsHigherRows;
  constexpr double kHeelMiddle = 0.11;  // of the foot's length: the middle of its rearmost 50 mm
  const double ahead = kHeelMiddle * landing.step.footLengthMm;
  step.startS = landing.startS;
  step.heelMm = {landing.heelXMm + ahead * landing.forwardX,
                 landing.heelYMm + ahead * landing.forwardY};
  std::vector<double> forces;
  std::vector<std::array<double, 2>> cops;
  bool edge = false;
  for (const auto& cells : painted) {
    double force = 0.0;
    double x = 0.0;
    double y = 0.0;
    for (const auto& [cell, kpa] : cells) {
      const int row = static_cast<int>(cell) / grid.columns;
      const int column = static_cast<int>(cell) % grid.columns;
      const double newton = kpa * grid.cellAreaMm2 / 1000.0;
      force += newton;
      x += newton * (column + 0.5) * grid.columnSpacingMm;
      y += newton * (row + 0.5) * grid.rowSpacingMm;
      edge = edge || row == 0 || column == 0 || row == grid.rows - 1 || column == grid.columns - 1;
    }
    forces.push_back(force);
    cops.push_back({force > 0.0 ? x / force : 0.0, force > 0.0 ? y / force : 0.0});
  }
  step.largestN = *std::max_element(forces.begin(), forces.end());
  for (int frame = 0; frame < recording.frames; ++frame) {
    if (forces[static_cast<std::size_t>(frame)] <= kContactN) continue;
    if (step.frames.count() == 0) step.frames.first = frame;
    step.frames.last = frame;
  }
  if (step.frames.count() > 0) {
    const auto first = static_cast<std::size_t>(step.frames.first);
    const auto count = static_cast<std::size_t>(step.frames.count());
    step.forcesN.assign(forces.begin() + static_cast<std::ptrdiff_t>(first),
                        forces.begin() + static_cast<std::ptrdiff_t>(first + count));
    step.copInMm.assign(cops.begin() + static_cast<std::ptrdiff_t>(first),
                        cops.begin() + static_cast<std::ptrdiff_t>(first + count));
  }
  step.complete =
      !edge && forces.front() <= 0.05 * step.largestN && forces.back() <= 0.05 * step.largestN;
  return step;
}

/// The same with rows for columns, which shows the sensor from its other side.
inline plantar::Recording transposed(const plantar::Recording& recording) {
  plantar::Recording other = recording;
  std::swap(other.grid.rows, other.grid.columns);
  std::swap(other.grid.rowSpacingMm, other.grid.columnSpacingMm);
  std::swap(other.rows, other.columns);
  other.grid.view = recording.grid.view == plantar::GridView::FromAbove
                        ? plantar::GridView::FromBelow
                        : plantar::GridView::FromAbove;
  for (int frame = 0; frame < recording.frames; ++frame) {
    const float* from = recording.frame(frame);
    float* to = other.pressuresKpa.data() + (from - recording.pressuresKpa.data());
    for (int row = 0; row < recording.grid.rows; ++row) {
      for (int column = 0; column < recording.grid.columns; ++column)
        to[column * recording.grid.rows + row] = *from++;
    }
  }
  return other;
}

inline RandomWalk makeRandomWalk(const WalkRecipe& recipe, unsigned seed) {
  Dice dice(seed);
  const double lengthMm = recipe.gait == Gait::Single      ? 480.0
                          : recipe.gait == Gait::Shuffling ? dice.between(700.0, 1000.0)
                          : recipe.gait == Gait::Treadmill ? 1400.0
                                                           : dice.between(900.0, 2000.0);
  RandomWalk walk;
  plantar::Recording& recording = walk.recording;
  plantar::Grid& grid = recording.grid;
  grid.rows = static_cast<int>(lengthMm / recipe.rowPitchMm);
  grid.columns = static_cast<int>(dice.between(380.0, 560.0) / recipe.columnPitchMm);
  grid.rowSpacingMm = recipe.rowPitchMm;
  grid.columnSpacingMm = recipe.columnPitchMm;
  grid.cellAreaMm2 = recipe.rowPitchMm * recipe.columnPitchMm;
  grid.view = recipe.view;
  recording.rows = {0, grid.rows - 1};
  recording.columns = {0, grid.columns - 1};
  recording.framePeriod = units::seconds(1.0 / recipe.rateHz);
  recording.noiseFloorKpa = recipe.quantumKpa;
  recording.format = "random";
  recording.active.assign(recording.windowCells(), 1);
  const auto landings = random_walk::land(recipe, grid.rows * recipe.rowPitchMm,
                                          grid.columns * recipe.columnPitchMm, dice);
  const double end = landings.back().startS + landings.back().step.contactTimeS + 0.2;
  // Now and then the recording is stopped while the last foot still stands.
  const double shown = dice.below(5) == 0 && landings.size() > 1 ? end - 0.5 : end;
  recording.frames = static_cast<int>(shown * recipe.rateHz);
  recording.pressuresKpa.assign(
      recording.windowCells() * static_cast<std::size_t>(recording.frames), 0.0F);

  std::vector<unsigned char> mute(recording.windowCells(), 0);
  for (unsigned char& cell : mute) cell = dice.between(0.0, 1.0) < recipe.deadShare ? 1 : 0;
  std::vector<std::size_t> hot;
  for (int i = 0; i < recipe.hotCells; ++i) {
    hot.push_back(static_cast<std::size_t>(dice.below(static_cast<int>(mute.size()))));
    mute[hot.back()] = 1;
  }
  const random_walk::Painter painter{recipe, grid, mute, recording.frames};
  for (const random_walk::Landing& landing : landings) {
    const auto painted = painter.paint(landing);
    TrueStep step = truthOf(recording, landing, painted);
    for (std::size_t frame = 0; frame < painted.size(); ++frame) {
      for (const auto& [cell, kpa] : painted[frame]) {
        float& value = recording.pressuresKpa[frame * recording.windowCells() + cell];
        value += static_cast<float>(kpa);
      }
    }
    if (step.frames.count() > 0) walk.steps.push_back(std::move(step));
  }
  const auto quantum = static_cast<float>(recipe.quantumKpa);
  for (std::size_t i = 0; i < recording.pressuresKpa.size(); ++i) {
    float& kpa = recording.pressuresKpa[i];
    if (mute[i % mute.size()] != 0) continue;
    if (kpa > 0.0F && recipe.ripple > 0.0 && dice.between(0.0, 1.0) < recipe.ripple) {
      kpa = std::max(static_cast<float>(recipe.floorKpa), kpa + (dice.coin() ? quantum : -quantum));
    } else if (kpa == 0.0F && recipe.blipShare > 0.0 && dice.between(0.0, 1.0) < recipe.blipShare) {
      kpa = static_cast<float>(recipe.floorKpa) + quantum * static_cast<float>(dice.below(3));
    }
  }
  for (const std::size_t cell : hot) {
    for (std::size_t frame = 0; frame < static_cast<std::size_t>(recording.frames); ++frame)
      recording.pressuresKpa[frame * mute.size() + cell] = 8.0F * quantum;
  }
  return walk;
}

}  // namespace podalign::testing
