#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// True when the head of a file is a text export of a novel pliance mat.
[[nodiscard]] bool looksLikePliance(std::string_view head);

/// Reads a text export of a novel pliance mat (.asc), whose sensors have their own areas and
/// places; the printed forces are compared. As readPlate.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readPliance(
    std::string_view bytes, const std::string& sourceName);

}  // namespace podalign::ingest
