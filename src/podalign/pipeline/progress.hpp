#pragma once

#include <functional>
#include <stop_token>
#include <string>

namespace podalign::pipeline {

/// How far a piece of work is. `stage` is a key of the text catalogue (`progress.reading`),
/// `subject` what it works on (a file's name), `done` of `total` steps are finished.
struct ProgressStep {
  std::string stage;
  std::string subject;
  int done = 0;
  int total = 0;
};

/// Told from any thread, one call at a time. Both may be left empty.
struct WorkOptions {
  std::function<void(const ProgressStep&)> progress;
  std::stop_token stop;
};

}  // namespace podalign::pipeline
