#pragma once

#include <map>
#include <string>

#include "podalign/pipeline/assess.hpp"
#include "podalign/profile/insole_shape.hpp"
#include "podalign/report/insole_document.hpp"

namespace podalign::pipeline {

/// Before anything is measured: whether insoles of this case may be made at all.
///
/// Errors: those of insole::checkPrescription.
[[nodiscard]] Result<void> checkPrescription(const Case& theCase,
                                             const profile::InsoleShape& shape);

/// The insoles of a case that is assessed already; the assessment goes into the document.
/// Requires: checkPrescription passed, the assessment has no side conflict.
///
/// Errors: those of insole/refusal.hpp, by name; Cancelled.
[[nodiscard]] Result<report::InsoleDocument> insolesOf(
    const Case& theCase, const std::string& caseSha256, const profile::Profile& profile,
    const profile::InsoleShape& shape, report::Assessment assessment, const WorkOptions& work);

/// From a case with an approved prescription to insoles: the checks, the assessment (what blocks
/// and limits an insole is decided there), then the geometry of every foot that is prescribed for.
///
/// Errors: those of insole/refusal.hpp, by name; SideConflict; those of assess.
[[nodiscard]] Result<report::InsoleDocument> makeInsoles(
    const Case& theCase, const std::string& caseSha256, const profile::Profile& profile,
    const profile::InsoleShape& shape, const std::map<std::string, profile::Source>& sources,
    const AssessOptions& options);

}  // namespace podalign::pipeline
