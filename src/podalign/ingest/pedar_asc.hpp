#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/ingest/plate.hpp"

namespace podalign::ingest {

/// True when the head of a file is a text export of novel pedar insoles.
[[nodiscard]] bool looksLikePedar(std::string_view head);

/// Reads a text export of novel pedar insoles (.asc): left before right, one recording each. Areas
/// come from `options.pedarInsoles` by the size that the file names; without them the recordings
/// hold pressures only (Grid::areasKnown). As readPlate.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readPedar(
    std::string_view bytes, const std::string& sourceName, const PlateReadOptions& options);

}  // namespace podalign::ingest
