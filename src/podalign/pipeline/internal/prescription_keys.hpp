#pragma once

#include <string>

#include "podalign/core/result.hpp"
#include "podalign/insole/prescription.hpp"
#include "podalign/profile/data_node.hpp"

namespace podalign::pipeline {

/// `prescription` of a case file: `approved_by_clinician`, and for each foot numbers and words.
/// Limits are not looked at here. Errors: CaseInvalid with line: unknown key, no number, no word.
[[nodiscard]] Result<insole::Prescription> readPrescription(const profile::DataNode& node,
                                                            const std::string& source);

}  // namespace podalign::pipeline
