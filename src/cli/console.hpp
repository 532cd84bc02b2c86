#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "cli/arguments.hpp"
#include "podalign/core/result.hpp"
#include "podalign/pipeline/progress.hpp"
#include "podalign/profile/text_catalogue.hpp"

namespace podalign::cli {

/// Standard output for documents, standard error for everything else: progress (a bar on a
/// terminal, plain lines elsewhere), messages, errors. Used from one thread at a time.
class Console {
 public:
  explicit Console(Talk talk);

  /// Document text to standard output.
  void document(std::string_view text);
  /// A line for people on standard error; not with `--quiet`.
  void message(std::string_view line);
  /// Always said, also with `--quiet`.
  void error(const Error& error);
  /// `sentence` is what is being done, in words.
  void progress(const pipeline::ProgressStep& step, std::string_view sentence);
  /// A progress callback whose sentences come from `texts`, which must outlive it.
  [[nodiscard]] pipeline::WorkOptions work(const profile::TextCatalogue& texts);

  /// Errors: WriteFailed when standard output could not take everything.
  [[nodiscard]] Result<void> finish();

 private:
  void clearBar();

  Talk talk_;
  bool terminal_;
  bool barShown_ = false;
  bool writeFailed_ = false;
  std::chrono::steady_clock::time_point start_;  // for the seconds in progress lines only
};

}  // namespace podalign::cli
