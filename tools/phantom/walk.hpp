#pragma once

#include <Eigen/Core>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "phantom/footprint.hpp"

namespace phantom {

/// A pressure plate, mat or insole grid. Cells are written rounded to `quantumKpa`; what is below
/// `floorKpa` is written as 0.
struct Plate {
  int rows = 95;
  int columns = 64;
  double rowSpacingMm = 5.0;
  double columnSpacingMm = 5.0;
  double secondsPerFrame = 0.01;
  double quantumKpa = 5.0;
  double floorKpa = 10.0;
};

/// Pressures in kPa as written, frame by frame, row by row. Row 0 is the file's first row; the
/// subject walks towards row 0 with columns growing to the right hand.
struct Recording {
  Plate plate;
  std::vector<std::vector<double>> frames;
};

/// One frame of a step: what the written cells add up to.
struct StepFrame {
  int frame = 0;  ///< 0-based in its recording
  double forceN = 0.0;
  Eigen::Vector2d cop_in_plate =
      Eigen::Vector2d::Zero();  ///< mm: (column + 0.5, row + 0.5) * spacing
  bool valid = false;           ///< force at least max(10 N, 2 % of the step's largest)
  double contactAreaCm2 = 0.0;  ///< cells at or above the threshold
};

/// True measures by contract name, exact from the written cells unless the definition says "dense".
struct StepTruth {
  Side side = Side::Right;
  bool complete = true;
  std::array<int, 2> rows = {0, 0};  ///< 0-based first and last with any pressure
  std::array<int, 2> columns = {0, 0};
  std::array<int, 2> frames = {0, 0};
  std::vector<StepFrame> course;
  std::map<std::string, double> measures;
};

struct Walk {
  Recording recording;
  std::vector<StepTruth> steps;
};

/// Threshold of contact areas and of the dense footprint.
inline constexpr double kContactKpa = 10.0;

[[nodiscard]] const std::map<std::string, std::string>& stepDefinitions();

/// Where a step lands: the heel's rearmost point (before toe-out) and when.
struct Landing {
  double heelRowMm = 400.0;     ///< distance of the pternion from row 0's far edge
  double heelColumnMm = 160.0;  ///< and from column 0's left edge
  double startS = 0.0;
  double beltMmPerS = 0.0;  ///< treadmill: carries the foot towards higher rows from then on
};

/// One recording with one or more steps. With a single step, frames before its first and after its
/// last load are not kept (a plate triggered by contact). Steps must not overlap in space and time
/// both, and lie within the plate unless they are meant to be cut.
[[nodiscard]] Walk makeWalk(const std::vector<StepParameters>& steps,
                            const std::vector<Landing>& landings, const Plate& plate);

/// A sole with the arch index and the excursion that were asked for: found once, written to as many
/// plates as wanted.
struct FittedStep {
  StepParameters step;
  Footprint footprint;
  double scale = 1.0;  ///< of pressures, for the force asked for
  DensePrint print;
};
[[nodiscard]] FittedStep fitStep(const StepParameters& step);
[[nodiscard]] Walk makeWalk(const std::vector<FittedStep>& steps,
                            const std::vector<Landing>& landings, const Plate& plate);

}  // namespace phantom
