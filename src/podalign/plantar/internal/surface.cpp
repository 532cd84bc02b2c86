#include "podalign/plantar/internal/surface.hpp"

#include <algorithm>
#include <cmath>

namespace podalign::plantar {
namespace {
// What is kept for a cell of the surface takes four times the memory of a pressure: the surface may
// take no more than the recording itself. A belt that is walked on stays far below.
constexpr double kWorkPerCell = 4.0;
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
  const double cells = (travelled + surface.columns) * surface.rows;
  const double held = static_cast<double>(recording.frames) * static_cast<double>(surface.cells());
  if (!(kWorkPerCell * cells < held)) return surface;
  for (const double at : way) {
    const double columns = (at - *low) / pitch;
    surface.shifts.push_back(static_cast<int>(std::lround(columns)));
    surface.remainderMm.push_back((columns - surface.shifts.back()) * pitch);
  }
  surface.columns += static_cast<int>(travelled);
  return surface;
}

}  // namespace podalign::plantar
