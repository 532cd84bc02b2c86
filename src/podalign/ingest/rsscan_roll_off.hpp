#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// True when the head of a file is an RSscan (footscan) "Dynamic Roll off" text export.
[[nodiscard]] bool looksLikeRsscanRollOff(std::string_view head);

/// Reads an RSscan "Dynamic Roll off" export: the selection of a left foot, a right one, or both.
/// As readPlate.
///
/// Shape:    one recording per foot, with the side that the file names, placed on the plate by its
///           rectangle. The file does not say how long the plate is: the shortest plate is taken
///           that holds the rectangle.
/// Units:    as readRsscanPlate; the time between frames from the stamps.
/// Findings: PLATE.RSSCAN_CELLS, PLATE.RSSCAN_RECTANGLE, PLATE.RATE_DIFFERS.
/// Errors:   Malformed where a rectangle lies on no plate or its frames do not fit it.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readRsscanRollOff(
    std::string_view bytes, const std::string& sourceName);

}  // namespace podalign::ingest
