#pragma once

#include <string>

#include "podalign/core/result.hpp"
#include "podalign/report/assessment.hpp"
#include "podalign/report/texts.hpp"

namespace podalign::report {

/// Plan and check-ups as a calendar (iCalendar, RFC 5545): whole-day entries, one for each single
/// day of a plan that grows. Names nobody; the same assessment gives the same bytes and the same
/// identifiers, so that importing it again changes nothing.
///
/// Errors: CaseInvalid when the assessment has no date. Nothing planned gives an empty text: a
/// calendar without entries is none.
[[nodiscard]] Result<std::string> calendarText(const Assessment& assessment,
                                               const TextRenderer& texts);

}  // namespace podalign::report
