#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// True when the head of a file is an XSENSOR export that prints frame after frame as a table.
[[nodiscard]] bool looksLikeXsensorFrames(std::string_view head);

/// Reads an XSENSOR export that prints frame after frame (.csv): insoles, mats; as saved by the
/// vendor's software ("FRAME,1464" or "Frame:,\"1464\"") or by a spreadsheet. As readPlate.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readXsensorFrames(
    std::string_view bytes, const std::string& sourceName);

}  // namespace podalign::ingest
