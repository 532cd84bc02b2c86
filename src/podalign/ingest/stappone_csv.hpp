#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// True when the head of a file is an export of Stappone insoles.
[[nodiscard]] bool looksLikeStappone(std::string_view head);

/// What one sole of an export without calibration holds: counts of its sensors, no pressures.
struct RawCounts {
  struct Range {
    double lowest = 0.0;
    double highest = 0.0;
  };
  long sole = 0;  ///< as numbered in the file; which foot that is, is not stated
  std::size_t samples = 0;
  std::size_t corrupt = 0;  ///< samples that the file itself marks as such; not in the ranges
  units::Duration lasted;   ///< from the first to the last sample
  std::vector<Range> sensors;
};

/// Reads an export of Stappone insoles (.csv), one entry for each sole, by number.
///
/// Units:    counts; nothing makes pressures or forces of them.
/// Errors:   Truncated, Malformed, TooLarge, each with line and remedy.
[[nodiscard]] Result<std::vector<RawCounts>> readStappone(std::string_view bytes,
                                                          const std::string& sourceName);

/// As readPlate: always UnitUnsupported, or what readStappone says.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> refuseStappone(
    std::string_view bytes, const std::string& sourceName);

}  // namespace podalign::ingest
