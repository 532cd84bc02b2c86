#pragma once

#include <string>

#include "podalign/report/assessment.hpp"

namespace podalign::deliver {

/// The first line of every table of measures.
[[nodiscard]] std::string measureTableHeader();

/// Every measure of an assessment as comma-separated values (RFC 4180), one per line, without the
/// header: of scans, steps, means over steps, left against right, and entered by hand. Decimal
/// points, never commas; a text that a spreadsheet would take for a formula gets an apostrophe.
[[nodiscard]] std::string measureTable(const report::Assessment& assessment,
                                       const std::string& caseName);

}  // namespace podalign::deliver
