#pragma once

#include <string>

#include "phantom/walk.hpp"

/// What the software of several plates writes of a walk. Each takes a walk in the layout that its
/// name says (walk_layout.hpp) and writes the cells as they stand.
namespace phantom {

/// Plates whose cells the formats write without rounding.
[[nodiscard]] Plate rsscanPlate(int rows);  ///< 64 columns; tenths of a newton
[[nodiscard]] Plate zebrisPlate();          ///< as made: 128 rows, 56 columns; 0.5 N/cm2

/// RSscan "Entire Plate Roll Off": Layout::RowsReversed, newton per cell.
[[nodiscard]] std::string rsscanPlateText(const Recording& recording);
/// RSscan "Dynamic Roll off" of the walk's only step: Layout::RowsReversed.
[[nodiscard]] std::string rsscanRollOffText(const Walk& walk);
/// zebris raw text with its force table: Layout::ForwardIsColumns.
[[nodiscard]] std::string zebrisText(const Walk& walk);
/// RSscan CadCam .apd of the walk's only step: Layout::HalfTurn. `Maxima`: zebris pedcad.
enum class ApdKind { Frames, Maxima };
[[nodiscard]] std::string apdText(const Walk& walk, ApdKind kind);
/// XSENSOR CSV of a pair of insoles with as many frames each, in mmHg, toes in row 0: as made.
/// Load, peak, mean and areas are printed as the vendor does.
[[nodiscard]] std::string xsensorText(const Recording& left, const Recording& right);
/// NumPy array of 32-bit floating point in kPa, (frames, rows, columns); any layout.
[[nodiscard]] std::string npyBytes(const Recording& recording);
/// Comma separated kPa, an empty line between frames; any layout.
[[nodiscard]] std::string csvText(const Recording& recording);

}  // namespace phantom
