#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "podalign/deliver/documents.hpp"

namespace podalign::folders {

enum class CaseStatus { Done, SideConflict, Refused };
[[nodiscard]] const char* toString(CaseStatus status);

/// One case of many.
struct CaseJob {
  std::string name;
  std::filesystem::path caseFile;
  std::filesystem::path outputFolder;
  std::optional<pipeline::Setting> setting;  ///< wins over the case file
};

struct CaseOutcome {
  CaseStatus status = CaseStatus::Done;
  std::optional<Error> error;  ///< unless Done
  std::string line;            ///< the case as one JSON object, without a line feed
};

/// What the result of a case depends on, as a hash: the case file, names, sizes and times of its
/// files, program, rule base and options. Another one: assess again.
[[nodiscard]] std::string fingerprintOf(const CaseJob& job, const profile::Profile& knowledge,
                                        const deliver::DeliveryOptions& options);

/// Assesses one case into its folder. A case that cannot be used is an outcome, and no document of
/// an earlier run stays beside it.
///
/// Errors: WriteFailed, Cancelled: of the machine, not of the case.
[[nodiscard]] Result<CaseOutcome> runCase(const CaseJob& job, const profile::Profile& knowledge,
                                          deliver::DeliveryOptions options);

}  // namespace podalign::folders
