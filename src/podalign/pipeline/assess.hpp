#pragma once

#include <map>
#include <string>

#include "podalign/core/result.hpp"
#include "podalign/pipeline/case_file.hpp"
#include "podalign/pipeline/progress.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/report/assessment.hpp"

namespace podalign::pipeline {

struct AssessOptions {
  WorkOptions work;
  bool keepReadable = false;  ///< `--partial`
};

/// An assessment, and whether it may be acted on.
struct AssessedCase {
  report::Assessment assessment;
  /// The shape of a foot contradicts its declared side and nobody confirmed it: measures only; the
  /// decision is empty, and the front door ends with `sideConflict` as its error.
  std::optional<Error> sideConflict;
  std::vector<Error> refused;  ///< files left out under `keepReadable`
};

/// The whole way: files and intake in, assessment out. Sequences the stages; holds no geometry and
/// no clinical number.
///
/// Errors: those of measureFiles and of the intake.
[[nodiscard]] Result<AssessedCase> assess(const Case& theCase, const profile::Profile& profile,
                                          const std::map<std::string, profile::Source>& sources,
                                          const AssessOptions& options);

/// Version of this software, as every document carries it.
[[nodiscard]] std::string softwareVersion();

}  // namespace podalign::pipeline
