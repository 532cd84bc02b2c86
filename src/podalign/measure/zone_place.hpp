#pragma once

#include <span>
#include <vector>

#include "podalign/measure/footfall_context.hpp"
#include "podalign/measure/footprint_geometry.hpp"
#include "podalign/measure/zones.hpp"

/// How lines lie on a print. Private to measure.
namespace podalign::measure {

/// The axis is the bisector of the medial and the lateral border, as in novel's masks; nothing
/// where a border is missing.
[[nodiscard]] std::optional<ZonePlace> placeOf(const Footprint& footprint);

/// Distance from the axis towards the inner side, mm.
[[nodiscard]] double medialOf(const ZonePlace& place, const Point2& point);

/// Share of the breadth at a place of the print: 0 on the medial border, 1 on the lateral one.
[[nodiscard]] double breadthShare(const ZoneLines& lines, double alongMm, double medialMm);

/// Moves every line across the foot forward, and every line along it inward.
struct ZoneShift {
  double alongMm = 0.0;
  double medialMm = 0.0;
};
/// `peaks`: largest pressure of every cell of the footfall, kPa.
[[nodiscard]] ZoneMask layMask(const plantar::Footfall& footfall, const plantar::Grid& grid,
                               const std::vector<double>& peaks, const ZoneLines& lines,
                               const ZonePlace& place, const ZoneShift& shift);
[[nodiscard]] std::vector<double> peaksOf(const plantar::Footfall& footfall);

/// The loaded cells of every frame of a footfall: most cells are empty most of the time.
struct LoadedFrames {
  struct Cell {
    std::size_t cell = 0;  ///< row-major in the footfall's window
    double kpa = 0.0;
  };
  std::vector<Cell> cells;
  std::vector<std::size_t> ends;  ///< of each frame in `cells`
};
[[nodiscard]] LoadedFrames loadedFrames(const plantar::Footfall& footfall);
[[nodiscard]] ZoneCourses coursesOf(const plantar::Footfall& footfall, const plantar::Grid& grid,
                                    const LoadedFrames& loaded, const ZoneMask& mask);

/// The lines of one foot from the contexts of all steps.
[[nodiscard]] std::optional<ZoneLines> linesOfFoot(std::span<const FootfallContext> steps,
                                                   Laterality side);

}  // namespace podalign::measure
