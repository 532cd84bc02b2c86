#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "podalign/core/result.hpp"

namespace podalign::folders {

/// What is finished of a batch, one JSON object per line (`cases.jsonl`). A line is written when
/// its case is whole on disk; one that a kill cut off is not a line.
class Journal {
 public:
  /// Reads what is there. Errors: WriteFailed.
  [[nodiscard]] static Result<Journal> open(const std::filesystem::path& file);

  /// The line of a case that was finished with this fingerprint; empty: it has to be done.
  [[nodiscard]] std::string find(const std::string& name, const std::string& fingerprint) const;
  /// Forgets every case but these. Errors: WriteFailed.
  [[nodiscard]] Result<void> keepOnly(const std::map<std::string, std::string>& fingerprints);
  /// Adds a line and waits until it is on disk. Errors: WriteFailed.
  [[nodiscard]] Result<void> append(const std::string& name, const std::string& line,
                                    const std::string& fingerprint);
  /// The lines by the names of their cases, whatever order they were finished in. Errors:
  /// WriteFailed.
  [[nodiscard]] Result<void> sort() const;

 private:
  struct Entry {
    std::string fingerprint;
    std::string line;
  };
  std::filesystem::path file_;
  std::map<std::string, Entry> entries_;
};

}  // namespace podalign::folders
