#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// True when the head of a file is an .apd export: RSscan CadCam (frames) or zebris pedcad
/// (maxima).
[[nodiscard]] bool looksLikeApd(std::string_view head);

/// Reads an .apd export of one foot. As readPlate.
///
/// Shape:    one recording, placed on the plate where the file says its size; a file with maxima
///           over time alone gives one frame and `peakImage`.
/// Frame:    rows are the lines of the table. From which side it shows the plate is not stated.
/// Findings: PLATE.IMPORT_VERIFIED or PLATE.IMPORT_MISMATCH (the maxima of the frames against the
///           table of maxima), PLATE.PEAK_IMAGE, PLATE.EDGE_UNKNOWN, PLATE.VIEW_UNSTATED.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readApd(
    std::string_view bytes, const std::string& sourceName);

}  // namespace podalign::ingest
