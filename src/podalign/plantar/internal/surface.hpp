#pragma once

#include <cstddef>
#include <cstdint>
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

/// A cell of a surface by row and column.
struct CellPlace {
  int row = 0;
  int column = 0;
};

/// Places of cells that mostly follow each other along a row: then nothing is divided.
class Places {
 public:
  /// Counted from this row and column on.
  Places(int firstRow, int firstColumn, const Surface& surface)
      : columns_(static_cast<std::uint32_t>(surface.columns)),
        firstRow_(firstRow),
        firstColumn_(firstColumn) {}
  [[nodiscard]] CellPlace of(std::uint32_t cell) {
    if (cell - rowStart_ >= columns_) {
      row_ = cell / columns_;
      rowStart_ = row_ * columns_;
    }
    return {firstRow_ + static_cast<int>(row_), firstColumn_ + static_cast<int>(cell - rowStart_)};
  }

 private:
  std::uint32_t columns_;
  int firstRow_;
  int firstColumn_;
  std::uint32_t row_ = 0;
  std::uint32_t rowStart_ = 0;
};

/// The belt where `beltWayMm` holds every frame and its length is one that is walked; the window
/// elsewhere.
[[nodiscard]] Surface surfaceOf(const Recording& recording);

}  // namespace podalign::plantar
