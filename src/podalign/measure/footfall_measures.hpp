#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "podalign/measure/measurement.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::measure {

/// The long axis that cuts a footprint into thirds. One foot spans "high" to "flat" by this choice
/// alone, so every result names it.
enum class FootprintAxis {
  HeelToSecondToe,  ///< heel centre to second toe [CAVANAGH1987]; the default
  MinimumAreaBox,   ///< long side of the smallest rectangle around the print
  Plate,            ///< direction of the sensor's rows
  PrincipalAxis,    ///< largest spread of the cells in contact
  CopChord          ///< first to last valid centre of pressure
};
[[nodiscard]] const char* toString(FootprintAxis axis);
[[nodiscard]] std::optional<FootprintAxis> footprintAxisFromString(std::string_view name);

/// The straight line from which the excursion of the centre of pressure is taken.
enum class CpeiChord {
  FirstToLastCop,  ///< first to last centre of pressure in use
  LongestHullEdge  ///< longest edge of the hull of the centre-of-pressure line
};
[[nodiscard]] const char* toString(CpeiChord chord);

/// Where zones end: shares of the length of the print from the heel, and of the breadth between
/// its borders from the medial one.
struct ZoneShares {
  double heelEnd = 0.0;
  double midfootEnd = 0.0;
  std::array<double, 4> rays{};  ///< between the five metatarsal heads, ascending
  double hallux = 0.0;
};

/// Other ways to lay a footprint index.
struct SensitivityChoices {
  std::vector<FootprintAxis> axes;
  std::vector<double> thresholdsKpa;
};

/// When a zone is in contact: its peak pressure stays at or above for so long.
struct PhaseRules {
  double contactKpa = 0.0;
  double contactS = 0.0;
};

struct FootfallMeasureOptions {
  FootprintAxis axis = FootprintAxis::HeelToSecondToe;
  CpeiChord chord = CpeiChord::FirstToLastCop;
  /// Cells that reach it belong to the footprint of the area indices. Absent: the larger of the
  /// sensor's noise floor and 10 kPa.
  std::optional<units::Pressure> areaThreshold;
  // What is data (profiles/plates.yaml) and is left out where it is not given.
  std::optional<ZoneShares> zones = {};
  std::optional<SensitivityChoices> sensitivity = {};
  std::optional<PhaseRules> phases = {};
  std::optional<units::Force> bodyWeight = {};
  /// Two foot progression angles farther apart than this are a warning.
  units::Angle methodsDiffer = units::degrees(6.0);
};

/// Every measure of one footfall, by its contract name; one that cannot be given says why.
///
/// Frame:    foot frame F of the print: x heel to toe, y to the subject's left.
/// Units:    N, kPa, s, N s, kPa s, cm2, deg, %, ratio, as in docs/contract.md.
/// Requires: the grid and the frame period of the footfall's own recording.
/// Accuracy: error.processing holds quantisation, threshold and axis; device and repositioning
///           are added from profiles/devices by the caller.
/// Source:   [CAVANAGH1987] arch_index, [SONG1996] cpei; the others at their own functions.
[[nodiscard]] Measurements measureFootfall(const plantar::Footfall& footfall,
                                           const plantar::Grid& grid, units::Duration framePeriod,
                                           const FootfallMeasureOptions& options = {});

/// Means over the steps of one foot, of the values with status ok. The band is that of the mean
/// (t distribution) and holds the spread between steps; `cpei` needs three or more complete
/// walking steps without shoes.
[[nodiscard]] Measurements meanOverSteps(std::span<const Measurements> steps);

}  // namespace podalign::measure
