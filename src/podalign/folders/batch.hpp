#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "podalign/deliver/documents.hpp"

namespace podalign::folders {

struct BatchProgress {
  std::size_t done = 0;  ///< refused ones and those of an earlier run among them
  std::size_t total = 0;
  std::size_t refused = 0;
  double secondsLeft = 0.0;  ///< by the cases of this run so far
};

struct BatchOptions {
  std::filesystem::path cases;
  std::filesystem::path out;
  unsigned workers = 0;  ///< cases worked on side by side, each by one thread; 0: one per core
  std::optional<pipeline::Setting> setting;
  deliver::DeliveryOptions delivery;
  /// From any thread, one call at a time.
  std::function<void(const BatchProgress&)> progress = {};
  std::function<void(const std::string& line)> finished = {};  ///< a case, as one JSON object
};

struct BatchSummary {
  std::size_t total = 0;
  std::size_t refused = 0;  ///< of all; a side in doubt counts
  std::size_t earlier = 0;  ///< finished by an earlier run and not done again
};

/// Assesses every case below a folder: documents in a folder of the same name below `out`, beside
/// them `cases.jsonl` (one line per case, by name) and `measures.csv` (all measures of all cases).
/// A run that was killed goes on where it was: what is in `cases.jsonl` and has not changed is not
/// done again. Memory holds the cases under way and one line per case.
///
/// Errors: those of findCases; WriteFailed, also where another run works in `out`.
[[nodiscard]] Result<BatchSummary> runBatch(const BatchOptions& options,
                                            const profile::Profile& knowledge);

}  // namespace podalign::folders
