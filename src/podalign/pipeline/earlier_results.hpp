#pragma once

#include <vector>

#include "podalign/ingest/file_bytes.hpp"
#include "podalign/pipeline/case_file.hpp"
#include "podalign/report/assessment.hpp"

namespace podalign::pipeline {

/// The results that a case names as `earlier`, oldest first: what they measured and how they called
/// the feet, for a page that compares.
///
/// Units:    those of the documents; bands are half-widths of 95 %.
/// Errors:   those of openFile; Malformed for what is no result document; CaseInvalid for one of
///           another subject, without a date, or not older than this case.
[[nodiscard]] Result<std::vector<report::EarlierVisit>> readEarlierResults(
    const Case& theCase, const ingest::GivenFiles* given = nullptr);

}  // namespace podalign::pipeline
