#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "podalign/measure/footfall_context.hpp"
#include "podalign/measure/footprint_geometry.hpp"
#include "podalign/measure/zones.hpp"

/// How lines lie on a print. Private to measure.
namespace podalign::measure {

/// The axis is the bisector of the medial and the lateral border, as in novel's masks; nothing
/// where a border is missing. `borders`: of the print without toes.
[[nodiscard]] std::optional<ZonePlace> placeOf(const Footprint& footprint,
                                               const PrintBorders& borders);

/// Distance from the axis towards the inner side, mm.
[[nodiscard]] inline double medialOf(const ZonePlace& place, const Point2& point) {
  return place.medial.dot(point - place.heelCentre);
}

/// Share of the breadth at a place of the print: 0 on the medial border, 1 on the lateral one.
[[nodiscard]] inline double breadthShare(const ZoneLines& lines, double alongMm, double medialMm) {
  const double t = alongMm / lines.lengthMm;
  const double medial = lines.medialAtHeelMm + t * (lines.medialAtToesMm - lines.medialAtHeelMm);
  const double lateral =
      lines.lateralAtHeelMm + t * (lines.lateralAtToesMm - lines.lateralAtHeelMm);
  return medial > lateral ? (medial - medialMm) / (medial - lateral) : 0.0;
}

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

/// When each cell of a footfall was loaded: most are empty most of the time.
struct LoadedCells {
  struct Load {
    std::uint32_t frame = 0;  ///< from 0 = the first of the footfall
    float kpa = 0.0F;
    double forceN = 0.0;  ///< on the whole cell
  };
  std::vector<Load> loads;          ///< cell by cell, row-major in the footfall's window
  std::vector<std::size_t> starts;  ///< of each cell in `loads`; one more at the end
  std::size_t frames = 0;
};
[[nodiscard]] LoadedCells loadedCells(const plantar::Footfall& footfall, const plantar::Grid& grid);
[[nodiscard]] ZoneCourses coursesOf(const plantar::Footfall& footfall, const plantar::Grid& grid,
                                    const LoadedCells& loaded, const ZoneMask& mask);

/// The lines of one foot from the contexts of all steps.
[[nodiscard]] std::optional<ZoneLines> linesOfFoot(std::span<const FootfallContext> steps,
                                                   Laterality side);

}  // namespace podalign::measure
