#pragma once

#include "podalign/plantar/recording.hpp"

namespace podalign::testing {

/// What a cell of the plate reads, also outside of the window that a recording holds.
inline double cellAt(const plantar::Recording& recording, int frame, int row, int column) {
  if (!recording.rows.contains(row) || !recording.columns.contains(column)) return 0.0;
  return static_cast<double>(
      recording.frame(frame)[(row - recording.rows.first) * recording.columns.count() + column -
                             recording.columns.first]);
}

}  // namespace podalign::testing
