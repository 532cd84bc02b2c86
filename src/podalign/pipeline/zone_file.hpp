#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/measure/zones.hpp"

namespace podalign::pipeline {

/// The lines between the zones of one foot in a zone file (`podalign/zones/1`, docs/contract.md).
struct ZoneSheet {
  std::string file;  ///< of the recording, without its folder; empty: of every one
  Laterality side = Laterality::Left;
  measure::ZoneLines lines;
};

/// The file as a person edits it: one line of the foot per line.
[[nodiscard]] std::string writeZones(const std::vector<ZoneSheet>& sheets);

/// Errors: CaseInvalid with the line: unknown key, two sheets of one foot, lines that do not follow
/// each other from heel to toes or from the inner side to the outer one.
[[nodiscard]] Result<std::vector<ZoneSheet>> readZones(std::string_view text,
                                                       const std::string& source);

/// The lines of the feet of this recording; nothing of a foot without a sheet.
[[nodiscard]] measure::FootZoneLines linesFor(const std::vector<ZoneSheet>& sheets,
                                              const std::string& file);

}  // namespace podalign::pipeline
