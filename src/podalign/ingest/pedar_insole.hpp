#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/plantar/recording.hpp"

/// How the sensors of a pedar insole lie. Private to the plate readers.
namespace podalign::ingest {

inline constexpr int kPedarSensors = 99;

/// The size in the name of an insole: "y-1865l-1870r-...": y; wide sizes have two letters.
[[nodiscard]] std::string pedarSize(std::string_view sensorType);

/// Row-major place of a sensor (1 to 99) in the grid of its insole, seen from above, toes in row 0.
[[nodiscard]] std::size_t pedarCell(int sensor, Laterality side);

/// The grid of an insole with the areas of its sensors (mm2, sensor 1 first), or of a size that is
/// not known (null).
[[nodiscard]] plantar::Grid pedarGrid(Laterality side, const std::vector<double>* areasMm2);

}  // namespace podalign::ingest
