#pragma once

#include "podalign/measure/footfall_context.hpp"

namespace podalign::measure {

/// Areas of the three thirds of a toeless print, heel first.
struct FootprintThirds {
  double heelMm2 = 0.0;
  double midfootMm2 = 0.0;
  double forefootMm2 = 0.0;
  double midfootLoad = 0.0;  ///< kPa x mm2
  double totalLoad = 0.0;
  [[nodiscard]] double total() const { return heelMm2 + midfootMm2 + forefootMm2; }
};

/// Cuts the print without toes into thirds of its length along `axis`, cells by area.
[[nodiscard]] FootprintThirds thirdsOf(const Footprint& footprint, const Point2& axis);

struct ArchIndices {
  Measurement arch;
  Measurement modified;
};

/// Arch Index: area of the middle third over the toeless footprint. Modified: the same thirds by
/// load instead of area. One cut serves both.
///
/// Frame:    print as seen from above; length along the axis named in the method.
/// Units:    ratio, 0..1.
/// Errors:   not_valid in a shoe, of an incomplete step, without midfoot contact.
/// Accuracy: processing part from turning the axis by 3 degrees, moving the threshold by one step
///           of the sensor, and the cells at the borders of the midfoot.
/// Source:   [CAVANAGH1987]; modified: Chu et al. 1995.
[[nodiscard]] ArchIndices archIndices(const FootfallContext& context);

/// True when a line across the print between heel and ball meets no cell.
[[nodiscard]] bool midfootIsInterrupted(const Footprint& footprint, const Point2& axis);

}  // namespace podalign::measure
