#pragma once

#include "phantom/walk.hpp"

namespace phantom {

/// How a step lies on the plate. P: x by column, y by row, mm.
struct StepPlace {
  Side side = Side::Right;
  double heelRowMm = 0.0;
  double heelColumnMm = 0.0;
  double turn = 0.0;  ///< radians, counter-clockwise seen from above

  /// To the frame of the footprint: x from pternion to toes, y medial.
  [[nodiscard]] Eigen::Vector2d toFoot(const Eigen::Vector2d& p_in_plate) const;
};

[[nodiscard]] double archIndexOf(const DensePrint& print, const StepParameters& step);
/// CPEI from a path of pressure centres in the footprint's frame.
[[nodiscard]] double cpeiOf(const DensePrint& print,
                            const std::vector<Eigen::Vector2d>& cop_in_foot);
/// Path of pressure centres before any plate samples it.
[[nodiscard]] std::vector<Eigen::Vector2d> idealCop(const Footprint& footprint);

/// From the written cells of the frames in `window` (first and last) that lie about the step.
[[nodiscard]] StepTruth findStepTruth(const Recording& recording, const FittedStep& fitted,
                                      const StepPlace& place, std::array<int, 2> window);

}  // namespace phantom
