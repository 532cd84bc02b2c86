#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "podalign/core/result.hpp"
#include "podalign/ingest/file_bytes.hpp"

namespace podalign::pipeline {

/// How far a piece of work is. `stage` is a key of the text catalogue (`progress.reading`),
/// `subject` what it works on (a file's name), `done` of `total` steps are finished.
struct ProgressStep {
  std::string stage;
  std::string subject;
  int done = 0;
  int total = 0;
};

/// All of it may be left empty.
struct WorkOptions {
  std::function<void(const ProgressStep&)> progress;  ///< from any thread, one call at a time
  std::stop_token stop;
  unsigned threads = 0;                       ///< files worked on side by side; 0: one per core
  const ingest::GivenFiles* given = nullptr;  ///< of a host, instead of files on disk
};

/// Between two pieces of work. Errors: Cancelled where somebody asked for it.
[[nodiscard]] inline Result<void> checkStop(const WorkOptions& work) {
  if (!work.stop.stop_requested()) return {};
  return failure(ErrorCode::Cancelled, "cancelled; nothing was written");
}

}  // namespace podalign::pipeline
