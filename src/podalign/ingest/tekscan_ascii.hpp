#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// True when the head of a file is a Tekscan ASCII movie (.asf, .csv): F-Scan, MatScan, HR Mat,
/// Strideway.
[[nodiscard]] bool looksLikeTekscan(std::string_view head);

/// Reads a Tekscan ASCII movie (.asf, .csv): F-Scan, MatScan, HR Mat, Strideway. As readPlate.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readTekscan(
    std::string_view bytes, const std::string& sourceName);

}  // namespace podalign::ingest
