#pragma once

#include <string>

#include "phantom/walk.hpp"

/// What the software of insoles and mats writes whose files name sensors instead of rows and
/// columns. All take walks as made.
namespace phantom {

/// Steps of one foot in its shoe, 1.1 s apart, the first at `startS`; the foot lies in the middle.
[[nodiscard]] Walk insoleWalk(Side side, int steps, double startS, const Plate& insole);

/// Left and right insole of one walk, the right foot half a stride later; as many frames of each.
struct InsolePair {
  Walk left, right;
};
[[nodiscard]] InsolePair insolePair(int steps, const Plate& insole);

/// 15 rows of up to 7 sensors, 99 in all, large enough for the foot of insoleWalk.
[[nodiscard]] Plate pedarInsole();
/// novel pedar .asc of a pair on pedarInsole. Its size, "phantom", is of no real insole: a reader
/// that knows the areas of real ones gives no forces, unless it is told 396 mm2 for every sensor.
[[nodiscard]] std::string pedarText(const Recording& left, const Recording& right);

/// A mat long enough for so many steps; the format writes its cells without rounding.
[[nodiscard]] Plate plianceMat(int steps);
/// novel pliance .asc with the force of every frame and the corners of every sensor.
[[nodiscard]] std::string plianceText(const Recording& recording);

/// Stappone .csv of a pair: twelve sensors, four rows of three, count 300 and one more for each kPa
/// that they carry in the mean. Sole 1 is the left one.
[[nodiscard]] std::string stapponeText(const Recording& left, const Recording& right);

}  // namespace phantom
