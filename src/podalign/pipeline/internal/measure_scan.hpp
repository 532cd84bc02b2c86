#pragma once

#include "podalign/ingest/dense_stl.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/pipeline/internal/one_file.hpp"

namespace podalign::pipeline {

/// As `ingest::readScan`. `file` is gone afterwards: the mesh holds everything, and a large file
/// need not stay in memory.
[[nodiscard]] Result<ingest::HashedScan> readHashed(ingest::FileBytes file);

/// The feet of a scan and their measures into `into`.
///
/// Errors: those of `anatomy::alignFeet`; LandmarksInvalid; Cancelled.
[[nodiscard]] Result<void> measureScan(OneFile& into, ingest::HashedScan read);

}  // namespace podalign::pipeline
