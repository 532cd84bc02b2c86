#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "podalign/core/result.hpp"

/// The approval of a rule base: who read it, in which role, on which day, and exactly what. It is
/// kept in manifest.yaml with the hash of every file, so that any later change ends it and can be
/// named.
namespace podalign::profile {

/// A clinician who approves, as stated by whoever signs: nothing is filled in.
struct Signer {
  std::string name;
  std::string role;
  std::string date;  ///< YYYY-MM-DD
};

/// The signatures under a rule base and whether they still hold.
struct Approval {
  std::vector<Signer> signers;
  std::vector<std::string> changed;  ///< files that were changed, added or removed since
  std::size_t line = 0;              ///< of `signatures` in manifest.yaml

  [[nodiscard]] bool holds() const { return !signers.empty() && changed.empty(); }
};

/// Errors: FileNotFound, ProfileInvalid: no readable manifest, a signature that is incomplete.
[[nodiscard]] Result<Approval> readApproval(const std::filesystem::path& directory);

/// Approves the rule base as it is now: every file then says `lifecycle: approved` with the names,
/// the manifest the signatures and hashes. A further signer of the same content is added;
/// signatures under other content are dropped.
///
/// Errors: ProfileInvalid: no name, role or date of a day, or a rule base with faults; WriteFailed.
[[nodiscard]] Result<void> signProfile(const std::filesystem::path& directory,
                                       const Signer& signer);

/// Makes the rule base a draft again. Errors: FileNotFound, ProfileInvalid, WriteFailed.
[[nodiscard]] Result<void> withdrawApproval(const std::filesystem::path& directory);

}  // namespace podalign::profile
