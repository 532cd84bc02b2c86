#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// True when the head of a file is a novel emed text export (.lst, "emascii").
[[nodiscard]] bool looksLikeEmed(std::string_view head);

/// Reads a novel emed text export (.lst, "emascii"). As readPlate.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readEmed(
    std::string_view bytes, const std::string& sourceName);

}  // namespace podalign::ingest
