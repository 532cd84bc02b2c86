#include "podalign/plantar/internal/surface.hpp"

#include <algorithm>
#include <cmath>

namespace podalign::plantar {
namespace {
// Half an hour of running; more is no belt, and would be memory for nothing.
constexpr double kMostCells = 6.4e7;
}  // namespace

Surface surfaceOf(const Recording& recording) {
  Surface surface{recording.rows.count(), recording.columns.count(), {}, {}};
  const std::vector<double>& way = recording.beltWayMm;
  const double pitch = recording.grid.columnSpacingMm;
  if (way.empty() || way.size() != static_cast<std::size_t>(recording.frames) || !(pitch > 0.0)) {
    return surface;
  }
  const auto [low, high] = std::minmax_element(way.begin(), way.end());
  const double travelled = std::ceil((*high - *low) / pitch) + 1.0;
  if (!(travelled * surface.rows < kMostCells)) return surface;
  for (const double at : way) {
    const double columns = (at - *low) / pitch;
    surface.shifts.push_back(static_cast<int>(std::lround(columns)));
    surface.remainderMm.push_back((columns - surface.shifts.back()) * pitch);
  }
  surface.columns += static_cast<int>(travelled);
  return surface;
}

}  // namespace podalign::plantar
