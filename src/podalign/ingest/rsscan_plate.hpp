#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// True when the head of a file is an RSscan (footscan) "Entire Plate Roll Off" text export.
[[nodiscard]] bool looksLikeRsscanPlate(std::string_view head);

/// Reads an RSscan "Entire Plate Roll Off" export. As readPlate.
///
/// The file states neither cell size nor unit; both belong to the format: cells of 5.08 mm across
/// and 7.62 mm along the walkway, force in N per cell (docs/dev/plates.md says on what evidence).
/// Findings: PLATE.RSSCAN_CELLS.
/// Errors:   Malformed where the plate is none of those that this format is written for.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readRsscanPlate(
    std::string_view bytes, const std::string& sourceName);
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readRsscanPlate(
    std::string_view bytes, const std::string& sourceName, const PlateReadOptions& options);

}  // namespace podalign::ingest
