#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/ingest/scan.hpp"

namespace podalign::ingest {

/// A scan, and the SHA-256 of the bytes that it was made of.
struct HashedScan {
  Annotated<RawScan> scan;
  std::string sha256;
};

/// Reads a binary STL of more than `thinBeyond` triangles as `readScan` does, without ever holding
/// the file: it goes through in two passes of a few megabytes at a time. A copy of the file would
/// be most of the memory and, where the system has none ready, of the time.
///
/// Answers:  nothing where the file is another one, cannot be opened, or cannot be thinned: it has
///           to be opened as a whole.
/// Errors:   those of `readScan`, and FileUnreadable when the file changes meanwhile; `source` is
///           the file's name.
[[nodiscard]] Result<std::optional<HashedScan>> readDenseStl(const std::filesystem::path& file,
                                                             const ScanReadOptions& options = {});

}  // namespace podalign::ingest
