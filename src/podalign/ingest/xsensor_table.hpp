#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// True when the head of a file is an XSENSOR export with one line per frame and one column per
/// sensel ("S_12_3").
[[nodiscard]] bool looksLikeXsensorTable(std::string_view head);

/// Reads an XSENSOR export with one line per frame (.csv). As readPlate.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readXsensorTable(
    std::string_view bytes, const std::string& sourceName);

}  // namespace podalign::ingest
