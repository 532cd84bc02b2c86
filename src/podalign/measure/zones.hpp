#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "podalign/geometry/mesh.hpp"
#include "podalign/measure/footfall_measures.hpp"

/// Ten zones of a print: exclusive, covering all of it, the same for all steps of one foot.
namespace podalign::measure {

enum class Zone { HeelMedial, HeelLateral, Midfoot, Mt1, Mt2, Mt3, Mt4, Mt5, Hallux, Toes };
inline constexpr std::size_t kZones = 10;
/// Name in the contract: "heel_medial", "mt1".
[[nodiscard]] const char* toString(Zone zone);
[[nodiscard]] std::optional<Zone> zoneFromString(std::string_view name);

/// The lines between the zones of one foot. Lengths in mm from the heel end of the print along its
/// axis, and from the axis towards the inner side; shares of the breadth run from the medial border
/// (0) to the lateral one (1).
struct ZoneLines {
  double lengthMm = 0.0;
  double heelEndMm = 0.0;
  double midfootEndMm = 0.0;
  // Distances of the border lines from the axis at the heel end and at the toe end.
  double medialAtHeelMm = 0.0, medialAtToesMm = 0.0;
  double lateralAtHeelMm = 0.0, lateralAtToesMm = 0.0;
  std::array<double, 4> rays{};   ///< between the five metatarsal heads, shares of the breadth
  double hallux = 0.0;            ///< between the great toe and the others, share of the breadth
  std::vector<double> toeLineMm;  ///< at even shares of the breadth from 0 to 1; empty: no toes
  int steps = 0;                  ///< of which the lines are the mean; 0: set by a person
};

/// How a print lies: what its zones are laid on.
struct ZonePlace {
  geometry::Point2 heelCentre = geometry::Point2::Zero();
  geometry::Point2 along = geometry::Point2::UnitX();   ///< heel to toes, unit length
  geometry::Point2 medial = geometry::Point2::UnitY();  ///< unit length
  double heelEnd = 0.0;                                 ///< along . p at the rear end of the print
};

/// Share of a cell that lies in a zone, all shares of a cell add up to 1.
struct ZoneCell {
  std::size_t cell = 0;  ///< row-major in the footfall's window
  Zone zone = Zone::Midfoot;
  double share = 0.0;
  bool most = false;  ///< no other zone has more of this cell
};

struct ZoneMask {
  ZoneLines lines;
  ZonePlace place;
  std::vector<ZoneCell> cells;  ///< of the cells that were ever loaded
  /// 1 less the pressure on the lines around a zone over the lower peak beside them.
  std::array<double, kZones> contrast{};
};

/// Course of one zone over the frames of its footfall.
struct ZoneCourse {
  std::vector<double> forcesN, peaksKpa, areasMm2;
  [[nodiscard]] bool loaded() const;
};
using ZoneCourses = std::array<ZoneCourse, kZones>;

/// One step of a recording, and where its measures go.
struct StepOfFoot {
  const plantar::Footfall& footfall;
  const plantar::Grid& grid;
  units::Duration framePeriod;
  Measurements& measures;
};

/// The lines of one foot: means over its complete steps, registered by heel centre and axis.
/// Nothing where no step of this side is complete and barefoot on a plate.
///
/// Source:   shares in `options.zones` (profiles/plates.yaml).
[[nodiscard]] std::optional<ZoneLines> findZoneLines(std::span<const StepOfFoot> steps,
                                                     Laterality side,
                                                     const FootfallMeasureOptions& options);

/// Lays the lines on a step. Cells on a line are shared by area. Nothing where the print is too
/// small or has no borders.
[[nodiscard]] std::optional<ZoneMask> maskOf(const plantar::Footfall& footfall,
                                             const plantar::Grid& grid, const ZoneLines& lines);

/// Forces, peaks and areas of every zone, frame by frame; the forces of all zones add up to the
/// force of the footfall.
[[nodiscard]] ZoneCourses coursesOf(const plantar::Footfall& footfall, const plantar::Grid& grid,
                                    const ZoneMask& mask);

using FootZoneLines = PerSide<std::optional<ZoneLines>>;

/// Adds what rests on zones (`zones.<zone>.<measure>`) to the measures of all steps; the steps of a
/// foot share their lines, which are returned. Lines that a person `set` win over those that would
/// be found. Does nothing without `options.zones`.
FootZoneLines measureZones(std::span<const StepOfFoot> steps, const FootfallMeasureOptions& options,
                           const FootZoneLines& set = {});

}  // namespace podalign::measure
