#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

/// How the sensors of a pliance mat lie. Private to the plate readers.
namespace podalign::ingest {

/// The table of corners, as printed: one entry per sensor in each list.
struct PlianceCorners {
  double millimetresPerUnit = 10.0;
  std::vector<int> sensors;
  std::array<std::vector<double>, 4> x, y;  ///< the four corners
  std::vector<double> area;                 ///< in the unit, squared
};

struct PlianceMat {
  plantar::Grid grid;
  std::vector<int> sensors;        ///< numbers, as in the table
  std::vector<std::size_t> cells;  ///< place of each in the grid, row-major
};

/// The numbers of the sensors in a line.
/// Errors: Malformed, TooLarge, Truncated with none; without place.
[[nodiscard]] Result<void> readPlianceSensors(std::string_view line, std::vector<int>& sensors);

/// A line of the table of corners: "x[0]" to "y[3]" or "area" and one number for each sensor;
/// others are passed over. Errors: Malformed; without place.
[[nodiscard]] Result<void> readPlianceCorners(std::string_view line, PlianceCorners& corners);

/// The grid with x to the right and y upwards, as the table has them: row 0 at the largest y. Which
/// side of the mat this shows is not stated.
/// Errors: Malformed where lists are missing, sizes are impossible or sensors lie on each other.
[[nodiscard]] Result<PlianceMat> plianceMat(const PlianceCorners& corners);

}  // namespace podalign::ingest
