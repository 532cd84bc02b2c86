#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// True when the head of a file is a zebris raw text export (FDM, FDM-T: stance, gait, treadmill).
[[nodiscard]] bool looksLikeZebrisRaw(std::string_view head);

/// Reads a zebris raw text export. As readPlate. Its force table is compared with the cells, frame
/// by frame, where the software had recognised a foot.
///
/// Frame:    rows as printed: y counts to the walker's left, x along the walkway.
/// Findings: PLATE.IMPORT_VERIFIED, PLATE.IMPORT_MISMATCH, PLATE.IMPORT_UNVERIFIED.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readZebrisRaw(
    std::string_view bytes, const std::string& sourceName);
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readZebrisRaw(
    std::string_view bytes, const std::string& sourceName, const PlateReadOptions& options);

}  // namespace podalign::ingest
