#pragma once

#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/profile/codes.hpp"
#include "podalign/report/assessment.hpp"
#include "podalign/report/texts.hpp"

namespace podalign::exchange {

struct FhirOptions {
  /// Whose codes stand beside our own: only those whose licence is held.
  std::vector<profile::Terminology> terminologies;
  std::string reportPdf;  ///< put into the DiagnosticReport; empty: left out
};

/// The assessment as a FHIR R4 Bundle of type `collection`, for files and uploads: Patient (the
/// pseudonym), Device (this program), an Observation for each foot and measure and for each class,
/// DiagnosticReport, proposals (DeviceRequest, ServiceRequest), QuestionnaireResponse, Provenance.
/// Everything is `preliminary`, every request a `draft` and a `proposal`: a clinician decides.
/// There is no Condition: a diagnosis is not ours. What could not be measured or classified has a
/// data-absent reason and no value.
///
/// Units:    UCUM.
/// Errors:   CaseInvalid when the assessment has no date: Provenance needs one.
/// Accuracy: the same bytes for the same assessment and options; identifiers follow from them.
/// Source:   HL7 FHIR R4 (4.0.1).
[[nodiscard]] Result<std::string> fhirBundle(const report::Assessment& assessment,
                                             const report::TextRenderer& texts,
                                             const FhirOptions& options);

}  // namespace podalign::exchange
