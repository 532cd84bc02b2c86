#pragma once

#include <cstddef>
#include <vector>

#include "podalign/plantar/recording.hpp"

/// What the feet stand on. Private to plantar.
namespace podalign::plantar {

/// The window of the sensor or, on a treadmill whose belt is known, all of the belt that passed
/// over it. A foot at rest stays on the cells of its surface. Cells count row-major; those of the
/// sensor keep their pressures and are moved by whole columns, so a print on a belt is drawn out by
/// about half a column at either end.
struct Surface {
  int rows = 0;
  int columns = 0;
  std::vector<int> shifts;          ///< columns from window to surface, per frame; empty: none
  std::vector<double> remainderMm;  ///< what the shift of a frame leaves of the way of the belt

  [[nodiscard]] int shiftOf(int frame) const {
    return shifts.empty() ? 0 : shifts[static_cast<std::size_t>(frame)];
  }
  [[nodiscard]] std::size_t cells() const {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  }
};

/// The belt where `beltWayMm` holds every frame and its length is one that is walked; the window
/// elsewhere.
[[nodiscard]] Surface surfaceOf(const Recording& recording);

}  // namespace podalign::plantar
