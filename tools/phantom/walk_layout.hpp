#pragma once

#include "phantom/walk.hpp"

namespace phantom {

/// How a format lays the plate into rows and columns. A walk as made goes towards row 0 with
/// columns growing to the right hand.
enum class Layout {
  AsMade,
  RowsReversed,      ///< forward to higher rows, columns to the right hand: RSscan
  HalfTurn,          ///< forward to higher rows, columns to the left hand: .apd
  ForwardIsColumns,  ///< forward to higher columns, rows to the left hand: zebris
};

/// Left, right, left ... over a plate, 620 mm apart; the first foot near its far row. The plate has
/// to be as long as that.
[[nodiscard]] Walk walkOver(const Plate& plate, int steps);

/// The same walk with its frames and its truth in another layout.
[[nodiscard]] Walk laidOut(const Walk& walk, Layout layout);

}  // namespace phantom
