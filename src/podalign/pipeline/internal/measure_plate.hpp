#pragma once

#include <string_view>
#include <vector>

#include "podalign/ingest/file_bytes.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/pipeline/internal/one_file.hpp"

namespace podalign::pipeline {

[[nodiscard]] ingest::PlateReadOptions plateReadOptions(const FileToMeasure& request,
                                                        const profile::Devices& devices);

/// The steps of a recording and their measures into `into`; memory of `file` goes as it is read.
///
/// Errors: those of `ingest::readPlate` and `plantar::findFootfalls`; CaseInvalid for a zone file
///         without the foot; Cancelled.
[[nodiscard]] Result<void> measurePlate(OneFile& into, ingest::FileBytes& file);

/// Counts without calibration are shown and nothing is made of them.
[[nodiscard]] Result<void> tellRawCounts(OneFile& into, std::string_view bytes);

/// Lays zones over the steps and adds their measures; those that a person set win.
void layZones(std::vector<report::WalkedStep>& walked,
              const measure::FootfallMeasureOptions& options, const measure::FootZoneLines& set);

/// The numbers of a walk's steps, so many later.
void moveIndices(measure::WalkMeasures& walk, std::size_t by);

}  // namespace podalign::pipeline
